"""CSV as it comes: its encoding and its separator found from the content, quotation marks checked."""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import chain, islice
from typing import Final

from maillage.formats.fautes import Refus
from maillage.formats.table import Note, Table, keep_filled
from maillage.formats.textes import clean

SEPARATEURS: Final = (";", ",", "\t")
"""A bar separates the values of one cell, never two cells."""
ENREGISTRER_EN_UTF8: Final = (
    "Dans votre tableur, enregistrez-le au format « CSV UTF-8 », ou donnez le classeur lui-même."
)
_MARQUES: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ECHANTILLON: Final = 200
_FIN: Final = "\x1e"
"""A row put after the last one: when it does not come back alone, a quotation mark was left open before it."""
_ACCENTS_ABIMES: Final = ("Ã©", "Ã¨", "Ã´", "Ã§", "â€™", "\ufffd")


def read_csv(contenu: bytes) -> Table:
    """The filled rows of a CSV file. Raises `Refus` when it is not text, or when a quotation mark stays open."""
    text = clean(_decode(contenu))
    text, skipped = _skip_excel_hint(text)
    separateur = skipped or find_separator(text)
    rows = _iterate_rows(text, separateur)
    numbered = enumerate(rows, 2 if skipped else 1)
    return Table(lignes=keep_filled(numbered), notes=_check_accents(text))


def read_csv_as_typed(contenu: bytes) -> tuple[dict[int, list[str]], str]:
    """Cells as they were typed, by the number of their row in `read_csv`, and the separator between them."""
    text = _decode(contenu)
    text, skipped = _skip_excel_hint(text)
    separateur = skipped or find_separator(clean(text))
    return dict(enumerate(_iterate_rows(text, separateur), 2 if skipped else 1)), separateur


def find_separator(text: str) -> str:
    """The separator that cuts the first rows, the headings among them, into the most columns, equally many on each."""
    return max(SEPARATEURS, key=lambda separateur: _score(text, separateur))


def _score(text: str, separateur: str) -> float:
    rows = []
    try:
        rows = [len(row) for row in islice(_make_reader(text, separateur), _ECHANTILLON) if any(row)]
    except csv.Error:
        return 0.0
    counts = Counter(width for width in rows if width > 1)
    if not counts:
        return 0.0
    best = max(width * times for width, times in counts.items()) / len(rows)
    return best * (1.0 if rows[0] > 1 else 0.5)


def _decode(contenu: bytes) -> str:
    encoding = next((name for mark, name in _MARQUES if contenu.startswith(mark)), None)
    if encoding is None and b"\0" in contenu:
        raise Refus("ce fichier n’est pas un tableau de texte", ENREGISTRER_EN_UTF8)
    for candidate in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = contenu.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refus("les caractères de ce fichier ne se laissent pas lire", ENREGISTRER_EN_UTF8)


def _skip_excel_hint(text: str) -> tuple[str, str]:
    """Excel's own first line, « sep=; », says the separator."""
    first, _, _rest = text[:20].partition("\n")
    hint = first.strip('\r "')
    if hint[:4].lower() == "sep=" and hint[4:] in SEPARATEURS:
        return text[len(first) + 1 :], hint[4:]
    return text, ""


def _make_reader(text: str, separateur: str) -> Iterator[list[str]]:
    lines = chain(StringIO(text, newline=""), (_FIN,))
    return csv.reader(lines, delimiter=separateur, skipinitialspace=True)


def _iterate_rows(text: str, separateur: str) -> Iterator[list[str]]:
    """Rows in the order of a spreadsheet, blank ones included; a cell may run over several lines.

    One row is held back: the last must be `_FIN`, and is not given. The csv module itself stops at cells of 131,072
    characters (Excel does at 32,767), which are always a quotation mark left open.
    """
    reader = _make_reader(text, separateur)
    held: list[str] | None = None
    numero = 0
    try:
        for row in reader:
            if held is not None:
                yield held
            held, numero = row, numero + 1
    except csv.Error:
        raise _make_unclosed(numero + 1) if '"' in text else _make_endless(numero + 1) from None
    if held != [_FIN]:
        raise _make_unclosed(numero)


def _make_unclosed(ligne: int) -> Refus:
    return Refus(
        'un guillemet droit (") est ouvert et jamais refermé : la suite du tableau est lue comme une seule cellule',
        "Refermez-le ou supprimez-le.",
        ligne,
    )


def _make_endless(ligne: int) -> Refus:
    return Refus("une cellule ne finit pas : ce n’est sans doute pas un tableau", ENREGISTRER_EN_UTF8, ligne)


def _check_accents(text: str) -> tuple[Note, ...]:
    found = next((signs for signs in _ACCENTS_ABIMES if signs in text), None)
    if found is None:
        return ()
    return (
        Note(
            f"des accents semblent abîmés (« {found} » au lieu d’une lettre accentuée ou d’une apostrophe)",
            "Rouvrez le fichier d’origine et enregistrez-le au format « CSV UTF-8 ».",
        ),
    )
