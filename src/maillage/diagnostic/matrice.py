"""The sphere × sphere table: each pair a square whose shade says how common links are, and a door to the croisement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from maillage.analyse.diagnostic import Croisement, Diagnostic
from maillage.analyse.seuils import SEUILS
from maillage.publication.figures.matrice import TEINTES, choose_scale, shade
from maillage.publication.tableaux import order_spheres
from maillage.publication.typographie import format_number, format_share
from maillage.referentiels.models import Sphere

FONCEES = 4
"""From this shade on, figures are written in white."""


@dataclass(frozen=True)
class Case:
    """`part` is empty under the guard: too few actors for a rate to be said."""

    a: Sphere
    b: Sphere
    couple: str
    liens: int
    possibles: int
    part: str
    attendu: str
    teinte: str

    @property
    def compte(self) -> str:
        return f"{format_number(self.liens)} sur {format_number(self.possibles)}"

    @property
    def dedans(self) -> bool:
        return self.a.code == self.b.code


@dataclass(frozen=True)
class Ligne:
    sphere: Sphere
    acteurs: int
    cases: list[Case]


@dataclass(frozen=True)
class Matrice:
    spheres: list[Sphere]
    lignes: list[Ligne]

    @property
    def cases(self) -> list[Case]:
        return [case for ligne in self.lignes for case in ligne.cases]


def build_matrice(diagnostic: Diagnostic, known: Mapping[str, Sphere]) -> Matrice:
    sizes = diagnostic.reseau.spheres
    codes = order_spheres(sizes)
    spheres = [known[code] if code in known else make_unknown(code) for code in codes]
    cells = {frozenset(cell.spheres): cell for cell in diagnostic.mixite.matrice}
    scale = choose_scale(cell.taux or 0 for cell in cells.values() if _is_sayable(cell, sizes))
    chance = format_share(diagnostic.cohesion.densite)
    lines = []
    for rank, row in enumerate(spheres):
        pairs = [(column, cells.get(frozenset((row.code, column.code)))) for column in spheres[: rank + 1]]
        cases = [_make_case((column, row), cell, sizes, scale, chance) for column, cell in pairs if cell]
        lines.append(Ligne(row, sizes[row.code], cases))
    return Matrice(spheres, lines)


def make_unknown(code: str) -> Sphere:
    """A code that the lists no longer hold is shown as it is."""
    return Sphere(code=code, nom=code, lettre=code[:1])


def _is_sayable(cell: Croisement, sizes: Mapping[str, int]) -> bool:
    return cell.taux is not None and min(sizes[code] for code in cell.spheres) >= SEUILS.min_acteurs_sphere


def _make_case(
    ends: tuple[Sphere, Sphere], cell: Croisement, sizes: Mapping[str, int], scale: Sequence[float], chance: str
) -> Case:
    a, b = ends
    sayable = _is_sayable(cell, sizes)
    teinte = TEINTES.index(shade(cell.taux or 0, tuple(scale))) if sayable else None
    classe = "garde" if teinte is None else f"t{teinte}{' fonce' if teinte >= FONCEES else ''}"
    return Case(
        a=a,
        b=b,
        couple=f"{a.code}-{b.code}",
        liens=cell.liens,
        possibles=cell.possibles,
        part=format_share(cell.taux) if sayable else "",
        attendu=chance if sayable else "",
        teinte=classe,
    )


def read_spheres(found: Sequence[Sphere]) -> dict[str, Sphere]:
    """By code; the espace's own before the shared ones."""
    return {sphere.code: sphere for sphere in sorted(found, key=lambda sphere: sphere.espace_id is not None)}
