"""Two sheets of one kind field by field, and what the reader keeps of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from maillage.acteurs.forms import read, represent, say
from maillage.doublons.genres import Genre
from maillage.doublons.registre import get_genre_of
from maillage.espaces.fiches import Fiche

GAUCHE, DROITE, DEUX = "a", "b", "deux"
F = TypeVar("F", bound=Fiche)


@dataclass(frozen=True)
class Ligne:
    """One field of both. `choix` is what is proposed: `a`, `b`, or `deux` where two lists are put together."""

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


def compare(a: F, b: F, garde: str) -> list[Ligne]:
    """Every field that one of the two fills in; the proposal keeps what `garde` says, filled in from the other."""
    genre = get_genre_of(type(a))
    lines = [_compare_field(genre, name, a, b, garde) for name in genre.champs if name not in genre.sans_choix]
    return [line for line in lines if line.a or line.b]


def _compare_field(genre: Genre[F], name: str, a: F, b: F, garde: str) -> Ligne:
    field: Any = genre.modele._meta.get_field(name)
    told = {GAUCHE: say(a, name, genre.modele), DROITE: say(b, name, genre.modele)}
    other = DROITE if garde == GAUCHE else GAUCHE
    several = bool(field.many_to_many) and all(told.values())
    proposed = DEUX if several else garde if told[garde] else other
    return Ligne(name, str(getattr(field, "verbose_name", name)), told[GAUCHE], told[DROITE], proposed, several)


def read_champs(data: Mapping[str, Any], a: F, b: F, garde: str) -> dict[str, Any]:
    """What the kept sheet will say, from the answers; a field without an answer takes the proposal."""
    genre, sheets = get_genre_of(type(a)), {GAUCHE: a, DROITE: b}
    champs: dict[str, Any] = {}
    for line in compare(a, b, garde):
        answer = data.get(line.question, line.choix)
        if answer == DEUX and line.liste:
            champs[line.nom] = _put_together(read(a, line.nom), read(b, line.nom))
        elif answer in sheets and answer != garde:
            for name in (line.nom, *genre.suivent.get(line.nom, ())):
                champs[name] = read(sheets[answer], name)
    protected = [name for name in genre.protege if read(a, name) or read(b, name)]
    return champs | dict.fromkeys(protected, True)  # what one of them protects stays protected


def _put_together(left: list[Any], right: list[Any]) -> list[Any]:
    return list({represent(row): row for row in (*left, *right)}.values())
