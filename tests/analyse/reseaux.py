"""Small networks known to all the engine's tests."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from maillage.analyse.reseau import Acteur, Declaration, Niveau, Reseau, build_reseau

DIX_ACTEURS = "S1 S2 S3 S4 S5 D1 D2 D3 D4 E1"
DIX_LIENS = "S1-S2 S1-S3 S2-S3 S3-S4 S1-S4 D1-D2 D1-D3 D2-D3 D3-D4 S3-D1 S3-E1 D1-E1"


def build(acteurs: str, liens: str = "", **options: Niveau) -> Reseau:
    """« S1 D1 », « S1-D1 » : the sphere of an actor is its first letter."""
    return build_reseau(
        [Acteur(id=identifiant, sphere=identifiant[0]) for identifiant in acteurs.split()],
        [said(*pair.split("-")) for pair in liens.split()],
        **options,
    )


def said(source: str, cible: str, reel: int | None = None, souhaite: int | None = None, **more: object) -> Declaration:
    return Declaration(source=source, cible=cible, niveau_reel=reel, niveau_souhaite=souhaite, **more)  # type: ignore[arg-type]


def dix() -> Reseau:
    """The ten-actor textbook network."""
    return build(DIX_ACTEURS, DIX_LIENS)


def read_plain(folder: Path, nom: str) -> Reseau:
    """A network of ../shared/data/reseaux, read with nothing of ours but the engine."""
    return build_reseau(
        [Acteur(id=r["id"], nom=r["nom"], sphere=r["sphere"]) for r in _rows(folder / f"{nom}_acteurs.csv")],
        [said(r["source"], r["cible"]) for r in _rows(folder / f"{nom}_liens.csv")],
    )


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)
