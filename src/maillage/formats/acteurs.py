"""The table of actors, read row by row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from maillage.analyse.francais import liste
from maillage.analyse.reseau import Acteur, Nature
from maillage.analyse.seuils import SEUILS
from maillage.formats import valeurs, vocabulaire
from maillage.formats.fautes import Refus, quote
from maillage.formats.lecture import Lecteur
from maillage.formats.repertoire import Repertoire
from maillage.formats.table import Note
from maillage.formats.textes import fold
from maillage.formats.valeurs import Lu

MAX_CITES: Final = 6
_RIEN: Final[frozenset[str]] = frozenset()


def read_acteurs(lecteur: Lecteur) -> tuple[tuple[Acteur, ...], Repertoire]:
    """Every actor that could be read, and whom each identifier stands for; faults go to `lecteur`."""
    if not lecteur.est_lisible:
        return (), Repertoire((), est_complet=False)
    ids = _read_ids(lecteur)
    noms = lecteur.read("nom", valeurs.read_texte, "")
    repertoire = Repertoire((i, nom) for i, nom in zip(ids, noms, strict=True) if i)
    parents = lecteur.read("parent", _make_reader_of_parents(repertoire), None)
    lignes = {i: ligne.numero for i, ligne in zip(ids, lecteur.lignes, strict=True) if i}
    _check_circles(lecteur, {i: parent for i, parent in zip(ids, parents, strict=True) if i}, lignes)
    acteurs = tuple(
        Acteur(
            id=identifiant, nom=nom, sphere=sphere, nature=nature, parent=parent, type=sorte,
            themes=themes, communes=communes, fin_financement=fin,
        )
        for identifiant, nom, sphere, nature, parent, sorte, themes, communes, fin in zip(
            ids, noms, _read_spheres(lecteur), _read_natures(lecteur, parents), parents,
            lecteur.read("type", valeurs.read_identifiant, ""),
            lecteur.read("themes", valeurs.read_themes, _RIEN),
            lecteur.read("communes", valeurs.read_liste, _RIEN),
            lecteur.read("fin_financement", valeurs.read_fin, None),
            strict=True,
        )
        if identifiant
    )  # fmt: skip
    return acteurs, repertoire


def _read_ids(lecteur: Lecteur) -> list[str]:
    """Identifiers in the order of rows; "" where it is missing or already given."""
    lecteur.note_empty("id", "Donnez à cet acteur un identifiant court, différent des autres (par exemple S12).")
    read = []
    first: dict[str, int] = {}
    for ligne, identifiant in zip(lecteur.lignes, lecteur.read("id", valeurs.read_identifiant, ""), strict=True):
        if identifiant and identifiant in first:
            message = f"l’identifiant {quote(identifiant)} est déjà donné à la ligne {first[identifiant]}"
            remede = "Donnez-en un autre à l’un des deux, ou supprimez la ligne en trop."
            lecteur.note("id", ligne.numero, Refus(message, remede), trouve=identifiant)
        read.append("" if identifiant in first else identifiant)
        if identifiant:
            first.setdefault(identifiant, ligne.numero)
    return read


def _read_spheres(lecteur: Lecteur) -> list[str]:
    spheres = lecteur.read("sphere", valeurs.read_sphere, "")
    lecteur.note_empty("sphere", "Indiquez la sphère de cet acteur (AS, DS, DL, PA, ou un code à vous).")
    _compare_spheres(lecteur, sorted({sphere for sphere in spheres if sphere}))
    return spheres


def _compare_spheres(lecteur: Lecteur, spheres: Sequence[str]) -> None:
    if len(spheres) > SEUILS.max_spheres:
        message = f"{len(spheres)} sphères différentes, {SEUILS.max_spheres} au plus"
        lecteur.note("sphere", None, Refus(message, "Est-ce la bonne colonne ? Une sphère réunit de nombreux acteurs."))
    alike: dict[str, list[str]] = {}
    for sphere in spheres:
        alike.setdefault(fold(sphere), []).append(sphere)
    for same in alike.values():
        if len(same) > 1:
            message = f"{liste([quote(sphere) for sphere in same])} sont lues comme des sphères différentes"
            lecteur.note("sphere", None, Note(message, "Si c’est la même, écrivez-la partout de la même façon."))


def _read_natures(lecteur: Lecteur, parents: Sequence[str | None]) -> list[Nature]:
    """Without a nature, an actor that has a parent is one of its services, and any other is a structure."""
    given = lecteur.read("nature", valeurs.read_nature, None)
    told = {faute.ligne for faute in lecteur.fautes}
    natures: list[Nature] = []
    for ligne, nature, parent in zip(lecteur.lignes, given, parents, strict=True):
        natures.append(nature or ("service" if parent else "structure"))
        if parent is None and ligne.numero not in told:
            _check_orphan(lecteur, ligne.numero, natures[-1])
    return natures


def _check_orphan(lecteur: Lecteur, ligne: int, nature: Nature) -> None:
    if nature == "poste":
        remede = "Écrivez dans la colonne « parent » l’identifiant de la structure ou du service où il est."
        lecteur.note("parent", ligne, Refus("ce poste ne dit pas où il se trouve", remede))
    elif nature == "service":
        remede = "Tel quel, il compte comme une structure à part."
        lecteur.note("parent", ligne, Note("ce service ne dit pas de quelle structure il dépend", remede))


def _make_reader_of_parents(repertoire: Repertoire) -> Callable[[str], Lu[str | None]]:
    def read(text: str) -> Lu[str | None]:
        if fold(text) in vocabulaire.SANS_REPONSE and text not in repertoire:
            return Lu(None)
        return repertoire.find(text)

    return read


def _check_circles(lecteur: Lecteur, parents: Mapping[str, str | None], lignes: Mapping[str, int]) -> None:
    """Tell each circle of parents once, at its first row."""
    for circle in find_circles(parents):
        first = min(circle, key=lignes.__getitem__)
        start = circle.index(first)
        turned = [*circle[start:], *circle[:start], first]
        cited = " → ".join(turned if len(turned) <= MAX_CITES else [*turned[: MAX_CITES - 1], "…", first])
        message = f"de parent en parent, {quote(first)} dépend de lui-même ({cited})"
        remede = "Laissez vide le parent de celui qui ne dépend d’aucun autre."
        lecteur.note("parent", lignes[first], Refus(message, remede), trouve=parents[first] or "")


def find_circles(parents: Mapping[str, str | None]) -> list[list[str]]:
    """The circles of a map from each to its parent, each walked once: as fast as the table is long."""
    circles = []
    seen: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        current: str | None = start
        while current is not None and current not in seen:
            seen.add(current)
            path[current] = None
            current = parents.get(current)
        if current in path:
            walked = list(path)
            circles.append(walked[walked.index(current) :])
    return circles
