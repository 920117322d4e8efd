"""What the demonstration shows beyond the engine's tables: when to call, persons, overlapping perimeters."""

from __future__ import annotations

from maillage.acteurs.models import Acteur, Personne
from maillage.demonstration.tables import read_structures, read_table
from maillage.diagnostic.demonstration import load_demonstration
from maillage.territoires.models import Territoire
from tests.diagnostic.conftest import find, read


def test_every_structure_says_when_to_call_and_for_whom():
    assert {row["id"] for row in read_table("fiches")} == set(read_structures())
    assert all(row["appelez_nous_pour"] and row["publics"] for row in read_table("fiches"))


def test_it_is_read_on_the_sheet_and_among_the_facets(demo, visiteur):
    page = read(visiteur, find(demo, "Tiers-lieu La Filature").get_absolute_url())
    assert "des gens à rencontrer sans ordre du jour" in page
    found = read(visiteur, "/espace/lisaude/acteurs/?public=aidants")
    assert "CLIC de la Lisaude" in found
    assert "Collège du Val" not in found


def test_persons_are_shown_as_each_chose(demo, visiteur, lecture, animation):
    def shown(reader, poste):
        page = read(reader, find(demo, poste).get_absolute_url())
        return next((nom for nom in ("Pinson", "Roitelet", "Grimpereau", "Tarier") if f" {nom}</strong>" in page), "")

    postes = ("Facilitatrice du tiers-lieu", "Chargée de coopération CTG", "Animateur des espaces partagés")
    assert [shown(visiteur, poste) for poste in postes] == ["Pinson", "", ""]
    assert [shown(lecture, poste) for poste in postes] == ["Pinson", "Roitelet", ""]
    assert [shown(animation, poste) for poste in postes] == ["Pinson", "Roitelet", "Tarier"]


def test_perimeters_overlap_on_purpose(demo, animation):
    numbers = {one.nom: one.communes.count() for one in Territoire.objects.composed_by(demo)}
    assert numbers == {
        "Secteur de la maison des solidarités": 17,
        "Bassin de santé Lisaude-Nord": 20,
        "Plateau ouest": 4,
    }
    assert "Cressignac" in read(animation, "/espace/lisaude/reglages/territoire/recoupements/")


def test_loading_again_changes_no_number(demo):
    load_demonstration()
    assert Personne.objects.filter(poste__espace=demo).count() == len(read_table("personnes"))
    assert Territoire.objects.composed_by(demo).count() == len(read_table("perimetres"))
    assert Acteur.objects.filter(espace=demo).exclude(appelez_nous_pour="").count() == 65


def test_the_contribution_account_reads_what_concerns_its_structure(demo, contribution):
    """K06 where its own side would look: it and the housing service do not see their link alike."""
    assert "CCMVL – service Habitat" in read(contribution, "/espace/lisaude/liens/")
    page = read(contribution, "/espace/lisaude/diagnostic/")
    assert "Vous lisez ici ce qui concerne les acteurs pour lesquels vous parlez" in page
