"""GEXF and GraphML, read again by networkx."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from maillage.formats.sorties.gexf import ESPACE, VIZ, write_gexf
from maillage.formats.sorties.graphe import Arete, GrapheEcrit, Sommet, split_colour
from maillage.formats.sorties.graphml import write_graphml

GRAPHE = GrapheEcrit(
    titre="Lisaude",
    mention="Licence & <date>",
    date=date(2026, 11, 22),
    sommets=[
        Sommet("a", "CCAS « du bourg » <1>", 10.5, 20, "#1D5FA6", "disc", {"sphere": "AS", "latitude": 44.5, "n": 1}),
        Sommet("b", "Ressourcerie\x0b", 0, 0, "#B0511A", "triangle", {"sphere": "DL", "siret": "01234567890123"}),
        Sommet("c", "Seule", 1, 1, "rouge", "diamond", {}),
    ],
    aretes=[Arete("a:b", "a", "b", 3.5, {"etat": "confirme", "niveau": 3.5, "niveau_souhaite": 4})],
)


def test_gexf_is_read_by_networkx_with_every_attribute():
    read = nx.read_gexf(BytesIO(write_gexf(GRAPHE)), version="1.3")
    assert sorted(read.nodes) == ["a", "b", "c"]
    assert read.nodes["a"]["label"] == "CCAS « du bourg » <1>"
    assert (read.nodes["a"]["sphere"], read.nodes["a"]["latitude"], read.nodes["a"]["n"]) == ("AS", 44.5, 1)
    assert read.nodes["b"]["siret"] == "01234567890123"
    assert read.nodes["a"]["viz"]["color"] == {"r": 29, "g": 95, "b": 166, "a": 1.0}
    assert read.nodes["a"]["viz"]["position"]["x"] == 10.5
    edge = read.edges["a", "b"]
    assert (edge["weight"], edge["etat"], edge["niveau"], edge["niveau_souhaite"]) == (3.5, "confirme", 3.5, 4)


def test_gexf_says_its_licence_and_its_date():
    meta = ET.fromstring(write_gexf(GRAPHE)).find(f"{{{ESPACE}}}meta")
    assert meta is not None
    assert meta.get("lastmodifieddate") == "2026-11-22"
    assert meta.findtext(f"{{{ESPACE}}}description") == "Lisaude. Licence & <date>"


def test_gexf_places_and_shapes_every_node():
    """networkx does not read shapes."""
    read = ET.fromstring(write_gexf(GRAPHE))
    assert [place.get("x") for place in read.findall(f".//{{{VIZ}}}position")] == ["10.5", "0", "1"]
    assert [shape.get("value") for shape in read.findall(f".//{{{VIZ}}}shape")] == ["disc", "triangle", "diamond"]


def test_graphml_is_read_by_networkx_with_every_attribute():
    read = nx.read_graphml(BytesIO(write_graphml(GRAPHE)))
    assert not read.is_directed()
    assert read.nodes["a"] == {"sphere": "AS", "latitude": 44.5, "n": 1, "label": "CCAS « du bourg » <1>", "x": 10.5,
                               "y": 20.0, "r": 29, "g": 95, "b": 166, "shape": "disc"}  # fmt: skip
    assert read.edges["a", "b"] == {"etat": "confirme", "niveau": 3.5, "niveau_souhaite": 4, "weight": 3.5, "id": "a:b"}


@pytest.mark.parametrize("write", [write_gexf, write_graphml])
def test_an_empty_network_is_written(write):
    assert b"maillage" in write(GrapheEcrit("maillage", "", date(2026, 1, 1), [], [])).lower()


def test_an_attribute_of_two_kinds_is_written_as_the_widest():
    both = [Sommet("a", "", 0, 0, "", "disc", {"v": 1}), Sommet("b", "", 0, 0, "", "disc", {"v": 1.5})]
    read = nx.read_gexf(BytesIO(write_gexf(GrapheEcrit("", "", date(2026, 1, 1), both, []))), version="1.3")
    assert (read.nodes["a"]["v"], read.nodes["b"]["v"]) == (1.0, 1.5)


def test_what_is_no_colour_is_grey():
    assert split_colour("rouge") == (91, 100, 112)
