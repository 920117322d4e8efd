"""The pages of the reference: open to all, never guessing what an acronym means."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Visibilite
from maillage.referentiels.models import Dispositif
from tests.conftest_site import count_queries
from tests.fabriques import make_utilisateur
from tests.fabriques_acteurs import make_theme
from tests.fabriques_cadres import make_cadre, make_dispositif

pytestmark = pytest.mark.django_db
LISTE = "/dispositifs/"


@pytest.fixture
def deux_cej():
    return (
        make_dispositif("D02", "CEJ", "Contrat enfance-jeunesse", statut="remplace"),
        make_dispositif("D16", "CEJ", "Contrat d’engagement jeune"),
    )


def test_an_acronym_with_two_meanings_is_asked_about(visiteur, deux_cej):
    page = visiteur.get(LISTE, {"q": "cej"})
    text = page.content.decode()
    assert page.status_code == 200
    assert "peut vouloir dire plusieurs choses" in text
    assert all(one.libelle in text for one in deux_cej)


def test_each_homonym_names_the_other(visiteur, deux_cej):
    text = visiteur.get(deux_cej[0].get_absolute_url()).content.decode()
    assert "À ne pas confondre" in text
    assert deux_cej[1].get_absolute_url() in text


@pytest.mark.parametrize("mots", ["evaluation", "ÉVALUATION", "ancien nom", "D42"])
def test_found_without_accents_by_name_alias_or_code(visiteur, mots):
    make_dispositif("D42", "", "Évaluation partagée", alias="ancien nom|autre")
    make_dispositif()
    text = visiteur.get(LISTE, {"q": mots}).content.decode()
    assert "Évaluation partagée" in text
    assert "CTG" not in text


def test_a_theme_shows_also_what_is_of_all_themes(visiteur):
    alimentation = make_theme()
    make_dispositif("D01", "AAA", "Premier", themes=[alimentation])
    make_dispositif("D02", "BBB", "Deuxième", tous_themes=True)
    make_dispositif("D03", "CCC", "Troisième", themes=[make_theme("mobilite")])
    text = visiteur.get(LISTE, {"theme": "alimentation"}).content.decode()
    assert ("AAA" in text, "BBB" in text, "CCC" in text) == (True, True, False)


def test_the_moment_is_told_with_the_names_of_phases(visiteur):
    call_command("charger_referentiels", verbosity=0)
    text = visiteur.get("/dispositifs/D01/").content.decode()
    assert "P2 · Diagnostic" in text
    assert "rattacher au projet de territoire" in text
    assert "contrat enfance-jeunesse" in text  # what it replaces


def test_unverified_is_said_and_verified_only_when_dated(visiteur):
    doubtful = make_dispositif("D04", "", "Centre social", a_verifier=True)
    sure = make_dispositif("D05", "EVS", "Espace de vie sociale", date_verification=date(2026, 5, 4))
    text = visiteur.get(doubtful.get_absolute_url()).content.decode()
    assert ("à vérifier" in text, "Vérifié le" in text) == (True, False)
    text = visiteur.get(sure.get_absolute_url()).content.decode()
    assert ("à vérifier" in text, "Vérifié le 4 mai 2026" in text) == (False, True)


def test_unknown_is_not_found(visiteur):
    assert visiteur.get("/dispositifs/D999/").status_code == 404


def test_where_it_exists_tells_public_espaces_only(visiteur, lisaude, ailleurs):
    Espace.objects.filter(pk=lisaude.pk).update(visibilite=Visibilite.PUBLIQUE)
    ctg = make_dispositif()
    make_cadre(lisaude, "CTG de la Lisaude", reference=ctg)
    make_cadre(lisaude, "CTG en brouillon", reference=ctg, brouillon=True)
    make_cadre(ailleurs, "CTG d’ailleurs", reference=ctg)
    text = visiteur.get(ctg.get_absolute_url()).content.decode()
    assert ("CTG de la Lisaude" in text, "en brouillon" in text, "d’ailleurs" in text) == (True, False, False)


def test_only_who_administers_is_led_to_the_correction(as_user, claire):
    one = make_dispositif()
    admin: Utilisateur = make_utilisateur("admin@exemple.fr", staff=True)
    lien = reverse("admin:referentiels_dispositif_change", args=[one.pk])
    assert lien in as_user(admin).get(one.get_absolute_url()).content.decode()
    assert lien not in as_user(claire).get(one.get_absolute_url()).content.decode()


@pytest.mark.parametrize("modele", ["dispositif", "fenetre"])
def test_administration_lists_and_opens_the_reference(as_user, modele):
    call_command("charger_referentiels", verbosity=0)
    client = as_user(make_utilisateur("admin@exemple.fr", staff=True))
    assert client.get(reverse(f"admin:referentiels_{modele}_changelist"), {"q": "EVS"}).status_code == 200
    first = (
        Dispositif.objects.all()[0]
        if modele == "dispositif"
        else Dispositif.fenetres.rel.related_model.objects.all()[0]
    )
    assert client.get(reverse(f"admin:referentiels_{modele}_change", args=[first.pk])).status_code == 200


def test_the_list_costs_the_same_for_many(visiteur):
    make_dispositif()
    few = count_queries(visiteur, LISTE)
    for rank in range(40):
        make_dispositif(f"X{rank}", f"S{rank}", f"Nom {rank}", themes=[make_theme()])
    assert count_queries(visiteur, LISTE) <= few + 1  # the themes shown, none at first
    assert few <= 16
