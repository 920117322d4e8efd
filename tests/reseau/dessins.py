"""Reading back the drawings of the network page."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

PAGE = "/espace/lisaude/reseau/"
SVG = "{http://www.w3.org/2000/svg}"


def read(client, **params) -> str:
    response = client.get(PAGE, params)
    assert response.status_code == 200
    return response.content.decode()


def drawings(page: str) -> list[ET.Element]:
    found = re.findall(r'<svg xmlns="http://www.w3.org/2000/svg".*?</svg>', page, flags=re.S)
    return [ET.fromstring(svg) for svg in found]


def find_marks(svg: ET.Element) -> dict[str, tuple[float, float]]:
    """The centre of each mark, by name."""
    return {
        group[0].text or "": centre_of(group[1])
        for group in svg.iter(f"{SVG}g")
        if len(group) > 1 and group[0].tag == f"{SVG}title"
    }


def centre_of(shape: ET.Element) -> tuple[float, float]:
    get = lambda name: float(shape.get(name, "0"))  # noqa: E731
    if shape.tag == f"{SVG}circle":
        return get("cx"), get("cy")
    if shape.tag == f"{SVG}rect":
        return get("x") + get("width") / 2, get("y") + get("height") / 2
    points = [tuple(map(float, pair.split(","))) for pair in shape.get("points", "").split()]
    return sum(x for x, _ in points) / len(points), sum(y for _, y in points) / len(points)
