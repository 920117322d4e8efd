"""The findings planted in the demonstration, seen where a reader would look for them (domain brief §11.5)."""

from __future__ import annotations

import pytest

from tests.diagnostic.conftest import read
from tests.diagnostic.test_concernes import find_fiche

DIAGNOSTIC = "/espace/lisaude/diagnostic/"
AS_DL = "/espace/lisaude/croisement/AS-DL/"


def test_k01_the_two_worlds_ignore_each_other(demo, visiteur):
    for path in (DIAGNOSTIC, AS_DL):
        assert "6 existent" in read(visiteur, path)
    page = read(visiteur, AS_DL + "?niveau=structure")
    assert "6 existent" in page
    assert "environ 40" in page or ">40<" in page
    assert "22 liens" in page


def test_k01_the_table_opens_the_pair(demo, visiteur):
    page = read(visiteur, DIAGNOSTIC)
    assert f'href="{AS_DL}"' in page
    assert page.count('class="case ') == 10


def test_k02_three_bridges_hold_the_whole(demo, visiteur):
    for path in (DIAGNOSTIC, AS_DL):
        page = read(visiteur, path)
        for poste in ("Chargée de coopération CTG", "Facilitatrice du tiers-lieu", "Animatrice de l’EVS de Chantebise"):
            assert poste in page


def test_k03_the_main_bridge_is_fragile(demo, visiteur):
    for path in (DIAGNOSTIC, AS_DL):
        assert "À sécuriser : financé jusqu’au 31 mars 2027" in read(visiteur, path)


def test_k03_is_the_next_thing_to_do(demo, animation):
    assert "Chargée de coopération CTG" in read(animation, "/espace/lisaude/")


def test_k05_the_departement_is_called_to_pay(demo, visiteur):
    for path in (DIAGNOSTIC, AS_DL):
        page = read(visiteur, path)
        assert "Département de la Haute-Lisaude" in page
        assert "dans six cas sur neuf" in page


def test_k06_a_relation_seen_differently_is_named_to_the_animation_only(demo, animation, lecture, visiteur):
    detail = "CCMVL – service Habitat et Maison des solidarités"
    other = "Maison des solidarités de Pont-de-Lisaude et CCMVL – service Habitat"
    page = read(animation, DIAGNOSTIC)
    assert "ne sont pas vus de la même façon" in page
    assert detail in page or other in page
    for reader in (lecture, visiteur):
        page = read(reader, DIAGNOSTIC)
        assert "ne sont pas vus de la même façon" in page
        assert "Le détail de ce constat nomme des acteurs" in page
        assert detail not in page
        assert other not in page


def test_k11_the_tiers_lieu_and_the_evs_come_first_for_members(demo, lecture):
    response = lecture.get(DIAGNOSTIC)
    first = response.context["rencontres"][0]
    assert {first.a.nom, first.b.nom} == {"EVS La Remise", "Tiers-lieu La Filature"}
    response = lecture.get("/espace/lisaude/croisement/DS-PA/")
    assert {first.a.nom, first.b.nom} == {
        response.context["rencontres"][0].a.nom,
        response.context["rencontres"][0].b.nom,
    }


def test_k11_wishes_are_not_named_to_the_public(demo, visiteur):
    for path in (DIAGNOSTIC, "/espace/lisaude/croisement/DS-PA/"):
        response = visiteur.get(path)
        assert not any(one.souhaitee for one in response.context["rencontres"])
        assert "EVS La Remise et Tiers-lieu" not in read(visiteur, path)
        assert "lien déjà souhaité" not in read(visiteur, path).lower()


@pytest.mark.parametrize("pair", ["service Enfance-familles", "service Économie"])
def test_k12_the_silos_inside_go_first_to_the_animation(demo, animation, visiteur, pair):
    assert "à reprendre d’abord avec les personnes concernées" in read(animation, DIAGNOSTIC)
    silo = find_fiche(animation, "silo-interne")
    assert any(pair in cell for table in silo.tableaux for line in table.lignes for cell in line.cellules)
    assert not find_fiche(visiteur, "silo-interne").a_un_detail
