"""The map as a reader has it: the sentence, what the pictures say, what the table says, what the script receives."""

from __future__ import annotations

import html
import re
from xml.etree import ElementTree as ET

from maillage.espaces.models import Espace

PAGE = "/espace/lisaude/carte/"
SVG = "{http://www.w3.org/2000/svg}"


def open_to_all() -> None:
    Espace.objects.update(visibilite="publique")


def read(client, **params) -> str:
    response = client.get(PAGE, params)
    assert response.status_code == 200
    return response.content.decode()


def said(page: str) -> str:
    found = re.search(r'data-carte-suit="phrase">(.*?)</p>', page, flags=re.S)
    return html.unescape(found[1]).replace("\u00a0", " ") if found else ""


def drawings(page: str) -> list[ET.Element]:
    found = re.findall(r'<svg xmlns="http://www.w3.org/2000/svg".*?</svg>', page, flags=re.S)
    return [ET.fromstring(svg) for svg in found]


WORDS = {"personne": 0, "un": 1, "deux": 2, "trois": 3, "quatre": 4}


def drawn(svg: ET.Element) -> dict[str, int]:
    """How many act in each commune, as the picture tells it."""
    titles = [link.findtext(f"{SVG}title") or "" for link in svg.iter(f"{SVG}a")]
    pairs = [title.replace("\u00a0", " ").split(" : ") for title in titles]
    return {nom: WORDS[told.split()[0]] for nom, told in pairs}


def listed(page: str) -> dict[str, int]:
    """The same, in the table."""
    rows = re.findall(r'<tr><th scope="row"><a [^>]*>(.*?)</a></th>(.*?)</tr>', page, flags=re.S)
    totals = {nom: re.search(r'carto-total">(\d+)<', row) for nom, row in rows}
    return {nom: int(found[1]) if found else 0 for nom, found in totals.items()}


def sent(client, **params) -> dict[str, int]:
    return {row[1]: row[2] for row in client.get(f"{PAGE}donnees.json", params).json()["communes"]}
