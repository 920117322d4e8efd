"""GraphML (graphdrawing.org): the same network for yEd, igraph, networkx, Gephi. Places and colours are attributes."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as ET

from maillage.formats.sorties.graphe import Attribut, GrapheEcrit, Sommet, clean, list_attributes, split_colour

ESPACE: Final = "http://graphml.graphdrawing.org/xmlns"
_TYPES: Final = {"string": "string", "integer": "int", "double": "double"}
_VUES: Final = {"label": "string", "x": "double", "y": "double", "r": "int", "g": "int", "b": "int", "shape": "string"}
"""What Gephi reads as the look of a node."""


def write_graphml(graphe: GrapheEcrit) -> bytes:
    racine = ET.Element("graphml", xmlns=ESPACE)
    ET.SubElement(racine, "desc").text = clean(f"{graphe.titre}. {graphe.mention} {graphe.date.isoformat()}")
    node_types = {name: _TYPES[kind] for name, kind in list_attributes(graphe.sommets).items()} | _VUES
    edge_types = {name: _TYPES[kind] for name, kind in list_attributes(graphe.aretes).items()} | {"weight": "double"}
    nodes = _declare(racine, "node", node_types)
    edges = _declare(racine, "edge", edge_types)
    dessin = ET.SubElement(racine, "graph", id="maillage", edgedefault="undirected")
    for sommet in graphe.sommets:
        _add_data(ET.SubElement(dessin, "node", id=sommet.id), dict(sommet.attributs) | _look(sommet), nodes)
    for arete in graphe.aretes:
        link = ET.SubElement(dessin, "edge", id=arete.id, source=arete.a, target=arete.b)
        _add_data(link, {**arete.attributs, "weight": arete.poids}, edges)
    written: bytes = ET.tostring(racine, encoding="utf-8", xml_declaration=True)
    return written


def _look(sommet: Sommet) -> dict[str, Attribut]:
    r, g, b = split_colour(sommet.couleur)
    return {"label": sommet.nom, "x": sommet.x, "y": sommet.y, "r": r, "g": g, "b": b, "shape": sommet.forme}


def _declare(racine: ET.Element, kind: str, types: dict[str, str]) -> dict[str, str]:
    """The id of each key; a name may serve for nodes and for edges."""
    ids = {name: f"{kind[0]}{rank}" for rank, name in enumerate(types)}
    for name, found in types.items():
        ET.SubElement(racine, "key", {"id": ids[name], "for": kind, "attr.name": name, "attr.type": found})
    return ids


def _add_data(element: ET.Element, values: dict[str, Attribut], ids: dict[str, str]) -> None:
    for name, value in values.items():
        ET.SubElement(element, "data", key=ids[name]).text = clean(str(value))
