"""A walk through the XML of a workbook part: names and attributes only, nothing is ever expanded or fetched."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn
from xml.parsers import expat

from maillage.formats.coffre import make_damaged

Debut = Callable[[str, dict[str, str]], None]
Fin = Callable[[str], None]
Texte = Callable[[str], None]


def walk(xml: bytes, debut: Debut, fin: Fin | None = None, texte: Texte | None = None) -> None:
    """Call the handlers along the document. Raises `Refus` when it is cut, ill-formed or declares entities."""
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = debut
    parser.EndElementHandler = fin
    parser.CharacterDataHandler = texte
    try:
        parser.Parse(xml, True)
    except expat.ExpatError:
        raise make_damaged() from None


def _refuse(*_declaration: object) -> NoReturn:
    raise make_damaged()


def drop_prefix(name: str) -> str:
    return name.rpartition(":")[2]
