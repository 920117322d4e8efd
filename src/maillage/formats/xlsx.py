"""Sheets of an Excel workbook. python-calamine reads the cells, once a walk through the XML has shown them harmless.

calamine holds the whole rectangle between the first and the last filled cell and copies each shared string into each
cell: one cell at XFD1048576, forty bytes, would ask for 600 GB and end the process. Hence the walk, and hence an
archive made anew that holds only the parts that were checked.
"""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import pairwise
from typing import Final
from xml.etree.ElementTree import Element, ParseError

import python_calamine
from defusedxml import ElementTree

from maillage.formats import limites
from maillage.formats.cellules import Cellule, write_row
from maillage.formats.coffre import Coffre, make_damaged
from maillage.formats.expat import drop_prefix, walk
from maillage.formats.fautes import Refus
from maillage.formats.table import Note, Table, keep_filled, make_too_wide, tell_errors, tell_merged_cells

_CLASSEUR: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_CHAINES: Final = "xl/sharedStrings.xml"
_PARTIES_UTILES: Final[tuple[str, ...]] = (
    "[Content_Types].xml",
    "_rels/.rels",
    _CLASSEUR,
    _RELATIONS,
    _CHAINES,
    "xl/styles.xml",
)


class ClasseurExcel:
    """An .xlsx workbook: its sheets by name, in the order of the tabs, hidden ones included, charts left out."""

    def __init__(self, coffre: Coffre) -> None:
        self._coffre = coffre
        self._utiles = {nom: coffre.read_xml(nom) for nom in _PARTIES_UTILES if nom in coffre.noms}
        self._caches: set[str] = set()
        self._parties = dict(self._list_sheets())
        self.noms = tuple(self._parties)
        self.cachees = frozenset(self._caches)

    def read(self, nom: str) -> Table:
        """The filled rows of one sheet. Raises `Refus` when it is hostile or damaged."""
        partie = self._parties[nom]
        xml = self._coffre.read_xml(partie)
        releve = Releve(xml)
        self._check_text(xml, releve)
        rows, shift, has_merged_cells = _read_cells(_zip_again({**self._utiles, partie: xml}), nom)
        lignes = keep_filled((numero, write_row(row)) for numero, row in rows)
        return Table(
            lignes=lignes, notes=tuple(_list_notes(releve, has_merged_cells)), has_merged_cells=has_merged_cells,
            erreurs=frozenset((ligne, colonne - 1 - shift) for ligne, colonne in releve.places_en_erreur),
        )  # fmt: skip

    def _list_sheets(self) -> Iterator[tuple[str, str]]:
        parties = {
            relation.get("Id"): _resolve(relation.get("Target", ""))
            for relation in self._parse(_RELATIONS)
            if relation.get("Type", "").endswith("/worksheet")
        }
        for element in self._parse(_CLASSEUR).iter():
            if element.tag.rpartition("}")[2] == "sheet":
                attributes = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
                partie = parties.get(attributes.get("id"), "")
                if partie in self._coffre.noms:
                    if attributes.get("state") in ("hidden", "veryHidden"):
                        self._caches.add(attributes.get("name", ""))
                    yield attributes.get("name", ""), partie

    def _parse(self, partie: str) -> Element:
        try:
            root: Element = ElementTree.fromstring(self._utiles[partie], forbid_dtd=True)
        except (ParseError, ValueError, LookupError):
            raise make_damaged() from None
        return root

    def _check_text(self, xml: bytes, releve: Releve) -> None:
        """Refuse a long string shown in a great many cells. The exact sum is made only when its bound is too high."""
        strings = self._utiles.get(_CHAINES, b"")
        if _bound_longest(strings) * releve.cellules <= limites.MAX_CARACTERES:
            return
        lengths = [len(text) for text in _list_texts(strings, "si")]
        ranks = (text.strip() for text in _list_texts(xml, "v"))
        shown = Counter(int(rank) for rank in ranks if rank.isascii() and rank.isdigit() and len(rank) <= 9)
        if sum(length * shown[rank] for rank, length in enumerate(lengths)) > limites.MAX_CARACTERES:
            raise Refus(
                "de longs textes sont répétés dans un trop grand nombre de cellules",
                "Gardez seulement les colonnes du tableau, ou enregistrez-le en CSV.",
            )


class Releve:
    """How far the cells of a sheet lie, how many there are, which hold a formula in error.

    Every element is followed, at the price of about two microseconds a cell: searching the text for references would be
    three times faster, and blind to a cell that says twice where it is (calamine believes the last).
    """

    def __init__(self, xml: bytes) -> None:
        self.max_ligne = self.max_colonne = self.cellules = 0
        self.erreurs: list[str] = []
        self.places_en_erreur: list[tuple[int, int]] = []
        self._rangee = self._rang = self._ligne = self._colonne = 0
        self._lettres: dict[str, int] = {}
        walk(xml, self._note)
        if self.max_ligne * self.max_colonne > limites.MAX_CELLULES:
            raise make_too_wide(self.max_ligne, self.max_colonne)

    def _note(self, name: str, attributes: dict[str, str]) -> None:
        """Rows and cells may say where they are, or just come next; a cell that is merely coloured takes no room."""
        local = drop_prefix(name) if ":" in name else name
        if local == "c":
            self._note_cell(attributes)
        elif local in ("v", "is"):  # where a cell says it is, or where it comes: a reader may believe either
            self.cellules += 1
            self.max_ligne = max(self.max_ligne, self._ligne, self._rangee)
            self.max_colonne = max(self.max_colonne, self._colonne, self._rang)
        elif local == "row":
            self._rangee = _read_number(attributes["r"]) if "r" in attributes else self._rangee + 1
            self._ligne = self._rangee
            self._colonne = self._rang = 0

    def _note_cell(self, attributes: dict[str, str]) -> None:
        self._rang += 1
        reference = attributes.get("r")
        if reference:  # « C12 » is row 12, column 3
            letters = reference.rstrip("0123456789")
            if letters not in self._lettres:
                self._lettres[letters] = _read_letters(letters)
            self._colonne = self._lettres[letters]
            self._ligne = _read_number(reference[len(letters) :])
        else:
            self._colonne += 1
        if attributes.get("t") == "e":
            self.erreurs.append(reference or f"ligne {self._ligne}")
            self.places_en_erreur.append((self._ligne, self._colonne))


def _read_number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and int(text) > 0):
        raise make_damaged()
    return int(text)


def _read_letters(letters: str) -> int:
    """« C » → 3, « AA » → 27."""
    if not (letters.isascii() and letters.isupper() and letters.isalpha() and len(letters) <= 3):
        raise make_damaged()
    colonne = 0
    for letter in letters:
        colonne = colonne * 26 + ord(letter) - 64
    return colonne


def _bound_longest(strings: bytes) -> int:
    """At least the length of the longest shared string, found without reading them."""
    starts = [match.start() for match in re.finditer(rb"<(?:[^\s<>/:]+:)?si[\s/>]", strings)]
    return max((end - start for start, end in pairwise((*starts, len(strings)))), default=0)


def _list_texts(xml: bytes, wanted: str) -> list[str]:
    """All the text inside each element of that name."""
    texts: list[str] = []
    inside: list[str] | None = None

    def debut(name: str, _attributes: dict[str, str]) -> None:
        nonlocal inside
        if drop_prefix(name) == wanted:
            inside = []

    def texte(text: str) -> None:
        if inside is not None:
            inside.append(text)

    def fin(name: str) -> None:
        nonlocal inside
        if inside is not None and drop_prefix(name) == wanted:
            texts.append("".join(inside))
            inside = None

    walk(xml, debut, fin, texte)
    return texts


def _zip_again(parties: dict[str, bytes]) -> BytesIO:
    """calamine sees exactly what was checked: two readers may not agree on what a forged archive contains."""
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as again:
        for nom, contenu in parties.items():
            again.writestr(nom, contenu)
    archive.seek(0)
    return archive


def _read_cells(archive: BytesIO, nom: str) -> tuple[Iterable[tuple[int, list[Cellule]]], int, bool]:
    """Numbered rows, how many blank columns are left out before them, whether cells are merged over several rows."""
    try:
        sheet = python_calamine.load_workbook(archive).get_sheet_by_name(nom)
        above, before = sheet.start or (0, 0)
        merged_rows = any(top[0] != bottom[0] for top, bottom in sheet.merged_cell_ranges or ())
        return enumerate(sheet.to_python(), above + 1), before, merged_rows
    except BaseException as error:  # a panic of the Rust reader is not an Exception
        if isinstance(error, (KeyboardInterrupt, SystemExit)):
            raise
        raise make_damaged() from None


def _resolve(target: str) -> str:
    """Targets are relative to xl/, or absolute in the archive."""
    return target[1:] if target.startswith("/") else f"xl/{target.removeprefix('./')}"


def _list_notes(releve: Releve, has_merged_cells: bool) -> Iterator[Note]:
    if releve.erreurs:
        yield tell_errors([*releve.erreurs])
    if has_merged_cells:
        yield tell_merged_cells()
