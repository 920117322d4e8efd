"""The tables of cadres and of participations that a diagnosis may read, row by row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from maillage.analyse.cadres import TOUS_PUBLICS, Cadre, Participation
from maillage.analyse.vocabulaire import PUBLICS
from maillage.formats import valeurs
from maillage.formats.apports_cadres import read_nature_cadre, read_oui, read_statut
from maillage.formats.fautes import Refus, quote
from maillage.formats.lecture import Lecteur
from maillage.formats.repertoire import Repertoire
from maillage.formats.table import Note
from maillage.formats.textes import make_key
from maillage.formats.valeurs import Lu

MEMBRE: Final = "membre"
_ROLES: Final = {
    make_key(word): code
    for code, words in {
        "pilote": ("pilote", "copilote", "porteur"), "animateur": ("animateur", "animatrice", "anime"),
        "financeur": ("financeur", "financeuse", "cofinanceur"), "co-realise": ("co-réalise", "co-réalisateur"),
        "met-en-oeuvre": ("met en œuvre", "met en oeuvre", "met-en-oeuvre", "mise en œuvre"),
        "accueille": ("accueille",), "partenaire": ("partenaire",), MEMBRE: (MEMBRE, "participant"),
    }.items()
    for word in words
}  # fmt: skip
_PUBLICS: Final = {make_key(code): code for code in (*PUBLICS, TOUS_PUBLICS)}
_RIEN: Final[frozenset[str]] = frozenset()
_NATURE: Final = "Écrivez « dispositif », « instance » ou « action »."
_FIN_AVANT: Final = Refus("la fin vient avant le début", "Corrigez l’une des deux dates.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Siege:
    """A participation, and until when it was told."""

    participation: Participation
    jusqu_a: date | None = None

    def is_held(self, quand: date) -> bool:
        return self.jusqu_a is None or self.jusqu_a >= quand


def read_cadres(lecteur: Lecteur) -> tuple[tuple[Cadre, ...], Repertoire]:
    """Every cadre that could be read, and which one each identifier stands for; faults go to `lecteur`."""
    if not lecteur.est_lisible:
        return (), Repertoire((), est_complet=False, sorte="cadre")
    ids = _read_ids(lecteur)
    noms, sigles = (lecteur.read(nom, valeurs.read_texte, "") for nom in ("nom", "sigle"))
    noms = [nom or sigle for nom, sigle in zip(noms, sigles, strict=True)]
    repertoire = Repertoire(((i, nom) for i, nom in zip(ids, noms, strict=True) if i), sorte="cadre")
    parents = lecteur.read("parent", repertoire.find, None)
    _check_circles(lecteur, ids, parents)
    debuts, fins = lecteur.read("debut", valeurs.read_date, None), lecteur.read("fin", valeurs.read_fin, None)
    _check_ends(lecteur, "fin", debuts, fins)
    lecteur.note_empty("nature", _NATURE)
    columns = zip(
        ids, noms, parents, debuts, fins,
        lecteur.read("nature", _read_nature, ""),
        lecteur.read("reference", valeurs.read_identifiant, ""),
        lecteur.read("sphere", valeurs.read_sphere, ""),
        lecteur.read("themes", valeurs.read_themes, _RIEN),
        lecteur.read("publics", _read_publics, _RIEN),
        lecteur.read("communes", valeurs.read_liste, _RIEN),
        lecteur.read("statut", read_statut, ""),
        lecteur.read("phase", valeurs.read_phase, None),
        lecteur.read("est_diagnostic", read_oui, None),
        strict=True,
    )  # fmt: skip
    cadres = tuple(
        Cadre(
            id=identifiant, nature=nature, nom=nom, reference=reference, parent=parent, sphere=sphere, themes=themes,
            publics=publics, communes=communes, debut=debut, fin=fin, statut=statut, phase=phase,
            est_diagnostic=bool(diagnosis),
        )
        for identifiant, nom, parent, debut, fin, nature, reference, sphere, themes, publics, communes, statut, phase,
        diagnosis in columns
        if identifiant and nature
    )  # fmt: skip
    return cadres, repertoire


def _read_ids(lecteur: Lecteur) -> list[str]:
    """Identifiers in the order of rows; "" where it is missing or already given."""
    lecteur.note_empty("id", "Donnez à ce cadre un identifiant court, différent des autres (par exemple CTG1).")
    read = []
    first: dict[str, int] = {}
    for ligne, identifiant in zip(lecteur.lignes, lecteur.read("id", valeurs.read_identifiant, ""), strict=True):
        if identifiant and identifiant in first:
            message = f"l’identifiant {quote(identifiant)} est déjà donné à la ligne {first[identifiant]}"
            remede = "Donnez-en un autre à l’un des deux, ou supprimez la ligne en trop."
            lecteur.note("id", ligne.numero, Refus(message, remede), trouve=identifiant)
        first.setdefault(identifiant, ligne.numero)
        read.append(identifiant if first[identifiant] == ligne.numero else "")
    return read


def _check_circles(lecteur: Lecteur, ids: Sequence[str], parents: Sequence[str | None]) -> None:
    above = {i: parent for i, parent in zip(ids, parents, strict=True) if i}
    for ligne, identifiant in zip(lecteur.lignes, ids, strict=True):
        if identifiant and _is_own_parent(identifiant, above):
            refus = Refus("ce cadre est, de parent en parent, son propre parent", "Corrigez l’un des parents.")
            lecteur.note("parent", ligne.numero, refus, trouve=above[identifiant] or "")


def _is_own_parent(identifiant: str, above: Mapping[str, str | None]) -> bool:
    seen: set[str] = set()
    current = above[identifiant]
    while current is not None and current not in seen:
        if current == identifiant:
            return True
        seen.add(current)
        current = above.get(current)
    return False


def _check_ends(lecteur: Lecteur, nom: str, debuts: Sequence[date | None], fins: Sequence[date | None]) -> None:
    for ligne, debut, fin in zip(lecteur.lignes, debuts, fins, strict=True):
        if debut and fin and fin < debut:
            lecteur.note(nom, ligne.numero, _FIN_AVANT, trouve=fin.isoformat())


def _read_nature(text: str) -> Lu[Any]:
    """A nature is needed: « ? » is none."""
    lu = read_nature_cadre(text)
    if not lu.valeur:
        raise Refus(f"{quote(text)} n’est pas une nature de cadre", _NATURE)
    return lu


def _read_publics(text: str) -> Lu[frozenset[str]]:
    """Known publics by code, whatever their case; the others as they are."""
    return Lu(frozenset(_PUBLICS.get(make_key(part), part) for part in valeurs.read_liste(text).valeur))


_read_role = valeurs.make_reader_of_codes(_ROLES)


def read_participations(lecteur: Lecteur, cadres: Repertoire, acteurs: Repertoire) -> tuple[Siege, ...]:
    """Every participation that could be read, repeated rows left out; faults go to `lecteur`."""
    if not lecteur.est_lisible:
        return ()
    told = partial(_read_end, lecteur)
    depuis, jusqu_a = lecteur.read("depuis", valeurs.read_date, None), lecteur.read("jusqu_a", valeurs.read_fin, None)
    _check_ends(lecteur, "jusqu_a", depuis, jusqu_a)
    columns = zip(
        lecteur.lignes, told("cadre", cadres), told("acteur", acteurs), lecteur.read("role", _read_role, ""),
        lecteur.read("phase", valeurs.read_phase, None), depuis, jusqu_a, strict=True,
    )  # fmt: skip
    kept: dict[Siege, int] = {}
    for ligne, cadre, acteur, role, phase, since, until in columns:
        if not cadre or not acteur:
            continue
        said = Participation(acteur=acteur, cadre=cadre, role=role or MEMBRE, phase=phase, depuis=since)
        siege = Siege(participation=said, jusqu_a=until)
        if siege in kept:
            lecteur.note("", ligne.numero, Note(f"cette ligne répète la ligne {kept[siege]}, laissée de côté"))
        kept.setdefault(siege, ligne.numero)
    return tuple(kept)


def _read_end(lecteur: Lecteur, nom: str, repertoire: Repertoire) -> list[str | None]:
    sens = {"cadre": "du cadre", "acteur": "de l’acteur qui y prend part"}[nom]
    lecteur.note_empty(nom, f"Écrivez l’identifiant {sens}, ou supprimez la ligne.")
    return lecteur.read(nom, repertoire.find, None)
