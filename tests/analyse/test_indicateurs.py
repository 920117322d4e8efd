"""Each finding on the smallest network that shows it: the sentence, the value, the guard."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, build_reseau
from tests.analyse.reseaux import build, said

JOUR = date(2026, 11, 22)


def acteurs(**sizes: int) -> list[Acteur]:
    return [Acteur(id=f"{sphere}{i}", sphere=sphere) for sphere, n in sizes.items() for i in range(1, n + 1)]


def diagnose(people: Sequence[Acteur], said_of_links: Sequence[Declaration]) -> Diagnostic:
    return diagnostiquer(build_reseau(people, said_of_links), date_reference=JOUR)


def find(people: Sequence[Acteur], said_of_links: Sequence[Declaration], code: str) -> Constat:
    return diagnose(people, said_of_links).constat(code)


def chain(*identifiants: str, **more: Any) -> list[Declaration]:
    return [said(a, b, **more) for a, b in pairwise(identifiants)]


# Coverage


def test_coverage_counts_who_spoke_and_what_is_confirmed() -> None:
    constat = find(acteurs(AS=3), [said("AS1", "AS2"), said("AS2", "AS1"), said("AS1", "AS3")], "couverture")
    assert constat.phrase == (
        "Deux acteurs sur trois ont parlé de leurs liens ; deux liens, dont un confirmé des deux côtés."
    )
    assert constat.valeur == pytest.approx(2 / 3)


def test_coverage_warns_when_few_answered() -> None:
    constat = find(acteurs(AS=4), [said("AS1", "AS2")], "couverture")
    assert constat.phrase.startswith("À lire avec prudence : un acteur sur quatre a parlé")


# Rates between spheres


def test_rate_of_the_two_worlds_is_told_first_with_chance() -> None:
    links = [said("AS1", "DL1"), *chain("AS1", "AS2", "AS3"), *chain("DL1", "DL2", "DL3", "DL4")]
    first = find(acteurs(DS=5, AS=5, DL=5), links, "taux-par-couple")
    assert first.phrase == (
        "Sur 100 liens possibles entre l’action sociale et le développement local, 4 existent ; "
        "à l’intérieur de chacun, 20 et 30. Le hasard en donnerait 6."
    )
    assert first.valeur == pytest.approx(1 / 25)


def test_rate_is_withheld_below_five_actors() -> None:
    rates = [c for c in diagnose(acteurs(AS=5, DL=4), chain("AS1", "DL1")).constats if c.code == "taux-par-couple"]
    assert [c.valeur for c in rates] == [0.0, None]
    assert rates[-1].phrase == "Le taux de liens ne peut pas être dit pour le développement local (4)."
    assert rates[-1].garde == "Il faut au moins cinq acteurs dans une sphère pour dire un taux."


def test_rate_leaves_statutory_and_money_only_links_apart() -> None:
    links = [
        said("AS1", "DL1", formalisation="reglementaire"),
        said("AS2", "DL2", sujets=frozenset({"financement"})),
        said("AS3", "DL3", sujets=frozenset({"financement", "orientation"})),
        *chain("AS4", "DL4", "AS5"),
    ]
    detail = find(acteurs(AS=5, DL=5), links, "taux-par-couple").detail
    assert (detail["liens"], detail["hors_reglementaire_et_financement"]) == (5, 3)


def test_a_few_links_are_not_told_apart() -> None:
    """Beside the drawing, the level of a single link between two spheres would be someone's word."""
    detail = find(acteurs(AS=5, DL=5), [said("AS1", "DL1", 1, 5)], "taux-par-couple").detail
    assert detail.keys() == {"spheres", "liens", "possibles", "attendu", "liens_attendus", "ecart_type"}


# Withdrawal


def clique(sphere: str, n: int) -> list[Declaration]:
    return [said(f"{sphere}{i}", f"{sphere}{j}") for i in range(1, n + 1) for j in range(i + 1, n + 1)]


def test_two_closed_worlds_are_told_as_such() -> None:
    constat = find(acteurs(AS=6, DL=6), [*clique("AS", 6), *clique("DL", 6), said("AS1", "DL1")], "repli")
    assert constat.phrase == (
        "Chacun travaille plus souvent avec son propre monde que ne le voudrait le hasard : "
        "sur 100 liens, 3 vont d’un monde à l’autre ; le hasard en donnerait 55."
    )
    assert constat.valeur == pytest.approx((1 - 30) / 31)


def test_a_gap_that_chance_explains_is_not_told_as_withdrawal() -> None:
    constat = find(acteurs(AS=3, DL=3), chain("AS1", "AS2", "DL1", "DL2", "AS3", "DL3"), "repli")
    assert constat.phrase.startswith("Rien ne permet de dire")


def test_withdrawal_needs_another_sphere() -> None:
    assert find(acteurs(AS=6), clique("AS", 6), "repli").garde is not None


# Without a link elsewhere


def test_actors_without_link_elsewhere_are_a_gap_in_the_map() -> None:
    constat = find(acteurs(AS=3, DL=1), [said("AS1", "DL1"), said("AS2", "AS3")], "isoles-autre-sphere")
    assert constat.phrase == (
        "Deux acteurs sur quatre n’ont aucun lien connu hors de leur monde : un vide de la carte, pas une faute."
    )
    assert constat.detail["sans_lien"] == ["AS2", "AS3"]


# Bridges


def bridge(end: date | None) -> Constat:
    people = [*acteurs(AS=3, DL=3), Acteur(id="PA1", sphere="PA", nom="Tiers-lieu")]
    people.append(Acteur(id="P", sphere="PA", nature="poste", parent="PA1", nom="Facilitatrice", fin_financement=end))
    links = [*(said("PA1", f"AS{i}") for i in (1, 2, 3)), *(said("PA1", f"DL{i}") for i in (1, 2, 3))]
    return find(people, links, "postes-a-securiser")


def test_a_bridge_is_named_with_what_would_be_lost() -> None:
    assert bridge(None).phrase == (
        "Les chemins entre les deux mondes passent surtout par Tiers-lieu. "
        "Sans lui, sur 100 couples d’acteurs de ces mondes qui peuvent se joindre, 100 seraient plus loin ou coupés."
    )


@pytest.mark.parametrize(
    ("end", "fragile"),
    [
        pytest.param(date(2027, 3, 31), True, id="ends within twelve months"),
        pytest.param(date(2026, 11, 23), True, id="ends tomorrow"),
        pytest.param(date(2027, 11, 22), False, id="twelve months to the day"),
        pytest.param(None, False, id="no end"),
    ],
)
def test_a_bridge_is_fragile_when_its_funding_ends_soon(end: date | None, fragile: bool) -> None:
    constat = bridge(end)
    (pont,) = constat.detail["ponts"]  # type: ignore[misc]
    assert pont["pont_fragile"] is fragile  # type: ignore[index, call-overload]
    assert ("Poste à sécuriser : « Facilitatrice »" in constat.phrase) is fragile


def test_a_funding_that_is_over_is_told_as_such() -> None:
    assert "dont le financement s’est arrêté le 1er\u00a0janvier 2026" in bridge(date(2026, 1, 1)).phrase


def test_bridges_are_told_in_alphabetical_order_never_by_score() -> None:
    people = [*acteurs(AS=4, DL=4), Acteur(id="1", sphere="PA", nom="Zinc"), Acteur(id="2", sphere="PA", nom="Arbre")]
    links = [said("1", f"{s}{i}") for s in ("AS", "DL") for i in (1, 2, 3)] + [said("2", "AS4"), said("2", "DL4")]
    ponts: Any = find(people, links, "postes-a-securiser").detail["ponts"]
    assert [pont["nom"] for pont in ponts] == ["Arbre", "Zinc"]
    assert ponts[0]["part_des_chemins"] < ponts[1]["part_des_chemins"]


# Holding together


@pytest.mark.parametrize(
    ("links", "phrase"),
    [
        ("A1-A2 A2-A3 A3-D1", "Le réseau tient d’un seul morceau : chacun peut joindre chacun, de proche en proche."),
        (
            "A1-A2 A2-A3",
            "Le réseau tient d’un seul morceau ; un acteur n’a aucun lien connu. "
            "Sur 100 couples d’acteurs, 50 peuvent se joindre de proche en proche.",
        ),
        (
            "A1-A2 A3-D1",
            "Le réseau tient en deux morceaux. Sur 100 couples d’acteurs, 33 peuvent se joindre de proche en proche.",
        ),
        ("", "Aucun acteur n’est relié à un autre."),
    ],
)
def test_pieces_of_the_network(links: str, phrase: str) -> None:
    diagnostic = diagnostiquer(build("A1 A2 A3 D1", links), date_reference=JOUR)
    assert diagnostic.constat("cohesion").phrase == phrase


def test_a_star_rests_on_few() -> None:
    links = [said("AS1", f"DL{i}") for i in range(1, 12)]
    constat = find(acteurs(AS=1, DL=11), links, "centralisation")
    assert constat.phrase.startswith("Le réseau repose beaucoup sur quelques acteurs")
    assert constat.valeur == 1.0


# Inside a structure


def house(level: int | None, themes: str = "PEN JEU") -> Constat:
    shared = frozenset(themes.split())
    people = [
        Acteur(id="EPCI", sphere="DL"),
        *(Acteur(id=i, sphere="DL", nature="service", parent="EPCI", themes=shared) for i in ("ECO", "ENF")),
        Acteur(id="MDS", sphere="AS"),
    ]
    links = [said("ECO", "MDS", 3)] + ([said("ECO", "ENF", level)] if level is not None else [])
    return find(people, links, "silo-interne")


@pytest.mark.parametrize(("level", "silos"), [(0, 1), (1, 1), (2, 0), (None, 1)])
def test_services_sharing_subjects_without_working_together_form_a_silo(level: int | None, silos: int) -> None:
    assert house(level).valeur == silos


def test_a_silo_needs_shared_subjects() -> None:
    constat = house(0, themes="PEN")
    assert constat.garde == "Aucune structure ne décrit deux services partageant au moins deux sujets."


def test_a_silo_goes_first_to_those_concerned_and_its_sentence_names_no_one() -> None:
    constat = house(0)
    assert constat.diffusion == "concernes"
    assert not any(name in constat.phrase for name in ("ECO", "ENF", "EPCI"))


# Funders


def funder(late: int, in_time: int, **more: Any) -> list[Constat]:
    people = [Acteur(id="DEP", nom="Le Département", sphere="AS", type="DEP"), *acteurs(DL=late + in_time)]
    money = [
        said(f"DL{i}", "DEP", sujets=frozenset({"financement"}), premier_contact_phase="P4", **more)
        for i in range(1, late + 1)
    ]
    early = [
        said(f"DL{i}", "DEP", sujets=frozenset({"orientation"}), premier_contact_phase="P1")
        for i in range(late + 1, late + in_time + 1)
    ]
    return [c for c in diagnose(people, [*money, *early]).constats if c.code == "financeur-tardif"]


def test_a_funder_called_only_to_pay_is_told() -> None:
    (constat,) = funder(late=6, in_time=3)
    assert constat.phrase == (
        "Le Département : appelé par le développement local seulement pour financer, ou au moment de financer, "
        "dans six cas sur neuf."
    )
    assert constat.valeur == pytest.approx(0.667, abs=0.001)


def test_a_funder_called_in_time_is_not() -> None:
    (constat,) = funder(late=1, in_time=5)
    assert (constat.valeur, constat.phrase) == (
        0,
        "Les financeurs dont les liens sont assez décrits sont appelés pour autre chose que payer.",
    )


def test_a_funder_needs_five_links() -> None:
    (constat,) = funder(late=4, in_time=0)
    assert constat.garde == "Moins de cinq liens renseignés entre un financeur et un même monde."


# Seen from each side


def test_a_link_seen_differently_is_counted_and_named_only_in_private() -> None:
    diagnostic = diagnose(acteurs(AS=1, DL=1), [said("AS1", "DL1", 4), said("DL1", "AS1", 1)])
    constat = diagnostic.constat("asymetrie")
    assert constat.phrase.startswith("Le seul lien décrit des deux côtés n’est pas vu de la même façon")
    (gap,) = constat.detail["liens"]  # type: ignore[misc]
    assert gap["ecart"] == 3  # type: ignore[index, call-overload]
    assert diagnostic.without_private_details().constat("asymetrie").detail == {}


def test_wanted_levels_above_lived_ones() -> None:
    links = [said("AS1", f"DL{i}", 1, 3) for i in range(1, 5)] + [said("AS1", "DL5", 0, 2), said("AS1", "DL6", 4, 3)]
    constat = find(acteurs(AS=1, DL=6), links, "ecart-niveaux")
    assert constat.valeur == pytest.approx((4 * 2 + 2 - 1) / 6)
    assert constat.phrase == (
        "Cinq relations sur six où un souhait est dit pourraient aller plus loin, "
        "de l’avis d’au moins un de ceux qui le vivent ; un lien dépasse ce que l’on souhaite."
    )


def test_called_two_phases_too_late() -> None:
    links = [said("AS1", f"DL{i}", premier_contact_phase="P4", phase_souhaitee="P2") for i in range(1, 6)]
    constat = find(acteurs(AS=1, DL=5), links, "ecart-phase")
    assert constat.valeur == 2
    assert (
        constat.phrase
        == "On s’appelle plus tard que souhaité dans cinq cas sur cinq ; en moyenne, 2,0 phases trop tard."
    )


def test_a_gap_is_measured_on_each_side_apart() -> None:
    """One side lives 4 and wants 4, the other lives 2 and wants 2: no one wants more."""
    links = [*(said("AS1", f"DL{i}", 4, 4) for i in range(1, 6)), *(said(f"DL{i}", "AS1", 2, 2) for i in range(1, 6))]
    constat = find(acteurs(AS=1, DL=5), links, "ecart-niveaux")
    assert constat.valeur == 0
    assert constat.phrase == "Là où un souhait est dit, le lien est déjà au niveau voulu."


def test_calls_too_late_and_too_early_do_not_cancel_out() -> None:
    late = [said("AS1", f"DL{i}", premier_contact_phase="P5", phase_souhaitee="P2") for i in range(1, 4)]
    early = [said("AS2", f"DL{i}", premier_contact_phase="P1", phase_souhaitee="P4") for i in range(1, 4)]
    assert find(acteurs(AS=2, DL=3), [*late, *early], "ecart-phase").phrase.startswith(
        "On s’appelle plus tard que souhaité dans trois cas sur six et plus tôt dans trois cas"
    )


def test_services_that_never_answered_are_no_silo() -> None:
    shared = frozenset({"PEN", "JEU"})
    people = [Acteur(id="E", sphere="DL"), Acteur(id="M", sphere="AS")]
    people += [Acteur(id=i, sphere="DL", nature="service", parent="E", themes=shared) for i in ("X", "Y")]
    assert find(people, [said("M", "E", 2)], "silo-interne").garde is not None


@pytest.mark.parametrize(
    ("when", "old"),
    [
        pytest.param(date(2025, 5, 21), 1, id="a day more than eighteen months"),
        pytest.param(date(2025, 5, 22), 0, id="eighteen months to the day"),
    ],
)
def test_links_older_than_eighteen_months_are_to_be_confirmed(when: date, old: int) -> None:
    fresh = [said("AS1", f"DL{i}", date=date(2026, 6, 1)) for i in range(1, 5)]
    constat = find(acteurs(AS=1, DL=5), [*fresh, said("AS1", "DL5", date=when)], "liens-perimes")
    assert constat.detail["perimes"] == old


@pytest.mark.parametrize("code", ["ecart-niveaux", "ecart-phase", "liens-perimes", "asymetrie", "silo-interne"])
def test_what_the_file_does_not_tell_is_withheld(code: str) -> None:
    constat = find(acteurs(AS=3, DL=3), chain("AS1", "DL1", "AS2"), code)
    assert constat.valeur is None
    assert constat.garde is not None
