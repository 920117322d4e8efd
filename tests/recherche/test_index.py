"""The index lives through what the database does to its tables, and through what comes from elsewhere."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.doublons.fusion import merge, split
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Espace
from maillage.exports.archive import ecriture
from maillage.recherche.declencheurs import fill, install, uninstall
from maillage.recherche.models import Document
from maillage.recherche.queries import search
from tests.exports.conftest import carry
from tests.exports.test_restaurer import send
from tests.fabriques import make_utilisateur
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre


def find(espace, user, texte):
    return [ligne.nom for ligne in search(find_droits(user, espace), texte).lignes]


def list_documents():
    return sorted(Document.objects.values_list("objet", "espace", "genre", "visibilite", "retire_le", "titre", "texte"))


def test_merged_then_split_again(lisaude, claire):
    garde, absorbe = make_acteur(lisaude, "Le Panier"), make_acteur(lisaude, "Panier solidaire")
    fusion = merge(garde=garde, absorbe=absorbe, champs={}, qui=claire)
    assert find(lisaude, claire, "panier") == ["Le Panier"]
    split(fusion=fusion, qui=claire)
    assert set(find(lisaude, claire, "panier")) == {"Le Panier", "Panier solidaire"}


def test_archive_that_comes_back_is_found(garni, claire, as_user, monkeypatch):
    monkeypatch.setattr(ecriture, "write_site", lambda *_: None)
    content = carry(garni, claire).getvalue()
    Acteur.objects.all().delete()
    garni.delete()
    assert not Document.objects.exists()
    send(as_user(make_utilisateur("hote@exemple.fr", staff=True)), content)
    assert find(Espace.objects.get(slug="lisaude"), claire, "mairie") == ["Mairie"]


def test_written_anew_the_index_is_the_same(lisaude, driss):
    """What triggers have kept row by row is what a first filling writes."""
    make_acteur(lisaude, "Épicerie", description="Cœur de bourg", brouillon=True)
    make_acteur(lisaude, "Secrétaire", poste=True)
    make_cadre(lisaude, "Contrat local de santé", sigle="CLS", nature="instance", description="Un comité")
    kept = list_documents()
    uninstall(connection)
    Document.objects.all().delete()
    install(connection)
    fill(connection)
    assert list_documents() == kept
    assert find(lisaude, driss, "cls") == ["Contrat local de santé"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Acteur, Cadre])
def test_triggers_come_back_after_a_table_is_rebuilt(lisaude, lou, model):
    """As a migration does on SQLite; `migrate` puts them back at its end."""
    if connection.vendor == "sqlite":
        with connection.schema_editor() as editor:
            editor._remake_table(model)
    call_command("migrate", verbosity=0, interactive=False)
    make_acteur(lisaude, "Relais des parents")
    make_cadre(lisaude, "Réseau des parents")
    assert set(find(lisaude, lou, "parents")) == {"Relais des parents", "Réseau des parents"}
