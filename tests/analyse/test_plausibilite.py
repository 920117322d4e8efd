"""How plausible a missing link is: what must hold whatever the network."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analyse import traits
from maillage.analyse.graphe import Graphe, Ints
from maillage.analyse.plausibilite import PRIOR_MEAN, ModelePlausibilite, score_pairs
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.analyse.traits import TRAITS, Attributs, encode_sets
from tests.analyse.reseaux import read_plain

OPEN_DATA = Path(__file__).resolve().parents[3] / "shared" / "data" / "reseaux"


def make_graphe(spheres: str, links: str) -> Graphe:
    """`make_graphe("AAB", "01 12")`: three actors, two links."""
    pairs = np.array([[int(link[0]), int(link[1])] for link in links.split()], dtype=np.int64).reshape(-1, 2)
    return Graphe.from_pairs(list(spheres), pairs)


def all_pairs(n: int) -> Ints:
    return np.column_stack(np.triu_indices(n, 1)).astype(np.int64)


def make_reseau(themes: dict[str, str], links: str, parents: dict[str, str] | None = None) -> Reseau:
    """Actors of one sphere named by one letter, their themes written as letters, links as pairs of letters."""
    acteurs = [
        Acteur(id=i, sphere="AS", themes=frozenset(codes), parent=(parents or {}).get(i)) for i, codes in themes.items()
    ]
    return build_reseau(acteurs, [Declaration(source=link[0], cible=link[1]) for link in links.split()])


@pytest.mark.parametrize(
    ("spheres", "links"),
    [
        pytest.param("", "", id="nobody"),
        pytest.param("A", "", id="one actor"),
        pytest.param("AB", "", id="two actors, no link"),
        pytest.param("AB", "01", id="two actors, one link"),
        pytest.param("AABB", "", id="no link at all"),
        pytest.param("AABB", "01 02 03 12 13 23", id="every link"),
        pytest.param("AAAA", "01 12", id="one sphere"),
        pytest.param("ABCD", "01 12", id="one sphere each"),
    ],
)
def test_tiny_networks_give_finite_plausibilities(spheres: str, links: str) -> None:
    graphe = make_graphe(spheres, links)
    scores = ModelePlausibilite.fit_graphe(graphe).score(all_pairs(graphe.n))
    assert scores.shape == (graphe.n * (graphe.n - 1) // 2,)
    assert np.all((scores > 0) & (scores < 1))


def test_without_links_every_pair_is_as_plausible() -> None:
    scores = ModelePlausibilite.fit_graphe(make_graphe("AABBB", "")).score(all_pairs(5))
    assert scores == pytest.approx(np.full(10, scores[0]))


def test_without_links_the_weights_stay_near_what_is_expected_beforehand() -> None:
    model = ModelePlausibilite.fit_graphe(make_graphe("AABBB", ""))
    assert model.poids == pytest.approx(PRIOR_MEAN, abs=0.05)


def test_no_pair_gives_no_score() -> None:
    model = ModelePlausibilite.fit_graphe(make_graphe("AAB", "01"))
    assert model.score(np.empty((0, 2), dtype=np.int64)).shape == (0,)


@pytest.mark.parametrize("pairs", [[[0, 0]], [[0, 3]], [[-1, 2]]], ids=["oneself", "unknown", "negative"])
def test_impossible_pairs_are_refused(pairs: list[list[int]]) -> None:
    model = ModelePlausibilite.fit_graphe(make_graphe("AAB", "01"))
    with pytest.raises(ValueError, match="a pair names"):
        model.score(np.array(pairs))


def test_spheres_that_work_together_come_first() -> None:
    """A and B work together, C is linked to B once: A–B pairs before A–C, all actors of A being alike."""
    graphe = make_graphe("AAABBBCCC", "03 04 05 13 14 23 56 67 68 78")
    before, after = ModelePlausibilite.fit_graphe(graphe).score(np.array([[2, 4], [2, 8]]))
    assert before > after


def test_very_linked_actors_come_first() -> None:
    """0 and 1 have five partners each, 8 and 9 one, none in common."""
    graphe = make_graphe("A" * 10, "02 03 04 05 06 17 12 13 18 14 59")
    first, last = ModelePlausibilite.fit_graphe(graphe).score(np.array([[0, 1], [8, 9]]))
    assert first > last


def test_common_partners_speak_for_a_pair() -> None:
    """Two groups of four, each lacking one link; every actor of the lacking pairs has two partners."""
    graphe = make_graphe("A" * 8, "02 03 12 13 23 46 47 56 57 67")
    model = ModelePlausibilite.fit_graphe(graphe)
    inside, between = model.score(np.array([[0, 1], [0, 4]]))
    assert inside > between
    assert model.contributions(np.array([[0, 1]]))[0, TRAITS.index("partenaires")] > 0


def test_shared_themes_speak_for_a_pair() -> None:
    reseau = make_reseau({"a": "xy", "b": "xy", "c": "xy", "d": "zw", "e": "zw", "f": "zw"}, "ab bc de ef")
    index = reseau.index
    shared, foreign = score_pairs(reseau, np.array([[index["a"], index["c"]], [index["a"], index["f"]]]))
    assert shared > foreign


def test_unknown_themes_neither_help_nor_harm() -> None:
    reseau = make_reseau({"a": "xy", "b": "xy", "c": "xz", "d": "zw", "e": ""}, "ab bc cd de")
    index = reseau.index
    contributions = ModelePlausibilite.fit(reseau).contributions(np.array([[index["a"], index["e"]]]))
    assert contributions[0, TRAITS.index("themes")] == 0


def test_services_of_one_house_share_it_with_the_structure_that_holds_them() -> None:
    acteurs = [
        Acteur(id="epci", sphere="DL"),
        Acteur(id="epci:habitat", sphere="DL", nature="service", parent="epci"),
        Acteur(id="autre", sphere="DL"),
    ]
    reseau = build_reseau(acteurs, [Declaration(source="epci", cible="autre")])
    houses = dict(zip(reseau.index, Attributs.from_reseau(reseau).maisons.tolist(), strict=True))
    assert houses["epci"] == houses["epci:habitat"] != houses["autre"]


def test_a_link_is_read_as_if_it_were_not_there() -> None:
    """0 and 1 are linked and have two other partners each, as 4 and 6, which are not linked, have two."""
    reading = traits.Lecture(make_graphe("AAAABBBB", "01 02 03 12 13 23 45 56 67 47"), Attributs.none(8))
    linked, missing = reading.read(np.array([[0, 1], [4, 6]]))[:, TRAITS.index("relations")]
    assert linked == pytest.approx(missing)


def test_a_link_does_not_count_in_the_mixing_of_its_own_spheres() -> None:
    with_link, without = (
        traits.Lecture(make_graphe("AABBAB", links), Attributs.none(6)).read(np.array([[1, 2]]))
        for links in ("01 02 12 13 34 35 45 25", "01 02 13 34 35 45 25")
    )
    spheres = TRAITS.index("spheres")
    assert with_link[0, spheres] == pytest.approx(without[0, spheres])


def test_contributions_add_up_to_the_score() -> None:
    graphe = make_graphe("AABBAB", "01 02 12 13 34 35 45 25")
    model = ModelePlausibilite.fit_graphe(graphe)
    log_odds = model.contributions(all_pairs(6)).sum(axis=1) + model.ordonnee
    assert model.score(all_pairs(6)) == pytest.approx(1 / (1 + np.exp(-log_odds)))


links_of_eight = st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]))


@settings(max_examples=50, deadline=None)
@given(links=links_of_eight, order=st.permutations(range(8)))
def test_numbering_of_actors_and_direction_change_nothing(links: set[tuple[int, int]], order: list[int]) -> None:
    spheres = "AABBBCCC"
    pairs = np.array(sorted(links), dtype=np.int64).reshape(-1, 2)
    renamed = np.array(order)
    graphe = Graphe.from_pairs(list(spheres), pairs)
    other = Graphe.from_pairs([spheres[order.index(new)] for new in range(8)], renamed[pairs][:, ::-1])
    asked = all_pairs(8)
    scores = ModelePlausibilite.fit_graphe(graphe).score(asked)
    again = ModelePlausibilite.fit_graphe(other).score(renamed[asked][:, ::-1])
    assert again == pytest.approx(scores, rel=1e-6)


def test_both_ways_of_counting_common_partners_agree(monkeypatch: pytest.MonkeyPatch) -> None:
    graphe = make_random(60, 200)
    dense = traits.Lecture(graphe, Attributs.none(60)).read(all_pairs(60))
    monkeypatch.setattr(traits, "MAX_DENSE", 0)
    monkeypatch.setattr(traits, "BLOCK", 50)
    sparse = traits.Lecture(graphe, Attributs.none(60)).read(all_pairs(60))
    assert sparse == pytest.approx(dense, nan_ok=True)


def test_a_large_network_is_learnt_from_a_sample_always_the_same() -> None:
    graphe = make_random(400, 1_500)
    first, second = (ModelePlausibilite.fit_graphe(graphe) for _ in range(2))
    assert first.poids.tolist() == second.poids.tolist()
    assert np.all(np.isfinite(first.poids))


def make_random(n: int, m: int) -> Graphe:
    rng = np.random.default_rng(7)
    return Graphe.from_pairs(["ABC"[i % 3] for i in range(n)], rng.integers(0, n, size=(m, 2)))


def test_sets_become_rows_in_alphabetical_order_of_codes() -> None:
    assert encode_sets([{"b"}, set(), {"a", "b"}]).tolist() == [[False, True], [False, False], [True, True]]


@pytest.mark.parametrize("name", ["knoke", "tccoll", "tcdiss"])
def test_real_networks_rank_their_own_links_above_the_rest(name: str) -> None:
    """Not a prediction (benchmarks/rencontres.py is): each link, read as if absent, mostly stands above the others."""
    if not OPEN_DATA.exists():
        pytest.skip("../shared/data/reseaux is not on this machine")
    graphe = read_plain(OPEN_DATA, name).graphe
    pairs = all_pairs(graphe.n)
    scores = ModelePlausibilite.fit_graphe(graphe).score(pairs)
    linked = np.isin(pairs @ [graphe.n, 1], graphe.edges @ [graphe.n, 1])
    assert np.mean(scores[linked][:, None] > scores[~linked]) > 0.5
