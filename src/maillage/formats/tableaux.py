"""Tables of any kind, CSV, XLSX, ODS or JSON, as headings and rows of text. A file that cannot be read says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

from maillage.formats import limites
from maillage.formats.coffre import REENREGISTRER, SANS_MACRO, SANS_MOT_DE_PASSE, Coffre
from maillage.formats.csv_texte import read_csv
from maillage.formats.fautes import ClasseurIllisible, Faute, Refus
from maillage.formats.json_liste import FichierJson, looks_like_json
from maillage.formats.ods import ClasseurOpenDocument
from maillage.formats.table import Ligne, Table
from maillage.formats.xlsx import ClasseurExcel

DONNER_UN_TABLEAU: Final = "Donnez un tableau enregistré au format CSV, XLSX ou ODS."
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_SIGNATURES: Final = (
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"{\\rtf", "un document de traitement de texte"),
    (b"\x1f\x8b", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"Rar!", "une archive"),
    (b"PAR1", "un fichier Parquet"),
)
_BALISES: Final = (b"<!doctype", b"<html", b"<?xml", b"<table", b"<head", b"<body")
_ENTREE_STANDARD: Final = ("/dev/stdin", "/dev/fd/0", "/proc/self/fd/0")
_SUFFIXES_A_MACROS: Final = (".xlsm", ".xltm", ".xlam")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feuille:
    """One sheet. `entetes` are the cells of its first filled row, `lignes` the filled rows under it.

    Every row has at least as many cells as there are headings. `largeur` counts the cells of the row of headings, blank
    ones at its end included. `nom` is empty for a CSV file. `erreurs` and `has_merged_cells` are those of `Table`.
    """

    fichier: str
    nom: str
    entetes: tuple[str, ...]
    ligne_entetes: int
    largeur: int
    lignes: tuple[Ligne, ...]
    remarques: tuple[Faute, ...] = ()
    erreurs: frozenset[tuple[int, int]] = frozenset()
    has_merged_cells: bool = False


class Classeur(Protocol):
    """What the three kinds of file have in common."""

    @property
    def noms(self) -> tuple[str, ...]: ...

    def read(self, nom: str, /) -> Table: ...


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file: the names of its sheets (one, empty, for a CSV file), each read when asked for."""

    fichier: str
    classeur: Classeur

    @property
    def noms(self) -> tuple[str, ...]:
        return self.classeur.noms

    @property
    def cachees(self) -> frozenset[str]:
        """Sheets that the spreadsheet program does not show."""
        return getattr(self.classeur, "cachees", frozenset())

    def read(self, nom: str) -> Feuille:
        """One sheet. Raises `ClasseurIllisible`."""
        try:
            table = self.classeur.read(nom)
        except Refus as refus:
            raise _make_unreadable(self.fichier, refus, feuille=nom) from None
        return _make_feuille(self.fichier, nom, table)


def open_source(chemin: Path, octets: int | None = None, *, nom: str = "") -> Source:
    """Open a CSV (of so many bytes at most, `MAX_OCTETS_TEXTE` if not told), XLSX, ODS or JSON, told apart by content.

    `nom`: what its owner calls it, when it is kept under another name. Raises `ClasseurIllisible`, never anything else.
    """
    fichier = nom or name_file(chemin)
    try:
        contenu = _read_bytes(chemin, octets or limites.MAX_OCTETS_TEXTE)
        return Source(fichier, _open(contenu, Path(fichier).suffix.lower()))
    except Refus as refus:
        raise _make_unreadable(fichier, refus) from None


def name_file(chemin: Path) -> str:
    """The name a person knows a file by: « 63 » says nothing of /dev/fd/63."""
    if str(chemin) in _ENTREE_STANDARD:
        return "entrée standard"
    return str(chemin) if str(chemin).startswith(("/dev/", "/proc/")) else chemin.name or str(chemin)


def read_feuilles(chemin: Path) -> tuple[Feuille, ...]:
    """Every sheet of a file, in order. Raises `ClasseurIllisible`."""
    source = open_source(chemin)
    return tuple(source.read(nom) for nom in source.noms)


@dataclass(frozen=True, slots=True)
class FichierCsv:
    """A CSV file, seen as a workbook of one sheet without a name."""

    contenu: bytes
    noms: tuple[str, ...] = ("",)

    def read(self, _nom: str, /) -> Table:
        return read_csv(self.contenu)


def _read_bytes(chemin: Path, octets: int) -> bytes:
    try:
        if chemin.is_dir():
            raise Refus("c’est un dossier, pas un fichier", DONNER_UN_TABLEAU)
        if not chemin.exists():
            raise Refus("ce fichier n’existe pas", "Vérifiez son nom et le dossier où il se trouve.")
        if not chemin.is_file():  # a pipe or a device may never end
            raise Refus(
                "ce n’est pas un fichier ordinaire", f"Enregistrez-le d’abord dans un fichier. {DONNER_UN_TABLEAU}"
            )
        with chemin.open("rb") as fichier:
            contenu = fichier.read(octets + 1)
    except (OSError, ValueError):
        raise Refus("ce fichier ne se laisse pas ouvrir", "Vérifiez que vous avez le droit de le lire.") from None
    _check_size(contenu, octets)
    return contenu


def _check_size(contenu: bytes, octets: int) -> None:
    if not contenu:
        raise Refus("ce fichier est vide", DONNER_UN_TABLEAU)
    limit = limites.MAX_OCTETS_CLASSEUR if contenu.startswith(_ZIP) else octets
    if len(contenu) > limit:
        raise Refus(
            f"ce fichier dépasse {limit // limites.MO} Mo",
            "Gardez seulement les colonnes utiles, sans image, ou enregistrez chaque feuille en CSV.",
        )


def _open(contenu: bytes, suffixe: str) -> Classeur:
    if contenu.startswith(_OLE):
        raise _explain_ole(contenu)
    if suffixe in _SUFFIXES_A_MACROS:
        raise Refus(f"un fichier {suffixe} peut contenir des macros (de petits programmes)", SANS_MACRO)
    if contenu.startswith(_ZIP):
        coffre = Coffre(contenu)
        return ClasseurExcel(coffre) if coffre.sorte == "xlsx" else ClasseurOpenDocument(coffre)
    _check_signature(contenu)
    if suffixe in (".xlsx", ".ods"):
        raise Refus(f"ce fichier porte le nom d’un classeur ({suffixe}) mais n’en est pas un", REENREGISTRER)
    if suffixe in (".json", ".geojson") or (suffixe not in (".csv", ".txt", ".tsv") and looks_like_json(contenu)):
        return FichierJson(contenu)
    return FichierCsv(contenu)


def _explain_ole(contenu: bytes) -> Refus:
    """The old container of Microsoft Office holds workbooks under a password, or of before 2007."""
    if "EncryptedPackage".encode("utf-16-le") in contenu:
        return Refus("ce classeur est protégé par un mot de passe", SANS_MOT_DE_PASSE)
    return Refus("ce fichier est à l’ancien format d’Office (.xls, d’avant 2007)", REENREGISTRER)


def _check_signature(contenu: bytes) -> None:
    for signature, description in _SIGNATURES:
        if contenu.startswith(signature):
            raise Refus(f"ce fichier est {description}, quel que soit son nom", DONNER_UN_TABLEAU)
    debut = contenu[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if debut.startswith(_BALISES):
        raise Refus("ce fichier est une page web ou du XML, quel que soit son nom", REENREGISTRER)


def _make_feuille(fichier: str, nom: str, table: Table) -> Feuille:
    if not table.lignes:
        lieu = "cette feuille est vide" if nom else "ce fichier ne contient que des lignes vides"
        raise _make_unreadable(fichier, Refus(lieu, "La première ligne doit porter le nom des colonnes."), feuille=nom)
    remarques = tuple(
        Faute(fichier=fichier, feuille=nom, message=note.message, remede=note.remede, bloquante=False)
        for note in table.notes
    )
    return _cut(
        Feuille(
            fichier=fichier, nom=nom, entetes=(), ligne_entetes=0, largeur=0, lignes=(), remarques=remarques,
            erreurs=table.erreurs, has_merged_cells=table.has_merged_cells,
        ),
        table.lignes,
    )  # fmt: skip


def start_at(feuille: Feuille, rank: int) -> Feuille:
    """The same sheet with the row of that rank in `lignes` as headings; what stands above is left out."""
    return _cut(feuille, feuille.lignes[rank:])


def _cut(feuille: Feuille, lignes: Sequence[Ligne]) -> Feuille:
    entetes = _drop_blank_end(lignes[0].cellules)
    return replace(
        feuille, entetes=entetes, ligne_entetes=lignes[0].numero, largeur=len(lignes[0].cellules),
        lignes=tuple(_pad(ligne, len(entetes)) for ligne in lignes[1:]),
    )  # fmt: skip


def _drop_blank_end(cellules: list[str]) -> tuple[str, ...]:
    filled = max((rank for rank, cell in enumerate(cellules, 1) if cell), default=0)
    return tuple(cellules[:filled])


def _pad(ligne: Ligne, width: int) -> Ligne:
    missing = width - len(ligne.cellules)
    return Ligne(ligne.numero, ligne.cellules + [""] * missing) if missing > 0 else ligne


def _make_unreadable(fichier: str, refus: Refus, feuille: str = "") -> ClasseurIllisible:
    faute = Faute(
        fichier=fichier, feuille=feuille, ligne=refus.ligne, message=refus.message, remede=refus.remede
    )  # fmt: skip
    return ClasseurIllisible((faute,))
