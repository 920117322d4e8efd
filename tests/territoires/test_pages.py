"""The pages where an animation says what its territory is and composes its perimeters."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import uuid_utils.compat as uuid
from django.test import Client

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Trace
from maillage.territoires import actions
from maillage.territoires.models import Territoire, TerritoireEspace
from tests.territoires.conftest import EPCI, address, find, make_perimetre, names

pytestmark = pytest.mark.usefixtures("france")
AsUser = Callable[[Utilisateur], Client]


def chosen(espace: Espace) -> set[str]:
    return {territoire.nom for territoire in Territoire.objects.chosen_by(espace)}


# The territory of the espace


def test_an_empty_territory_says_what_to_do(animation: Client) -> None:
    assert "Quel est votre territoire" in animation.get(address("territoire")).content.decode()


def test_a_search_without_javascript_finds_and_proposes(animation: Client) -> None:
    page = animation.get(address("territoire"), {"q": "aouste sur sie"}).content.decode()
    assert "Un territoire pour" in page
    assert "Commune 26011, Drôme, 2\u202f500 habitants" in page


def test_a_search_that_finds_nothing_says_what_to_try(animation: Client) -> None:
    page = animation.get(address("territoire"), {"q": "<zzzz>"}).content.decode()
    assert "Rien ne ressemble à «\u00a0&lt;zzzz&gt;\u00a0»" in page


def test_a_search_too_long_is_told(animation: Client) -> None:
    assert "100" in animation.get(address("territoire"), {"q": "a" * 101}).content.decode()


def test_a_territory_is_chosen_once(animation: Client, lisaude: Espace) -> None:
    for _ in range(2):
        assert animation.post(address("choisir"), {"territoire": find(EPCI).pk}).status_code == 302
    assert chosen(lisaude) == {EPCI}
    assert Trace.objects.filter(espace=lisaude).count() == 1
    page = animation.get(address("territoire"), {"q": "val de drome"}).content.decode()
    assert "Votre territoire compte 2 communes et 8\u202f400 habitants" in page
    assert "déjà choisi" in page


def test_communes_chosen_twice_count_once(animation: Client, lisaude: Espace) -> None:
    TerritoireEspace.objects.create(espace=lisaude).territoires.set([find(EPCI), find("Crest"), find("Drôme")])
    assert "compte 3 communes et 10\u202f900 habitants" in animation.get(address("territoire")).content.decode()


def test_a_territory_is_taken_back(animation: Client, lisaude: Espace) -> None:
    TerritoireEspace.objects.create(espace=lisaude).territoires.set([find(EPCI)])
    assert animation.post(address("retirer"), {"territoire": find(EPCI).pk}).status_code == 302
    assert chosen(lisaude) == set()


@pytest.mark.parametrize("forged", ["", "12", "' OR 1=1", "01a20722-8d4c-7084-845b-98df8f31658e"])
@pytest.mark.parametrize("page", ["choisir", "retirer"])
def test_a_forged_territory_is_an_absent_page(animation: Client, lisaude: Espace, page: str, forged: str) -> None:
    assert animation.post(address(page), {"territoire": forged}).status_code == 404
    assert chosen(lisaude) == set()


def test_a_perimeter_of_another_espace_is_not_chosen(animation: Client, lisaude: Espace, ailleurs: Espace) -> None:
    other = make_perimetre(ailleurs, "Autre")
    assert animation.post(address("choisir"), {"territoire": other.pk}).status_code == 404


def test_what_left_the_official_list_is_not_chosen(animation: Client) -> None:
    Territoire.objects.filter(nom="Crest").update(actuel=False)
    assert animation.post(address("choisir"), {"territoire": find("Crest").pk}).status_code == 404


# Perimeters


def test_a_perimeter_is_composed_of_communes_and_epci(animation: Client, lisaude: Espace) -> None:
    form = {"jeton": uuid.uuid7(), "nom": " PETR  du Val ", "nature": "petr"}
    response = animation.post(address("composer"), form)
    perimetre = Territoire.objects.composed_by(lisaude).get()
    assert response.headers["Location"] == address("perimetre", perimetre.pk)
    assert (perimetre.nom, perimetre.code, perimetre.nom_cherche) == ("PETR du Val", "petr-du-val", "petr du val")
    for nom in (EPCI, "Privas"):
        animation.post(address("ajouter", perimetre.pk), {"territoire": find(nom).pk})
    assert names(perimetre) == {"Crest", "Beaufort-sur-Gervanne", "Privas"}
    assert "3 communes" in animation.get(address("perimetre", perimetre.pk)).content.decode()


def test_a_double_click_composes_one(animation: Client, lisaude: Espace) -> None:
    form = {"jeton": uuid.uuid7(), "nom": "PETR", "nature": "petr"}
    assert [animation.post(address("composer"), form).status_code for _ in range(2)] == [302, 302]
    assert Territoire.objects.composed_by(lisaude).count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"nom": ""}, "obligatoire"),
        ({"nom": "---"}, "au moins une lettre"),
        ({"nom": "n" * 151}, "150"),
        ({"nature": "commune"}, "commune"),
        ({"nature": "region"}, "region"),
        ({"nom": "pétr"}, "s’appelle déjà"),
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    animation: Client, petr: Territoire, lisaude: Espace, changes: dict[str, str], said: str
) -> None:
    form = {"jeton": str(uuid.uuid7()), "nom": "Bassin", "nature": "bassin"} | changes
    response = animation.post(address("composer"), form)
    assert response.status_code == 422
    assert said in response.content.decode()
    assert Territoire.objects.composed_by(lisaude).count() == 1


def test_a_search_stays_after_an_addition(animation: Client, petr: Territoire) -> None:
    response = animation.post(address("ajouter", petr.pk), {"territoire": find("Privas").pk, "q": "pri & co"})
    assert response.headers["Location"].endswith("?q=pri+%26+co#chercher")


@pytest.mark.parametrize(
    ("nom", "said"),
    [
        ("Privas", "est ajoutée"),
        ("Crest", "y était déjà"),
        (EPCI, "1 commune est ajoutée"),
        ("Ardèche", "3 communes sont ajoutées"),
    ],
)
def test_what_was_added_is_said(animation: Client, petr: Territoire, nom: str, said: str) -> None:
    response = animation.post(address("ajouter", petr.pk), {"territoire": find(nom).pk}, follow=True)
    assert said in response.content.decode()


def test_a_region_is_not_an_ingredient(animation: Client, petr: Territoire) -> None:
    assert (
        animation.post(address("ajouter", petr.pk), {"territoire": find("Auvergne-Rhône-Alpes").pk}).status_code == 404
    )


def test_a_perimeter_too_large_is_refused_whole(
    animation: Client, petr: Territoire, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "COMMUNES_MAX", 4)
    response = animation.post(address("ajouter", petr.pk), {"territoire": find("Ardèche").pk}, follow=True)
    assert "Rien n’a été ajouté" in response.content.decode()
    assert petr.communes.count() == 2


def test_ticked_communes_are_taken_out(animation: Client, petr: Territoire, lisaude: Espace) -> None:
    ticked = [find("Crest").pk, find("Privas").pk, "faux"]
    response = animation.post(address("enlever", petr.pk), {"communes": ticked}, follow=True)
    assert "Une commune est enlevée" in response.content.decode()
    assert names(petr) == {"Aouste-sur-Sye"}
    assert Trace.objects.get(espace=lisaude).avant == {"communes retirées": ["Crest"]}


def test_ticking_nothing_says_so(animation: Client, petr: Territoire) -> None:
    response = animation.post(address("enlever", petr.pk), follow=True)
    assert "Cochez d’abord" in response.content.decode()


def test_a_perimeter_is_renamed(animation: Client, petr: Territoire) -> None:
    form = {"nom": "Bassin de santé", "nature": "bassin"}
    assert animation.post(address("modifier", petr.pk), form).status_code == 302
    petr.refresh_from_db()
    assert (petr.nom, petr.nature, petr.nom_cherche) == ("Bassin de santé", "bassin", "bassin de sante")


def test_a_bad_name_keeps_the_title(animation: Client, petr: Territoire) -> None:
    response = animation.post(address("modifier", petr.pk), {"nom": "", "nature": "bassin"})
    assert response.status_code == 422
    assert "Modifier «\u00a0PETR\u00a0»" in response.content.decode()


def test_an_unused_perimeter_is_deleted(animation: Client, petr: Territoire) -> None:
    assert animation.post(address("supprimer", petr.pk)).status_code == 302
    assert not Territoire.objects.filter(pk=petr.pk).exists()
    assert Territoire.objects.filter(nom="Crest").exists()
    kept = Trace.objects.get(objet_id=petr.pk).avant["communes"]
    assert [commune["nom"] for commune in kept] == ["Aouste-sur-Sye", "Crest"]


def test_a_used_perimeter_stays_and_the_reason_is_said(animation: Client, petr: Territoire, lisaude: Espace) -> None:
    animation.post(address("choisir"), {"territoire": petr.pk})
    response = animation.post(address("supprimer", petr.pk), follow=True)
    assert "sert encore" in response.content.decode()
    assert Territoire.objects.filter(pk=petr.pk).exists()


def test_deleted_meanwhile_is_told(claire: Utilisateur, petr: Territoire) -> None:
    stale = Territoire.objects.get(pk=petr.pk)
    petr.delete()
    with pytest.raises(actions.Refus, match="vient d’être supprimé"):
        actions.include(perimetre=stale, qui=claire, territoire=find("Crest"))


def test_two_names_that_begin_alike_have_two_codes(claire: Utilisateur, lisaude: Espace) -> None:
    same = {"espace": lisaude, "qui": claire, "nature": "autre"}
    noms = ("Communauté du grand bassin nord", "Communauté du grand bassin sud")
    made = [actions.compose(jeton=uuid.uuid7(), nom=nom, **same) for nom in noms]
    assert [perimetre.code for perimetre in made] == ["communaute-du-gra", "communaute-du-gra-2"]


def test_there_is_an_end_to_perimeters(animation: Client, petr: Territoire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "PERIMETRES_MAX", 1)
    response = animation.post(address("composer"), {"jeton": uuid.uuid7(), "nom": "Bassin", "nature": "bassin"})
    assert response.status_code == 422
    assert "Supprimez-en un" in response.content.decode()


def test_overlaps_are_shown(animation: Client, petr: Territoire, lisaude: Espace) -> None:
    assert "Il faut au moins deux périmètres" in animation.get(address("recoupements")).content.decode()
    animation.post(address("choisir"), {"territoire": find(EPCI).pk})
    page = animation.get(address("recoupements")).content.decode()
    assert "1 commune se trouve dans plusieurs" in page
    assert "<td>Crest</td>" in page


def test_perimeters_that_share_nothing_say_so(animation: Client, petr: Territoire, lisaude: Espace) -> None:
    make_perimetre(lisaude, "Bassin", "Privas")
    assert "Aucune commune n’est dans deux" in animation.get(address("recoupements")).content.decode()
