"""A brought list, once one knows what each column is, as typed rows; every fault with its sheet, row and column."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from maillage.formats.apports_acteurs import ActeurLu, read_acteurs
from maillage.formats.apports_cadres import CadreLu, ParticipationLue, read_cadres, read_participations
from maillage.formats.apports_liens import REMPLACANTS, LienLu, read_liens
from maillage.formats.colonnes import Colonne, Correspondance
from maillage.formats.colonnes_cadres import NOMS_POSSIBLES
from maillage.formats.fautes import Faute, Refus
from maillage.formats.lecture import LecteurDeColonnes
from maillage.formats.lignes_a_part import set_aside
from maillage.formats.reconnaissance import GENRES
from maillage.formats.table import Note
from maillage.formats.tableaux import Feuille
from maillage.formats.textes import squeeze

__all__ = ["ActeurLu", "Apporte", "CadreLu", "LienLu", "ParticipationLue", "find_missing", "make_faute", "read_apport"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Apporte:
    """All that was read of one sheet. `colonnes`: the fields it has a column for. `fautives`: rows that cannot come."""

    genre: str
    lignes: tuple[Any, ...]
    colonnes: frozenset[str]
    fautes: tuple[Faute, ...]
    remarques: tuple[Faute, ...]

    @property
    def fautives(self) -> frozenset[int]:
        return frozenset(faute.ligne for faute in self.fautes if faute.ligne is not None)


def read_apport(feuille: Feuille, genre: str, champs: Mapping[int, str]) -> Apporte:
    """The rows of a sheet; `champs` gives for the rank of a column the field it holds."""
    positions = {champ: rank for rank, champ in champs.items() if champ}
    wanted = [colonne for colonne in GENRES[genre] if colonne.nom in _NECESSAIRES[genre]]
    places = Correspondance(positions, {}, ())
    lecteur = LecteurDeColonnes(feuille, places, [colonne.nom for colonne in wanted])
    if missing := find_missing(genre, positions):
        lecteur.fautes.append(_tell_missing(feuille, missing))
        return _finish(lecteur, genre, ())
    _leave_out_titles(lecteur, [colonne for colonne in wanted if colonne.nom in positions])
    lecteur.check_width()
    return _finish(lecteur, genre, _LECTEURS[genre](lecteur))


_LECTEURS: Final[Mapping[str, Callable[[LecteurDeColonnes], Sequence[Any]]]] = {
    "acteurs": read_acteurs, "liens": read_liens, "cadres": read_cadres, "participations": read_participations,
}  # fmt: skip
_NECESSAIRES: Final = {
    "acteurs": ("nom",), "liens": ("source_nom", "cible_nom"), "cadres": ("nom",),
    "participations": ("cadre", "acteur"),
}  # fmt: skip
_AU_LIEU: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("cadres", "nom"): NOMS_POSSIBLES,
    ("participations", "cadre"): ("cadre_id",),
    ("participations", "acteur"): ("acteur_id",),
    **{("liens", champ): (other,) for champ, other in REMPLACANTS.items()},
}
"""What may say the same as a field that is needed."""


def find_missing(genre: str, positions: Container[str]) -> list[str]:
    """Fields without which nothing can be read."""
    return [
        champ for champ in _NECESSAIRES[genre]
        if not any(one in positions for one in (champ, *_AU_LIEU.get((genre, champ), ())))
    ]  # fmt: skip


def _tell_missing(feuille: Feuille, missing: Sequence[str]) -> Faute:
    told = {"nom": "le nom", "source_nom": "l’acteur qui déclare", "cible_nom": "l’autre acteur",
            "cadre": "le cadre", "acteur": "l’acteur"}  # fmt: skip
    return Faute(
        fichier=feuille.fichier, feuille=feuille.nom,
        message=f"aucune colonne ne dit {' ni '.join(told[champ] for champ in missing)}",
        remede="Choisissez-la dans la liste des colonnes.",
    )  # fmt: skip


def _leave_out_titles(lecteur: LecteurDeColonnes, wanted: list[Colonne]) -> None:

    if not wanted:
        return
    lignes, notes = set_aside(lecteur.feuille, lecteur.places, wanted, lambda _text: False)
    lecteur.feuille = replace(lecteur.feuille, lignes=lignes)
    for numero, note in notes:
        lecteur.note("", numero, note)


def _finish(lecteur: LecteurDeColonnes, genre: str, lignes: Sequence[Any]) -> Apporte:
    return Apporte(
        genre=genre, lignes=tuple(lignes), colonnes=frozenset(lecteur.places.positions),
        fautes=tuple(lecteur.sort(lecteur.fautes)), remarques=tuple(lecteur.sort(lecteur.remarques)),
    )  # fmt: skip


def make_faute(  # noqa: PLR0913
    feuille: Feuille, numero: int | None, colonne: str, problem: Refus | Note, *, trouve: str = "",
    places: Mapping[str, int] | None = None,
) -> Faute:  # fmt: skip
    """A fault found after the reading, with the heading that the file gives to that field."""
    rank = (places or {}).get(colonne)
    return Faute(
        fichier=feuille.fichier, feuille=feuille.nom, ligne=numero,
        colonne="" if rank is None else feuille.entetes[rank], message=problem.message, remede=problem.remede,
        trouve=squeeze(trouve), bloquante=isinstance(problem, Refus),
        famille=problem.famille if isinstance(problem, Refus) else "",
    )  # fmt: skip
