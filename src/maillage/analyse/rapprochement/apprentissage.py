"""Weights learnt from the list itself, for lists whose names are not those of bodies: nothing is known of their faults.

Splink learns: `u` on every pair of a sample (two rows taken at random are hardly ever one), then `m` by expectation
maximisation, blocking in turn on each column that identifies well enough. Always on DuckDB, whatever engine compares
afterwards, and rounded: the weights are the same everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, Any, Final

from maillage.analyse.rapprochement.cles import PLAFOND
from maillage.analyse.rapprochement.lieur import Reglage, make_linker
from maillage.analyse.rapprochement.moteurs import open_moteur
from maillage.analyse.rapprochement.niveaux import Champ, Niveau

if TYPE_CHECKING:
    import pyarrow as pa
    from splink.internals.blocking_rule_creator import BlockingRuleCreator

GRAINE: Final = 20_230_327
ASSEZ: Final = 1000
"""Rows from which a list teaches something; shorter ones keep the weights of `niveaux.py`."""
_ECHANTILLON: Final = 1600
"""Rows of the sample, that is 1.3 million pairs."""
_PAIRES_APPRISES: Final = 400_000
_PLANCHER: Final = 1e-5
_BLOCS: Final = ("nom", "adresse", "lieu", "telephone", "courriel", "siret")
"""Columns to learn from in turn, when they are there; the other columns learn from pairs that agree on one of them."""


def learn(
    table: pa.Table, champs: Sequence[Champ], texts: Mapping[str, Sequence[str | None]], prior: float
) -> tuple[tuple[Champ, ...], float]:
    """The same fields with learnt weights, and how likely two rows taken at random are one: as given when the list
    teaches nothing."""
    blocs = list_blocs(champs, texts)
    if table.num_rows < ASSEZ or len(blocs) < 2:
        return tuple(champs), prior
    for name, values in blocs.items():
        table = table.append_column(f"bloc_{name}", [values])
    with open_moteur("duckdb") as api:
        drawn = sorted(Random(GRAINE).sample(range(table.num_rows), min(_ECHANTILLON, table.num_rows)))  # noqa: S311
        linker = make_linker(table.take(drawn), champs, api, Reglage())
        linker.training.estimate_u_using_random_sampling(max_pairs=1e12, min_count_per_level=None, num_chunks=1)
        champs = _read(champs, linker, "u")
    with open_moteur("duckdb") as api:
        linker = make_linker(table, champs, api, Reglage())
        linker.training.estimate_probability_two_random_records_match(_list_certain(blocs), recall=0.7)
        learnt = linker.misc.save_model_to_json()["probability_two_random_records_match"]
        for column in blocs:
            linker.training.estimate_parameters_using_expectation_maximisation(
                _agree(column), estimate_without_term_frequencies=True, max_pairs=_PAIRES_APPRISES,
                record_sample_proportion=0.2,
            )  # fmt: skip
        return _read(champs, linker, "m"), float(f"{learnt:.4g}")


def list_blocs(champs: Sequence[Champ], texts: Mapping[str, Sequence[str | None]]) -> dict[str, list[str | None]]:
    """For each column to learn from, its values without those that too many rows bear, under the name « bloc_… »."""
    names = [*_BLOCS, *(champ.nom for champ in champs if champ.nom.startswith("autre_"))]
    found = {}
    for name in names:
        counts = Counter(value for value in texts[name] if value is not None)
        kept = [value if value is not None and 1 < counts[value] <= PLAFOND else None for value in texts[name]]
        if len(kept) - kept.count(None) >= ASSEZ // 5:
            found[name] = kept
    return found


def _list_certain(columns: Iterable[str]) -> list[str | BlockingRuleCreator]:
    """Two identifying columns that agree are hardly ever chance."""
    return [f"{_agree(left)} and {_agree(right)}" for left, right in combinations(columns, 2)]


def _agree(column: str) -> str:
    """Splink leaves out of the lesson the field that it reads here."""
    return f"l.{column} = r.{column} and l.bloc_{column} = r.bloc_{column}"


def _read(champs: Sequence[Champ], linker: Any, what: str) -> tuple[Champ, ...]:
    """Take over the `m` or the `u` that Splink learnt; what it did not see keeps its own, small at most."""
    learnt = {
        one["output_column_name"]: one["comparison_levels"][1:]
        for one in linker.misc.save_model_to_json()["comparisons"]
    }
    return tuple(
        replace(
            champ,
            niveaux=tuple(
                _take(niveau, level, what) for niveau, level in zip(champ.niveaux, learnt[champ.nom], strict=True)
            ),
        )
        for champ in champs
    )


def _take(niveau: Niveau, level: Mapping[str, Any], what: str) -> Niveau:
    value = level.get(f"{what}_probability")
    if not isinstance(value, float):
        return niveau
    rounded = float(f"{max(value, _PLANCHER):.4g}")
    return replace(niveau, m=rounded) if what == "m" else replace(niveau, u=rounded)
