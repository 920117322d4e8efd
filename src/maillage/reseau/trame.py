"""The network as it is drawn, listed and sent: nodes and pairs from the merged rows, without reading each side's word.

A few hundred milliseconds for 10,000 actors and 50,000 links. The pairs, their state and their level are those that the
engine gives (a test compares them): where several rows become one pair, because services or postes are folded into
what holds them, the engine itself merges their declarations.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple
from uuid import UUID

from django.db.models import CharField
from django.db.models.functions import Cast

from maillage.acteurs.declarer import lien_state
from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur, Nature
from maillage.analyse import reseau as moteur
from maillage.espaces.droits import Droits
from maillage.referentiels.models import Theme
from maillage.reseau.lecture import list_declarations, published


class Noeud(NamedTuple):
    id: str
    nom: str
    sphere: str
    nature: str


class Trait(NamedTuple):
    """A pair of nodes, by their places in `Trame.noeuds`; `a` stands before `b`."""

    a: int
    b: int
    etat: str
    niveau: float | None
    souhait: int | None


@dataclass(frozen=True, eq=False)
class Trame:
    """What one visitor may see of the network. Nodes are sorted by id, so that nothing moves from visit to visit."""

    noeuds: tuple[Noeud, ...]
    traits: tuple[Trait, ...]
    themes: Mapping[str, frozenset[str]]
    """Slugs of the themes of each actor that has some, by id."""
    hote: Mapping[str, str]
    """For each visible actor, the id of the node that stands for it, as the database writes ids."""

    @cached_property
    def index(self) -> dict[str, int]:
        return {noeud.id: place for place, noeud in enumerate(self.noeuds)}

    def node_of(self, acteur: str) -> str | None:
        """The id of the node that stands for this actor; a structure told by its services has none."""
        host = self.hote.get(acteur) or self.hote.get(acteur.replace("-", ""))
        node = dash(host) if host else ""
        return node if node in self.index else None

    def themes_of(self, place: int) -> frozenset[str]:
        return self.themes.get(self.noeuds[place].id, frozenset())


Ligne = tuple[str, str, str, float | None, int | None]
"""a, b, state, level, wished level."""
Paire = tuple[int, int, str, float | None, int | None]
"""A `Trait` to be: a plain tuple until the end. Naming 50,000 of them at each step costs as much as reading them."""


def read_trame(droits: Droits, niveau: moteur.Niveau = "service") -> Trame:
    """Four queries, and one more when several rows become one pair."""
    acteurs = _read_acteurs(droits)
    hote = _find_hosts(acteurs, ("poste", "service") if niveau == "structure" else ("poste",))
    hosts = sorted(one for one in acteurs.values() if hote[one.id] == one.id)
    rank = {one.id: number for number, one in enumerate(hosts)}
    place = {pk: rank[host] for pk, host in hote.items()}
    paires = _draw_each(droits, _read_lignes(droits), place)
    if len(paires) != len({a * len(hosts) + b for a, b, *_ in paires}):  # a number for each pair, quicker than a tuple
        paires = _merge_several(droits, niveau, acteurs, paires, place)
    hosts, paires = _leave_out(hosts, paires)
    paires.sort()
    return Trame(
        noeuds=tuple(Noeud(dash(one.id), one.nom, one.sphere, one.nature) for one in hosts),
        traits=tuple(map(partial(tuple.__new__, Trait), paires)),  # `Trait._make` without counting fields again
        themes=_read_themes(droits, hote),
        hote=hote,
    )


class _Acteur(NamedTuple):
    id: str
    nom: str
    nature: str
    parent: str | None
    sphere: str


def _read_acteurs(droits: Droits) -> dict[str, _Acteur]:
    """Ids as text: turning 100,000 of them into UUID objects would cost more than reading them."""
    seen = published(droits.espace, droits).order_by("pk")
    rows = list(seen.values_list(_text("pk"), "nom", "nature", _text("parent_id"), "sphere__code"))
    known = {row[0] for row in rows}
    return {
        pk: _Acteur(pk, nom, nature, parent if parent in known else None, sphere)
        for pk, nom, nature, parent, sphere in rows
        if nature != Nature.POSTE or parent in known
    }


def _text(name: str) -> Cast:
    return Cast(name, CharField())


def _find_hosts(acteurs: Mapping[str, _Acteur], folded: tuple[str, ...]) -> dict[str, str]:
    hosts = {}
    for one in acteurs.values():
        current, steps = one, 0
        while current.nature in folded and current.parent is not None and steps < len(acteurs):
            current, steps = acteurs[current.parent], steps + 1
        hosts[one.id] = current.id
    return hosts


def _read_lignes(droits: Droits) -> Iterable[Ligne]:
    fields = (_text("a_id"), _text("b_id"), "etat", "niveau", "niveau_souhaite")
    return Lien.objects.told_to(droits).values_list(*fields)


def _draw_each(droits: Droits, lignes: Iterable[Ligne], place: Mapping[str, int]) -> list[Paire]:
    """One row, one pair; not inside one node, nor when an end may not be seen. The public is told no wish."""
    member, find = droits.est_membre, place.get
    return [
        (a, b, etat, level, wish if member else None) if a < b else (b, a, etat, level, wish if member else None)
        for one, other, etat, level, wish in lignes
        if (a := find(one)) is not None and (b := find(other)) is not None and a != b
    ]


def _leave_out(hosts: list[_Acteur], paires: list[Paire]) -> tuple[list[_Acteur], list[Paire]]:
    """No pair that does not know each other; as the engine, no structure of which only the services have links."""
    absent = EtatLien.ABSENT.value
    holders = {one.parent for one in hosts if one.nature == Nature.SERVICE}
    named = {paire[0] for paire in paires} | {paire[1] for paire in paires} if holders else set()
    kept = [number for number, one in enumerate(hosts) if number in named or one.id not in holders]
    if len(kept) == len(hosts):
        return hosts, [paire for paire in paires if paire[2] != absent]
    moved = {old: new for new, old in enumerate(kept)}
    drawn = [(moved[a], moved[b], etat, level, wish) for a, b, etat, level, wish in paires if etat != absent]
    return [hosts[number] for number in kept], drawn


def dash(key: str) -> str:
    """A UUID as addresses write it: SQLite keeps it without dashes."""
    return key if "-" in key else f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"


PEU = 400
"""Actors whose declarations are asked for by name; above, all are read."""


def _merge_several(
    droits: Droits,
    niveau: moteur.Niveau,
    acteurs: Mapping[str, _Acteur],
    paires: Sequence[Paire],
    place: Mapping[str, int],
) -> list[Paire]:
    """Where several rows make one pair, the engine's own merging of what the actors of these nodes declare."""
    counts = Counter(paire[:2] for paire in paires)
    nodes = {end for pair, count in counts.items() if count > 1 for end in pair}
    speakers = [UUID(pk) for pk, number in place.items() if number in nodes]
    few = speakers if len(speakers) <= PEU else None
    ends = {dash(one.id): _to_engine(one) for one in acteurs.values()}
    told = list_declarations(droits.espace, droits, parmi=few)
    said = [one for one in told if one.source in ends and one.cible in ends]
    merged = moteur.build_reseau(ends.values(), said, niveau=niveau)
    number = {dash(pk): node for pk, node in place.items()}
    several: list[Paire] = [
        (a, b, _hide(lien_state(one), droits), one.niveau, one.niveau_souhaite)
        for pair, one in merged.lien_de.items()
        for a, b in [sorted(number.get(end, -1) for end in pair)]
        if counts[a, b] > 1
    ]
    return [paire for paire in paires if counts[paire[:2]] == 1] + several


def _hide(etat: EtatLien, droits: Droits) -> EtatLien:
    """Two links that may each be told can disagree once merged: the public is not told that they do."""
    return EtatLien.DECLARE if etat == EtatLien.CONTESTE and not droits.est_membre else etat


def _to_engine(one: _Acteur) -> moteur.Acteur:
    parent = dash(one.parent) if one.parent else None
    return moteur.Acteur(id=dash(one.id), sphere=one.sphere, nature=one.nature, parent=parent)  # type: ignore[arg-type]


def _read_themes(droits: Droits, hote: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """A node works on its own themes and on those of what is folded into it."""
    pairs = Acteur.themes.through.objects.filter(acteur__espace=droits.espace)
    slugs = dict(Theme.objects.values_list("pk", "slug"))
    found: defaultdict[str, set[str]] = defaultdict(set)
    for acteur, theme in pairs.values_list(_text("acteur_id"), "theme_id"):
        if host := hote.get(acteur):
            found[host].add(slugs[theme])
    return {dash(acteur): frozenset(told) for acteur, told in found.items()}
