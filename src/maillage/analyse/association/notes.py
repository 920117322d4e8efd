"""How much a rule fits a request: a product of a few terms, each told in words."""

from __future__ import annotations

from maillage.analyse.association.demande import Cible, Demande, Facteur, Regle
from maillage.analyse.association.reperes import (
    AFFINITES,
    ATTENDRE,
    GENERALE,
    HORS_PUBLIC,
    HORS_SUJET,
    IMPLICITE,
    JAMAIS_SUPPOSES,
    POIDS,
    POPULATIONS,
    PRIORITES,
    PROXIMITE,
    PUBLIC_NOMME,
    SANS_MONDE,
    SANS_NOM,
    THEMES_DU_PUBLIC,
)
from maillage.analyse.francais import compte

TOUS = "tous"
MONDES = frozenset({"AS", "DS", "DL", "PA"})


def weigh_themes(demande: Demande) -> dict[str, float]:
    """Themes that are said weigh 1; those that a population brings, less."""
    brought = {theme: IMPLICITE for public in demande.publics for theme in THEMES_DU_PUBLIC.get(public, ())}
    return brought | dict.fromkeys(demande.themes, 1.0)


def note_themes(demande: Demande, regle: Regle) -> float:
    """Half what the request has in common with the rule, half what the rule has in common with it; 0 = none."""
    if regle.generale:
        return GENERALE
    asked = weigh_themes(demande)
    common = sum(asked[theme] for theme in regle.themes if theme in asked)
    if not common:
        return 0.0
    return 0.5 * min(1.0, common / max(1.0, sum(asked.values()))) + 0.5 * common / len(regle.themes)


def note_public(demande: Demande, regle: Regle) -> float:
    """0 when the rule is about a population and the request about another one."""
    told = demande.publics - {TOUS}
    others = (regle.themes & POPULATIONS) - weigh_themes(demande).keys()
    if others and (told or demande.themes & POPULATIONS):
        return 0.0
    return HORS_PUBLIC if others else _note_named_public(demande, regle, told)


def _note_named_public(demande: Demande, regle: Regle, told: frozenset[str]) -> float:
    """Without anybody named in the request, the theme of the public is enough, save for what is never supposed."""
    if not regle.publics:
        return 1.0
    if regle.publics & told:
        return PUBLIC_NOMME
    if told or regle.publics <= JAMAIS_SUPPOSES:
        return 0.0
    brought = {theme for public in regle.publics for theme in THEMES_DU_PUBLIC.get(public, ())}
    return 1.0 if brought & demande.themes else HORS_PUBLIC


def note_sujet(demande: Demande, regle: Regle) -> float:
    """Less when the request shares the setting of the rule, and not what the rule is about."""
    return HORS_SUJET if regle.sujet and regle.sujet not in weigh_themes(demande) else 1.0


def note_monde(demande: Demande, regle: Regle) -> float:
    """0 when the rule speaks to another world than the asker's."""
    if not regle.initiateur or regle.initiateur == demande.sphere:
        return 1.0
    if demande.sphere not in MONDES:
        return SANS_MONDE
    return AFFINITES.get((demande.sphere, regle.initiateur), 0.0)


def note_lieu(cibles: tuple[Cible, ...]) -> float:
    ranks = [nomme.rang for cible in cibles for nomme in cible.nommes if not nomme.employeur]
    return PROXIMITE[min(ranks)] if ranks else SANS_NOM


def matches(demande: Demande, regle: Regle) -> bool:
    return bool(note_themes(demande, regle) and note_public(demande, regle) and note_monde(demande, regle))


def explain(demande: Demande, regle: Regle, phase: str, cibles: tuple[Cible, ...]) -> tuple[Facteur, ...]:
    """The terms of the score, in the order they are told. `phase`: when it is to be done."""
    waits = regle.generale and phase != demande.phase
    waiting = (Facteur(phrase="Vaut pour tout projet et peut attendre sa phase", valeur=ATTENDRE),) if waits else ()
    return (
        Facteur(phrase=f"Priorité\u00a0: {PRIORITES[regle.priorite].lower()}", valeur=POIDS[regle.priorite]),
        Facteur(phrase=_say_themes(demande, regle), valeur=note_themes(demande, regle)),
        *_tell_sujet(demande, regle),
        Facteur(phrase="Habitants concernés", valeur=note_public(demande, regle)),
        Facteur(phrase="Le conseil s’adresse au monde d’où vous partez", valeur=note_monde(demande, regle)),
        Facteur(phrase="Proximité des structures connues", valeur=note_lieu(cibles)),
        *waiting,
    )


def _tell_sujet(demande: Demande, regle: Regle) -> tuple[Facteur, ...]:
    note = note_sujet(demande, regle)
    return (Facteur(phrase="Son premier sujet n’est pas le vôtre", valeur=note),) if note < 1 else ()


def _say_themes(demande: Demande, regle: Regle) -> str:
    if regle.generale:
        return "Vaut pour tous les thèmes"
    common = len(regle.themes & weigh_themes(demande).keys())
    return f"{compte(common, 'thème')} en commun sur {len(regle.themes)}"


def multiply(facteurs: tuple[Facteur, ...]) -> float:
    score = 1.0
    for facteur in facteurs:
        score *= facteur.valeur
    return round(score, 6)
