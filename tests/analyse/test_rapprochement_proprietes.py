"""Whatever the rows: the same answer each time, in any order, and never a crash."""

from __future__ import annotations

from random import Random

from benchmarks.listes_fictives import draw
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.analyse.rapprochement import Fiche, explain, grouper, rapprocher

CHAMPS = ("nom", "adresse", "code_postal", "commune", "telephone", "courriel", "siret")
TEXTE = st.text(max_size=30) | st.sampled_from(
    ["CCAS de Valmorane", "Mairie", "12 rue X", "0475000001", "NULL", "'; --", "{x}"]
)
FICHES = st.lists(
    st.fixed_dictionaries(dict.fromkeys(CHAMPS, TEXTE))
    | st.fixed_dictionaries({"nom": TEXTE, "latitude": st.floats(), "longitude": st.floats()}),
    max_size=6,
)  # fmt: skip


def make(rows: list[dict[str, str]]) -> list[Fiche]:
    return [Fiche(id=row["id"], **{champ: row[champ] for champ in CHAMPS}) for row in rows]  # type: ignore[arg-type]


def partition(groups: tuple[tuple[str, ...], ...]) -> set[frozenset[str]]:
    return {frozenset(group) for group in groups}


def test_twice_the_same() -> None:
    rows = make(draw(300))
    assert rapprocher(rows) == rapprocher(rows)


def test_the_order_of_rows_changes_nothing() -> None:
    rows = make(draw(400))
    mixed = list(rows)
    Random(7).shuffle(mixed)
    assert partition(rapprocher(rows).groupes) == partition(rapprocher(mixed).groupes)


def test_groups_alone_are_those_of_the_whole_work() -> None:
    rows = make(draw(300))
    groups = tuple(tuple(rows[row].id for row in group) for group in grouper(rows))
    assert groups == rapprocher(rows).groupes


def test_a_made_up_list_is_well_put_together() -> None:
    drawn = draw(1000)
    true = {row["id"]: row["vrai"] for row in drawn}
    groups = rapprocher(make(drawn)).groupes
    pairs = [(a, b) for group in groups for a in group for b in group if a < b]
    right = sum(true[a] == true[b] for a, b in pairs)
    there = sum(n * (n - 1) // 2 for n in map(list(true.values()).count, set(true.values())))
    assert right / len(pairs) > 0.97
    assert right / there > 0.9


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FICHES)
def test_no_text_makes_it_fail(drawn: list[dict[str, str]]) -> None:
    rows = [Fiche(id=str(number), **row) for number, row in enumerate(drawn)]  # type: ignore[arg-type]
    by_id = {row.id: row for row in rows}
    for pair in rapprocher(rows, seuil_paire=-90.0).paires:
        assert explain(pair, by_id[pair.gauche], by_id[pair.droite])
