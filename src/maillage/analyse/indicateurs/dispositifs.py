"""Dispositifs of one ground that do not meet, and diagnoses of one ground made again."""

from __future__ import annotations

from datetime import date
from itertools import combinations

from maillage.analyse.cadres import Cadre
from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import add_months, liste, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_theme

Paire = tuple[Cadre, Cadre]
REFERENCE_ABS = "D03"
"""The « analyse des besoins sociaux » is a diagnosis by its nature."""


def dispositifs_cote_a_cote(contexte: Contexte) -> list[Constat]:
    """Same communes, themes and publics; no shared member, and animators that nothing links. Nothing below two."""
    listed = contexte.cadres.list_open("dispositif", contexte.date_reference)
    if len(listed) < 2:
        return []
    known = [cadre for cadre in listed if _list_animators(contexte, cadre)]
    compared = [pair for pair in combinations(known, 2) if _is_same_ground(*pair)]
    if not compared:
        garde = (
            f"Aucun couple de dispositifs n’a de communes, de publics et {nombre(SEUILS.themes_cote_a_cote)} sujets "
            "en commun, avec un animateur ou un pilote connu de chaque côté."
        )
        sujet = "Les dispositifs qui avancent côte à côte ne peuvent pas être dits."
        return [withhold("dispositifs-cote-a-cote", sujet, garde)]
    found = sorted((pair for pair in compared if _are_apart(contexte, *pair)), key=_rank_pair)
    return [
        Constat(
            code="dispositifs-cote-a-cote",
            phrase=_phrase_cote_a_cote(found),
            valeur=len(found),
            garde=None,
            detail={
                "couples_compares": len(compared),
                "paires": [_describe_pair(pair) for pair in found[: SEUILS.max_elements_cadres]],
            },
            methode="dispositifs-cote-a-cote",
        )
    ]


def _is_same_ground(a: Cadre, b: Cadre) -> bool:
    publics = not a.publics_vises or not b.publics_vises or bool(a.publics_vises & b.publics_vises)
    return publics and bool(a.communes & b.communes) and len(a.themes & b.themes) >= SEUILS.themes_cote_a_cote


def _list_animators(contexte: Contexte, cadre: Cadre) -> frozenset[str]:
    """Nodes of those who run it; of those who pilot it when no one is said to run it."""
    own = contexte.cadres.of.get(cadre.id, ())
    for role in ("animateur", "pilote"):
        if found := frozenset(contexte.host(one) for one in own if one.role == role):
            return found
    return frozenset()


def _are_apart(contexte: Contexte, a: Cadre, b: Cadre) -> bool:
    if contexte.list_members(a) & contexte.list_members(b):
        return False
    here, there = _list_animators(contexte, a), _list_animators(contexte, b)
    return not any(contexte.are_linked(x, y) for x in here for y in there)


def _rank_pair(pair: Paire) -> tuple[int, int, str, str]:
    """The widest common ground first."""
    a, b = pair
    return -len(a.communes & b.communes), -len(a.themes & b.themes), a.id, b.id


def _describe_pair(pair: Paire) -> Json:
    a, b = pair
    return {
        "cadres": [a.id, b.id],
        "intitules": [a.libelle, b.libelle],
        "spheres": [a.sphere, b.sphere],
        "themes": list[Json](sorted(a.themes & b.themes)),
        "communes_communes": len(a.communes & b.communes),
    }


def _phrase_cote_a_cote(found: list[Paire]) -> str:
    if not found:
        return "Les dispositifs qui partagent des communes, des publics et des sujets se croisent."
    a, b = found[0]
    themes = liste([name_theme(theme) for theme in sorted(a.themes & b.themes)])
    start = f"« {a.libelle} » et « {b.libelle} » parlent des mêmes sujets ({themes}) aux mêmes communes"
    return (
        f"{start} sans se rencontrer : aucun membre commun, aucun lien entre ceux qui les animent.{_tell_more(found)}"
    )


def _tell_more(found: list[Paire]) -> str:
    rest = len(found) - 1
    if not rest:
        return ""
    if rest == 1:
        return " Un autre couple de dispositifs est dans ce cas."
    return f" {majuscule(nombre(rest))} autres couples de dispositifs sont dans ce cas."


def diagnostics_en_double(contexte: Contexte) -> list[Constat]:
    """The largest group of diagnoses of one ground begun within two years of each other; of equals, the latest."""
    dated = sorted(
        ((cadre.debut, cadre.id, cadre) for cadre in contexte.cadres.cadres if _is_diagnosis(cadre) and cadre.debut),
        key=lambda row: row[:2],
    )
    if not dated:
        return []
    rows = [(debut, cadre) for debut, _, cadre in dated]
    groups = [_gather(rows, start) for start in range(len(rows))]
    group = max(reversed(groups), key=len)
    return [
        Constat(
            code="diagnostics-en-double",
            phrase=_phrase_double(group),
            valeur=len(group) if len(group) > 1 else 0,
            garde=None,
            detail={"diagnostics": [_describe(cadre) for cadre in group] if len(group) > 1 else []},
            methode="diagnostics-en-double",
        )
    ]


def _is_diagnosis(cadre: Cadre) -> bool:
    return (cadre.est_diagnostic or cadre.reference == REFERENCE_ABS) and bool(cadre.communes)


def _gather(rows: list[tuple[date, Cadre]], start: int) -> list[Cadre]:
    debut, first = rows[start]
    limit = add_months(debut, SEUILS.mois_diagnostics)
    return [first, *(c for quand, c in rows[start + 1 :] if quand <= limit and _overlap(first, c))]


def _overlap(a: Cadre, b: Cadre) -> bool:
    smaller = min(len(a.communes), len(b.communes))
    return len(a.communes & b.communes) >= SEUILS.part_communes_communes * smaller


def _describe(cadre: Cadre) -> Json:
    return {
        "cadre": cadre.id,
        "intitule": cadre.libelle,
        "sphere": cadre.sphere,
        "debut": cadre.debut.isoformat() if cadre.debut else None,
        "communes": len(cadre.communes),
    }


def _phrase_double(group: list[Cadre]) -> str:
    if len(group) < 2:
        return "Aucun diagnostic de territoire n’en répète un autre à moins de deux ans."
    names = liste([f"« {cadre.libelle} »" for cadre in group])
    return (
        f"{majuscule(nombre(len(group)))} diagnostics en moins de deux ans sur les mêmes communes : {names}. "
        "Leurs données peuvent-elles être partagées avant d’enquêter à nouveau ?"
    )
