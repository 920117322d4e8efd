"""The report as one page: a single file that asks nothing of the network and works without scripts."""

from __future__ import annotations

import base64
from functools import cache
from pathlib import Path
from typing import Final

from markupsafe import Markup

from maillage.analyse.francais import jour
from maillage.publication import tokens
from maillage.publication.blocs import Rapport
from maillage.publication.environnement import GABARITS, load_environment, trust
from maillage.publication.polices import TEXTE, TITRES, Coupe, find_fonts
from maillage.publication.signes import draw_signs

PIED: Final = "Document produit par Maillage, logiciel libre sous licence AGPL-3.0-or-later."


def render_html(rapport: Rapport) -> bytes:
    """The whole page in UTF-8. Every text is escaped; drawings and style are embedded."""
    page = load_environment().get_template("rapport.html")
    signs = {size: draw_signs(rapport.spheres, size, rapport.mondes) for size in (24, 30)}
    rendered = page.render(
        rapport=rapport,
        signe=lambda code, size: _write_sign(signs[size].get(code, "")),
        jour=jour(rapport.date_reference),
        styles=trust(_write_styles()),
        enseigne=trust((GABARITS / "enseigne.svg").read_text(encoding="utf-8")),
        pied=PIED,
    )
    return rendered.encode()


def _write_sign(svg: str) -> Markup:
    """The mark of a sphere; decorative, since its name always stands beside."""
    return trust(svg.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1))


@cache
def _write_styles() -> str:
    sheet = (GABARITS / "rapport.css").read_text(encoding="utf-8")
    return "\n".join((*map(_write_face, find_fonts().woff2), _write_tokens(), sheet))


def _write_tokens() -> str:
    names = (
        "ENCRE",
        "DOUX",
        "PAPIER",
        "BLANC",
        "TRAIT",
        "ACCENT",
        "ACCENT_CLAIR",
        "NEUTRE_CLAIR",
        "ALERTE",
        "ALERTE_CLAIR",
    )
    colours = (f"--{name.lower().replace('_', '-')}: {getattr(tokens, name)};" for name in names)
    faces = (f'--texte: "{TEXTE}", system-ui, sans-serif;', f'--titres: "{TITRES}", "{TEXTE}", system-ui, sans-serif;')
    return f":root {{ {' '.join((*colours, *faces))} }}"


def _write_face(face: tuple[Coupe, Path]) -> str:
    coupe, path = face
    data = base64.b64encode(path.read_bytes()).decode()
    return (
        f'@font-face {{ font-family: "{coupe.famille}"; font-weight: {700 if coupe.gras else 400}; '
        f"font-style: {'italic' if coupe.italique else 'normal'}; font-display: swap; "
        f'src: url("data:font/woff2;base64,{data}") format("woff2"); }}'
    )
