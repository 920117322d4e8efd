"""Networks to draw, made by hand, by a rule or from a seed: the same at each run."""

from __future__ import annotations

import csv
import random
from datetime import date
from pathlib import Path

from maillage.analyse.diagnostic import Cohesion, Courtage, Croisement, Diagnostic, Mixite, Resume, Roles
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau

NOMS = {
    "AS": "Maison des solidarités",
    "DS": "Espace de vie sociale",
    "DL": "Service économie",
    "PA": "Tiers-lieu",
}


def make_acteurs(**counts: int) -> list[Acteur]:
    return [
        Acteur(id=f"{sphere}{rank:03d}", sphere=sphere, nom=f"{NOMS.get(sphere, sphere)} {rank + 1}")
        for sphere, count in counts.items()
        for rank in range(count)
    ]


def make_declarations(acteurs: list[Acteur], steps: tuple[int, ...] = (1, 3, 7)) -> list[Declaration]:
    """Each actor with those that follow it by so many places, in the list of all: spheres meet at their ends."""
    ids = [acteur.id for acteur in acteurs]
    return [Declaration(source=a, cible=ids[(rank + step) % len(ids)]) for step in steps for rank, a in enumerate(ids)]


def make_reseau(isoles: int = 0, **counts: int) -> Reseau:
    acteurs = make_acteurs(**counts)
    alone = [Acteur(id=f"Z{rank:03d}", sphere="AS", nom=f"Sans lien {rank}") for rank in range(isoles)]
    return build_reseau([*acteurs, *alone], make_declarations(acteurs) if len(acteurs) > 7 else [])


def territoire() -> Reseau:
    """Sixty actors in four spheres, about as many links as on a real territory."""
    acteurs = make_acteurs(AS=20, DS=12, DL=18, PA=10)
    return build_reseau(acteurs, make_declarations(acteurs, (1, 2, 3, 5, 8, 13)))


def make_random(graine: int) -> Reseau:
    """Names of any length, worlds of any size, known or not; the same for one seed."""
    rng = random.Random(graine)
    words = ("Maison", "des", "solidarités", "CCAS", "de", "Pont-de-Lisaude", "(siège)", "service", "Mobil’Lisaude")
    acteurs = [
        Acteur(
            id=f"{rank:03d}",
            sphere=rng.choice(["AS", "AS", "DS", "DL", "DL", "PA", "FIN", "SAN"]),
            nom=" ".join(rng.choices(words, k=rng.randint(1, 8))),
        )
        for rank in range(rng.choice([5, 20, 60, 120]))
    ]
    pairs = [rng.sample([acteur.id for acteur in acteurs], 2) for _ in range(rng.randint(1, 5) * len(acteurs))]
    return build_reseau(acteurs, [Declaration(source=a, cible=b) for a, b in pairs])


def read_reseau(dossier: Path, nom: str) -> Reseau:
    with (dossier / f"{nom}_acteurs.csv").open(encoding="utf-8", newline="") as lines:
        acteurs = [Acteur(id=row["id"], nom=row["nom"], sphere=row["sphere"]) for row in csv.DictReader(lines)]
    with (dossier / f"{nom}_liens.csv").open(encoding="utf-8", newline="") as lines:
        declarations = [Declaration(source=row["source"], cible=row["cible"]) for row in csv.DictReader(lines)]
    return build_reseau(acteurs, declarations)


def make_diagnostic(spheres: dict[str, int], liens: dict[tuple[str, str], int] | None = None) -> Diagnostic:
    """A diagnosis whose table is filled from these links; the rest is empty."""
    codes = sorted(spheres)
    cells = [
        _make_cell(a, b, spheres, (liens or {}).get((a, b), 0)) for rank, a in enumerate(codes) for b in codes[rank:]
    ]
    roles = Roles(coordinateur=0, consultant=0, porte=0, liaison=0)
    return Diagnostic(
        version="1.0",
        graine=0,
        niveau="service",
        date_reference=date(2026, 11, 22),
        echantillon_intermediarite=None,
        reseau=Resume(
            acteurs=sum(spheres.values()), liens=0, declarations=0, confirmes=0, contestes=0, spheres=spheres
        ),
        cohesion=Cohesion(
            densite=None,
            liens_par_acteur=None,
            composantes=0,
            isoles=(),
            connexite=None,
            centralisation_degre=None,
            centralisation_intermediarite=None,
        ),
        mixite=Mixite(
            matrice=tuple(cells),
            part_liens_croises=None,
            indice_ei=None,
            indice_ei_attendu=None,
            p_valeur=None,
            permutations=0,
            rapport_de_cotes=None,
            assortativite=None,
            modularite=None,
        ),
        courtage=Courtage(reseau=roles, attendu=None),
        acteurs=(),
        constats=(),
        rencontres=(),
    )


def _make_cell(a: str, b: str, spheres: dict[str, int], liens: int) -> Croisement:
    possible = spheres[a] * (spheres[a] - 1) // 2 if a == b else spheres[a] * spheres[b]
    return Croisement(spheres=(a, b), liens=liens, possibles=possible, taux=liens / possible if possible else None)
