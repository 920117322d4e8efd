"""The findings planted in the territory (domain brief §11.5), seen on the engine's network."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.reseau import Lien, Reseau
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL

ENFANCE, FILATURE, CHANTEBISE = "S07-ENF", "S09", "S26"


def linked(reseau: Reseau, a: str) -> set[str]:
    return {i for lien in reseau.liens if a in lien.acteurs for i in lien.acteurs} - {a}


def list_between(reseau: Reseau, spheres: set[str]) -> list[Lien]:
    return [lien for lien in reseau.liens if {reseau.acteur(i).sphere for i in lien.acteurs} == spheres]


def rate_bridges(reseau: Reseau) -> list[tuple[float, str]]:
    """Betweenness on the paths between the social and the local worlds only, highest first."""
    social = [n for n, acteur in enumerate(reseau.acteurs) if acteur.sphere in MONDE_SOCIAL]
    local = [n for n, acteur in enumerate(reseau.acteurs) if acteur.sphere in MONDE_LOCAL]
    values = reseau.graphe.igraph.betweenness(directed=False, sources=social, targets=local)
    return sorted(zip(values, (acteur.id for acteur in reseau.acteurs), strict=True), reverse=True)


@pytest.mark.parametrize(
    ("spheres", "possibles", "taux"),
    [({"AS", "DL"}, 360, 0.061), ({"AS"}, 190, 0.389), ({"DL"}, 153, 0.405)],
    ids=["AS-DL", "AS-AS", "DL-DL"],
)
def test_k01_rates(par_structure: Reseau, spheres: set[str], possibles: int, taux: float) -> None:
    assert len(list_between(par_structure, spheres)) / possibles == pytest.approx(taux, abs=0.005)


def test_k01_without_statutory_and_funding_only_links(par_structure: Reseau) -> None:
    between = list_between(par_structure, {"AS", "DL"})
    chosen = [lien for lien in between if not lien.est_reglementaire and not lien.pour_financer_seulement]
    assert len(chosen) == 12


def test_k02_three_bridges_hold_the_worlds_together(par_service: Reseau) -> None:
    ranked = rate_bridges(par_service)
    assert {identifiant for _, identifiant in ranked[:3]} == {ENFANCE, FILATURE, CHANTEBISE}
    assert ranked[3][0] < 0.85 * ranked[2][0]


@pytest.mark.parametrize(
    ("poste", "porteur"),
    [
        ("Chargée de coopération CTG", ENFANCE),
        ("Facilitatrice du tiers-lieu", FILATURE),
        ("Animatrice de l’EVS de Chantebise", CHANTEBISE),
    ],
)
def test_k02_each_bridge_is_held_by_a_poste(par_service: Reseau, poste: str, porteur: str) -> None:
    assert poste in {p.nom for p in par_service.postes_de(porteur)}


def test_k03_the_ctg_poste_is_funded_until_march(par_service: Reseau) -> None:
    [ctg] = [poste for poste in par_service.postes_de(ENFANCE) if "CTG" in poste.nom]
    assert ctg.fin_financement == date(2027, 3, 31)


def test_k05_the_departement_is_called_to_pay(par_service: Reseau) -> None:
    links = [lien for lien in list_between(par_service, {"AS", "DL"}) if "DEP" in lien.acteurs]
    late = [lien for lien in links if lien.pour_financer_seulement and lien.premier_contact_phase == "P4"]
    assert (len(links), len(late)) == (9, 6)
    assert not [lien for lien in links if lien not in late and lien.premier_contact_phase == "P4"]
    assert all("DEP" in (d.cible for d in lien.declarations) for lien in links), "each told by local development"


def test_k06_one_link_two_stories(par_service: Reseau) -> None:
    lien = par_service.lien_de["S01", "S07-HAB"]
    assert (lien.niveaux, lien.etat) == ((1, 4), "conteste")


def test_k10_msa_and_chamber_of_agriculture_cooperate_outside_health(par_service: Reseau) -> None:
    assert par_service.lien_de["MSA", "S08"].niveau == 4
    assert not {"MSA", "S08"} & linked(par_service, "S50")


def test_k11_neighbours_who_do_not_know_each_other(par_service: Reseau) -> None:
    pair = par_service.lien_de["S06", FILATURE]
    filature, remise = par_service.acteur(FILATURE), par_service.acteur("S06")
    assert (pair.existe, pair.niveau, pair.niveau_souhaite) == (False, 0, 3)
    assert len(filature.themes & remise.themes) == 3
    assert len(linked(par_service, FILATURE) & linked(par_service, "S06")) >= 2


@pytest.mark.parametrize(
    ("pair", "niveau"), [(("S07-ECO", "S07-ENF"), 0), (("S02", "S07-HAB"), 1), (("S07-ALI", "S07-ENF"), 0)]
)
def test_k12_the_epci_does_not_talk_to_itself(par_service: Reseau, pair: tuple[str, str], niveau: int) -> None:
    a, b = (par_service.acteur(i) for i in pair)
    assert par_service.lien_de[pair].niveau == niveau
    assert len(a.themes & b.themes) >= 2
    assert (a.parent, b.parent) == ("S07", "S07")


def test_the_plateau_meets_the_social_world_through_chantebise_only(par_service: Reseau) -> None:
    for plateau in ("S44", "S45", "S46"):
        social = {i for i in linked(par_service, plateau) if par_service.acteur(i).sphere in MONDE_SOCIAL}
        assert social == {CHANTEBISE}


def test_three_structures_have_no_link_outside_their_sphere(par_structure: Reseau) -> None:
    closed = {
        acteur.id
        for acteur in par_structure.acteurs
        if {par_structure.acteur(i).sphere for i in linked(par_structure, acteur.id)} <= {acteur.sphere}
    }
    assert closed == {"S20", "S27", "S37"}
