"""The styles of the editable document, laid over pandoc's own reference, and the last touches pandoc does not give."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from functools import cache
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

import pypandoc

from maillage.publication import tokens
from maillage.publication.blocs import Rapport
from maillage.publication.environnement import GABARITS
from maillage.publication.polices import TEXTE, TITRES
from maillage.publication.polices_docx import Parts, embed_fonts, insert

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PASSE: Final = (1980, 1, 1, 0, 0, 0)
_PORTRAIT: Final = '<w:pgSz w:w="11906" w:h="16838"/>'
_PAYSAGE: Final = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
_MARGES: Final = (
    '<w:pgMar w:top="964" w:right="1020" w:bottom="1020" w:left="1020" w:header="567" w:footer="567" w:gutter="0"/>'
)
_PIED: Final = '<w:footerReference w:type="default" r:id="rIdPied"/>'
_SECTION: Final = re.compile(r"<w:sectPr\b[^>]*?(?:/>|(?<!/)>.*?</w:sectPr>)", re.S)


def build_reference(rapport: Rapport) -> bytes:
    """Pandoc's reference document with our styles, A4, and a footer that names the report and numbers pages."""
    parts = dict(_read_default())
    parts["word/styles.xml"] = _restyle(parts["word/styles.xml"])
    pied = escape(f"{rapport.titre} – {rapport.surtitre[0].lower()}{rapport.surtitre[1:]}")
    parts["word/pied.xml"] = _read("docx-pied.xml").replace("{PIED}", pied).encode()
    insert(parts, "[Content_Types].xml", "</Types>", _CONTENT_TYPE)
    insert(parts, "word/_rels/document.xml.rels", "</Relationships>", _RELATION)
    document = parts["word/document.xml"].decode()
    section = f"<w:sectPr>{_PIED}{_PORTRAIT}{_MARGES}</w:sectPr>"
    parts["word/document.xml"] = _SECTION.sub(section, document, count=1).encode()
    return _zip(parts)


_CONTENT_TYPE: Final = '<Override PartName="/word/pied.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>'  # fmt: skip # noqa: E501
_RELATION: Final = '<Relationship Id="rIdPied" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="pied.xml"/>'  # fmt: skip # noqa: E501


def finish(docx: bytes, rapport: Rapport) -> bytes:
    """Dates of the diagnosis in place of the clock, no machine date in the archive, wide tables on wide pages."""
    moment = f"{rapport.date_reference.isoformat()}T12:00:00Z"
    edits: dict[str, Callable[[str], str]] = {
        "docProps/core.xml": lambda xml: _set_properties(xml, moment, rapport.titre),
        "word/document.xml": lambda xml: _name_pictures(_fit_tables(_turn_last_section(xml))),
        "word/settings.xml": lambda xml: xml.replace('themeFontLang w:val="en-US"', 'themeFontLang w:val="fr-FR"'),
    }
    parts = _unzip(docx)
    for name, edit in edits.items():
        parts[name] = edit(parts[name].decode()).encode()
    embed_fonts(parts)
    return _zip(parts)


def _set_properties(core: str, moment: str, titre: str) -> str:
    title = f"<dc:title>{escape(titre)}</dc:title>"
    core = re.sub(r"<dc:title>[^<]*</dc:title>|<dc:title */>", lambda _: title, core)
    core = re.sub(r"(<dcterms:(created|modified)[^>]*>)[^<]*", rf"\g<1>{moment}", core)
    return re.sub(r"<dc:creator>[^<]*</dc:creator>", "<dc:creator>Maillage</dc:creator>", core)


def _name_pictures(document: str) -> str:
    """A picture is told once, by its alternative: its second description is but the name of a file."""
    return re.sub(r'(<pic:cNvPr[^>]*?) descr="[^"]*"', r"\1", document)


def _turn_last_section(document: str) -> str:
    """What precedes the heading marked « paysage » stays upright; what follows lies across."""
    mark = document.find('w:name="paysage"')
    ends = _SECTION.search(document)
    if mark < 0 or ends is None:
        return document
    upright = ends.group()
    start = document.rfind("<w:bookmarkStart", 0, mark)
    document = document.replace(upright, re.sub(r"<w:pgSz[^>]*/>", _PAYSAGE, upright))
    return f"{document[:start]}<w:p><w:pPr>{upright}</w:pPr></w:p>{document[start:]}"


def _fit_tables(document: str) -> str:
    """Columns that fill the page, upright or across, and a first column told as row headers."""
    across = document.find(_PAYSAGE) >= 0
    border = document.find("</w:sectPr>") if across else len(document)
    document = document.replace('w:firstColumn="0"', 'w:firstColumn="1"').replace('w:val="0020" />', 'w:val="00A0" />')
    return _TABLE.sub(lambda table: _fit_table(table.group(), 9_866 if table.start() < border else 14_798), document)


_TABLE: Final = re.compile(r"<w:tbl>.*?</w:tbl>", re.S)
_COLUMN: Final = re.compile(r'(<w:gridCol w:w=")(\d+)')


def _fit_table(table: str, width: int) -> str:
    total = sum(int(column.group(2)) for column in _COLUMN.finditer(table)) or 1
    table = _COLUMN.sub(lambda column: f"{column.group(1)}{int(column.group(2)) * width // total}", table)
    dense = '<w:tblStyle w:val="TableDense"' in table
    return table.replace('<w:pStyle w:val="Compact" />', '<w:pStyle w:val="Dense" />') if dense else table


def _restyle(styles: bytes) -> bytes:
    ET.register_namespace("w", W)
    root = ET.fromstring(styles)  # noqa: S314  pandoc's own file
    key = f"{{{W}}}styleId"
    for ours in ET.fromstring(_fill_tokens(_read("docx-styles.xml"))):  # noqa: S314  our own file
        for theirs in root.findall(f"{{{W}}}style"):
            if theirs.get(key) == ours.get(key):
                root.remove(theirs)
        root.append(ours)
    for lang in root.iter(f"{{{W}}}lang"):
        lang.set(f"{{{W}}}val", "fr-FR")
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _fill_tokens(sheet: str) -> str:
    names = ("ENCRE", "DOUX", "TRAIT", "ACCENT", "NEUTRE_CLAIR", "ALERTE")
    values = {name: getattr(tokens, name).lstrip("#") for name in names} | {"TEXTE": TEXTE, "TITRES": TITRES}
    for name, value in values.items():
        sheet = sheet.replace(f"{{{name}}}", value)
    return sheet


def _read(name: str) -> str:
    return (GABARITS / name).read_text(encoding="utf-8")


@cache
def _read_default() -> Parts:
    command = [pypandoc.get_pandoc_path(), "--print-default-data-file", "reference.docx"]
    return _unzip(subprocess.run(command, capture_output=True, check=True).stdout)  # noqa: S603


def _unzip(archive: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def _zip(parts: Parts) -> bytes:
    """[Content_Types].xml first, as word processors expect; every entry dated the same."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(parts.items(), key=lambda part: (part[0] != "[Content_Types].xml", part[0])):
            entry = zipfile.ZipInfo(name, _PASSE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return written.getvalue()
