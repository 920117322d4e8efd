"""The search finds what the reader may see, as soon as it is written, whatever is typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from maillage.acteurs.models import Acteur
from maillage.espaces.droits import find_droits
from maillage.recherche.models import Document
from maillage.recherche.queries import search
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre


@pytest.fixture
def noms(lisaude):
    make_acteur(lisaude, "Épicerie solidaire Le Panier", commune="Pont-de-Lisaude")
    make_acteur(lisaude, "L’Œuvre des Écoles", description="Aide à la mobilité, cœur de bourg.")
    make_acteur(lisaude, "Centre communal", sigle="CCAS", description="Tient une épicerie.")
    return lisaude


def find(espace, user, texte):
    return [ligne.nom for ligne in search(find_droits(user, espace), texte).lignes]


@pytest.mark.parametrize(
    ("texte", "found"),
    [
        ("epicerie", ["Épicerie solidaire Le Panier", "Centre communal"]),
        ("ÉPICERIES solidaires", ["Épicerie solidaire Le Panier"]),
        ("epicreie solidiare", ["Épicerie solidaire Le Panier"]),
        ("mobilite", ["L’Œuvre des Écoles"]),
        ("cœur", ["L’Œuvre des Écoles"]),
        ("l'oeuvre", ["L’Œuvre des Écoles"]),
        ("C.C.A.S.", ["Centre communal"]),
        ("lisau", ["Épicerie solidaire Le Panier"]),
        ("gendarmerie", []),
        ("", []),
    ],
)
def test_search(noms, lou, texte, found):
    assert find(noms, lou, texte) == found


@pytest.mark.parametrize(
    "texte", ['"', "a AND", "NEAR(", "titre:x", "x*", "\x00", "'; --", "é" * 10_000, "🎈", "&|!:*", "%"]
)
def test_anything_may_be_typed(noms, lou, as_user, texte):
    assert as_user(lou).get(reverse("recherche:page", args=["lisaude"]), {"q": texte}).status_code == 200


def test_only_what_may_be_seen_is_found(lisaude, ailleurs, lou, driss):
    make_acteur(lisaude, "Relais brouillon", brouillon=True)
    make_acteur(lisaude, "Relais membres", membres=True)
    make_acteur(lisaude, "Relais retiré", retire=True)
    make_acteur(ailleurs, "Relais ailleurs")
    assert find(lisaude, lou, "relais") == ["Relais membres"]
    assert find(lisaude, driss, "relais") == ["Relais brouillon", "Relais membres"]


def test_index_follows_every_write(lisaude, lou):
    acteur = make_acteur(lisaude, "Ancien nom")
    acteur.nom = "Nouveau nom"
    acteur.save()
    assert find(lisaude, lou, "ancien") == []
    assert find(lisaude, lou, "nouveau") == ["Nouveau nom"]
    Acteur.objects.filter(pk=acteur.pk).update(description="Une ressourcerie")
    assert find(lisaude, lou, "ressourcerie") == ["Nouveau nom"]
    other = Acteur(espace=lisaude, nom="En lot", sphere=acteur.sphere)
    other.index_name()
    Acteur.objects.bulk_create([other])
    assert find(lisaude, lou, "lot") == ["En lot"]
    acteur.delete()
    assert Document.objects.count() == 1


def test_page_writes_nothing_in_a_fixed_number_of_queries(noms, lou, as_user):
    path = reverse("recherche:page", args=["lisaude"]) + "?q=epicerie"
    client = as_user(lou)
    assert writes_of_get(client, path) == []
    few = count_queries(client, path)
    for _ in range(12):
        make_acteur(noms, "Épicerie de plus", themes=("alimentation",))
    assert count_queries(client, path) <= few + 1


def test_fault_is_said(noms, lou, as_user):
    page = as_user(lou).get(reverse("recherche:page", args=["lisaude"]), {"q": "epicreie"}).content.decode()
    assert "Voici ceux de «&nbsp;epicerie&nbsp;»" in page


@pytest.fixture
def sortes(lisaude):
    for number in range(25):
        make_acteur(lisaude, f"Relais {number:02}")
    make_cadre(lisaude, "Contrat de territoire", description="Porte le relais petite enfance.")
    make_cadre(lisaude, "Comité du relais", nature="instance")
    return lisaude


def ask(client, **demande):
    return client.get(reverse("recherche:page", args=["lisaude"]), demande)


def test_kinds_are_counted_and_chosen(sortes, lou, as_user):
    client = as_user(lou)
    reponse = ask(client, q="relais").context["reponse"]
    assert [(one.nom, one.nombre) for one in reponse.onglets] == [
        ("Tout", 27), ("Acteurs", 25), ("Dispositifs", 1), ("Instances", 1)
    ]  # fmt: skip
    chosen = ask(client, q="relais", genre="dispositif").context["reponse"]
    assert [str(one.extrait) for one in chosen.resultats] == ["Porte le <mark>relais</mark> petite enfance."]
    assert [one.nombre for one in chosen.onglets] == [27, 25, 1, 1]
    assert "voir tous les résultats" in ask(client, q="relais", genre="action").content.decode()


@pytest.mark.parametrize(("page", "shown"), [("1", 20), ("2", 7), ("99", 7), ("-1", 20), ("x", 20), ("9" * 30, 20)])
def test_pages(sortes, lou, as_user, page, shown):
    assert len(ask(as_user(lou), q="relais", page=page).context["reponse"].resultats) == shown


def test_markup_in_a_sheet_stays_text(lisaude, lou, as_user):
    make_acteur(lisaude, "<script>relais</script>", description="<img src=x> relais & co")
    page = ask(as_user(lou), q="relais").content.decode()
    assert "&lt;script&gt;<mark>relais</mark>&lt;/script&gt;" in page
    assert "&lt;img src=x&gt; <mark>relais</mark> &amp; co" in page


def test_each_page_of_an_espace_has_the_search(lisaude, lou, as_user):
    page = as_user(lou).get(reverse("acteurs:liste", args=["lisaude"])).content.decode()
    assert '<form class="chercher-partout" method="get" action="/espace/lisaude/recherche/"' in page
    assert '<form class="chercher-partout"' not in ask(as_user(lou)).content.decode()
