"""Where people meet and act: dispositifs, instances and actions, who takes part; checked once (brief §2, §11)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

from maillage.analyse.reseau import PHASES, Reseau

NatureCadre = Literal["dispositif", "instance", "action"]
NATURES_CADRES: tuple[str, ...] = get_args(NatureCadre)
STATUTS_CLOS = frozenset({"termine", "remplace", "abandonne"})
TOUS_PUBLICS = "tous"


class CadresInvalides(ValueError):
    """The cadres cannot be read; `fautes` says, in French, everything that is wrong with them."""

    def __init__(self, fautes: list[str]) -> None:
        super().__init__("\n".join(fautes))
        self.fautes = fautes


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadre:
    """A dispositif of the territory, an instance where some sit, or an action that some carry out together."""

    id: str
    nature: NatureCadre
    nom: str = ""
    reference: str = ""
    """Code of the national dispositif it applies (« D01 »), empty when it has none."""
    parent: str | None = None
    sphere: str = ""
    themes: frozenset[str] = frozenset()
    publics: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    debut: date | None = None
    fin: date | None = None
    statut: str = ""
    phase: str | None = None
    est_diagnostic: bool = False
    """It holds a diagnosis of the territory, made at its start."""

    @property
    def libelle(self) -> str:
        return self.nom or self.id

    @property
    def publics_vises(self) -> frozenset[str]:
        """Empty = everyone: what is not said restricts nothing."""
        return frozenset() if TOUS_PUBLICS in self.publics else self.publics

    def is_open(self, quand: date) -> bool:
        """Under way that day, or not said to be over."""
        return self.statut not in STATUTS_CLOS and (self.fin is None or self.fin >= quand)


@dataclass(frozen=True, slots=True, kw_only=True)
class Participation:
    """An actor of the network in a cadre: its role, the phase at which it came in, since when."""

    acteur: str
    cadre: str
    role: str = "membre"
    phase: str | None = None
    depuis: date | None = None


@dataclass(frozen=True, eq=False)
class Cadres:
    """All the cadres of a network, in the order of their ids; `communes` gives the names of those of the territory."""

    cadres: tuple[Cadre, ...] = ()
    participations: tuple[Participation, ...] = ()
    communes: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, Cadre]:
        return {cadre.id: cadre for cadre in self.cadres}

    @cached_property
    def of(self) -> dict[str, tuple[Participation, ...]]:
        """Participations by cadre, its own only."""
        found: defaultdict[str, list[Participation]] = defaultdict(list)
        for one in self.participations:
            found[one.cadre].append(one)
        return {cadre: tuple(said) for cadre, said in found.items()}

    @cached_property
    def whole(self) -> dict[str, tuple[Participation, ...]]:
        """Participations by cadre, with those of the instances and actions under it."""
        found: defaultdict[str, list[Participation]] = defaultdict(list)
        for cadre in self.cadres:
            for holder in self._list_holders(cadre):
                found[holder] += self.of.get(cadre.id, ())
        return {cadre: tuple(said) for cadre, said in found.items()}

    def _list_holders(self, cadre: Cadre) -> list[str]:
        """The cadre, then what it belongs to, from parent to parent."""
        holders = [cadre.id]
        while (parent := self.by_id[holders[-1]].parent) is not None:
            holders.append(parent)
        return holders

    def list_open(self, nature: NatureCadre, quand: date) -> list[Cadre]:
        return [cadre for cadre in self.cadres if cadre.nature == nature and cadre.is_open(quand)]


def build_cadres(
    cadres: Iterable[Cadre],
    participations: Iterable[Participation],
    reseau: Reseau,
    communes: Mapping[str, str] | None = None,
) -> Cadres:
    """Cadres of that network; the order of rows changes nothing. Raises `CadresInvalides` with every fault found."""
    listed, said = tuple(cadres), tuple(dict.fromkeys(participations))
    if fautes := [*_check_cadres(listed), *_check_participations(listed, said, reseau)]:
        raise CadresInvalides(fautes)
    return Cadres(
        cadres=tuple(sorted(listed, key=lambda cadre: cadre.id)),
        participations=tuple(sorted(said, key=_rank)),
        communes=dict(communes or {}),
    )


def _rank(one: Participation) -> tuple[str, ...]:
    return one.cadre, one.acteur, one.role, one.phase or "", one.depuis.isoformat() if one.depuis else ""


def _check_cadres(cadres: tuple[Cadre, ...]) -> list[str]:
    by_id = {cadre.id: cadre for cadre in cadres}
    counts = Counter(cadre.id for cadre in cadres)
    fautes = [f"L’identifiant « {i} » est donné à {n} cadres." for i, n in counts.items() if n > 1]
    for cadre in cadres:
        if not cadre.id:
            fautes.append(f"Un cadre n’a pas d’identifiant ({cadre.nom or 'sans nom'}).")
        if cadre.nature not in NATURES_CADRES:
            fautes.append(f"Le cadre « {cadre.id} » n’est ni un dispositif, ni une instance, ni une action.")
        if cadre.parent is not None and cadre.parent not in by_id:
            fautes.append(f"Le parent « {cadre.parent} » de « {cadre.id} » n’est pas dans la liste des cadres.")
        if cadre.phase is not None and cadre.phase not in PHASES:
            fautes.append(f"Cadre « {cadre.id} » : la phase « {cadre.phase} » n’est pas entre P1 et P6.")
        if cadre.debut and cadre.fin and cadre.fin < cadre.debut:
            fautes.append(f"Le cadre « {cadre.id} » finit avant d’avoir commencé.")
        if _is_in_circle(cadre, by_id):
            fautes.append(f"Le cadre « {cadre.id} » est, de parent en parent, son propre parent.")
    return fautes


def _is_in_circle(cadre: Cadre, by_id: Mapping[str, Cadre]) -> bool:
    seen: set[str] = set()
    current = cadre.parent
    while current is not None and current in by_id and current not in seen:
        if current == cadre.id:
            return True
        seen.add(current)
        current = by_id[current].parent
    return False


def _check_participations(cadres: tuple[Cadre, ...], said: tuple[Participation, ...], reseau: Reseau) -> list[str]:
    known, fautes = {cadre.id for cadre in cadres}, []
    for one in said:
        where = f"Participation {one.acteur} – {one.cadre}"
        if one.cadre not in known:
            fautes.append(f"{where} : le cadre « {one.cadre} » est inconnu.")
        if one.acteur not in reseau.hote:
            fautes.append(f"{where} : l’acteur « {one.acteur} » est inconnu.")
        if one.phase is not None and one.phase not in PHASES:
            fautes.append(f"{where} : la phase « {one.phase} » n’est pas entre P1 et P6.")
    return fautes
