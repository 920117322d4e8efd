"""Our own exports come back: untouched they change nothing, edited they change what was edited."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from maillage.acteurs.actions import save_acteur
from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.apports.models import Apport
from maillage.espaces.models import Trace
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur
from tests.apports.conftest import bring, choose, deposit, make_csv, post
from tests.apports.fabriques import export_acteurs, export_liens
from tests.fabriques_acteurs import make_acteur, make_commune

JOUR = date(2026, 11, 22)


@pytest.fixture
def ccas(reperes) -> Acteur:
    """A sheet with every field filled."""
    valmorane = make_commune("Valmorane")
    dep = make_acteur(reperes, "Département", sphere=Sphere.objects.get(code="AS", espace=None))
    acteur = Acteur.objects.create(
        espace=reperes, nom="CCAS de Valmorane", sigle="CCAS", nature="service", parent=dep,
        sphere=Sphere.objects.get(code="AS", espace=None), type=TypeActeur.objects.get(code="CCAS"), commune=valmorane,
        description="Accueil.\nAide alimentaire.", appelez_nous_pour="L’aide d’urgence", adresse="1 place de la Mairie",
        latitude=44.91, longitude=-0.5, precision_lieu="adresse", telephone="+33 4 75 00 00 00",
        courriel="ccas@valmorane.fr", site_web="https://valmorane.fr", siret="26260001700012",
        fin_financement=date(2027, 3, 31), visibilite="membres", source="liste", source_id="12",
        date_verification=date(2026, 5, 12),
    )  # fmt: skip
    acteur.themes.set(Theme.objects.filter(code__in=["ALI", "MOB"]))
    acteur.publics.set(Public.objects.filter(code__in=["familles", "jeunes"]))
    acteur.territoires.set([valmorane])
    return acteur


def age(acteur: Acteur) -> Acteur:
    """As it was written an hour ago: what follows is surely later."""
    Acteur.objects.filter(pk=acteur.pk).update(modifie_le=timezone.now() - timedelta(hours=1))
    acteur.refresh_from_db()
    return acteur


def test_an_untouched_export_changes_nothing(client, ccas):
    before = Trace.objects.count()
    apport = bring(client, make_csv(*export_acteurs(ccas, ccas.parent)))
    assert apport.bilan["sorts"] == {"identique": 2}
    assert apport.bilan["ecrits"]["modifies"] == 0
    assert Acteur.objects.get(pk=ccas.pk).version == ccas.version
    assert Trace.objects.count() == before + 1  # the import itself


EDITIONS = {
    "nom": ("Ccas de Valmorane", "Ccas de Valmorane"),
    "telephone": ("04 75 11 11 11", "04 75 11 11 11"),
    "sigle": ("", ""),
    "fin_financement": ("30/06/2028", date(2028, 6, 30)),
    "latitude": ("45", 45.0),
    "visibilite": ("publique", "publique"),
    "description": ("", ""),
}


@pytest.mark.parametrize("champ", EDITIONS)
def test_an_edited_export_changes_only_what_was_edited(client, ccas, champ):
    row = export_acteurs(ccas)[0]
    written, expected = EDITIONS[champ]
    apport = bring(client, make_csv({**row, champ: written}))
    assert apport.bilan["sorts"] == {"modifiee": 1}
    after = Acteur.objects.get(pk=ccas.pk)
    assert getattr(after, champ) == expected
    names = [field.attname for field in Acteur._meta.concrete_fields]
    changed = {name for name in names if getattr(after, name) != getattr(ccas, name)}
    moved = {"latitude": {"precision_lieu"}, "sigle": {"nom_cherche"}}.get(champ, set())
    assert changed == {champ, "version", "modifie_le"} | moved


def test_an_edited_list_replaces_the_former(client, ccas):
    bring(client, make_csv({**export_acteurs(ccas)[0], "themes": "ALI | LOG"}))
    assert {one.code for one in ccas.themes.all()} == {"ALI", "LOG"}
    assert {one.code for one in ccas.publics.all()} == {"familles", "jeunes"}


def test_what_someone_wrote_since_the_export_stays(client, ccas, claire, reperes):
    row = export_acteurs(age(ccas))[0]
    save_acteur(espace=reperes, qui=claire, champs={"telephone": "06 00 00 00 00"}, acteur=ccas)
    apport = bring(client, make_csv({**row, "adresse": "2 rue Neuve"}))
    after = Acteur.objects.get(pk=ccas.pk)
    assert (after.telephone, after.adresse) == ("06 00 00 00 00", "2 rue Neuve")
    assert apport.bilan["sorts"] == {"modifiee": 1}


def test_both_changed_the_same_field_it_is_shown_and_the_person_wins(client, ccas, claire, reperes):
    row = export_acteurs(age(ccas))[0]
    save_acteur(espace=reperes, qui=claire, champs={"telephone": "06 00 00 00 00"}, acteur=ccas)
    apport = choose(client, deposit(client, make_csv({**row, "telephone": "07 00 00 00 00"})))
    assert apport.bilan["sorts"] == {"conflit": 1}
    page = client.get(f"{apport.get_absolute_url()}lignes/conflit/").content.decode()
    assert "06 00 00 00 00" in page
    assert "07 00 00 00 00" in page
    post(client, apport, "importer")
    assert Acteur.objects.get(pk=ccas.pk).telephone == "06 00 00 00 00"
    assert apport.bilan["ecrits"]["gardes"] == 1


def test_the_file_wins_when_asked(client, ccas, claire, reperes):
    row = export_acteurs(age(ccas))[0]
    save_acteur(espace=reperes, qui=claire, champs={"telephone": "06 00 00 00 00"}, acteur=ccas)
    apport = choose(client, deposit(client, make_csv({**row, "telephone": "07 00 00 00 00"})))
    post(client, apport, "repondre", sort="conflit", **{"reponse-2": "prendre"})
    post(client, apport, "importer")
    assert Acteur.objects.get(pk=ccas.pk).telephone == "07 00 00 00 00"


def test_a_row_added_to_an_export_is_a_new_actor(client, ccas):
    rows = export_acteurs(ccas)
    added = dict.fromkeys(rows[0], "") | {"nom": "Maison des jeunes", "sphere": "DS"}
    apport = bring(client, make_csv(*rows, added))
    assert apport.bilan["sorts"] == {"identique": 1, "nouvelle": 1}
    assert Acteur.objects.get(nom="Maison des jeunes").sphere.code == "DS"


def test_a_confidential_address_never_comes_back(client, ccas, claire, reperes):
    row = export_acteurs(ccas)[0]
    save_acteur(espace=reperes, qui=claire, champs={"lieu_confidentiel": True}, acteur=ccas)
    bring(client, make_csv(row))
    after = Acteur.objects.get(pk=ccas.pk)
    assert (after.adresse, after.latitude, after.longitude) == ("", None, None)


@pytest.fixture
def declaration(reperes, ccas) -> Declaration:
    autre = make_acteur(reperes, "Communauté de communes", sphere=Sphere.objects.get(code="DL", espace=None))
    attributs = {
        "niveau_reel": 2, "niveau_souhaite": 4, "sujets": ["orientation"], "frequence": "mensuelle",
        "formalisation": "convention", "premier_contact_phase": "P3", "date": JOUR, "depuis": date(2020, 1, 1),
        "themes": list(Theme.objects.filter(code="ALI")),
    }  # fmt: skip
    return declare(source=ccas, cible=autre, qui=None, quand=JOUR, attributs=attributs)


def test_an_untouched_export_of_links_changes_nothing(client, declaration):
    apport = bring(client, make_csv(*export_liens(declaration)))
    assert (apport.genre, apport.bilan["sorts"]) == ("liens", {"identique": 1})
    assert Apport.objects.get(pk=apport.pk).bilan["ecrits"]["modifies"] == 0


def test_an_edited_export_of_links_changes_only_what_was_edited(client, declaration):
    bring(client, make_csv({**export_liens(declaration)[0], "niveau_reel": "3", "frequence": ""}))
    after = Declaration.objects.get(pk=declaration.pk)
    assert (after.niveau_reel, after.frequence, after.niveau_souhaite, after.date) == (3, "", 4, JOUR)
    assert after.formalisation == "convention"
    assert after.lien.niveau == 3
