"""« Qui associer ? » on a territory of 10,000 actors: one answer, the territory being prepared once."""

from __future__ import annotations

import random
from functools import partial
from typing import Any

from tests.analyse.exemples_association import LIBELLES, REGLES

from benchmarks.reseaux import GRAINE
from benchmarks.resultat import Resultat, Verdict, nombre, secondes, time_in_turn
from maillage.analyse.association import build_territoire, recommander
from maillage.analyse.association.demande import ActeurLocal, Demande
from maillage.analyse.association.mots import understand
from maillage.analyse.association.territoire import Territoire

N, M, ROUNDS, TARGET = 10_000, 60_000, 9, 0.05
DEMANDES = ("épicerie itinérante", "navette pour les anciens", "emploi des jeunes")
COMMUNES = [f"c{rank}" for rank in range(200)]
CERCLES = (frozenset(COMMUNES[:1]), frozenset(COMMUNES[:20]), frozenset(COMMUNES[:60]), frozenset(COMMUNES))


def run() -> dict[str, Any]:
    acteurs, liens = make_acteurs(), make_liens()
    territoire = build_territoire(acteurs, liens)
    jobs = {texte: partial(answer, texte, territoire) for texte in DEMANDES}
    times = time_in_turn(jobs | {"préparation": partial(build_territoire, acteurs, liens)}, ROUNDS)
    return _tell(times).to_json()


def answer(texte: str, territoire: Territoire) -> None:
    compris = understand(texte)
    demande = Demande(
        phase="P1", themes=compris.themes, publics=compris.publics, sphere="DL", structure="a5", cercles=CERCLES
    )
    recommander(demande, REGLES, territoire, LIBELLES)


def make_acteurs() -> list[ActeurLocal]:
    dice = random.Random(GRAINE)
    types, metiers = sorted(LIBELLES.types), sorted(LIBELLES.metiers)
    themes = sorted({theme for regle in REGLES for theme in regle.themes})
    return [
        ActeurLocal(
            id=f"a{rank}",
            nom=f"Acteur {rank}",
            type=dice.choice(types),
            metiers=frozenset(dice.sample(metiers, 1) if dice.random() < 0.1 else ()),
            sphere=dice.choice(("AS", "DS", "DL", "PA")),
            themes=frozenset(dice.sample(themes, 3)),
            communes=frozenset(dice.sample(COMMUNES, 4)),
        )
        for rank in range(N)
    ]


def make_liens() -> list[tuple[str, str, float]]:
    dice = random.Random(GRAINE)
    return [(f"a{dice.randrange(N)}", f"a{dice.randrange(N)}", dice.randint(1, 5)) for _ in range(M)]


def _tell(times: dict[str, float]) -> Resultat:
    slowest = max(times[texte] for texte in DEMANDES)
    return Resultat(
        titre="Qui associer, 10\u202f000 acteurs",
        texte=f"Des mots aux conseils, sur un territoire de {nombre(N)} acteurs et {nombre(M)} liens préparé d’avance. "
        f"Médiane de {ROUNDS} passages.",
        colonnes=["Étape", "Durée"],
        lignes=[[nom, secondes(temps)] for nom, temps in times.items()],
        verdicts=[Verdict("la réponse la plus longue", secondes(slowest), f"≤ {secondes(TARGET)}", slowest <= TARGET)],
    )
