"""What dispositifs, instances and actions say of one pair of worlds: from the details of findings to short sentences.

Only cadres are named here, never the actors of a detail that is for a few.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.francais import liste
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL, name_theme
from maillage.diagnostic.couples import Couple
from maillage.diagnostic.renvois import Fiches, Renvoi, list_named_cadres
from maillage.publication.blocs import CadreNomme
from maillage.publication.details import list_cadres
from maillage.publication.typographie import fr

Ligne = Mapping[str, Any]


@dataclass(frozen=True)
class Dit:
    """A sentence, the page that tells how it was found, and the cadres that it names."""

    phrase: str
    methode: str
    cadres: tuple[CadreNomme, ...] = ()

    def open(self, fiches: Fiches) -> list[Renvoi]:
        """The sentence in pieces: words, then a name with the address of its sheet, then words again."""
        pieces: list[Renvoi] = [(self.phrase, "")]
        for pk, nom in self.cadres:
            if adresse := fiches.get(pk):
                pieces = [cut for piece in pieces for cut in _cut(piece, nom, adresse)]
        return pieces


def _cut(piece: Renvoi, nom: str, adresse: str) -> Iterator[Renvoi]:
    """Only a name between « guillemets » is a name; what is a link already stays one."""
    words, already = piece
    before, quoted, after = words.partition(fr(f"« {nom} »"))
    if already or not quoted:
        yield piece
        return
    mark = quoted.index(fr(nom))
    yield before + quoted[:mark], ""
    yield fr(nom), adresse
    yield quoted[mark + len(fr(nom)) :] + after, ""


def list_said_of_cadres(diagnostic: Diagnostic, couple: Couple) -> list[Dit]:
    """Rows that concern both worlds, then what is true of the social and the local worlds, then of the territory."""
    return [*_list_rows(diagnostic, couple), *_list_whole(diagnostic, couple), *_list_shared(diagnostic, couple)]


def _list_rows(diagnostic: Diagnostic, couple: Couple) -> Iterator[Dit]:
    for constat in diagnostic.constats:
        if constat.code in PHRASES and not constat.garde:
            key, write = PHRASES[constat.code]
            rows = constat.detail.get(key)
            for row in rows if isinstance(rows, list) else []:
                if isinstance(row, dict) and _concerns(row, couple):
                    yield Dit(fr(write(row)), constat.methode, list_cadres(row))


def _concerns(row: Ligne, couple: Couple) -> bool:
    """Both worlds are there; of two rows of one world, both."""
    told = list(row.get("spheres") or [])
    return told.count(couple[0]) >= 2 if couple[0] == couple[1] else set(couple) <= set(told)


def _list_whole(diagnostic: Diagnostic, couple: Couple) -> Iterator[Dit]:
    a, b = couple
    if not ({a, b} & MONDE_SOCIAL and {a, b} & MONDE_LOCAL):
        return
    for constat in diagnostic.constats:
        if constat.code in ENSEMBLE and not constat.garde and constat.valeur:
            yield Dit(fr(constat.phrase), constat.methode, tuple(list_named_cadres(constat)))


def _list_shared(diagnostic: Diagnostic, couple: Couple) -> Iterator[Dit]:
    """What no pair of worlds holds alone, and any two may mend together. Not told again inside one world."""
    if couple[0] == couple[1]:
        return
    for constat in diagnostic.constats:
        if constat.code in TERRITOIRE and not constat.garde and constat.valeur:
            yield Dit(fr(constat.phrase), constat.methode, tuple(list_named_cadres(constat)))


def _name_themes(row: Ligne) -> str:
    return liste([name_theme(code) for code in row["themes"]])


def _write_side_by_side(row: Ligne) -> str:
    a, b = row["intitules"]
    return f"« {a} » et « {b} » parlent des mêmes sujets ({_name_themes(row)}) sans se rencontrer."


def _write_redundant(row: Ligne) -> str:
    a, b = row["intitules"]
    return f"« {a} » et « {b} » réunissent presque les mêmes membres ({_name_themes(row)})."


def _write_success(row: Ligne) -> str:
    return f"« {row['intitule']} » a été commencée ensemble : une réussite à raconter."


def _write_triangle(row: Ligne) -> str:
    start = f"Deux acteurs qui coopèrent n’ont aucun lien connu avec « {row['intitule']} »"
    return f"{start} ({_name_themes(row)}) : à y faire entrer ?"


PHRASES: Final[Mapping[str, tuple[str, Callable[[Ligne], str]]]] = {
    "dispositifs-cote-a-cote": ("paires", _write_side_by_side),
    "instances-redondantes": ("paires", _write_redundant),
    "reussites-a-raconter": ("actions", _write_success),
    "triangles-a-fermer": ("triangles", _write_triangle),
}
ENSEMBLE: Final = frozenset({"ecart-phase-actions"})
"""Findings that compare the social and the local worlds without telling which pair."""
TERRITOIRE: Final = frozenset(
    {"zones-blanches", "acteur-sans-instance", "diagnostics-en-double", "financeur-tardif-actions"}
)
"""Findings about the whole territory; their sentences name communes and cadres, no actor."""
