"""The sentence that the map says first, and what it says beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from maillage.acteurs import queries
from maillage.analyse.francais import compte, liste, majuscule, nombre
from maillage.carte.couverture import Presence
from maillage.carte.places import Place
from maillage.carte.terrain import Terrain
from maillage.publication.typographie import fr

NOMMEES = 6
"""Communes named in a sentence; of more, half are told and the rest counted."""
ARTICLES = {
    "alimentation": "l’alimentation", "mobilite": "la mobilité", "logement": "le logement", "sante": "la santé",
    "petite-enfance": "la petite enfance", "enfance-jeunesse": "l’enfance et la jeunesse",
    "parentalite": "la parentalité", "vieillissement": "le vieillissement", "handicap": "le handicap",
    "numerique": "le numérique", "emploi-insertion": "l’emploi et l’insertion",
    "acces-aux-droits": "l’accès aux droits", "lien-social": "le lien social", "culture": "la culture",
    "transition-ecologique": "la transition écologique", "economie-ess": "l’économie locale",
    "agriculture": "l’agriculture", "tourisme": "le tourisme", "prevention-securite": "la prévention",
    "cadre-de-vie": "le cadre de vie", "precarite": "la précarité", "vie-associative": "la vie associative",
}  # fmt: skip
"""The shipped themes as one says them in the middle of a sentence; others are quoted."""


def say_subject(choix: Mapping[str, Sequence[str]], noms: Mapping[str, Mapping[str, str]], *, texte: str = "") -> str:
    """« pour le vieillissement », « pour le public « Familles » » … or « avec ces filtres » for what cannot be said."""
    asked = {nom for nom, valeurs in choix.items() if valeurs} | ({"q"} if texte else set())
    if not asked:
        return ""
    if not asked <= {"theme", "public", "sphere"}:
        return "avec ces filtres"
    told = []
    if themes := choix["theme"]:
        told.append("pour " + _either([ARTICLES.get(one, _quote(noms["theme"].get(one, one))) for one in themes]))
    if publics := choix["public"]:
        told.append("pour le public " + _either([_quote(noms["public"].get(one, one)) for one in publics]))
    if spheres := choix["sphere"]:
        told.append("du monde " + _either([_quote(noms["sphere"].get(one, one)) for one in spheres]))
    return " ".join(told)


def _quote(nom: str) -> str:
    return f"« {nom} »"


def _either(told: list[str]) -> str:
    return " ou ".join(told)


def say_coverage(presences: Sequence[Presence], places: Sequence[Place], sujet: str) -> str:
    """« Sur 21 communes, quatre n’ont personne pour le vieillissement : Malvèze, La Fontesse… »"""
    if not places:
        return "Personne ne répond à ces filtres." if sujet else "Aucun acteur n’est encore publié."
    if not presences:
        return f"{majuscule(compte(len(places), 'acteur'))}, et pas encore de territoire."
    empty = [one for one in presences if one.vide]
    about = f" {sujet}" if sujet else ""
    if empty:
        return fr(_say_empty(presences, empty, about))
    return fr(f"{_say_everywhere(presences, about)} {_say_least(presences)}").strip()


def _say_empty(presences: Sequence[Presence], empty: list[Presence], about: str) -> str:
    if len(empty) == len(presences):
        return f"Aucune des {nombre(len(presences), feminin=True)} communes n’a d’acteur{about}."
    verb = "n’a" if len(empty) == 1 else "n’ont"
    told = f"Sur {nombre(len(presences), feminin=True)} communes, {nombre(len(empty), feminin=True)} {verb} personne"
    return f"{told}{about} : {name_some(empty)}."


def _say_everywhere(presences: Sequence[Presence], about: str) -> str:
    if len(presences) == 1:
        return f"Quelqu’un agit{about} dans la commune."
    return f"Dans chacune des {nombre(len(presences), feminin=True)} communes, quelqu’un agit{about}."


def _say_least(presences: Sequence[Presence]) -> str:
    """Which are the least covered, when it is not all of them."""
    low = min(one.total for one in presences)
    least = [one for one in presences if one.total == low]
    if len(least) * 2 > len(presences):
        return ""
    if len(least) == 1:
        return f"La moins pourvue est {least[0].commune.nom} : {compte(low, 'acteur')}."
    return f"Les moins pourvues sont {name_some(least)} : {compte(low, 'acteur')} chacune."


def name_some(presences: Sequence[Presence]) -> str:
    """All of them, or the most populated and how many others."""
    if len(presences) <= NOMMEES:
        return liste([one.commune.nom for one in presences])
    first = sorted(presences, key=lambda one: (-one.commune.population, one.commune.nom))[: NOMMEES // 2]
    kept = [one.commune.nom for one in presences if one in first]
    return f"{', '.join(kept)} et {nombre(len(presences) - len(kept), feminin=True)} autres"


def say_aside(terrain: Terrain, places: Sequence[Place]) -> str:
    """« Trois acteurs ont leur siège hors du territoire. »"""
    outside = sum(place.commune is not None and place.commune not in terrain.rang for place in places)
    whose = "a son" if outside == 1 else "ont leur"
    return f"{majuscule(compte(outside, 'acteur'))} {whose} siège hors du territoire." if outside else ""


def say_missing(terrain: Terrain) -> str:
    """« Trois communes n’ont pas de contour : Crest, Aouste et Saou. »"""
    missing = [commune.nom for commune in terrain.sans_contour]
    if not missing:
        return ""
    if len(missing) > NOMMEES:
        return f"{majuscule(nombre(len(missing), feminin=True))} communes n’ont pas de contour."
    told = majuscule(compte(len(missing), "commune", feminin=True))
    return fr(f"{told} {'n’a' if len(missing) == 1 else 'n’ont'} pas de contour : {liste(missing)}.")


def find_names(found: queries.Liste) -> dict[str, dict[str, str]]:
    """Names of the values of each facet, as counted."""
    return {facette: {one.valeur: one.nom for one in comptes} for facette, comptes in found.comptes.items()}
