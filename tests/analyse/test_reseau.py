"""Declarations become links: who said what, confirmed or contested, folded or kept apart."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.reseau import Acteur, Declaration, Lien, Niveau, Reseau, ReseauInvalide, build_reseau
from tests.analyse.reseaux import build, said

PAIR = [Acteur(id="A", sphere="AS"), Acteur(id="B", sphere="DL")]


def merge(*declarations: Declaration) -> Lien:
    reseau = build_reseau(PAIR, declarations)
    (lien,) = (*reseau.liens, *reseau.sans_lien)
    return lien


@pytest.mark.parametrize(
    ("declarations", "etat"),
    [
        pytest.param([said("A", "B", 3)], "declare", id="one side"),
        pytest.param([said("A", "B", 3), said("A", "B", 1)], "declare", id="twice the same side"),
        pytest.param([said("A", "B", 3), said("B", "A", 2)], "confirme", id="one level apart"),
        pytest.param([said("A", "B", 4), said("B", "A", 2)], "conteste", id="two levels apart"),
        pytest.param([said("A", "B"), said("B", "A")], "confirme", id="both sides without levels"),
        pytest.param([said("A", "B", 4), said("B", "A")], "confirme", id="one side without level"),
        pytest.param([said("A", "B", 1), said("B", "A", 0)], "declare", id="the other does not know it"),
        pytest.param([said("A", "B", 2), said("B", "A", 0)], "conteste", id="lived here, unknown there"),
        pytest.param([said("A", "B", 3), said("A", "B", 3, declare_par="B")], "confirme", id="declare_par speaks"),
        pytest.param([said("A", "B", 3, declare_par="atelier")], "declare", id="a third party confirms nothing"),
    ],
)
def test_state_of_a_link(declarations: list[Declaration], etat: str) -> None:
    assert merge(*declarations).etat == etat


@pytest.mark.parametrize(
    ("declarations", "exists", "wished"),
    [
        pytest.param([said("A", "B")], True, False, id="a row without level is a link"),
        pytest.param([said("A", "B", 0)], False, False, id="level 0 is no link"),
        pytest.param([said("A", "B", 0, 3)], False, True, id="level 0 with a wish"),
        pytest.param([said("A", "B", None, 3)], False, True, id="only a wish"),
        pytest.param([said("A", "B", 2), said("B", "A", 0, 3)], True, False, id="one side lives it"),
    ],
)
def test_a_link_exists_when_someone_lives_it(declarations: list[Declaration], exists: bool, wished: bool) -> None:
    reseau = build_reseau(PAIR, declarations)
    assert (bool(reseau.liens), bool(reseau.souhaits)) == (exists, wished)


def test_the_latest_word_of_a_side_counts() -> None:
    old, new = said("A", "B", 4, date=date(2024, 1, 1)), said("A", "B", 2, date=date(2026, 1, 1))
    assert merge(new, old).niveaux == (2, None)
    assert merge(old, new).niveau == 2


def test_a_link_given_up_is_no_link_any_more() -> None:
    given_up = merge(said("A", "B", 3, date=date(2020, 1, 1)), said("A", "B", 0, date=date(2026, 1, 1)))
    assert not given_up.existe


def test_a_link_told_again_without_level_has_none() -> None:
    again = merge(said("A", "B", 0, date=date(2020, 1, 1)), said("A", "B", date=date(2026, 1, 1)))
    assert (again.existe, again.niveau) == (True, None)


def test_a_wish_told_later_leaves_the_link_as_it_was() -> None:
    lived = merge(said("A", "B", 3, date=date(2024, 1, 1)), said("A", "B", None, 4, date=date(2026, 1, 1)))
    assert (lived.existe, lived.niveau, lived.niveau_souhaite) == (True, 3, 4)


def test_level_is_the_mean_of_both_sides() -> None:
    assert merge(said("A", "B", 4), said("B", "A", 1)).niveau == 2.5


def test_every_declaration_is_kept() -> None:
    assert len(merge(said("A", "B", 4), said("B", "A", 1), said("A", "B", 3)).declarations) == 3


HOUSE = [
    Acteur(id="EPCI", sphere="DL", nom="La Communauté"),
    Acteur(id="HAB", sphere="DL", nature="service", parent="EPCI"),
    Acteur(id="ENF", sphere="DL", nature="service", parent="EPCI"),
    Acteur(id="CTG", sphere="PA", nature="poste", parent="ENF"),
    Acteur(id="MDS", sphere="AS"),
]


@pytest.mark.parametrize(
    ("niveau", "nodes", "pairs"),
    [
        pytest.param("service", ["ENF", "HAB", "MDS"], [("ENF", "MDS"), ("HAB", "MDS")], id="service"),
        pytest.param("structure", ["EPCI", "MDS"], [("EPCI", "MDS")], id="structure"),
    ],
)
def test_services_are_kept_apart_or_folded(niveau: Niveau, nodes: list[str], pairs: list[tuple[str, str]]) -> None:
    reseau = build_reseau(HOUSE, [said("CTG", "MDS", 3), said("HAB", "MDS", 2), said("HAB", "ENF", 1)], niveau=niveau)
    assert [a.id for a in reseau.acteurs] == nodes
    assert [lien.acteurs for lien in reseau.liens if "MDS" in lien.acteurs] == pairs
    assert reseau.declarations_internes == (1 if niveau == "structure" else 0)


def test_a_structure_that_speaks_for_itself_stays_beside_its_services() -> None:
    reseau = build_reseau(HOUSE, [said("EPCI", "MDS", 3)])
    assert [a.id for a in reseau.acteurs] == ["ENF", "EPCI", "HAB", "MDS"]


def test_a_poste_tells_who_holds_a_service() -> None:
    reseau = build_reseau(HOUSE, [])
    assert [p.id for p in reseau.postes_de("ENF")] == ["CTG"]
    assert reseau.noms["EPCI"] == "La Communauté"


def test_a_link_to_oneself_is_left_out() -> None:
    assert build("A", "A-A").liens == ()


@pytest.mark.parametrize(
    ("acteurs", "declarations", "message"),
    [
        pytest.param([*PAIR, PAIR[0]], [], "« A » est donné à 2 acteurs", id="duplicate id"),
        pytest.param([Acteur(id="A", sphere="")], [], "n’a pas de sphère", id="no sphere"),
        pytest.param([Acteur(id="", sphere="AS")], [], "n’a pas d’identifiant", id="no id"),
        pytest.param([Acteur(id="A", sphere="AS", parent="X")], [], "parent « X »", id="unknown parent"),
        pytest.param([Acteur(id="A", sphere="AS", nature="poste")], [], "ne dit pas dans quelle", id="lone poste"),
        pytest.param(
            [Acteur(id="A", sphere="AS", parent="B"), Acteur(id="B", sphere="AS", parent="A")],
            [],
            "son propre parent",
            id="circle",
        ),
        pytest.param(PAIR, [said("A", "Z")], "« Z » est inconnu", id="unknown actor"),
        pytest.param(PAIR, [said("A", "B", 7)], "niveau 7", id="level"),
        pytest.param(PAIR, [said("A", "B", premier_contact_phase="P9")], "« P9 »", id="phase"),
        pytest.param([Acteur(id=f"{i}", sphere=f"{i}") for i in range(101)], [], "bonne colonne", id="spheres"),
    ],
)
def test_what_cannot_be_a_network_is_refused(
    acteurs: list[Acteur], declarations: list[Declaration], message: str
) -> None:
    with pytest.raises(ReseauInvalide, match=message):
        build_reseau(acteurs, declarations)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(ReseauInvalide) as refused:
        build_reseau([Acteur(id="A", sphere="")], [said("A", "Y", 9), said("Z", "A")])
    assert len(refused.value.fautes) == 4


def test_numbers_of_the_graph_follow_the_order_of_the_nodes() -> None:
    reseau: Reseau = build("B A C", "C-A")
    assert reseau.graphe.edges.tolist() == [[reseau.index["A"], reseau.index["C"]]]
