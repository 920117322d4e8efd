"""Labelled lists for record linkage, read from ../shared/data when it is there: the answers are known."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from maillage.analyse.rapprochement.fiches import Fiche

PARTAGE = Path(__file__).resolve().parents[2] / "shared" / "data"
AILLEURS = Path(__file__).resolve().parents[3] / "shared" / "data"
Lignes = list[dict[str, Any]]


@dataclass(frozen=True)
class Etiquetee:
    """`lignes` hold `id`, `vrai` (the true cluster) and the list's own columns; `fiche` maps one to our columns."""

    nom: str
    lignes: Lignes
    fiche: Callable[[dict[str, Any], bool], Fiche]


def find_data(*parts: str) -> Path | None:
    """A file of the shared data, beside the repository or one folder above (a working copy); None when absent."""
    paths = (root.joinpath(*parts) for root in (PARTAGE, AILLEURS))
    return next((path for path in paths if path.exists()), None)


def read_all() -> list[Etiquetee]:
    """The lists that are there: febrl 3, febrl 4 (a and b together), historical figures."""
    found = [
        _read_febrl("febrl 3", "febrl_dataset3.csv"),
        _read_febrl("febrl 4a + 4b", "febrl_dataset4a.csv", "febrl_dataset4b.csv"),
    ]
    return [one for one in (*found, _read_figures()) if one is not None]


def _read_febrl(nom: str, *files: str) -> Etiquetee | None:
    paths = [path for path in (find_data("doublons", file) for file in files) if path]
    if len(paths) < len(files):
        return None
    lignes: Lignes = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as opened:
            for row in csv.DictReader(opened, skipinitialspace=True):
                plain = {name: value.strip() or None for name, value in row.items()}
                lignes.append({**plain, "id": row["rec_id"], "vrai": row["rec_id"].split("-")[1]})
    return Etiquetee(nom, lignes, _make_febrl)


def _make_febrl(row: dict[str, Any], tout: bool) -> Fiche:
    return Fiche(
        id=row["id"], nom=_join(row, "given_name", "surname"), adresse=_join(row, "street_number", "address_1"),
        code_postal=row["postcode"] or "", commune=row["suburb"] or "",
        autres=(row["date_of_birth"] or "", row["soc_sec_id"] or "") if tout else (),
    )  # fmt: skip


def _read_figures() -> Etiquetee | None:
    path = find_data("doublons", "historical_figures_with_errors_50k.parquet")
    if path is None:
        return None
    import duckdb  # noqa: PLC0415

    found = duckdb.connect().execute(f"select *, unique_id as id, cluster as vrai from '{path}'")
    names = [column[0] for column in found.description or ()]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return Etiquetee("personnages historiques", rows, _make_figure)


def _make_figure(row: dict[str, Any], tout: bool) -> Fiche:
    return Fiche(
        id=row["id"], nom=_join(row, "first_name", "surname"), code_postal=row["postcode_fake"] or "",
        commune=row["birth_place"] or "", autres=(row["dob"] or "", row["occupation"] or "") if tout else (),
    )  # fmt: skip


def _join(row: dict[str, Any], *names: str) -> str:
    return " ".join(row[name] for name in names if row[name])


def judge(groups: Iterable[Sequence[str]], lignes: Lignes) -> tuple[float, float, float]:
    """Precision, recall and F1 over pairs of rows in one group."""
    true = {row["id"]: row["vrai"] for row in lignes}
    right = found = 0
    for group in groups:
        found += _pairs(len(group))
        right += sum(map(_pairs, Counter(true[row] for row in group).values()))
    there = sum(map(_pairs, Counter(true.values()).values()))
    return right / max(found, 1), right / there, 2 * right / (found + there)


def _pairs(rows: int) -> int:
    return rows * (rows - 1) // 2
