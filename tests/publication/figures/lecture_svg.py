"""Reading a picture back: what is in it, as a browser would find it."""

from __future__ import annotations

from xml.etree import ElementTree as ET

ESPACE = "{http://www.w3.org/2000/svg}"


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)


def texts(svg: str) -> list[str]:
    return ["".join(node.itertext()) for node in parse(svg).iter(f"{ESPACE}text")]


def count(svg: str, balise: str, **attributs: str) -> int:
    nodes = parse(svg).iter(f"{ESPACE}{balise}")
    return sum(all(node.get(cle) == value for cle, value in attributs.items()) for node in nodes)
