"""White zones: communes × themes × publics that no known action reaches, where the rest of the territory is served."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from maillage.analyse.cadres import Cadre
from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import compte, liste, majuscule
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_public, name_theme


@dataclass(frozen=True, slots=True)
class Zone:
    """Communes where no known action on any of these themes reaches this public."""

    public: str
    communes: tuple[str, ...]
    themes: tuple[str, ...]


def zones_blanches(contexte: Contexte) -> list[Constat]:
    """Nothing without action; withheld when the communes of the territory are not known."""
    actions = [c for c in contexte.cadres.list_open("action", contexte.date_reference) if c.communes and c.themes]
    if not actions:
        return []
    ground = frozenset(contexte.cadres.communes)
    if len(ground) < 2:
        garde = "Il faut connaître les communes du territoire, deux au moins."
        return [withhold("zones-blanches", "Les zones blanches ne peuvent pas être dites.", garde)]
    found = _find_zones(actions, ground)
    return [
        Constat(
            code="zones-blanches",
            phrase=_phrase(contexte, found),
            valeur=len(found),
            garde=None,
            detail={
                "actions": len(actions),
                "zones": [_describe(contexte, zone) for zone in found[: SEUILS.max_elements_cadres]],
            },
            methode="zones-blanches",
        )
    ]


def _find_zones(actions: list[Cadre], ground: frozenset[str]) -> list[Zone]:
    """Themes that the same communes lack for the same public, together; the most themes, then communes, first."""
    lacks: defaultdict[tuple[str, frozenset[str]], list[str]] = defaultdict(list)
    for (theme, public), served in _list_served(actions, ground).items():
        if served != ground and len(served) >= SEUILS.part_territoire_servi * len(ground):
            lacks[public, ground - served].append(theme)
    zones = [Zone(public, tuple(sorted(where)), tuple(sorted(themes))) for (public, where), themes in lacks.items()]
    return sorted(zones, key=lambda zone: (-len(zone.themes), -len(zone.communes), zone.public, zone.communes))


def _list_served(actions: list[Cadre], ground: frozenset[str]) -> dict[tuple[str, str], frozenset[str]]:
    """Communes reached, by theme and by public that some action on it aims at; an action for all reaches each."""
    aimed: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for_all: defaultdict[str, set[str]] = defaultdict(set)
    for action in actions:
        for theme in action.themes:
            for public in action.publics_vises:
                aimed[theme, public] |= action.communes
            if not action.publics_vises:
                for_all[theme] |= action.communes
    return {(theme, public): ground & (reached | for_all[theme]) for (theme, public), reached in aimed.items()}


def _describe(contexte: Contexte, zone: Zone) -> Json:
    return {
        "public": name_public(zone.public),
        "themes": list[Json](zone.themes),
        "communes": [contexte.cadres.communes[code] for code in zone.communes],
    }


def _phrase(contexte: Contexte, found: list[Zone]) -> str:
    if not found:
        return "Aucune commune ne manque d’une action que le reste du territoire a, pour un public et un sujet donnés."
    zone = found[0]
    names = [contexte.cadres.communes[code] for code in zone.communes]
    shown = f" ({liste(names)})" if len(names) <= 5 else ""
    themes = liste([name_theme(theme) for theme in zone.themes])
    return (
        f"{majuscule(compte(len(names), 'commune', feminin=True))}{shown} sans action connue pour "
        f"{name_public(zone.public)} ({themes}), quand le reste du territoire en a. Ou bien la carte est incomplète."
    )
