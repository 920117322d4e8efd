"""The rows in Splink: candidate pairs, degrees of likeness, weights. The same code on DuckDB and on Spark.

Splink, DuckDB, Spark and Arrow are loaded when a linkage starts: nothing else of the program waits for them.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from maillage.analyse.rapprochement.fiches import Etendue, Moteur
from maillage.analyse.rapprochement.frequences import list_rare
from maillage.analyse.rapprochement.niveaux import PRIOR_MAX, Champ
from maillage.analyse.rapprochement.sql import write_sql

if TYPE_CHECKING:
    import pyarrow as pa
    from splink import Linker, SettingsCreator
    from splink.internals.database_api import DatabaseAPI


def score(
    table: pa.Table,
    champs: Sequence[Champ],
    frequences: Mapping[str, Mapping[str, float]],
    api: DatabaseAPI[Any],
    *,
    moteur: Moteur,
    etendue: Etendue,
    prior: float,
    seuil: float,
) -> pa.Table:
    """Pairs weighing `seuil` bits or more: `rang_l`, `rang_r`, `match_weight`, and for each field gamma_ and poids_.

    `table` holds one row for each record, `rang` its number, `cles` its keys.
    """
    linker = make_linker(table, champs, api, moteur=moteur, etendue=etendue, prior=prior)
    for niveau in list_rare(champs):
        _register_frequences(linker, api, niveau.frequence or "", niveau.u, frequences)
    predicted = linker.inference.predict(threshold_match_weight=seuil, warning_mode="never")
    return predicted.query_sql(f"select {_list_outputs(champs)} from {{this}}").as_pyarrow_table()


def make_linker(
    table: pa.Table,
    champs: Sequence[Champ],
    api: DatabaseAPI[Any],
    *,
    moteur: Moteur = "duckdb",
    etendue: Etendue = "tout",
    prior: float = PRIOR_MAX,
) -> Linker:
    from splink import Linker  # noqa: PLC0415  (slow to load, see above)

    logging.getLogger("splink").setLevel(logging.CRITICAL)  # steps are told in French by who calls
    settings = make_settings(champs, moteur, etendue, prior)
    return Linker(api.register(table, table_name="fiches"), settings, log_level=None)


def _list_outputs(champs: Sequence[Champ]) -> str:
    columns = ["rang_l", "rang_r", "match_weight"]
    for champ in champs:
        rare = any(niveau.frequence for niveau in champ.niveaux)
        weight = f"mw_{champ.nom} + mw_tf_adj_{champ.nom}" if rare else f"mw_{champ.nom}"
        columns += [f"gamma_{champ.nom}", f"{weight} as poids_{champ.nom}"]
    return ", ".join(columns)


def _register_frequences(
    linker: Linker, api: DatabaseAPI[Any], column: str, expected: float, frequences: Mapping[str, Mapping[str, float]]
) -> None:
    import pyarrow as pa  # noqa: PLC0415

    seen = frequences[column] or {"": expected}
    lookup = pa.table({column: list(seen), f"tf_{column}": list(seen.values())})
    registered = api.register(lookup, table_name=f"frequences_{column}")
    linker.table_management.register_term_frequency_lookup(registered, column)


def make_settings(champs: Sequence[Champ], moteur: Moteur, etendue: Etendue, prior: float) -> SettingsCreator:
    from splink import SettingsCreator  # noqa: PLC0415

    apart = " and l.jeu <> r.jeu" if etendue == "entre-jeux" else ""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="rang",
        probability_two_random_records_match=prior,
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
