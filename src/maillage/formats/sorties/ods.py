"""ODS, row after row. The libraries that write it keep the whole sheet as a tree (40 s for 2,000 rows); the format
itself is a zip of four short texts and one long one."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import IO, Final
from xml.sax.saxutils import escape, quoteattr

from maillage.formats.sorties.feuilles import Colonne, Feuille, Valeur
from maillage.formats.sorties.formules import neutralise

TYPE_MIME: Final = "application/vnd.oasis.opendocument.spreadsheet"
_INTERDITS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BLANCS: Final = re.compile(r"  +|\t|^ | $")
_NOMS: Final = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "number": "urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0",
    "fo": "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "config": "urn:oasis:names:tc:opendocument:xmlns:config:1.0",
}
_STYLES: Final = (
    '<number:text-style style:name="N1"><number:text-content/></number:text-style>'
    '<number:date-style style:name="N2"><number:year number:style="long"/><number:text>-</number:text>'
    '<number:month number:style="long"/><number:text>-</number:text><number:day number:style="long"/>'
    "</number:date-style>"
    '<style:style style:name="texte" style:family="table-cell" style:data-style-name="N1"/>'
    '<style:style style:name="date" style:family="table-cell" style:data-style-name="N2"/>'
    '<style:style style:name="nombre" style:family="table-cell"/>'
    '<style:style style:name="entete" style:family="table-cell" style:data-style-name="N1">'
    '<style:text-properties fo:font-weight="bold"/></style:style>'
)
_MANIFESTE: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    f'<manifest:manifest xmlns:manifest="{_NOMS["manifest"]}" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:version="1.3" manifest:media-type="{TYPE_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    '<manifest:file-entry manifest:full-path="settings.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def write_ods(feuilles: list[Feuille], destination: IO[bytes]) -> None:
    with zipfile.ZipFile(destination, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", TYPE_MIME, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", _MANIFESTE)
        archive.writestr("settings.xml", _freeze_headings(feuilles))
        with archive.open("content.xml", "w", force_zip64=True) as content:
            for piece in _iterate_content(feuilles):
                content.write(piece.encode())


def _open(name: str) -> str:
    spaces = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NOMS.items() if prefix != "manifest")
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {spaces} office:version="1.3">'


def _iterate_content(feuilles: list[Feuille]) -> Iterator[str]:
    widths = sorted({colonne.largeur for feuille in feuilles for colonne in feuille.colonnes})
    columns = "".join(
        f'<style:style style:name="c{width}" style:family="table-column">'
        f'<style:table-column-properties style:column-width="{width * 0.22:.1f}cm"/></style:style>'
        for width in widths
    )
    yield f"{_open('document-content')}<office:automatic-styles>{_STYLES}{columns}</office:automatic-styles>"
    yield "<office:body><office:spreadsheet>"
    for feuille in feuilles:
        yield from _iterate_sheet(feuille)
    yield "</office:spreadsheet></office:body></office:document-content>"


def _iterate_sheet(feuille: Feuille) -> Iterator[str]:
    yield f"<table:table table:name={quoteattr(feuille.nom)}>"
    for colonne in feuille.colonnes:
        names = f'table:style-name="c{colonne.largeur}" table:default-cell-style-name="{colonne.genre}"'
        yield f"<table:table-column {names}/>"
    headings = "".join(_write_text(colonne.nom, "entete") for colonne in feuille.colonnes)
    yield f"<table:table-row>{headings}</table:table-row>"
    for ligne in feuille.lignes:
        cells = (_write_cell(*pair) for pair in zip(feuille.colonnes, ligne, strict=True))
        yield f"<table:table-row>{''.join(cells)}</table:table-row>"
    yield "</table:table>"


def _write_cell(colonne: Colonne, valeur: Valeur) -> str:
    if valeur is None or valeur == "":
        return "<table:table-cell/>"
    if isinstance(valeur, date):
        return _write_typed("date", f'office:value-type="date" office:date-value="{valeur.isoformat()}"')
    if isinstance(valeur, str):
        return _write_text(neutralise(valeur), "texte")
    return _write_typed(colonne.genre, f'office:value-type="float" office:value="{valeur!r}"')


def _write_typed(style: str, value: str) -> str:
    return f'<table:table-cell table:style-name="{style}" {value}/>'


def _write_text(texte: str, style: str) -> str:
    lines = _INTERDITS.sub("", texte).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    paragraphs = "".join(f"<text:p>{_BLANCS.sub(_write_blank, escape(line))}</text:p>" for line in lines)
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{paragraphs}</table:table-cell>'


def _write_blank(found: re.Match[str]) -> str:
    """Spaces in a row, at the beginning or the end are otherwise folded by whoever reads the file."""
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'


def _freeze_headings(feuilles: list[Feuille]) -> str:
    """The first row of each sheet stays in sight."""

    def item(name: str, kind: str, value: str) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    split = item("VerticalSplitMode", "short", "2") + item("VerticalSplitPosition", "int", "1")
    split += item("ActiveSplitRange", "short", "2") + item("PositionBottom", "int", "1")
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(feuille.nom)}>{split}</config:config-item-map-entry>"
        for feuille in feuilles
    )
    return (
        f'{_open("document-settings")}<office:settings><config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f'<config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    )
