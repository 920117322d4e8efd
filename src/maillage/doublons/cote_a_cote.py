"""Two sheets field by field, and what the reader keeps of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from maillage.acteurs.actions import CHAMPS
from maillage.acteurs.forms import read, represent, say
from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur

SANS_CHOIX: Final = ("nature", "parent", "latitude", "longitude", "precision_lieu", "lieu_confidentiel")
"""Stay those of the sheet that is kept, unless they follow another choice."""
AVEC: Final = {"adresse": ("latitude", "longitude", "precision_lieu"), "commune": ()}
"""What follows a field: the point on the map goes with the address."""
GAUCHE, DROITE, DEUX = "a", "b", "deux"


@dataclass(frozen=True)
class Ligne:
    """One field of both. `choix` is what is proposed: `a`, `b`, or `deux` where lists are put together."""

    nom: str
    titre: str
    a: str
    b: str
    choix: str
    liste: bool

    @property
    def question(self) -> str:
        return f"champ_{self.nom}"

    @property
    def differe(self) -> bool:
        return self.a != self.b


def compare(a: Acteur, b: Acteur, garde: str) -> list[Ligne]:
    """Every field that one of the two fills in; the proposal keeps what `garde` says, filled in from the other."""
    lines = [_compare_field(name, a, b, garde) for name in CHAMPS if name not in SANS_CHOIX]
    return [line for line in lines if line.a or line.b]


def _compare_field(name: str, a: Acteur, b: Acteur, garde: str) -> Ligne:
    field = Acteur._meta.get_field(name)
    told = {GAUCHE: say(a, name), DROITE: say(b, name)}
    other = DROITE if garde == GAUCHE else GAUCHE
    several = bool(field.many_to_many)
    proposed = DEUX if several else garde if told[garde] else other
    return Ligne(name, str(getattr(field, "verbose_name", name)), told[GAUCHE], told[DROITE], proposed, several)


def read_champs(data: Mapping[str, Any], a: Acteur, b: Acteur, garde: str) -> dict[str, Any]:
    """What the kept sheet will say, from the answers; a field without an answer takes the proposal."""
    sheets = {GAUCHE: a, DROITE: b}
    champs: dict[str, Any] = {}
    for line in compare(a, b, garde):
        answer = data.get(line.question, line.choix)
        if answer == DEUX and line.liste:
            champs[line.nom] = _put_together(read(a, line.nom), read(b, line.nom))
        elif answer in sheets and answer != garde:
            for name in (line.nom, *AVEC.get(line.nom, ())):
                champs[name] = read(sheets[answer], name)
    if a.lieu_confidentiel or b.lieu_confidentiel:
        champs["lieu_confidentiel"] = True  # what one of them protects stays protected
    return champs


def _put_together(left: list[Any], right: list[Any]) -> list[Any]:
    return list({represent(row): row for row in (*left, *right)}.values())


def count_liens(*acteurs: Acteur) -> dict[str, int]:
    """Links of each sheet, by its id."""
    return {str(one.pk): Lien.objects.filter(Q(a=one) | Q(b=one)).count() for one in acteurs}
