"""What each shipped rule asks, and the themes without which it has nothing to say: by its code (domain brief §7.4)."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from maillage.analyse.association.demande import Libelles, Recommandation, Regle
from maillage.analyse.association.reperes import QUESTIONS, QUESTIONS_FINANCEUR, QUESTIONS_ROLE
from maillage.analyse.francais import majuscule


@dataclass(frozen=True, slots=True)
class Complement:
    themes: frozenset[str] = frozenset()
    """All of them must be in the request: « relais pour agriculteurs » is silent on a maison de santé."""
    question: str = ""


@cache
def load_complements() -> Mapping[str, Complement]:
    text = files("maillage.analyse.association").joinpath("donnees", "demandes.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["code"]: Complement(frozenset(row["themes"].split()), row["question"]) for row in rows}


def find_needed(regle: Regle) -> frozenset[str]:
    """Only those that the rule still has: an administrator may have changed its themes."""
    return load_complements().get(regle.code, Complement()).themes & regle.themes


def ask(regle: Regle, phase: str, libelles: Libelles) -> str:
    """What to say first: the rule's own question, else one for the role or the phase. A funder is asked for advice."""
    own = load_complements().get(regle.code)
    if own is not None:
        return own.question
    role = next((QUESTIONS_ROLE[code] for code in regle.associer if code in QUESTIONS_ROLE), "")
    if role:
        return role
    if regle.associer and all(code in libelles.financeurs for code in regle.associer):
        return QUESTIONS_FINANCEUR.get(phase, QUESTIONS[phase])
    return QUESTIONS[phase]


def tell_apart(conseils: Sequence[Recommandation]) -> tuple[Recommandation, ...]:
    """No question twice in an answer: one that comes back, under a rule added here, says what it is about."""
    said, told = set[str](), list[Recommandation]()
    for one in conseils:
        question = one.question
        if question in said:
            question = f"{majuscule(one.role)}\u00a0: {question[:1].lower()}{question[1:]}"
        said.add(question)
        told.append(replace(one, question=question))
    return tuple(told)
