"""The same figures from other tools, on random networks; and what must change nothing."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable
from datetime import date

import igraph
import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maillage.analyse.graphe import Graphe
from maillage.analyse.mesures import centralite, cohesion, courtage, measure, mixite, triangles
from maillage.analyse.mesures.courtage import ROLES, brokerage
from maillage.analyse.mesures.mixite import Mixing
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, build_reseau
from tests.analyse.reseaux import DIX_ACTEURS, DIX_LIENS, said


@st.composite
def graphes(draw: st.DrawFn, max_size: int = 12) -> Graphe:
    n = draw(st.integers(1, max_size))
    spheres = draw(st.lists(st.sampled_from(["AS", "DS", "DL"]), min_size=n, max_size=n))
    node = st.integers(0, n - 1)
    pairs = draw(st.lists(st.tuples(node, node), max_size=30))
    return Graphe.from_pairs(spheres, np.array(pairs, dtype=np.int64))


def to_networkx(graphe: Graphe) -> nx.Graph:
    other = nx.Graph()
    other.add_nodes_from((i, {"sphere": graphe.spheres[graphe.labels[i]]}) for i in range(graphe.n))
    other.add_edges_from(graphe.edges.tolist())
    return other


def in_order(values: dict[int, float], n: int) -> list[float]:
    return [values[i] for i in range(n)]


@given(graphes())
def test_actor_measures_agree_with_networkx(graphe: Graphe) -> None:
    ours, other = measure(graphe), to_networkx(graphe)
    between = nx.betweenness_centrality(other, normalized=False)
    assert ours.betweenness == pytest.approx(in_order(between, graphe.n))
    assert ours.core.tolist() == in_order(nx.core_number(other), graphe.n)
    assert set(np.flatnonzero(ours.articulation).tolist()) == set(nx.articulation_points(other))
    assert ours.brokerage.triangles.tolist() == in_order(nx.triangles(other), graphe.n)
    assert ours.effective_size == pytest.approx(in_order(nx.effective_size(other), graphe.n), nan_ok=True)


@given(graphes())
def test_constraint_agrees_with_networkx(graphe: Graphe) -> None:
    expected = in_order(nx.constraint(to_networkx(graphe)), graphe.n)
    assert measure(graphe).constraint == pytest.approx(expected, nan_ok=True)


@given(graphes())
def test_network_measures_agree_with_networkx_and_igraph(graphe: Graphe) -> None:
    other, mixing = to_networkx(graphe), Mixing.of(graphe)
    assert sorted(map(len, nx.connected_components(other)), reverse=True) == cohesion.component_sizes(graphe).tolist()
    if graphe.n >= 2:
        assert cohesion.density(graphe) == pytest.approx(nx.density(other))
    if graphe.m:
        groups = [set(np.flatnonzero(graphe.labels == code).tolist()) for code in range(len(graphe.spheres))]
        assert mixite.modularity(mixing) == pytest.approx(nx.community.modularity(other, groups))
        native = igraph.Graph(n=graphe.n, edges=graphe.edges).assortativity_nominal(graphe.labels.tolist(), False)
        found = mixite.assortativity(mixing)
        assert (found is None and np.isnan(native)) or found == pytest.approx(native)


def naive_roles(graphe: Graphe) -> list[list[int]]:
    """Gould & Fernandez by their definition: every actor, every unordered pair of its partners."""
    other, labels = to_networkx(graphe), graphe.labels
    counts = [[0] * 4 for _ in range(graphe.n)]
    for actor in range(graphe.n):
        for i, k in itertools.combinations(other.neighbors(actor), 2):
            if not other.has_edge(i, k):
                counts[actor][ROLES.index(role(labels[i], labels[actor], labels[k]))] += 1
    return counts


def role(i: int, actor: int, k: int) -> str:
    if i == actor == k:
        return "coordinateur"
    if i == k:
        return "consultant"
    return "porte" if actor in (i, k) else "liaison"


@given(graphes())
def test_roles_agree_with_their_definition(graphe: Graphe) -> None:
    assert brokerage(graphe).roles.tolist() == naive_roles(graphe)


@given(graphes())
def test_roles_of_large_networks_are_counted_alike(graphe: Graphe) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(courtage, "MAX_BITS", 0)
        patch.setattr(triangles, "CHUNK", 2)
        assert brokerage(graphe).roles.tolist() == naive_roles(graphe)


def every_labelling(graphe: Graphe) -> Iterable[Graphe]:
    for labels in itertools.permutations(graphe.labels.tolist()):
        yield Graphe(n=graphe.n, edges=graphe.edges, labels=np.array(labels), spheres=graphe.spheres)


@settings(max_examples=15)
@given(graphes(max_size=6))
def test_chance_is_exact_over_every_permutation(graphe: Graphe) -> None:
    shuffled = list(every_labelling(graphe))
    across = [Mixing.of(other).across for other in shuffled]
    assert mixite.moments_across(graphe) == pytest.approx((np.mean(across), np.var(across)), abs=1e-9)
    for a, b in itertools.combinations_with_replacement(range(len(graphe.spheres)), 2):
        links = [int(Mixing.of(other).links[a, b]) for other in shuffled]
        assert mixite.moments_of_pair(graphe, a, b) == pytest.approx((np.mean(links), np.var(links)), abs=1e-9)
    expected = measure(graphe).brokerage.expected
    if expected is not None:
        assert expected == pytest.approx(np.mean([measure(g).brokerage.totals for g in shuffled], axis=0))


def test_normal_law_stands_in_for_permutations_on_large_networks(monkeypatch: pytest.MonkeyPatch) -> None:
    graphe = random_graphe(300, 1_500)
    drawn = mixite.permutation_test(graphe, Mixing.of(graphe), graine=1)
    monkeypatch.setattr(mixite, "SEUILS", mixite.SEUILS.__class__(max_liens_permutation=10))
    by_law = mixite.permutation_test(graphe, Mixing.of(graphe), graine=1)
    assert (drawn.permutations, by_law.permutations) == (5_000, 0)
    assert drawn.p_value == pytest.approx(by_law.p_value, abs=0.03)


def random_graphe(n: int, m: int) -> Graphe:
    rng = np.random.default_rng(7)
    return Graphe.from_pairs(rng.choice(["AS", "DL"], n).tolist(), rng.integers(0, n, (m, 2)))


def test_sampled_betweenness_is_close_to_the_exact_one(monkeypatch: pytest.MonkeyPatch) -> None:
    graphe = random_graphe(400, 1_600)
    exact = centralite.betweenness(graphe)
    small = centralite.SEUILS.__class__(max_acteurs_intermediarite=100, max_sources_intermediarite=300)
    monkeypatch.setattr(centralite, "SEUILS", small)
    estimated = centralite.betweenness(graphe, graine=3)
    assert not np.array_equal(exact, estimated)
    assert np.corrcoef(exact, estimated)[0, 1] > 0.98
    assert estimated.sum() == pytest.approx(exact.sum(), rel=0.05)


@settings(max_examples=20)
@given(st.randoms(use_true_random=False))
def test_order_of_rows_and_direction_of_links_change_nothing(rng: random.Random) -> None:
    rows = [pair.split("-") for pair in DIX_LIENS.split()]
    acteurs = [Acteur(id=i, sphere=i[0]) for i in DIX_ACTEURS.split()]
    turned = [pair[::-1] if rng.random() < 0.5 else pair for pair in rng.sample(rows, len(rows))]
    shuffled = build_reseau(rng.sample(acteurs, len(acteurs)), [said(*pair) for pair in turned])
    straight = build_reseau(acteurs, [said(*pair) for pair in rows])
    ours, theirs = (diagnostiquer(r, date_reference=date(2026, 1, 1)) for r in (straight, shuffled))
    assert ours.cohesion == theirs.cohesion
    assert ours.mixite == theirs.mixite
    assert ours.acteurs == theirs.acteurs
    assert ours.rencontres == theirs.rencontres


def test_other_ids_give_the_same_figures() -> None:
    renamed = {i: f"acteur {9 - rank}" for rank, i in enumerate(DIX_ACTEURS.split())}
    reseau = build_reseau(
        [Acteur(id=new, sphere=old[0]) for old, new in renamed.items()],
        [said(renamed[a], renamed[b]) for a, b in (pair.split("-") for pair in DIX_LIENS.split())],
    )
    diagnostic = diagnostiquer(reseau, date_reference=date(2026, 1, 1))
    by_id = {a.id: a for a in diagnostic.acteurs}
    assert by_id[renamed["S3"]].intermediarite == pytest.approx(15.5)
    assert by_id[renamed["S3"]].courtage.porte == 6
    assert diagnostic.mixite.assortativite == pytest.approx(0.560976, abs=1e-6)
