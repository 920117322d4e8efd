"""A zipped workbook, opened with distrust: what it declares is checked first, each part is unpacked under one budget.

What the reading needs is taken out and checked; the rest (pictures, drawings, other sheets) is never unpacked.
"""

from __future__ import annotations

import zipfile
import zlib
from io import BytesIO
from typing import Final, Literal

from maillage.formats import limites
from maillage.formats.fautes import Refus

Sorte = Literal["xlsx", "ods"]
SANS_MACRO: Final = (
    "Un tableau de données n’en a pas besoin : dans votre tableur, enregistrez-le sous un autre nom au format "
    "classeur Excel (.xlsx), OpenDocument (.ods) ou CSV, sans macro."
)
SANS_MOT_DE_PASSE: Final = "Ouvrez-le dans votre tableur, retirez le mot de passe, puis enregistrez-le de nouveau."
REENREGISTRER: Final = "Ouvrez-le dans votre tableur et enregistrez-le de nouveau au format .xlsx, .ods ou .csv."
_METHODES_LUES: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TABLEUR_ODF: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_AUTRES: Final = (
    ("word/document.xml", "un document Word, pas un tableur"),
    ("ppt/presentation.xml", "une présentation, pas un tableur"),
    ("Index/Document.iwa", "un fichier Numbers ou Pages d’Apple"),
    ("xl/workbook.bin", "un classeur binaire Excel (.xlsb)"),
)
_ERREURS_ZIP: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, KeyError, RuntimeError, NotImplementedError,
    OverflowError, IndexError, MemoryError,
)  # fmt: skip
"""All that zipfile raises on archives that are cut, forged or of a kind it does not know (RuntimeError: encrypted)."""


def make_damaged() -> Refus:
    return Refus("fichier abîmé ou incomplet", f"Refaites la copie ou le téléchargement du fichier. {REENREGISTRER}")


class Coffre:
    """The parts of one archive. Raises `Refus` at once when what it declares is hostile or not a workbook."""

    def __init__(self, contenu: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(BytesIO(contenu))
            self._parties = self._zip.infolist()
        except _ERREURS_ZIP:
            raise make_damaged() from None
        self._reste = limites.MAX_OCTETS_DEPLIES
        self.noms = frozenset(partie.filename for partie in self._parties)
        _check_sizes(self._parties, len(contenu))
        self.sorte = self._find_sorte()
        self._check_macros()

    def read(self, nom: str) -> bytes:
        """One part, unpacked; at most what remains of the budget is ever held, whatever the archive declares."""
        try:
            with self._zip.open(nom) as partie:
                contenu = partie.read(self._reste + 1)
        except _ERREURS_ZIP:
            raise make_damaged() from None
        self._reste -= len(contenu)
        if self._reste < 0:
            raise _make_bomb()
        return contenu

    def read_xml(self, nom: str) -> bytes:
        """One XML part, in UTF-8 and without document type: nothing in it can expand or call elsewhere."""
        contenu = self.read(nom)
        if b"\0" in contenu:  # UTF-16 or binary: no spreadsheet program writes that
            raise make_damaged()
        if b"<!DOCTYPE" in contenu or b"<!ENTITY" in contenu:
            raise Refus("ce classeur contient des déclarations cachées qu’aucun tableur n’écrit", REENREGISTRER)
        return contenu

    def _find_sorte(self) -> Sorte:
        for nom, description in _AUTRES:
            if nom in self.noms:
                raise Refus(f"ce fichier est {description}", REENREGISTRER)
        if "xl/workbook.xml" in self.noms:
            return "xlsx"
        mimetype = self.read("mimetype") if "mimetype" in self.noms else b""
        if mimetype.startswith(_TABLEUR_ODF) and "content.xml" in self.noms:
            return "ods"
        raise Refus("ce fichier est une archive, pas un classeur", "Donnez le tableau lui-même : .xlsx, .ods ou .csv.")

    def _check_macros(self) -> None:
        """Macros are never run here, but a workbook that carries some is not a table to be handed around."""
        noms = [nom.lower() for nom in self.noms]
        if self.sorte == "xlsx":
            hostile = any(nom.endswith("vbaproject.bin") or nom.startswith("xl/macrosheets/") for nom in noms)
            types = self.read("[Content_Types].xml") if "[Content_Types].xml" in self.noms else b""
            hostile = hostile or b"macroenabled" in types.lower()
        else:
            hostile = any(nom.startswith(("basic/", "scripts/")) and not nom.endswith("/") for nom in noms)
            manifest = self.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in self.noms else b""
            if b"encryption-data" in manifest:
                raise Refus("ce classeur est protégé par un mot de passe", SANS_MOT_DE_PASSE)
        if hostile:
            raise Refus("ce classeur contient des macros (de petits programmes)", SANS_MACRO)


def _check_sizes(parties: list[zipfile.ZipInfo], compresse: int) -> None:
    deplie = sum(partie.file_size for partie in parties)
    trop_dense = deplie > max(limites.RAPPORT_IGNORE_SOUS, limites.MAX_RAPPORT * compresse)
    if len(parties) > limites.MAX_PARTIES or deplie > limites.MAX_OCTETS_DEPLIES or trop_dense:
        raise _make_bomb()
    if any(partie.flag_bits & 1 for partie in parties):
        raise Refus("ce classeur est protégé par un mot de passe", SANS_MOT_DE_PASSE)
    noms = {partie.filename for partie in parties}
    if len(noms) < len(parties) or any(partie.compress_type not in _METHODES_LUES for partie in parties):
        raise Refus("ce classeur est construit d’une façon qu’aucun tableur n’emploie", REENREGISTRER)


def _make_bomb() -> Refus:
    return Refus(
        f"ce classeur, une fois décompressé, est démesuré ({limites.MAX_OCTETS_DEPLIES // limites.MO} Mo au plus)",
        "Copiez les feuilles acteurs et liens, sans image, dans un classeur neuf, ou enregistrez-les en CSV.",
    )
