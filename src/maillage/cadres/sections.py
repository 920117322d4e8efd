"""« Dans quels cadres » : what the page of an actor says of its participations."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.acteurs.models import Acteur
from maillage.acteurs.sections import Section
from maillage.cadres.models import FINIS, Participation
from maillage.cadres.phases import read_noms
from maillage.espaces.droits import Droits

MONTRES = 8
TOTAL_MAX = 60


@dataclass(frozen=True)
class Place:
    """One role in one cadre."""

    participation: Participation
    role: str
    phase: str
    passee: bool


@dataclass(frozen=True)
class Places:
    premieres: list[Place]
    suivantes: list[Place]


def build_section(droits: Droits, acteur: Acteur) -> Section | None:
    """What still runs first. Two queries, one when there is nothing."""
    found = Participation.objects.visible_to(droits).filter(acteur=acteur)
    found = found.select_related("cadre__sphere").order_by("cadre__nom_cherche", "id")[:TOTAL_MAX]
    taken = list(found)
    if not taken:
        return None
    noms, jour = read_noms(), droits.espace.aujourdhui
    places = [
        Place(
            one,
            noms.say_role(one.role),
            noms.say_phase(one.phase),
            passee=one.cadre.statut in FINIS or (one.jusqu_a is not None and one.jusqu_a < jour),
        )
        for one in taken
    ]
    places.sort(key=lambda one: one.passee)
    return Section("cadres/section_acteur.html", Places(places[:MONTRES], places[MONTRES:]))
