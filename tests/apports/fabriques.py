"""Small files, and an export as the site writes it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.formats.colonnes_apports import EXPORT_ACTEURS, EXPORT_LIENS


def make_xlsx(
    *rows: list[Any], feuille: str = "Structures", masquees: dict[str, list[list[Any]]] | None = None
) -> bytes:
    """One sheet of these rows, and hidden ones."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = feuille
    for row in rows:
        sheet.append(row)
    for nom, hidden in (masquees or {}).items():
        other = book.create_sheet(nom, 0)
        other.sheet_state = "hidden"
        for row in hidden:
            other.append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def export_acteurs(*acteurs: Acteur) -> list[dict[str, str]]:
    """Rows under the headings of an export, codes as in the reference lists, lists joined by « | »."""
    return [dict(zip(EXPORT_ACTEURS, map(write, list_values(one)), strict=True)) for one in acteurs]


def list_values(one: Acteur) -> list[Any]:
    return [
        one.pk, one.nom, one.sigle, one.nature, one.parent_id, one.parent, one.sphere.code,
        one.type.code if one.type else "", one.description, one.appelez_nous_pour,
        [theme.code for theme in one.themes.all()], [public.code for public in one.publics.all()],
        [territoire.nom for territoire in one.territoires.all()], one.commune, one.commune.code if one.commune else "",
        one.adresse, one.latitude, one.longitude, one.telephone, one.courriel, one.site_web, one.siret,
        one.fin_financement, one.visibilite, one.source, one.source_id, one.date_verification,
        one.modifie_le.isoformat(),
    ]  # fmt: skip


def export_liens(*said: Declaration) -> list[dict[str, str]]:
    rows = [
        [
            one.pk, one.source_id, one.source, one.cible_id, one.cible, one.niveau_reel, one.niveau_souhaite,
            one.sujets,
            [theme.code for theme in one.themes.all()], one.frequence, one.formalisation, one.financement,
            one.initiateur, one.premier_contact_phase, one.phase_souhaitee, one.cadre, one.porte_par, one.tendance,
            one.depuis, one.date, one.visibilite,
        ]
        for one in said
    ]  # fmt: skip
    return [dict(zip(EXPORT_LIENS, map(write, row), strict=True)) for row in rows]


def write(value: Any) -> str:
    if isinstance(value, list):
        return " | ".join(map(str, value))
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
