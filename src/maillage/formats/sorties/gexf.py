"""GEXF 1.3 (gexf.net), which Gephi opens with its attributes, places, colours and shapes."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from maillage.formats.sorties.graphe import Arete, GrapheEcrit, Sommet, clean, list_attributes, split_colour

ESPACE: Final = "http://gexf.net/1.3"
VIZ: Final = f"{ESPACE}/viz"
TAILLE: Final = "10.0"


def write_gexf(graphe: GrapheEcrit) -> bytes:
    racine = ET.Element("gexf", {"xmlns": ESPACE, "xmlns:viz": VIZ, "version": "1.3"})
    meta = ET.SubElement(racine, "meta", lastmodifieddate=graphe.date.isoformat())
    ET.SubElement(meta, "creator").text = "Maillage"
    ET.SubElement(meta, "description").text = clean(f"{graphe.titre}. {graphe.mention}")
    dessin = ET.SubElement(racine, "graph", defaultedgetype="undirected", mode="static")
    places = _declare(dessin, "node", list_attributes(graphe.sommets))
    edges = _declare(dessin, "edge", list_attributes(graphe.aretes))
    nodes = ET.SubElement(dessin, "nodes", count=str(len(graphe.sommets)))
    for sommet in graphe.sommets:
        _add_node(nodes, sommet, places)
    links = ET.SubElement(dessin, "edges", count=str(len(graphe.aretes)))
    for arete in graphe.aretes:
        link = ET.SubElement(links, "edge", id=arete.id, source=arete.a, target=arete.b, weight=f"{arete.poids:g}")
        _add_values(link, arete, edges)
    written: bytes = ET.tostring(racine, encoding="utf-8", xml_declaration=True)
    return written


def _declare(dessin: ET.Element, kind: str, types: dict[str, str]) -> dict[str, str]:
    """The short id of each attribute."""
    declared = ET.SubElement(dessin, "attributes", {"class": kind})
    ids = {name: str(rank) for rank, name in enumerate(types)}
    for name, found in types.items():
        ET.SubElement(declared, "attribute", id=ids[name], title=name, type=found)
    return ids


def _add_node(nodes: ET.Element, sommet: Sommet, ids: dict[str, str]) -> None:
    node = ET.SubElement(nodes, "node", id=sommet.id, label=clean(sommet.nom))
    _add_values(node, sommet, ids)
    r, g, b = split_colour(sommet.couleur)
    ET.SubElement(node, "viz:color", r=str(r), g=str(g), b=str(b))
    ET.SubElement(node, "viz:position", x=f"{sommet.x:g}", y=f"{sommet.y:g}", z="0.0")
    ET.SubElement(node, "viz:size", value=TAILLE)
    ET.SubElement(node, "viz:shape", value=sommet.forme)


def _add_values(element: ET.Element, one: Sommet | Arete, ids: dict[str, str]) -> None:
    if one.attributs:
        values = ET.SubElement(element, "attvalues")
        for name, value in one.attributs.items():
            ET.SubElement(values, "attvalue", {"for": ids[name], "value": clean(str(value))})
