"""The report as an accessible PDF (PDF/UA-1), set by Typst. Texts reach it as data, never as markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst

from maillage.analyse.francais import jour
from maillage.publication import tokens
from maillage.publication.blocs import Illustration, Rapport
from maillage.publication.polices import TEXTE, TITRES
from maillage.publication.signes import draw_signs
from maillage.publication.signes_rares import REPLIS, choose_fonts, replace_signs

GABARITS: Final = Path(__file__).with_name("gabarits")
NORME: Final = "ua-1"


def render_pdf(rapport: Rapport) -> bytes:
    """An A4 PDF. It does not compile when an alternative text or a title is missing: accessibility is always checked.

    The document is dated from the diagnosis: the same report gives the same bytes.
    """
    at_noon = datetime.combine(rapport.date_reference, time(12), tzinfo=UTC)
    return compile_pdf("rapport.typ", _gather(rapport), timestamp=at_noon, pdf_standards=NORME)


def render_png(svg: str, ppi: float = 192) -> bytes:
    """A drawing as PNG, at twice the size of a screen."""
    return compile_pdf("figure.typ", {"svg": svg}, format="png", ppi=ppi)


def compile_pdf(gabarit: str, donnees: Mapping[str, Any], **options: Any) -> bytes:
    """Templates read nothing but what they are given: the root is their own folder, and they ask for no package."""
    fonts, replaced = choose_fonts(donnees)
    told = replace_signs(donnees, replaced) if replaced else donnees
    compiled = typst.compile(
        str(GABARITS / gabarit),
        root=str(GABARITS),
        font_paths=fonts,
        sys_inputs={"donnees": json.dumps(told, ensure_ascii=False)},
        **options,
    )
    return compiled if isinstance(compiled, bytes) else bytes(compiled[0])


def _gather(rapport: Rapport) -> dict[str, Any]:
    names = ("ENCRE", "DOUX", "PAPIER", "TRAIT", "ACCENT", "ACCENT_CLAIR", "NEUTRE_CLAIR", "ALERTE", "ALERTE_CLAIR")
    return {
        "rapport": _serialise(rapport),
        "une": _serialise(rapport.une.lignes),
        "corps": _serialise(rapport.corps),
        "annexes": _serialise(rapport.annexes),
        "calculs": _serialise(rapport.calculs),
        "equivalents": _serialise(rapport.equivalents),
        "jour": jour(rapport.date_reference),
        "date": [rapport.date_reference.year, rapport.date_reference.month, rapport.date_reference.day],
        "mondes": {code: rapport.mondes.name(code) for code in rapport.spheres},
        "signes": draw_signs(rapport.spheres, 24, rapport.mondes),
        "couleurs": {name.lower(): getattr(tokens, name) for name in names},
        "texte": [TEXTE, *REPLIS],
        "titres": [TITRES, TEXTE, *REPLIS],
    }


def _serialise(value: Any) -> Any:
    """Blocks as plain JSON, each with the name of its kind."""
    if isinstance(value, tuple):
        return [_serialise(item) for item in value]
    if is_dataclass(value) and not isinstance(value, type):
        hidden = {"svg_etroit"} if isinstance(value, Illustration) else set()
        told = {f.name: _serialise(getattr(value, f.name)) for f in fields(value) if f.name not in hidden}
        return {"genre": type(value).__name__, **told}
    return value if value is None or isinstance(value, bool | int | float | str) else str(value)
