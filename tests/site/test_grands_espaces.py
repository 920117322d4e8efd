"""Pages of an espace of 300 actors: light, and with as many queries as for a small one."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from benchmarks.grand_espace import GrandEspace, build_espace
from django.test import Client

from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.demonstration import COMPTES, load_demonstration
from maillage.diagnostic.lecture import MEMOIRE
from maillage.espaces.models import Espace
from tests.conftest_site import count_queries

POIDS = 60_000
"""Bytes of a compressed page (outside the network’s)."""
PUBLIQUES = (
    "",
    "acteurs/",
    "acteurs/?sphere=AS&fraicheur=18",
    "acteurs/?q=centre+social",
    "acteurs/?q=centrre+soccial",
    "acteurs/{pivot}/",
    "liens/{lien}/",
    "diagnostic/",
    "diagnostic/?niveau=structure",
    "croisement/AS-DL/",
    "croisement/AS-AS/",
    "presentation/",
)
MEMBRES = (
    "acteurs/nouveau/",
    "acteurs/corbeille/",
    "acteurs/{pivot}/modifier/",
    "acteurs/{pivot}/declarer/",
    "liens/",
    "liens/souhaites/",
    "diagnostic/photos/",
)
ANIMATION = ("liens/porte-parole/", "membres/", "journal/", "reglages/", "reglages/territoire/", "reglages/spheres/")
RESEAU = ("reseau/", "reseau/?vue=tableau", "reseau/?acteur={pivot}", "reseau/donnees.json")
PAGES = {"": PUBLIQUES, "contribution": PUBLIQUES + MEMBRES, "animation": PUBLIQUES + MEMBRES + ANIMATION}
pytestmark = pytest.mark.django_db
Entrer = Callable[[Utilisateur], Client]


@pytest.fixture(autouse=True)
def _empty_memory() -> None:
    MEMOIRE.clear()


def fill(acteurs: int, liens: int, slug: str) -> GrandEspace:
    """One actor in seven is put aside, so that the corbeille has something to show."""
    grand = build_espace(acteurs, liens, slug)
    postes = Acteur.objects.filter(espace=grand.espace, nature="poste").values("pk")
    Acteur.objects.filter(pk__in=postes).update(retire_le="2026-11-20T10:00:00Z")
    return grand


def list_paths(grand: GrandEspace, pages: tuple[str, ...]) -> dict[str, str]:
    """Addresses by page. The link is one that everybody may read."""
    ends = {"a__visibilite": "publique", "b__visibilite": "publique"}
    shown = Lien.objects.filter(espace=grand.espace, etat="confirme", **ends)
    lien = shown.exclude(declarations__visibilite__in=["groupe", "privee"]).first()
    assert lien is not None
    return {page: f"/espace/{grand.espace.slug}/" + page.format(pivot=grand.pivot, lien=lien.pk) for page in pages}


def enter(role: str, grand: GrandEspace, as_user: Entrer) -> Client:
    return as_user(grand.membres[role]) if role else Client()


def weigh(client: Client, path: str) -> int:
    response = client.get(path)
    assert response.status_code == 200, path
    return len(gzip.compress(response.content))


@pytest.mark.parametrize("role", PAGES)
def test_every_page_of_300_actors_is_under_60_kb(as_user: Entrer, role: str) -> None:
    grand = fill(300, 2000, "grand")
    client = enter(role, grand, as_user)
    weights = {page: weigh(client, path) for page, path in list_paths(grand, PAGES[role]).items()}
    assert {page: weight for page, weight in weights.items() if weight >= POIDS} == {}


def test_every_page_of_the_demonstration_is_under_60_kb(as_user: Entrer) -> None:
    espace = load_demonstration()
    membres = {role.value: Utilisateur.objects.get(email=courriel) for role, (courriel, _) in COMPTES.items()}
    demo = GrandEspace(espace, membres, Acteur.objects.get(espace=espace, source_id="DEP").pk)
    client = enter("animation", demo, as_user)
    weights = {page: weigh(client, path) for page, path in list_paths(demo, PAGES["animation"]).items()}
    assert {page: weight for page, weight in weights.items() if weight >= POIDS} == {}


@pytest.mark.parametrize("role", PAGES)
def test_no_page_asks_more_of_the_database_when_the_espace_grows(as_user: Entrer, role: str) -> None:
    """Once warm: a diagnosis is computed by its first reader."""
    counts = []
    for grand in (fill(120, 500, "petit"), fill(300, 2000, "grand")):
        client, paths = enter(role, grand, as_user), list_paths(grand, PAGES[role] + RESEAU)
        for path in paths.values():
            client.get(path)
        counts.append({page: count_queries(client, path) for page, path in paths.items()})
    assert {page: (few, counts[1][page]) for page, few in counts[0].items() if counts[1][page] > few} == {}


def test_three_hundred_actors_are_diagnosed_within_the_page(as_user: Entrer) -> None:
    grand = build_espace(300, 2000)
    response = enter("animation", grand, as_user).get("/espace/grand/diagnostic/")
    assert "diagnostic/accueil.html" in {template.name for template in response.templates}
    assert response.context["diagnostic"].reseau.liens > 1000


def test_of_very_many_communes_a_list_shows_the_most_common(as_user: Entrer) -> None:
    grand = build_espace(1200, 1300)
    response = enter("contribution", grand, as_user).get("/espace/grand/acteurs/")
    groupe = next(one for one in response.context["groupes"] if one.nom == "territoire")
    counts = [one.nombre for one in response.context["liste"].comptes["territoire"]]
    assert [one.nombre for one in groupe.choix] == sorted(counts, reverse=True)[:40]
    assert "Les 40 plus fréquents sur 48" in response.content.decode()
    rare = response.context["liste"].comptes["territoire"][-1]
    ticked = enter("contribution", grand, as_user).get(f"/espace/grand/acteurs/?territoire={rare.valeur}")
    groupe = next(one for one in ticked.context["groupes"] if one.nom == "territoire")
    assert [one.valeur for one in groupe.choix if one.coche] == [rare.valeur]


def test_espaces_of_this_kind_are_the_same_from_run_to_run() -> None:
    first, second = build_espace(60, 150, "un"), build_espace(60, 150, "deux")
    told = [list(Acteur.objects.filter(espace=one.espace).values_list("nom", "nature")) for one in (first, second)]
    assert told[0] == told[1]
    states = [
        sorted(Lien.objects.filter(espace=one.espace).values_list("etat", "niveau", "niveau_souhaite"), key=repr)
        for one in (first, second)
    ]
    assert states[0] == states[1]
    assert Espace.objects.filter(slug__in=["un", "deux"], fictif=True).count() == 2
