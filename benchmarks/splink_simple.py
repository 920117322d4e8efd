"""Splink as its own tutorials recommend, for these lists: the settings to equal.

Taken from the examples of its documentation: « Deduplicate 50k rows historical persons », « Deduplicating the febrl3
dataset », « Linking two tables of the febrl4 dataset ». `mapped` gives it only what a directory holds: one name, one
address, a postcode, a commune.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from typing import Any

from benchmarks.listes_etiquetees import Etiquetee

SEUIL = 0.95
"""Match probability at which the tutorials make clusters."""


def group(liste: Etiquetee, *, mapped: bool) -> dict[float, list[list[str]]]:
    """Clusters of two rows or more, at several thresholds."""
    import pyarrow as pa  # noqa: PLC0415
    from splink import DuckDBAPI, Linker  # noqa: PLC0415

    logging.getLogger("splink").setLevel(logging.CRITICAL)
    table = pa.Table.from_pylist(_map(liste) if mapped else liste.lignes)
    settings, certain, blocks = _choose(liste, mapped)
    linker = Linker(DuckDBAPI().register(table), settings)
    linker.training.estimate_probability_two_random_records_match(certain, recall=0.6)
    linker.training.estimate_u_using_random_sampling(max_pairs=5e6, seed=1)
    for block in blocks:
        linker.training.estimate_parameters_using_expectation_maximisation(block)
    pairs = linker.inference.predict(threshold_match_probability=0.01)
    return {seuil: _cluster(linker, pairs, seuil) for seuil in (0.5, 0.8, SEUIL, 0.99)}


def _cluster(linker: Any, pairs: Any, seuil: float) -> list[list[str]]:
    clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(pairs, threshold_match_probability=seuil)
    members = defaultdict(list)
    for row in clusters.as_record_list():
        members[row["cluster_id"]].append(row["id"])
    return [rows for rows in members.values() if len(rows) > 1]


def _map(liste: Etiquetee) -> list[dict[str, Any]]:
    mapped = (liste.fiche(row, False) for row in liste.lignes)
    return [
        {name: getattr(fiche, name) or None for name in ("id", "nom", "adresse", "code_postal", "commune")}
        for fiche in mapped
    ]


def _choose(liste: Etiquetee, mapped: bool) -> tuple[Any, list[Any], list[Any]]:
    if mapped:
        return _set_mapped(has_address=liste.nom.startswith("febrl"))
    return _set_febrl() if liste.nom.startswith("febrl") else _set_figures()


def _make(comparisons: list[Any], blocks: list[Any]) -> Any:
    from splink import SettingsCreator  # noqa: PLC0415

    return SettingsCreator(
        link_type="dedupe_only", unique_id_column_name="id", comparisons=comparisons,
        blocking_rules_to_generate_predictions=blocks,
    )  # fmt: skip


def _set_febrl() -> tuple[Any, list[Any], list[Any]]:
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import block_on  # noqa: PLC0415

    comparisons = [
        cl.NameComparison("given_name"),
        cl.NameComparison("surname"),
        cl.DateOfBirthComparison("date_of_birth", input_is_string=True, datetime_format="%Y%m%d"),
        cl.DamerauLevenshteinAtThresholds("soc_sec_id", [1, 2]),
        cl.ExactMatch("street_number").configure(term_frequency_adjustments=True),
        cl.DamerauLevenshteinAtThresholds("postcode", [1, 2]).configure(term_frequency_adjustments=True),
    ]
    blocks = [
        block_on("soc_sec_id"), block_on("given_name"), block_on("surname"), block_on("date_of_birth"),
        block_on("postcode"),
    ]  # fmt: skip
    certain = [
        block_on("soc_sec_id"), block_on("given_name", "surname", "date_of_birth"),
        "l.given_name = r.surname and l.surname = r.given_name and l.date_of_birth = r.date_of_birth",
    ]  # fmt: skip
    return (
        _make(comparisons, blocks),
        certain,
        [block_on("date_of_birth"), block_on("postcode"), block_on("given_name")],
    )


def _set_figures() -> tuple[Any, list[Any], list[Any]]:
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import block_on  # noqa: PLC0415

    comparisons = [
        cl.ForenameSurnameComparison("first_name", "surname", forename_surname_concat_col_name="first_and_surname"),
        cl.DateOfBirthComparison("dob", input_is_string=True),
        cl.LevenshteinAtThresholds("postcode_fake", [1, 2]),
        cl.ExactMatch("birth_place").configure(term_frequency_adjustments=True),
        cl.ExactMatch("occupation").configure(term_frequency_adjustments=True),
    ]
    blocks = [
        block_on("substr(first_name,1,3)", "substr(surname,1,4)"), block_on("surname", "dob"),
        block_on("first_name", "dob"), block_on("postcode_fake", "first_name"), block_on("postcode_fake", "surname"),
        block_on("dob", "birth_place"), block_on("substr(postcode_fake,1,3)", "dob"),
        block_on("substr(postcode_fake,1,3)", "first_name"), block_on("substr(postcode_fake,1,3)", "surname"),
        block_on("substr(first_name,1,2)", "substr(surname,1,2)", "substr(dob,1,4)"),
    ]  # fmt: skip
    certain = [
        block_on("first_name", "surname", "dob"),
        "substr(l.first_name,1,2) = substr(r.first_name,1,2) and l.surname = r.surname "
        "and substr(l.postcode_fake,1,2) = substr(r.postcode_fake,1,2)",
        block_on("dob", "postcode_fake"),
    ]
    return _make(comparisons, blocks), certain, [block_on("first_name", "surname"), block_on("dob")]


def _set_mapped(*, has_address: bool) -> tuple[Any, list[Any], list[Any]]:
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import block_on  # noqa: PLC0415

    comparisons = [
        cl.NameComparison("nom"),
        cl.LevenshteinAtThresholds("code_postal", [1, 2]),
        cl.JaroWinklerAtThresholds("commune").configure(term_frequency_adjustments=True),
    ]
    blocks = [
        block_on("nom"), block_on("code_postal", "substr(nom,1,3)"), block_on("commune", "substr(nom,1,3)"),
        block_on("code_postal", "commune"),
    ]  # fmt: skip
    certain = [block_on("nom", "code_postal"), block_on("nom", "commune")]
    if has_address:
        comparisons.append(cl.JaroWinklerAtThresholds("adresse").configure(term_frequency_adjustments=True))
        blocks += [block_on("adresse"), block_on("code_postal", "substr(adresse,1,4)")]
        certain.append(block_on("nom", "adresse"))
    return _make(comparisons, blocks), certain, [block_on("nom"), block_on("code_postal", "commune")]
