"""Who is there and who works with whom: the engine's input, checked once, merged into a network."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal, get_args

import numpy as np

from maillage.analyse.graphe import Graphe
from maillage.analyse.seuils import SEUILS

Nature = Literal["structure", "service", "poste", "collectif"]
Niveau = Literal["service", "structure"]
Etat = Literal["declare", "confirme", "conteste"]
NATURES: tuple[str, ...] = get_args(Nature)
PHASES = ("P1", "P2", "P3", "P4", "P5", "P6")


class ReseauInvalide(ValueError):
    """The input cannot be a network; `fautes` says, in French, everything that is wrong with it."""

    def __init__(self, fautes: list[str]) -> None:
        super().__init__("\n".join(fautes))
        self.fautes = fautes


@dataclass(frozen=True, slots=True, kw_only=True)
class Acteur:
    """A structure, one of its services, a poste that someone holds, or a collectif. Never a person."""

    id: str
    sphere: str
    nom: str = ""
    nature: Nature = "structure"
    parent: str | None = None
    type: str = ""
    themes: frozenset[str] = frozenset()
    communes: frozenset[str] = frozenset()
    fin_financement: date | None = None

    @property
    def libelle(self) -> str:
        return self.nom or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What one side says of a link. `source` speaks unless `declare_par` says who does."""

    source: str
    cible: str
    niveau_reel: int | None = None
    niveau_souhaite: int | None = None
    sujets: frozenset[str] = frozenset()
    cadre: str = ""
    formalisation: str = ""
    financement: str = ""
    premier_contact_phase: str | None = None
    phase_souhaitee: str | None = None
    date: date | None = None
    declare_par: str | None = None


@dataclass(frozen=True, slots=True)
class Voix:
    """The latest word of one speaker on a link. `cote`: 0 or 1, its end of the link; None for a third party."""

    cote: int | None
    vecu: bool
    niveau: int | None
    souhait: int | None

    @property
    def ecart_au_souhait(self) -> int | None:
        """Wanted level less lived level, 0 being lived where there is nothing; None when either is unsaid."""
        lived = self.niveau if self.vecu else 0
        return None if self.souhait is None or lived is None else self.souhait - lived


@dataclass(frozen=True, kw_only=True)
class Lien:
    """An unordered pair of nodes, merged from what each side declares of it. `acteurs` is sorted."""

    acteurs: tuple[str, str]
    declarations: tuple[Declaration, ...]
    voix: tuple[Voix, ...]

    @cached_property
    def existe(self) -> bool:
        """Someone's latest word is that something is lived; all wishes or level 0 = no link yet."""
        return any(voix.vecu for voix in self.voix)

    @cached_property
    def niveaux(self) -> tuple[int | None, int | None]:
        """Level said by the first and by the second of `acteurs`; None = that side gave none. Of several voices on one
        side (postes, folded services) the most engaged counts."""
        return self._highest(0, "niveau"), self._highest(1, "niveau")

    @cached_property
    def souhaits(self) -> tuple[int | None, int | None]:
        """Level wanted by each side; None = it wants nothing, or did not say."""
        return self._highest(0, "souhait") or None, self._highest(1, "souhait") or None

    def _highest(self, cote: int, name: str) -> int | None:
        return max((v for x in self.voix if x.cote == cote and (v := getattr(x, name)) is not None), default=None)

    @cached_property
    def ecart(self) -> int | None:
        a, b = self.niveaux
        return None if a is None or b is None else abs(a - b)

    @cached_property
    def etat(self) -> Etat:
        if self.ecart is not None and self.ecart >= SEUILS.ecart_contestation:
            return "conteste"
        return "confirme" if self.vecu_des_deux_cotes else "declare"

    @cached_property
    def vecu_des_deux_cotes(self) -> bool:
        """Each side says that something is lived, at whatever level."""
        return {0, 1} <= {voix.cote for voix in self.voix if voix.vecu}

    @cached_property
    def niveau(self) -> float | None:
        """Mean of the levels of the two sides, of third parties where neither gave one; None when no one did."""
        said = [n for n in self.niveaux if n is not None]
        said = said or [voix.niveau for voix in self.voix if voix.niveau is not None]
        return sum(said) / len(said) if said else None

    @cached_property
    def niveau_souhaite(self) -> int | None:
        """The highest level that someone wants today; None when no one wants any."""
        return max((voix.souhait for voix in self.voix if voix.souhait), default=None)

    @cached_property
    def sujets(self) -> frozenset[str]:
        return frozenset().union(*(d.sujets for d in self.declarations))

    @cached_property
    def premier_contact_phase(self) -> str | None:
        return min((d.premier_contact_phase for d in self.declarations if d.premier_contact_phase), default=None)

    @cached_property
    def date(self) -> date | None:
        return max((d.date for d in self.declarations if d.date), default=None)

    @cached_property
    def pour_financer_seulement(self) -> bool:
        return self.sujets == {"financement"}

    @cached_property
    def est_reglementaire(self) -> bool:
        return any(d.formalisation == "reglementaire" for d in self.declarations)


@dataclass(frozen=True, eq=False)
class Reseau:
    """Nodes (structures and services), the postes they hold, and what was declared between them.

    `acteurs` and `postes` are sorted by id, `liens` (something is lived) and `sans_lien` (declared at level 0 or only
    wished) by pair. `hote` gives for every id of the input the node that stands
    for it, `noms` its name.
    """

    acteurs: tuple[Acteur, ...]
    postes: tuple[Acteur, ...]
    liens: tuple[Lien, ...]
    sans_lien: tuple[Lien, ...]
    hote: Mapping[str, str]
    noms: Mapping[str, str]
    niveau: Niveau = "service"
    declarations_internes: int = field(default=0)
    """Declarations between two services folded into one structure."""

    @cached_property
    def index(self) -> dict[str, int]:
        """Position of each node in `acteurs`, which is also its number in `graphe`."""
        return {acteur.id: position for position, acteur in enumerate(self.acteurs)}

    @cached_property
    def graphe(self) -> Graphe:
        pairs = [(self.index[lien.acteurs[0]], self.index[lien.acteurs[1]]) for lien in self.liens]
        return Graphe.from_pairs([a.sphere for a in self.acteurs], np.array(pairs, dtype=np.int64))

    @cached_property
    def souhaits(self) -> tuple[Lien, ...]:
        """Pairs where nothing is lived and at least one side wants something."""
        return tuple(lien for lien in self.sans_lien if lien.niveau_souhaite)

    @cached_property
    def lien_de(self) -> dict[tuple[str, str], Lien]:
        """Every declared pair, lived or not, under its two ids in sorted order."""
        return {lien.acteurs: lien for lien in (*self.liens, *self.sans_lien)}

    @property
    def nombre_declarations(self) -> int:
        return sum(len(lien.declarations) for lien in (*self.liens, *self.sans_lien))

    def acteur(self, identifiant: str) -> Acteur:
        return self.acteurs[self.index[identifiant]]

    def postes_de(self, identifiant: str) -> tuple[Acteur, ...]:
        return tuple(poste for poste in self.postes if self.hote[poste.id] == identifiant)


def build_reseau(
    acteurs: Iterable[Acteur], declarations: Iterable[Declaration], *, niveau: Niveau = "service"
) -> Reseau:
    """Merge declarations into links between nodes; the order of rows changes nothing.

    Postes always stand for the service or structure that holds them. With `niveau="service"` a structure whose
    services carry all the links is not a node beside them; with `"structure"` services are folded into it.
    Declarations of a node about itself are left out. Raises `ReseauInvalide` with every fault found.
    """
    acteurs, declarations = tuple(acteurs), tuple(declarations)
    if fautes := [*_check_acteurs(acteurs), *_check_declarations(acteurs, declarations)]:
        raise ReseauInvalide(fautes)
    by_id = {acteur.id: acteur for acteur in acteurs}
    folded = ("poste", "service") if niveau == "structure" else ("poste",)
    hote = {acteur.id: _find_host(acteur, by_id, folded) for acteur in acteurs}
    by_pair, inside = _group_by_pair(declarations, hote)
    named = {identifiant for pair in by_pair for identifiant in pair}
    nodes = _list_nodes(acteurs, hote, named)
    liens = [_merge(pair, said, hote) for pair, said in sorted(by_pair.items())]
    return Reseau(
        acteurs=tuple(sorted(nodes, key=lambda acteur: acteur.id)),
        postes=tuple(sorted((a for a in acteurs if a.nature == "poste"), key=lambda poste: poste.id)),
        liens=tuple(lien for lien in liens if lien.existe),
        sans_lien=tuple(lien for lien in liens if not lien.existe),
        hote=hote,
        noms={acteur.id: acteur.libelle for acteur in acteurs},
        niveau=niveau,
        declarations_internes=inside,
    )


def _check_acteurs(acteurs: tuple[Acteur, ...]) -> list[str]:
    counts = Counter(acteur.id for acteur in acteurs)
    by_id = {acteur.id: acteur for acteur in acteurs}
    fautes = [f"L’identifiant « {i} » est donné à {n} acteurs." for i, n in counts.items() if n > 1]
    for acteur in acteurs:
        if not acteur.id:
            fautes.append(f"Un acteur n’a pas d’identifiant ({acteur.nom or 'sans nom'}).")
        if not acteur.sphere:
            fautes.append(f"L’acteur « {acteur.id} » n’a pas de sphère.")
        if acteur.parent is not None and acteur.parent not in by_id:
            fautes.append(f"Le parent « {acteur.parent} » de « {acteur.id} » n’est pas dans la liste des acteurs.")
        if acteur.nature == "poste" and acteur.parent is None:
            fautes.append(f"Le poste « {acteur.id} » ne dit pas dans quelle structure il se trouve (parent).")
        if _is_in_circle(acteur, by_id):
            fautes.append(f"« {acteur.id} » est, de parent en parent, son propre parent.")
    if (spheres := len({acteur.sphere for acteur in acteurs})) > SEUILS.max_spheres:
        fautes.append(f"{spheres} sphères différentes, {SEUILS.max_spheres} au plus : est-ce la bonne colonne ?")
    return fautes


def _is_in_circle(acteur: Acteur, by_id: Mapping[str, Acteur]) -> bool:
    seen, current = {acteur.id}, acteur
    while current.parent is not None and current.parent in by_id:
        if current.parent == acteur.id:
            return True
        if current.parent in seen:
            return False  # a circle further up: told about its own members
        seen.add(current.parent)
        current = by_id[current.parent]
    return False


def _check_declarations(acteurs: tuple[Acteur, ...], declarations: tuple[Declaration, ...]) -> list[str]:
    known = {acteur.id for acteur in acteurs}
    fautes = []
    for said in declarations:
        where = f"lien {said.source} – {said.cible}"
        fautes += [f"{where} : l’acteur « {i} » est inconnu." for i in (said.source, said.cible) if i not in known]
        for level in (said.niveau_reel, said.niveau_souhaite):
            if level is not None and level not in range(6):
                fautes.append(f"{where} : le niveau {level} n’est pas entre 0 et 5.")
        for phase in (said.premier_contact_phase, said.phase_souhaitee):
            if phase is not None and phase not in PHASES:
                fautes.append(f"{where} : la phase « {phase} » n’est pas entre P1 et P6.")
    return fautes


def _find_host(acteur: Acteur, by_id: Mapping[str, Acteur], folded: tuple[str, ...]) -> str:
    current = acteur
    while current.nature in folded and current.parent is not None:
        current = by_id[current.parent]
    return current.id


def _group_by_pair(
    declarations: Iterable[Declaration], hote: Mapping[str, str]
) -> tuple[dict[tuple[str, str], list[Declaration]], int]:
    by_pair: defaultdict[tuple[str, str], list[Declaration]] = defaultdict(list)
    inside = 0
    for said in declarations:
        a, b = hote[said.source], hote[said.cible]
        if a == b:
            inside += said.source != said.cible
        else:
            by_pair[(a, b) if a < b else (b, a)].append(said)
    return by_pair, inside


def _list_nodes(acteurs: tuple[Acteur, ...], hote: Mapping[str, str], named: set[str]) -> list[Acteur]:
    """Its own host, and not a structure that only lives through its services."""
    told_by_services = {a.parent for a in acteurs if a.nature == "service" and hote[a.id] == a.id} - named
    return [a for a in acteurs if hote[a.id] == a.id and a.id not in told_by_services]


def _merge(pair: tuple[str, str], said: list[Declaration], hote: Mapping[str, str]) -> Lien:
    ordered = sorted(said, key=_rank) if len(said) > 1 else said
    by_speaker: defaultdict[str, list[Declaration]] = defaultdict(list)
    for declaration in ordered:
        by_speaker[declaration.declare_par or declaration.source].append(declaration)
    voix = tuple(_listen(pair, hote.get(speaker, speaker), words) for speaker, words in sorted(by_speaker.items()))
    return Lien(acteurs=pair, declarations=tuple(ordered), voix=voix)


def _listen(pair: tuple[str, str], end: str, words: list[Declaration]) -> Voix:
    """What someone says last, oldest word first; a wish alone leaves unchanged what was said to be lived."""
    lived, level, wish = False, None, None
    for word in words:
        if word.niveau_reel is not None:
            lived, level = word.niveau_reel > 0, word.niveau_reel
        elif word.niveau_souhaite is None:
            lived, level = True, level or None
        wish = wish if word.niveau_souhaite is None else word.niveau_souhaite
    return Voix(cote=pair.index(end) if end in pair else None, vecu=lived, niveau=level, souhait=wish)


def _rank(said: Declaration) -> tuple[str | int, ...]:
    """Oldest first; ties are broken by what is said, so that the order of rows never matters."""
    return (
        said.date.isoformat() if said.date else "",
        -1 if said.niveau_reel is None else said.niveau_reel,
        -1 if said.niveau_souhaite is None else said.niveau_souhaite,
        said.source,
        said.cible,
        said.declare_par or "",
        "|".join(sorted(said.sujets)),
        said.premier_contact_phase or "",
    )
