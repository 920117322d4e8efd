"""Sheets of an OpenDocument workbook, read along its XML.

One cell or one row may say « repeat me a million times », which is how a bomb is made and how an honest blank end of
sheet is written: the walk that tells them apart reads the values as well, so no other reader is needed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from maillage.formats import limites
from maillage.formats.cellules import write_cell
from maillage.formats.coffre import Coffre, make_damaged
from maillage.formats.expat import walk
from maillage.formats.fautes import Refus
from maillage.formats.table import Table, keep_filled, make_too_wide, tell_errors, tell_merged_cells
from maillage.formats.textes import clean

_CELLULES: Final = frozenset(("table:table-cell", "table:covered-table-cell"))
_HORS_TEXTE: Final = frozenset(("office:annotation", "draw:frame", "draw:g", "table:shapes"))
"""Comments and drawings hold paragraphs too; they are not the content of the cell."""
_NOMBRES: Final = frozenset(("float", "currency", "percentage"))
_SIGNES: Final = {"text:tab": " ", "text:line-break": "\n"}
_MAX_ESPACES: Final = 1_000


class ClasseurOpenDocument:
    """An .ods workbook: its sheets by name, in the order of the tabs, hidden ones included."""

    def __init__(self, coffre: Coffre) -> None:
        lecteur = _Lecteur()
        walk(coffre.read_xml("content.xml"), lecteur.debut, lecteur.fin, lecteur.texte)
        self._feuilles = lecteur.feuilles
        self.noms = tuple(self._feuilles)
        self.cachees = frozenset(nom for nom, style in lecteur.styles.items() if style in lecteur.styles_caches)

    def read(self, nom: str) -> Table:
        """The filled rows of one sheet. Raises `Refus` when it is hostile."""
        feuille = self._feuilles[nom]
        if feuille.refus:
            raise feuille.refus
        notes = [tell_errors(feuille.erreurs)] if feuille.erreurs else []
        notes += [tell_merged_cells()] if feuille.has_merged_cells else []
        return Table(
            lignes=keep_filled(feuille.rows), notes=tuple(notes), erreurs=frozenset(feuille.places_en_erreur),
            has_merged_cells=feuille.has_merged_cells,
        )  # fmt: skip


@dataclass
class _Feuille:
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    numero: int = 0
    cellules: int = 0
    erreurs: list[str] = field(default_factory=list)
    places_en_erreur: list[tuple[int, int]] = field(default_factory=list)
    has_merged_cells: bool = False
    refus: Refus | None = None

    def add(self, row: list[str], times: int) -> None:
        """One row standing for `times` of them; blank ones only move the count of rows."""
        if row and self.refus is None:
            self.cellules += len(row) * times
            if self.numero + times > limites.MAX_LIGNES or self.cellules > limites.MAX_CELLULES:
                self.refus = make_too_wide(self.numero + times, len(row))
            else:
                self.rows += [(self.numero + rank, row) for rank in range(1, times + 1)]
        self.numero += times


class _Lecteur:
    """Follows the elements of content.xml; what it has read is in `feuilles`, in order."""

    def __init__(self) -> None:
        self.feuilles: dict[str, _Feuille] = {}
        self.styles: dict[str, str] = {}
        self.styles_caches: set[str] = set()
        self._style = ""
        self._feuille: _Feuille | None = None
        self._row: list[str] = []
        self._row_times = 1
        self._blanks = 0
        self._cell: dict[str, str] | None = None
        self._text: list[str] = []
        self._paragraphs = 0
        self._depth = 0
        self._aside = 0

    def debut(self, name: str, attributes: dict[str, str]) -> None:
        if self._aside or name in _HORS_TEXTE:
            self._aside += 1
        elif name in _CELLULES:
            self._cell, self._text, self._paragraphs = attributes, [], 0
        elif self._cell is not None:
            self._follow_text(name, attributes)
        elif name == "table:table-row":
            self._row, self._blanks, self._row_times = [], 0, _read_times(attributes, "table:number-rows-repeated")
        elif name == "table:table" and (nom := attributes.get("table:name")):
            self._feuille = self.feuilles.setdefault(nom, _Feuille())
            self.styles[nom] = attributes.get("table:style-name", "")
        else:
            self._follow_style(name, attributes)

    def _follow_style(self, name: str, attributes: dict[str, str]) -> None:
        """A hidden sheet is one whose style says « do not display »."""
        if name == "style:style":
            self._style = attributes.get("style:name", "")
        elif name == "style:table-properties" and attributes.get("table:display") == "false":
            self.styles_caches.add(self._style)

    def _follow_text(self, name: str, attributes: dict[str, str]) -> None:
        if name == "text:p":
            self._text += "\n" if self._paragraphs else ""
            self._paragraphs += 1
            self._depth += 1
        elif name == "text:s":
            self._text += " " * min(_read_times(attributes, "text:c"), _MAX_ESPACES)
        elif name in _SIGNES:
            self._text.append(_SIGNES[name])

    def texte(self, text: str) -> None:
        if self._depth and not self._aside:
            self._text.append(text)

    def fin(self, name: str) -> None:
        if self._aside:
            self._aside -= 1
        elif name == "text:p":
            self._depth = max(0, self._depth - 1)
        elif name in _CELLULES and self._cell is not None:
            self._add_cell(self._cell, "".join(self._text))
            self._cell = None
        elif name == "table:table-row" and self._feuille is not None:
            self._feuille.add(self._row, self._row_times)
        elif name == "table:table":
            self._feuille = None

    def _add_cell(self, attributes: dict[str, str], text: str) -> None:
        times = _read_times(attributes, "table:number-columns-repeated")
        value = self._read_value(attributes, text) if self._feuille is not None else ""
        if not value:
            self._blanks += times
            return
        if len(self._row) + self._blanks + times > limites.MAX_COLONNES:
            self._refuse(len(self._row) + self._blanks + times)
        else:
            self._row += [""] * self._blanks + [value] * times
        self._blanks = 0

    def _refuse(self, colonnes: int) -> None:
        if self._feuille is not None and self._feuille.refus is None:
            self._feuille.refus = make_too_wide(self._feuille.numero + 1, colonnes)

    def _read_value(self, attributes: dict[str, str], text: str) -> str:
        if self._feuille is None:
            return ""
        if attributes.get("table:number-rows-spanned", "1") != "1":
            self._feuille.has_merged_cells = True
        if attributes.get("calcext:value-type") == "error":
            self._feuille.erreurs.append(f"ligne {self._feuille.numero + 1}")
            self._feuille.places_en_erreur.append((self._feuille.numero + 1, len(self._row) + self._blanks))
            return ""
        return _write_value(attributes, text)


def _write_value(attributes: dict[str, str], text: str) -> str:
    kind = attributes.get("office:value-type")
    if kind in _NOMBRES:
        try:
            return write_cell(float(attributes.get("office:value", "")))
        except ValueError:
            return clean(text)
    if kind == "boolean":
        return "oui" if attributes.get("office:boolean-value") == "true" else "non"
    if kind == "date":
        return attributes.get("office:date-value", text).replace("T00:00:00", "").replace("T", " ")
    return clean(attributes.get("office:string-value") or text)


def _read_times(attributes: dict[str, str], name: str) -> int:
    if (text := attributes.get(name)) is None:
        return 1
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise make_damaged()
    return max(1, int(text))
