"""The seven: what must be done at the phase asked, what to prepare for the next one, and one surprise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from maillage.analyse.association.demande import (
    Cible,
    Demande,
    Dispositif,
    Libelles,
    Recommandation,
    Regle,
    Reponse,
)
from maillage.analyse.association.locaux import find_cible
from maillage.analyse.association.notes import explain, matches, multiply
from maillage.analyse.association.reperes import (
    DEJA_DIT,
    ENSUITE,
    MAINTENANT,
    MAXIMUM,
    PLANCHER,
    QUESTION_DU_ROLE,
    QUESTIONS,
    QUESTIONS_FINANCEUR,
    QUESTIONS_ROLE,
)
from maillage.analyse.association.surprise import find_surprise
from maillage.analyse.association.territoire import Territoire
from maillage.analyse.reseau import PHASES


def recommander(
    demande: Demande, regles: Sequence[Regle], territoire: Territoire | None = None, libelles: Libelles | None = None
) -> Reponse:
    """At most `MAXIMUM`, the asked phase first. Without `territoire`, kinds are told and nobody is named.

    Raises ValueError for a phase that is not one of `PHASES`. Same input, same output, whatever the order of `regles`.
    """
    if demande.phase not in PHASES:
        raise ValueError(f"Phase inconnue\u00a0: {demande.phase}")
    atelier = Atelier(demande, territoire, libelles or Libelles())
    kept = [atelier.make(regle) for regle in sorted(regles, key=lambda one: one.code) if matches(demande, regle)]
    candidates = [one for one in kept if one is not None]
    told = choose(candidates, demande.phase, _list_exact(demande, regles))
    surprise = find_surprise(demande, territoire, candidates, told, regles, atelier.dress)
    every = [*told, *([surprise] if surprise else [])]
    every.sort(key=lambda one: (one.phase, one.surprise, -one.score, one.regle))
    return Reponse(recommandations=tuple(vary_questions(every)), decrit=territoire is not None and territoire.decrit)


def _list_exact(demande: Demande, regles: Iterable[Regle]) -> set[str]:
    """Rules all of whose themes are asked."""
    return {one.code for one in regles if one.themes and one.themes <= demande.themes}


def choose(candidates: Sequence[Recommandation], phase: str, exact: set[str]) -> list[Recommandation]:
    """Rules to envisage (3) are left for the surprise. What the asked phase leaves free goes to the next ones,
    then to what is indispensable later and is exactly on the theme: it is often met too late.
    """
    main = [one for one in candidates if one.priorite < 3 and (one.generale or one.score > PLANCHER)]
    later = PHASES[PHASES.index(phase) + 1 :]
    told = pick([one for one in main if one.phase == phase], MAINTENANT)
    for suite in later:
        wanted = max(ENSUITE if suite == later[0] else 0, MAINTENANT - len(told))
        told += pick([one for one in main if one.phase == suite], min(wanted, MAXIMUM - 1 - len(told)))
    urgent = [one for one in main if one.priorite == 1 and one.regle in exact and one.phase > phase and one not in told]
    told += pick(urgent, MAXIMUM - 1 - len(told), [code for one in told for code in _codes(one)])
    if len(told) < MAXIMUM - 1:
        rest = [one for one in main if one.phase == phase and one not in told]
        told += pick(rest, MAXIMUM - 1 - len(told), [code for one in told for code in _codes(one)])
    return told


def pick(candidates: Iterable[Recommandation], room: int, called: Iterable[str] = ()) -> list[Recommandation]:
    """The best one after the other: a rule that calls whom another has called gives way."""
    left, said, told = list(candidates), set(called), list[Recommandation]()
    while left and len(told) < room:
        best = min(left, key=lambda one: (-_renew(one, said), one.regle))
        left.remove(best)
        said |= _codes(best)
        told.append(best)
    return told


def _renew(one: Recommandation, said: set[str]) -> float:
    codes = _codes(one)
    share = len(codes & said) / len(codes) if codes else 0.0
    return one.score * (1 - share * (1 - DEJA_DIT))


def _codes(one: Recommandation) -> set[str]:
    return {cible.code for cible in one.cibles}


@dataclass
class Atelier:
    """What one request reads several times: each kind is looked for on the map once."""

    demande: Demande
    territoire: Territoire | None
    libelles: Libelles
    trouvees: dict[str, Cible] = field(default_factory=dict)

    def find(self, code: str) -> Cible:
        if code not in self.trouvees:
            self.trouvees[code] = find_cible(code, self.demande, self.territoire, self.libelles)
        return self.trouvees[code]

    def make(self, regle: Regle) -> Recommandation | None:
        """At the asked phase if the rule holds there, else at the first one to come; None when its time is past."""
        coming = [phase for phase in PHASES if phase in regle.phases and phase >= self.demande.phase]
        return self.dress(regle, coming[0]) if coming else None

    def dress(self, regle: Regle, phase: str) -> Recommandation:
        cibles = tuple(map(self.find, regle.associer))
        facteurs = explain(self.demande, regle, phase, cibles)
        return Recommandation(
            regle=regle.code,
            phase=phase,
            role=regle.role,
            raison=regle.raison,
            priorite=regle.priorite,
            generale=regle.generale,
            question=ask(regle, phase, self.libelles.financeurs),
            cibles=cibles,
            dispositif=find_dispositif(self.demande, regle, self.territoire),
            facteurs=facteurs,
            score=multiply(facteurs),
        )


def vary_questions(told: Iterable[Recommandation]) -> Iterator[Recommandation]:
    """Each advice of an answer asks something of its own: a question already asked is asked of the role expected."""
    asked = set[str]()
    for one in told:
        own = QUESTION_DU_ROLE.format(one.role) if one.question in asked else one.question
        asked.add(own)
        yield replace(one, question=own)


def ask(regle: Regle, phase: str, financeurs: frozenset[str]) -> str:
    """What to say first: the rule's own. Without one, a funder alone is asked for advice before money."""
    role = next((QUESTIONS_ROLE[code] for code in regle.associer if code in QUESTIONS_ROLE), "")
    if regle.question or role:
        return regle.question or role
    if regle.associer and all(code in financeurs for code in regle.associer):
        return QUESTIONS_FINANCEUR.get(phase, QUESTIONS[phase])
    return QUESTIONS[phase]


def find_dispositif(demande: Demande, regle: Regle, territoire: Territoire | None) -> Dispositif | None:
    """One that shares a theme with the request and is carried by one of those called; a local one first."""
    rank: Callable[[Dispositif], tuple[bool, int, int, str]] = lambda one: (  # noqa: E731
        not one.local,
        -len(one.themes & demande.themes),
        -len(one.publics & demande.publics),
        one.code,
    )
    found = [
        one
        for one in (territoire.dispositifs if territoire else ())
        if one.themes & demande.themes and one.types & set(regle.associer)
    ]
    return min(found, key=rank, default=None)
