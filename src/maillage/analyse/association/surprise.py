"""One that was not expected: a rule to envisage, or someone two steps away who stands between worlds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

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
from maillage.analyse.association.reperes import QUESTIONS
from maillage.analyse.association.territoire import Territoire
from maillage.analyse.reseau import PHASES

Habiller = Callable[[Regle, str], Recommandation]


def find_surprise(  # noqa: PLR0913, PLR0917  (what was looked at before, in the order it is fallen back upon)
    demande: Demande,
    territoire: Territoire | None,
    candidates: Sequence[Recommandation],
    told: Sequence[Recommandation],
    regles: Sequence[Regle],
    dress: Habiller,
) -> Recommandation | None:
    """In this order: a rule to envisage that fits; a bridge on the map; another rule that fits; any rule to envisage.

    None when there is no rule left at all.
    """
    left = [one for one in candidates if one not in told]
    envisaged = [one for one in left if one.priorite == 3]
    bridge = None if envisaged else find_bridge(demande, territoire, told)
    if bridge is not None:
        return bridge
    best = min(envisaged or left, key=lambda one: (-one.score, one.regle), default=None)
    best = best or _any(demande, regles, told, dress)
    return replace(best, surprise=True) if best else None


def _any(
    demande: Demande, regles: Sequence[Regle], told: Sequence[Recommandation], dress: Habiller
) -> Recommandation | None:
    said = {one.regle for one in told}
    free = sorted((one for one in regles if one.code not in said), key=lambda one: (-one.priorite, one.code))
    return dress(free[0], _phase(demande, free[0])) if free else None


def _phase(demande: Demande, regle: Regle) -> str:
    """The rule's own if it is still to come, else the one asked."""
    return next((phase for phase in PHASES if phase in regle.phases and phase >= demande.phase), demande.phase)


def find_bridge(
    demande: Demande, territoire: Territoire | None, told: Sequence[Recommandation]
) -> Recommandation | None:
    """Two steps from the asker, of another world, on one of the themes, linked to several worlds; not named yet."""
    if territoire is None or demande.structure not in territoire.acteurs:
        return None
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
    return _tell(demande, territoire, best[1]) if best else None


def _worlds(acteur: ActeurLocal, territoire: Territoire) -> set[str]:
    return {territoire.acteurs[one].sphere for one in territoire.voisins(acteur.id)}


def _tell(demande: Demande, territoire: Territoire, acteur: ActeurLocal) -> Recommandation:
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
        role="faire le lien avec des personnes que vous ne croisez pas",
        raison="À deux pas de vous, en lien avec plusieurs mondes, et sur un de vos thèmes",
        priorite=3,
        question=QUESTIONS[demande.phase],
        cibles=(cible,),
        surprise=True,
        facteurs=(Facteur(phrase="Deux pas sur la carte, plusieurs mondes autour", valeur=1.0),),
        score=1.0,
    )
