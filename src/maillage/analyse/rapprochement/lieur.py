"""The rows in Splink: candidate pairs, degrees of likeness, weights. The same code on DuckDB and on Spark.

Splink, DuckDB, Spark and Arrow are loaded when a linkage starts: nothing else of the program waits for them.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from maillage.analyse.rapprochement.fiches import Etendue, Moteur
from maillage.analyse.rapprochement.frequences import Frequences, list_rare
from maillage.analyse.rapprochement.niveaux import PRIOR_MAX, Champ, Niveau
from maillage.analyse.rapprochement.sql import write_sql

if TYPE_CHECKING:
    import pyarrow as pa
    from splink import Linker, SettingsCreator
    from splink.internals.database_api import DatabaseAPI


@dataclass(frozen=True, slots=True, kw_only=True)
class Reglage:
    """`prior`: probability that two rows taken at random are one; `seuil`: bits under which a pair is not given."""

    moteur: Moteur = "duckdb"
    etendue: Etendue = "tout"
    prior: float = PRIOR_MAX
    seuil: float = 0.0


def score(
    table: pa.Table, champs: Sequence[Champ], frequences: Frequences, api: DatabaseAPI[Any], reglage: Reglage
) -> pa.Table:
    """The pairs found: `rang_l`, `rang_r`, `match_weight`, and for each field gamma_ (its degree) and poids_ (bits).

    `table` holds one row for each record, `rang` its number, `cles` its keys.
    """
    linker = make_linker(table, champs, api, reglage)
    for niveau in list_rare(champs):
        _register_frequences(linker, api, niveau, frequences)
    predicted = linker.inference.predict(threshold_match_weight=reglage.seuil, warning_mode="never")
    outputs = _list_outputs(champs)
    return predicted.query_sql(f"select {outputs} from {{this}}").as_pyarrow_table()  # type: ignore[no-untyped-call]  # noqa: S608


def make_linker(table: pa.Table, champs: Sequence[Champ], api: DatabaseAPI[Any], reglage: Reglage) -> Linker:
    from splink import Linker  # noqa: PLC0415  (slow to load, see above)

    logging.getLogger("splink").setLevel(logging.CRITICAL)  # steps are told in French by who calls
    return Linker(api.register(table, table_name="fiches"), make_settings(champs, reglage), log_level=None)


def _list_outputs(champs: Sequence[Champ]) -> str:
    columns = ["rang_l", "rang_r", "match_weight"]
    for champ in champs:
        rare = any(niveau.frequence for niveau in champ.niveaux)
        weight = f"mw_{champ.nom} + mw_tf_adj_{champ.nom}" if rare else f"mw_{champ.nom}"
        columns += [f"gamma_{champ.nom}", f"{weight} as poids_{champ.nom}"]
    return ", ".join(columns)


def _register_frequences(linker: Linker, api: DatabaseAPI[Any], niveau: Niveau, frequences: Frequences) -> None:
    import pyarrow as pa  # noqa: PLC0415

    column = niveau.frequence or ""
    seen = frequences[column] or {"": niveau.u}
    lookup = pa.table({column: list(seen), f"tf_{column}": list(seen.values())})
    registered = api.register(lookup, table_name=f"frequences_{column}")
    linker.table_management.register_term_frequency_lookup(registered, column)


def make_settings(champs: Sequence[Champ], reglage: Reglage) -> SettingsCreator:
    from splink import SettingsCreator  # noqa: PLC0415

    moteur = reglage.moteur
    apart = " and l.jeu <> r.jeu" if reglage.etendue == "entre-jeux" else ""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rang",
        probability_two_random_records_match=reglage.prior,
        comparisons=[_make_comparison(champ, moteur) for champ in champs],
        blocking_rules_to_generate_predictions=[
            {"blocking_rule": f"l.cles = r.cles{apart}", "sql_dialect": moteur, "arrays_to_explode": ["cles"]}
        ],
        retain_matching_columns=True,
        retain_intermediate_calculation_columns=True,
    )


def _make_comparison(champ: Champ, moteur: Moteur) -> dict[str, Any]:
    levels: list[dict[str, Any]] = [
        {"sql_condition": write_sql(champ.absent, moteur), "label_for_charts": "absent", "is_null_level": True}
    ]
    for niveau in champ.niveaux:
        level = {
            "sql_condition": write_sql(niveau.sql, moteur),
            "label_for_charts": niveau.code,
            "m_probability": niveau.m,
            "u_probability": niveau.u,
        }
        if niveau.frequence:
            level |= {"tf_adjustment_column": niveau.frequence, "disable_tf_exact_match_detection": True}
        levels.append(level)
    return {"output_column_name": champ.nom, "comparison_levels": levels}
