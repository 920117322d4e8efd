"""The workbook to fill in: cadres on one sheet, who takes part on another, what each column means on a third."""

from __future__ import annotations

from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import Final

from maillage.formats.colonnes import Colonne
from maillage.formats.colonnes_cadres import APPORT_CADRES, APPORT_PARTICIPATIONS
from maillage.formats.sorties.feuilles import Colonne as ColonneEcrite
from maillage.formats.sorties.feuilles import Feuille
from maillage.formats.sorties.xlsx import write_xlsx

NOM: Final = "modele-cadres.xlsx"
TYPE_MIME: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CADRES: Final = (
    "nom", "nature", "sigle", "reference", "parent", "pilote", "financeurs", "membres", "debut", "fin", "statut",
    "phase", "themes", "publics", "territoires", "description",
)  # fmt: skip
PARTICIPATIONS: Final = ("cadre", "acteur", "role", "phase", "depuis", "jusqu_a")
_SENS: Final = (ColonneEcrite("feuille"), ColonneEcrite("colonne"), ColonneEcrite("sens", largeur=70),
                ColonneEcrite("exemple", largeur=30))  # fmt: skip


def write_modele() -> bytes:
    cadres = _pick(APPORT_CADRES, CADRES)
    participations = _pick(APPORT_PARTICIPATIONS, PARTICIPATIONS)
    sens = [("cadres", one.nom, one.sens, one.exemple) for one in cadres]
    sens += [("participations", one.nom, one.sens, one.exemple) for one in participations]
    with TemporaryFile() as book:
        write_xlsx(
            [_open("cadres", cadres), _open("participations", participations), Feuille("Lisez-moi", _SENS, sens)], book
        )
        book.seek(0)
        return book.read()


def _pick(colonnes: Sequence[Colonne], noms: Sequence[str]) -> list[Colonne]:
    known = {one.nom: one for one in colonnes}
    return [known[nom] for nom in noms]


def _open(nom: str, colonnes: Sequence[Colonne]) -> Feuille:
    return Feuille(nom, [ColonneEcrite(one.nom, largeur=22) for one in colonnes], ())
