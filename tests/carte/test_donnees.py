"""What the script of the map receives; and what holds for the page and its data alike: no write, few queries."""

from __future__ import annotations

import gzip
import re
from xml.etree import ElementTree as ET

from maillage.carte.memoire import TERRAINS
from maillage.territoires.contours import keep_contours
from maillage.territoires.models import Contour, OrigineContour, TerritoireEspace
from tests.carte.fabriques_carte import TOTAUX, draw, square
from tests.carte.lire import PAGE, drawings, listed, open_to_all, read, sent
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques_acteurs import make_acteur, make_commune, make_theme


def test_data_are_not_sent_twice(pays, as_user, lou, claire):
    for path in (f"{PAGE}donnees.json", f"{PAGE}contours.json"):
        first = as_user(lou).get(path)
        assert "private" in first["Cache-Control"]
        again = as_user(lou).get(path, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
    tag = as_user(lou).get(f"{PAGE}donnees.json")["ETag"]
    for client, params in ((as_user(claire), {}), (as_user(lou), {"theme": "vieillissement"})):
        other = client.get(f"{PAGE}donnees.json", params, headers={"If-None-Match": tag})
        assert other.status_code == 200


def test_a_change_is_seen(pays, as_user, lou):
    client = as_user(lou)
    marks = [client.get(f"{PAGE}donnees.json")["ETag"]]
    make_acteur(pays.espace, "Nouveau", commune=pays.communes["Clos"])
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    pays.communes["Clos"].latitude = 44.52
    pays.communes["Clos"].save()
    marks.append(client.get(f"{PAGE}donnees.json")["ETag"])
    assert len(set(marks)) == 3
    shapes = client.get(f"{PAGE}contours.json")["ETag"]
    Contour.objects.filter(territoire=pays.communes["Clos"]).delete()
    assert client.get(f"{PAGE}contours.json")["ETag"] != shapes


def test_what_was_read_is_not_read_twice_nor_by_another(pays, as_user, lou, claire):
    path = f"{PAGE}donnees.json"
    alone = count_queries(as_user(lou), path)
    assert count_queries(as_user(lou), path) < alone
    assert count_queries(as_user(claire), path) == alone - 2  # the ground is the same for all, actors are not
    assert listed(read(as_user(lou), vue="tableau")) == TOTAUX
    make_acteur(pays.espace, "Entre-temps", commune=pays.communes["Clos"])
    assert listed(read(as_user(lou), vue="tableau"))["Clos"] == sent(as_user(lou))["Clos"] == 2


def test_the_page_shows_contours_loaded_since(pays, as_user, lou):
    """By whoever hosts the site: the journal of the espace does not tell it."""
    before = drawings(read(as_user(lou)))[0]
    moved = {"26002": square(5.2, 44.4)}
    keep_contours([pays.communes["Clos"]], moved, OrigineContour.FICHIER)
    assert ET.tostring(drawings(read(as_user(lou)))[0]) != ET.tostring(before)


def test_a_wider_container_changes_the_data(pays, as_user, lou):
    before = as_user(lou).get(f"{PAGE}donnees.json")["ETag"]
    pays.gal.communes.add(pays.communes["Clos"])
    assert as_user(lou).get(f"{PAGE}donnees.json")["ETag"] != before
    assert sent(as_user(lou))["Clos"] == 2


# Every page

PATHS = [PAGE, f"{PAGE}?vue=tableau", f"{PAGE}donnees.json", f"{PAGE}contours.json"]


def test_reading_never_writes(pays, as_user, claire):
    for path in PATHS:
        assert writes_of_get(as_user(claire), path) == [], path


def test_queries_do_not_grow(pays, as_user, lou, visiteur):
    open_to_all()
    for client in (as_user(lou), visiteur):
        TERRAINS.clear()
        few = [count_queries(client, path) for path in PATHS]
        more = [make_commune(f"Plus {client is visiteur} {i}") for i in range(6)]
        for rank, commune in enumerate(more):
            draw(commune, 5 + rank / 10, 44.3)
            make_acteur(pays.espace, commune=commune, themes=("vieillissement",), territoires=(pays.gal, commune))
        pays.epci.communes.add(*more)
        assert [count_queries(client, path) for path in PATHS] == few


def test_pages_are_light(pays, as_user, lou):
    for number in range(150):
        make_acteur(pays.espace, f"Association numéro {number}", commune=pays.communes["Bourg"], sphere="DS")
    make_theme("vieillissement")
    for params in ({}, {"vue": "tableau"}):
        assert len(gzip.compress(read(as_user(lou), **params).encode())) < 60_000


def test_the_switch_leads_to_the_network_and_back(pays, as_user, lou):
    page, network = read(as_user(lou)), as_user(lou).get("/espace/lisaude/reseau/").content.decode()
    assert '<a href="/espace/lisaude/reseau/">Réseau</a>' in page
    assert '<a href="/espace/lisaude/carte/">Carte</a>' in network
    assert re.search(r'<a href="/espace/lisaude/reseau/" aria-current="page">Réseau</a>', page)  # the menu's entry


def test_paper_is_chosen_by_address(pays, as_user, lou):
    assert 'class="page-carte papier-a3"' in read(as_user(lou), papier="a3")
    assert "papier=a3" in read(as_user(lou))


def test_espace_without_perimetre_row(pays, as_user, lou):
    TerritoireEspace.objects.all().delete()
    assert "pas encore de territoire" in read(as_user(lou))
