"""Our faces inside the editable document, so that it looks the same where they are not installed.

An embedded font is a TrueType file whose first 32 bytes are mixed with a key (ECMA-376 part 4, §2.8.1). Both licences
(OFL) allow it.
"""

from __future__ import annotations

import hashlib
from typing import Final
from uuid import UUID

from maillage.publication.polices import COUPES, TEXTE, TITRES, Coupe, find_fonts

Parts = dict[str, bytes]

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_SUBSTITUT: Final = "Verdana"
"""What a word processor takes when it can neither find nor open a face."""


def embed_fonts(parts: Parts) -> None:
    """Add the built faces to an unzipped document; without them, only their substitutes are named."""
    dossier = find_fonts().dossier
    cuts = {f"rId{rank}": coupe for rank, coupe in enumerate(COUPES, 1)} if dossier else {}
    keys: dict[str, UUID] = {}
    relations = []
    for relation, coupe in cuts.items():
        face = (dossier / f"{coupe.fichier}.ttf").read_bytes() if dossier else b""
        keys[relation] = UUID(bytes=hashlib.sha256(face).digest()[:16])
        parts[f"word/fonts/{coupe.fichier}.odttf"] = obfuscate(face, keys[relation])
        relations.append(f'<Relationship Id="{relation}" Type="{_R}/font" Target="fonts/{coupe.fichier}.odttf"/>')
    parts["word/fontTable.xml"] = _write_table(cuts, keys).encode()
    if cuts:
        listed = (
            f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{_RELS}">{"".join(relations)}</Relationships>'
        )
        parts["word/_rels/fontTable.xml.rels"] = listed.encode()
        insert(parts, "[Content_Types].xml", "</Types>", _CONTENT_TYPE)
        parts["word/settings.xml"] = parts["word/settings.xml"].replace(
            b"<w:embedSystemFonts />", b"<w:embedTrueTypeFonts />"
        )


_CONTENT_TYPE: Final = (
    '<Default Extension="odttf" ContentType="application/vnd.openxmlformats-officedocument.obfuscatedFont"/>'
)


def obfuscate(face: bytes, key: UUID) -> bytes:
    """Mix the first 32 bytes with the key, read backwards; doing it twice gives the face again."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ mixed for byte, mixed in zip(face[:32], mask, strict=True)) + face[32:]


def insert(parts: Parts, name: str, before: str, text: str) -> None:
    parts[name] = parts[name].decode().replace(before, text + before).encode()


def _write_table(cuts: dict[str, Coupe], keys: dict[str, UUID]) -> str:
    fonts = "".join(_write_font(famille, cuts, keys) for famille in (TEXTE, TITRES))
    return f'<?xml version="1.0" encoding="UTF-8"?><w:fonts xmlns:w="{_W}" xmlns:r="{_R}">{fonts}</w:fonts>'


def _write_font(famille: str, cuts: dict[str, Coupe], keys: dict[str, UUID]) -> str:
    embedded = sorted(
        (
            _NAMES[coupe.style],
            f'<w:embed{coupe.style} r:id="{relation}" w:fontKey="{{{str(keys[relation]).upper()}}}"/>',
        )
        for relation, coupe in cuts.items()
        if coupe.famille == famille
    )
    cut = "".join(element for _, element in embedded)
    return f'<w:font w:name="{famille}"><w:altName w:val="{_SUBSTITUT}"/>{cut}</w:font>'


_NAMES: Final = {"Regular": 0, "Bold": 1, "Italic": 2}
"""The order in which the format wants them."""
