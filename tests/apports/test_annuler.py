"""Undone in one click: what the import did goes, what people did since stays."""

from __future__ import annotations

import pytest

from maillage.acteurs.actions import save_acteur
from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.apports.models import EtatApport
from maillage.espaces.fiches_actions import verify_fiche
from maillage.espaces.models import Trace
from maillage.referentiels.models import Sphere
from tests.apports.conftest import bring, make_csv, post
from tests.fabriques_acteurs import make_acteur

LISTE = (
    {"Nom": "CCAS de Valmorane", "Monde": "AS", "Téléphone": "04 75 00 00 01", "ID": "a1", "Thèmes": "ALI"},
    {"Nom": "Office de tourisme", "Monde": "DL", "Téléphone": "04 75 00 00 02", "ID": "a2", "Thèmes": "TOU | CUL"},
)


def page(client, apport) -> str:
    return client.get(apport.get_absolute_url()).content.decode()


def test_what_it_created_goes(client, lisaude):
    make_acteur(lisaude, "Déjà là")
    apport = bring(client, make_csv(*LISTE))
    post(client, apport, "annuler")
    assert [one.nom for one in Acteur.objects.all()] == ["Déjà là"]
    assert apport.etat == EtatApport.ANNULE
    assert "Import annulé" in page(client, apport)
    assert Trace.objects.filter(geste="annuler", objet="apports.apport").count() == 1


def test_what_it_changed_comes_back(client):
    bring(client, make_csv(*LISTE))
    newer = {**LISTE[1], "Nom": "Office du tourisme", "Téléphone": "04 75 99 99 99", "Thèmes": "ALI"}
    apport = bring(client, make_csv(newer))
    assert Acteur.objects.get(source_id="a2").themes.get().code == "ALI"
    post(client, apport, "annuler")
    acteur = Acteur.objects.get(source_id="a2")
    assert (acteur.nom, acteur.telephone) == ("Office de tourisme", "04 75 00 00 02")
    assert {one.code for one in acteur.themes.all()} == {"TOU", "CUL"}
    assert acteur.nom_cherche.startswith("office de tourisme")


def test_what_a_person_edited_since_stays(client, claire, lisaude):
    bring(client, make_csv(*LISTE))
    apport = bring(client, make_csv({**LISTE[0], "Nom": "CCAS", "Téléphone": "04 75 99 99 99"}))
    save_acteur(
        espace=lisaude, qui=claire, champs={"telephone": "06 06 06 06 06"}, acteur=Acteur.objects.get(source_id="a1")
    )
    post(client, apport, "annuler")
    acteur = Acteur.objects.get(source_id="a1")
    assert (acteur.nom, acteur.telephone) == ("CCAS de Valmorane", "06 06 06 06 06")


TOUCHES = ["edited", "verified", "linked", "given a service"]


@pytest.mark.parametrize("geste", TOUCHES)
def test_what_it_created_and_people_touched_stays_and_is_told(client, claire, lisaude, geste):
    apport = bring(client, make_csv(*LISTE))
    acteur = Acteur.objects.get(source_id="a1")
    if geste == "edited":
        save_acteur(espace=lisaude, qui=claire, champs={"sigle": "CCAS"}, acteur=acteur)
    elif geste == "verified":
        verify_fiche(fiche=acteur, qui=claire, quand=lisaude.aujourdhui)
    elif geste == "linked":
        other = make_acteur(lisaude, "Autre")
        declare(source=other, cible=acteur, qui=claire, quand=lisaude.aujourdhui, attributs={"niveau_reel": 2})
    else:
        make_acteur(lisaude, "Service", service=True, parent=acteur)
    post(client, apport, "annuler")
    assert Acteur.objects.filter(pk=acteur.pk).exists()
    assert not Acteur.objects.filter(source_id="a2").exists()
    assert "CCAS de Valmorane" in page(client, apport)


def test_the_structure_of_what_stays_stays_too(client, claire, lisaude):
    rows = (
        {"Nom": "CC de la Lisaude", "Nature": "structure", "Monde": "DL", "Fait partie de": ""},
        {"Nom": "Service alimentation", "Nature": "service", "Monde": "DL", "Fait partie de": "CC de la Lisaude"},
        {"Nom": "Chargée de mission", "Nature": "poste", "Monde": "DL", "Fait partie de": "Service alimentation"},
    )
    apport = bring(client, make_csv(*rows))
    save_acteur(
        espace=lisaude, qui=claire, champs={"sigle": "SA"}, acteur=Acteur.objects.get(nom="Service alimentation")
    )
    post(client, apport, "annuler")
    assert {one.nom for one in Acteur.objects.all()} == {"CC de la Lisaude", "Service alimentation"}


def test_undone_twice_is_undone_once_and_the_file_may_come_back(client):
    apport = bring(client, make_csv(*LISTE))
    post(client, apport, "annuler")
    post(client, apport, "annuler")
    assert Trace.objects.filter(geste="annuler", objet="apports.apport").count() == 1
    assert bring(client, make_csv(*LISTE)).bilan["sorts"] == {"nouvelle": 2}


def test_links_are_withdrawn_or_put_back(client, lisaude, claire):
    a, b, c = (make_acteur(lisaude, nom, sphere=Sphere.objects.get(code="AS", espace=None)) for nom in "ABC")
    declare(source=a, cible=b, qui=claire, quand=lisaude.aujourdhui, attributs={"niveau_reel": 2})
    rows = [["source", "cible", "niveau"], ["A", "B", "2"], ["A", "C", "3"]]
    bring(client, make_csv(*rows))
    apport = bring(client, make_csv(rows[0], ["A", "B", "2"], ["A", "C", "5"], ["B", "C", "1"]))
    assert Declaration.objects.get(source=a, cible=c).niveau_reel == 5
    post(client, apport, "annuler")
    assert Declaration.objects.get(source=a, cible=c).niveau_reel == 3
    assert not Lien.objects.filter(a=min(b.pk, c.pk), b=max(b.pk, c.pk)).exists()
    assert Declaration.objects.get(source=a, cible=b).niveau_reel == 2
