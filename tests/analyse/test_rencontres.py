"""Rencontres à provoquer: missing links across spheres, wanted ones first, each with its reasons."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse import rencontres
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.rencontres import find_rencontres
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.analyse.seuils import SEUILS
from tests.analyse.reseaux import build, said

LIEUX = {"themes": frozenset({"LIE", "CUL", "NUM"}), "communes": frozenset({"Valmorane"})}
PEOPLE = [
    Acteur(id="EVS", nom="EVS La Remise", sphere="DS", **LIEUX),
    Acteur(id="TL", nom="La Filature", sphere="PA", **LIEUX),
    Acteur(id="MSA", nom="la MSA", sphere="AS"),
    Acteur(id="CCI", nom="la CCI", sphere="DL"),
]


def reseau(*declarations: Declaration) -> Reseau:
    return build_reseau(PEOPLE, [said("EVS", "MSA"), said("TL", "MSA"), said("TL", "CCI"), *declarations])


def test_a_wanted_link_comes_first_with_its_reasons() -> None:
    first = find_rencontres(reseau(said("TL", "EVS", 0, 3)))[0]
    assert first.acteurs == ("EVS", "TL")
    assert first.souhaitee
    assert first.raisons[:4] == (
        "Lien déjà souhaité",
        "Trois sujets communs : culture, lien social et numérique",
        "Présents tous deux à Valmorane",
        "Un partenaire commun peut les présenter : la MSA",
    )


def test_a_reason_never_tells_which_side_wishes() -> None:
    one, other = (find_rencontres(reseau(said(a, b, 0, 3)))[0] for a, b in (("TL", "EVS"), ("EVS", "TL")))
    assert one.raisons == other.raisons


def test_what_both_sides_wish_comes_before_what_one_wishes() -> None:
    both = [said("CCI", "MSA", 0, 3), said("MSA", "CCI", 0, 2)]
    found = find_rencontres(reseau(*both, said("EVS", "CCI", 0, 3)))
    assert [r.acteurs for r in found[:2]] == [("CCI", "MSA"), ("CCI", "EVS")]


def test_not_knowing_each_other_is_not_a_wish() -> None:
    found = {r.acteurs: r for r in find_rencontres(reseau(said("TL", "EVS", 0)))}
    assert not found["EVS", "TL"].souhaitee


def test_gain_counts_pairs_of_different_spheres_put_at_two_steps() -> None:
    """A1–D1 puts A1 near D2 and D3, and D1 near A2: A2–D1 through A1: 2 + 1 pairs (by hand)."""
    found = find_rencontres(build("A1 A2 D1 D2 D3", "A1-A2 D1-D2 D1-D3"))
    gains = {rencontre.acteurs: rencontre.gain for rencontre in found}
    assert gains["A1", "D1"] == 3


def test_paths_are_told_when_no_one_can_introduce_them() -> None:
    found = {r.acteurs: r.raisons for r in find_rencontres(build("A1 A2 D1 D2", "A1-A2 A2-D1 D1-D2"))}
    assert "Deux intermédiaires les séparent aujourd’hui" in found["A1", "D2"]


def test_two_actors_that_no_path_joins_are_told_so() -> None:
    (alone,) = find_rencontres(build("A D"))
    assert alone.raisons == ("Aucun chemin ne les relie aujourd’hui",)


def test_only_missing_links_across_spheres_are_proposed() -> None:
    network = build("A1 A2 D1 D2", "A1-D1")
    pairs = {rencontre.acteurs for rencontre in find_rencontres(network)}
    assert pairs == {("A1", "D2"), ("A2", "D1"), ("A2", "D2")}


def test_no_one_is_proposed_everywhere() -> None:
    acteurs = " ".join(f"{sphere}{i}" for sphere in "AD" for i in range(1, 15))
    found = find_rencontres(build(acteurs, "A1-D1 A1-A2 D1-D2"))
    seats = [identifiant for rencontre in found for identifiant in rencontre.acteurs]
    assert len(found) == SEUILS.max_rencontres
    assert max(map(seats.count, seats)) <= SEUILS.max_rencontres_par_acteur


def test_one_sphere_has_no_meeting_and_says_why() -> None:
    diagnostic = diagnostiquer(build("A1 A2 A3", "A1-A2"), date_reference=date(2026, 1, 1))
    assert diagnostic.rencontres == ()
    assert diagnostic.constat("rencontres").garde == "Il faut au moins deux sphères et un lien manquant entre elles."


def test_a_large_network_looks_no_further_than_common_partners(monkeypatch: pytest.MonkeyPatch) -> None:
    acteurs = " ".join(f"{sphere}{i}" for sphere in "AD" for i in range(1, 4))
    network = build(acteurs, "A1-A2 A2-D1 D1-D2")
    monkeypatch.setattr(rencontres, "SEUILS", SEUILS.__class__(max_acteurs_toutes_paires=2))
    assert {r.acteurs for r in find_rencontres(network)} == {("A1", "D1"), ("A2", "D2")}
