"""One that was not expected: a rule to envisage, or someone of the map who stands between worlds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from maillage.analyse.association.demande import (
    ActeurLocal,
    Cible,
    Demande,
    Facteur,
    Nomme,
    Recommandation,
    Regle,
)
from maillage.analyse.association.locaux import find_passage, find_rang
from maillage.analyse.association.notes import note_themes
from maillage.analyse.association.reperes import PLANCHER, PLANCHER_SURPRISE, QUESTIONS_SURPRISE
from maillage.analyse.association.territoire import Territoire
from maillage.analyse.reseau import PHASES


@dataclass(frozen=True, slots=True)
class Motif:
    """Why someone of the map is told, without any rule."""

    role: str
    raison: str
    phrase: str


PONT: Final = Motif(
    "faire le lien avec des personnes que vous ne croisez pas",
    "À deux pas de vous, en lien avec plusieurs mondes, et sur un de vos thèmes",
    "Deux pas sur la carte, plusieurs mondes autour",
)
AILLEURS: Final = Motif(
    "ouvrir le projet à d’autres que ceux que l’on appelle d’habitude",
    "Sur un de vos thèmes, en lien avec plusieurs mondes, et qu’aucun autre conseil ne nomme",
    "Que nul autre conseil ne nomme, plusieurs mondes autour",
)
VOISIN: Final = Motif(
    "ouvrir le projet à d’autres que ceux que l’on appelle d’habitude",
    "En lien avec plusieurs mondes et avec quelqu’un que ces conseils nomment, sans être nommé lui-même",
    "Un pas plus loin sur la carte, plusieurs mondes autour",
)
Habiller = Callable[[Regle, str], Recommandation]


def find_surprise(  # noqa: PLR0913, PLR0917  (what was looked at before, in the order it is fallen back upon)
    demande: Demande,
    territoire: Territoire | None,
    candidates: Sequence[Recommandation],
    told: Sequence[Recommandation],
    regles: Sequence[Regle],
    dress: Habiller,
) -> Recommandation | None:
    """In this order: a rule to envisage; a bridge or an outsider of the map; another rule that fits, on a theme first;
    any rule.

    None when there is no rule left at all.
    """
    left = [one for one in candidates if one not in told]
    envisaged = [one for one in left if one.priorite == 3 and one.score >= PLANCHER_SURPRISE]
    bridge = None if envisaged else _find_on_map(demande, territoire, told)
    if bridge is not None:
        return bridge
    best = min(
        envisaged or left,
        key=lambda one: (one.score <= PLANCHER, one.generale, -one.score, one.regle),
        default=None,
    )
    best = best or _any(demande, regles, told, dress)
    return replace(best, surprise=True) if best else None


def _any(
    demande: Demande, regles: Sequence[Regle], told: Sequence[Recommandation], dress: Habiller
) -> Recommandation | None:
    """Nothing fits any more: one on a theme of the request, whomever it speaks to, before one to envisage."""
    said = {one.regle for one in told}
    best = min(
        (one for one in regles if one.code not in said),
        key=lambda one: (not note_themes(demande, one) or one.generale, -one.priorite, one.code),
        default=None,
    )
    return dress(best, _phase(demande, best)) if best else None


def _phase(demande: Demande, regle: Regle) -> str:
    """The rule's own if it is still to come, else the one asked."""
    return next((phase for phase in PHASES if phase in regle.phases and phase >= demande.phase), demande.phase)


def _find_on_map(
    demande: Demande, territoire: Territoire | None, told: Sequence[Recommandation]
) -> Recommandation | None:
    """A bridge for who is on the map, an outsider for who is not."""
    if territoire is None:
        return None
    known = demande.structure in territoire.acteurs
    return (find_bridge if known else find_outsider)(demande, territoire, told)


def find_outsider(demande: Demande, territoire: Territoire, told: Sequence[Recommandation]) -> Recommandation | None:
    """Linked to several worlds, named by no other advice; of the world least called first.

    On a theme of the request, else linked to someone that an advice names.
    """
    named = [nomme.acteur for one in told for cible in one.cibles for nomme in cible.nommes]
    called = Counter(territoire.acteurs[one].sphere for one in named)
    open_ones = [
        acteur
        for acteur in territoire.acteurs.values()
        if acteur.type and acteur.sphere != demande.sphere and acteur.id not in named
        if len(_worlds(acteur, territoire)) > 1
    ]
    on_theme = [one for one in open_ones if one.themes & demande.themes]
    near = {two for one in named for two in territoire.voisins(one)}
    best = min(
        on_theme or [one for one in open_ones if one.id in near],
        key=lambda one: (
            called[one.sphere],
            -len(one.themes & demande.themes),
            find_rang(demande, one),
            one.nom,
            one.id,
        ),
        default=None,
    )
    return _tell(demande, territoire, best, AILLEURS if on_theme else VOISIN) if best else None


def find_bridge(demande: Demande, territoire: Territoire, told: Sequence[Recommandation]) -> Recommandation | None:
    """Two steps from the asker, of another world, on one of the themes, linked to several worlds; not named yet."""
    named = {nomme.acteur for one in told for cible in one.cibles for nomme in cible.nommes}
    near = territoire.voisins(demande.structure)
    beyond = {two for one in near for two in territoire.voisins(one)} - near.keys() - named - {demande.structure}
    mine = territoire.acteurs[demande.structure].sphere
    fit = [
        (len(worlds), acteur)
        for acteur in (territoire.acteurs[one] for one in beyond)
        if acteur.sphere != mine and acteur.themes & demande.themes and len(worlds := _worlds(acteur, territoire)) > 1
    ]
    best = min(fit, key=lambda one: (-one[0], find_rang(demande, one[1]), one[1].nom, one[1].id), default=None)
    return _tell(demande, territoire, best[1], PONT) if best else None


def _worlds(acteur: ActeurLocal, territoire: Territoire) -> set[str]:
    return {territoire.acteurs[one].sphere for one in territoire.voisins(acteur.id)}


def _tell(demande: Demande, territoire: Territoire, acteur: ActeurLocal, motif: Motif) -> Recommandation:
    nomme = Nomme(
        acteur=acteur.id,
        nom=acteur.nom,
        rang=find_rang(demande, acteur),
        themes=len(acteur.themes & demande.themes),
        passage=find_passage(demande, territoire, acteur.id),
    )
    cible = Cible(code=acteur.type, nom=acteur.nom, genre="type", presence="nomme", nommes=(nomme,))
    return Recommandation(
        regle="",
        phase=demande.phase,
        role=motif.role,
        raison=motif.raison,
        priorite=3,
        question=QUESTIONS_SURPRISE[demande.phase],
        cibles=(cible,),
        surprise=True,
        facteurs=(Facteur(phrase=motif.phrase, valeur=1.0),),
        score=1.0,
    )
