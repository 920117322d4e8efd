"""The diagnosis of an espace as one visitor may read it: computed once for each state of the data, and always fresh.

An espace of up to `SUR_PLACE` actors is diagnosed within the page and kept in the memory of the process. A larger one
is diagnosed by a work in the background (`taches.py`): until it is done, the last finished one is shown, with its date.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Final, Literal, get_args

from maillage.acteurs.models import Acteur, Nature
from maillage.analyse.cadres import Cadres
from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Niveau, Reseau, build_reseau
from maillage.diagnostic.empreinte import read_empreinte
from maillage.diagnostic.models import Genre, Travail
from maillage.diagnostic.publique import publish
from maillage.diagnostic.relecture import read_diagnostic
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.memoire import Memoire
from maillage.espaces.models import Espace
from maillage.espaces.travaux import Etat
from maillage.formats.diagnostic_json import to_json
from maillage.publication.details import Noms
from maillage.reseau import cadres as ranges
from maillage.reseau import lecture as rangees

Portee = Literal["publique", "complete"]
SUR_PLACE: Final = 300
"""Actors up to which a diagnosis, and its documents, are made while the page waits."""
GARDEES: Final = 24
NIVEAUX: Final[tuple[str, ...]] = get_args(Niveau)


@dataclass(frozen=True)
class Lecture:
    """A diagnosis with what its page needs beside: the names behind the ids, and which pairs were linked."""

    diagnostic: Diagnostic
    noms: Noms
    liens: tuple[tuple[str, str], ...]
    fraiche: bool = True
    """Whether the data have not changed since."""
    publique: bool = False

    def for_public(self) -> Lecture:
        return replace(self, diagnostic=publish(self.diagnostic, self.noms), publique=True)


@dataclass(frozen=True)
class Demande:
    """What is to be read: which network, in which state of the data."""

    espace: Espace
    niveau: Niveau
    portee: Portee
    empreinte: str

    @property
    def cle(self) -> tuple[str, str, str, str]:
        return str(self.espace.pk), self.niveau, self.portee, self.empreinte


def read_niveau(asked: str | None) -> Niveau:
    return "structure" if asked == "structure" else "service"


def make_demande(droits: Droits, niveau: Niveau, *, publique: bool | None = None) -> Demande:
    """What this visitor may read; with `publique=True`, what everybody may. Seven queries at most."""
    espace = droits.espace
    portee: Portee = "complete"
    if (publique or not droits.est_membre) and _has_reserved(espace):
        portee = "publique"
    return Demande(espace, niveau, portee, read_empreinte(espace))


def read_lecture(droits: Droits, niveau: Niveau = "service") -> Lecture | None:
    """The diagnosis for this visitor; None when a large espace was never diagnosed. Writes nothing."""
    lecture = find_lecture(make_demande(droits, niveau))
    return lecture if lecture is None or droits.est_membre else lecture.for_public()


def find_lecture(demande: Demande) -> Lecture | None:
    kept = MEMOIRE.get(demande.cle)
    if kept is not None:
        return kept
    if not is_large(demande.espace):
        return _compute(demande)
    return _find_finished(demande)


def is_large(espace: Espace) -> bool:
    nodes = Acteur.objects.filter(espace=espace, retire_le=None).exclude(nature=Nature.POSTE)
    return nodes[SUR_PLACE : SUR_PLACE + 1].exists()


def read_reseau(espace: Espace, niveau: Niveau, portee: Portee) -> Reseau:
    """The network that everybody may see, or the whole of it."""
    if portee == "complete":
        return rangees.read_reseau(espace, niveau=niveau)
    hidden = {str(pk) for pk in _reserved(espace).values_list("pk", flat=True)}
    acteurs = [acteur for acteur in rangees.list_acteurs(espace) if acteur.id not in hidden]
    acteurs = [acteur for acteur in acteurs if acteur.nature != "poste" or acteur.parent not in hidden]
    known = {acteur.id for acteur in acteurs}
    kept = [replace(acteur, parent=acteur.parent if acteur.parent in known else None) for acteur in acteurs]
    said = [one for one in rangees.list_declarations(espace) if {one.source, one.cible} <= known]
    return build_reseau(kept, said, niveau=niveau)


def read_cadres(espace: Espace, reseau: Reseau, portee: Portee) -> Cadres:
    """The dispositifs, instances and actions that everybody may see, or all that are published."""
    return ranges.read_cadres(espace, reseau, publics=portee == "publique")


def make_lecture(diagnostic: Diagnostic, reseau: Reseau) -> Lecture:
    return Lecture(diagnostic, Noms.of(reseau), tuple(lien.acteurs for lien in reseau.liens))


def write_lecture(lecture: Lecture) -> dict[str, Any]:
    """As kept in the database, by a Travail or a Photo."""
    return {
        "diagnostic": to_json(lecture.diagnostic),
        "noms": dict(lecture.noms.acteurs),
        "liens": [list(pair) for pair in lecture.liens],
    }


def reread_lecture(written: Mapping[str, Any]) -> Lecture:
    pairs = tuple((str(a), str(b)) for a, b in written["liens"])
    return Lecture(read_diagnostic(written["diagnostic"]), Noms(written["noms"]), pairs)


def _reserved(espace: Espace) -> Any:
    kept = Acteur.objects.filter(espace=espace, retire_le=None)
    return kept.filter(visibilite=VisibiliteFiche.MEMBRES)


def _has_reserved(espace: Espace) -> bool:
    return bool(_reserved(espace).exists() or ranges.reserved(espace).exists())


def _find_finished(demande: Demande) -> Lecture | None:
    """The last work done; `fraiche` tells whether it is of today's data."""
    found = Travail.objects.done().filter(
        espace=demande.espace, genre=Genre.DIAGNOSTIC, niveau=demande.niveau, portee=demande.portee
    )
    row = found.order_by("-cree_le").values("pk", "empreinte").first()
    if row is None:
        return None
    key = ("travail", str(row["pk"]))
    kept = MEMOIRE.get(key)
    if kept is None:
        travail = Travail.objects.get(pk=row["pk"], etat=Etat.FAIT)
        kept = MEMOIRE.keep(key, reread_lecture(travail.resultat or {}))
    return kept if row["empreinte"] == demande.empreinte else replace(kept, fraiche=False)


def _compute(demande: Demande) -> Lecture:
    """Two visitors of the same page wait for one computation, not for two."""
    with _COMPUTING:
        return MEMOIRE.find(demande.cle, lambda: _diagnose(demande))


def _diagnose(demande: Demande) -> Lecture:
    reseau = read_reseau(demande.espace, demande.niveau, demande.portee)
    cadres = read_cadres(demande.espace, reseau, demande.portee)
    return make_lecture(diagnostiquer(reseau, date_reference=demande.espace.aujourdhui, cadres=cadres), reseau)


MEMOIRE: Final = Memoire[Lecture](GARDEES)
_COMPUTING: Final = Lock()
