"""The two typefaces of the product, made ready for print and for the page.

`python -m maillage.publication.polices node_modules` reads the variable faces that npm brought and writes, in the
folder `polices/` beside this file, static TrueType files (Typst does not set variable fonts) and small WOFF2 files to
embed in a page. At run time `find_fonts()` says what is there.
"""

# ruff: noqa: PLC0415  fontTools is needed to build the faces, not to use them

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

DOSSIER: Final = Path(__file__).with_name("polices")
TEXTE: Final = "Atkinson Hyperlegible Next"
TITRES: Final = "Bricolage Grotesque"
AVIS: Final = (
    "Les polices de Maillage ne sont pas préparées : le document emploie celles de la machine. "
    "Pour les préparer : npm ci, puis python -m maillage.publication.polices node_modules"
)
FINE_INSECABLE: Final = 0x202F
JALON: Final = ".built"
"""Touched last: make compares its date with those of the sources."""

_log = logging.getLogger("maillage.publication")


class PolicesAbsentes(Exception):
    """The npm folder does not hold the typefaces; the message says, in French, which file is missing."""


@dataclass(frozen=True, slots=True)
class Coupe:
    """One static cut of a variable face: which npm file, at which point of its axes, under which name."""

    fichier: str
    famille: str
    source: str
    axes: tuple[tuple[str, float], ...]
    gras: bool = False
    italique: bool = False

    @property
    def style(self) -> str:
        return {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}[(self.gras, self.italique)]


_ATKINSON: Final = "atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-{}-wght-{}.woff2"
_BRICOLAGE: Final = "bricolage-grotesque/files/bricolage-grotesque-{}-opsz-normal.woff2"
COUPES: Final = (
    Coupe("texte", TEXTE, _ATKINSON.format("{}", "normal"), (("wght", 400),)),
    Coupe("texte-gras", TEXTE, _ATKINSON.format("{}", "normal"), (("wght", 700),), gras=True),
    Coupe("texte-italique", TEXTE, _ATKINSON.format("{}", "italic"), (("wght", 400),), italique=True),
    Coupe("titres", TITRES, _BRICOLAGE, (("wght", 700), ("opsz", 30)), gras=True),
)


@dataclass(frozen=True, slots=True)
class Polices:
    """What was found: the folder of TrueType files for print, the WOFF2 files for the page; both empty when unbuilt."""

    dossier: Path | None
    woff2: tuple[tuple[Coupe, Path], ...]

    @property
    def construites(self) -> bool:
        return self.dossier is not None


def find_fonts(dossier: Path = DOSSIER) -> Polices:
    """The built typefaces, or none of them, said once on the log in French. A partly built folder counts as none."""
    found = tuple((coupe, dossier / f"{coupe.fichier}.woff2") for coupe in COUPES)
    if all(path.exists() and path.with_suffix(".ttf").exists() for _, path in found):
        return Polices(dossier, found)
    _tell_once()
    return Polices(None, ())


@cache
def _tell_once() -> None:
    _log.warning(AVIS)


def build_fonts(modules: Path, dossier: Path = DOSSIER) -> tuple[Path, ...]:
    """Write every cut as `<name>.ttf` (latin and latin-ext) and `<name>.woff2` (latin), with the licences beside.

    Raises `PolicesAbsentes` when `modules` (the npm folder) lacks a typeface. The same input gives the same bytes.
    """
    racine = modules / "@fontsource-variable"
    dossier.mkdir(parents=True, exist_ok=True)
    written = [path for coupe in COUPES for path in _build_cut(coupe, racine, dossier)]
    written += list(_copy_licences(racine, dossier))
    (dossier / JALON).touch()
    return tuple(written)


def _build_cut(coupe: Coupe, racine: Path, dossier: Path) -> Iterator[Path]:
    latin = _instantiate(coupe, racine, "latin")
    _add_narrow_space(latin)
    page = dossier / f"{coupe.fichier}.woff2"
    latin.flavor = "woff2"
    latin.save(page)
    yield page
    latin.flavor = None
    print_ = dossier / f"{coupe.fichier}.ttf"
    _merge(latin, _instantiate(coupe, racine, "latin-ext")).save(print_)
    yield print_


def _instantiate(coupe: Coupe, racine: Path, sous_ensemble: str) -> TTFont:
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    path = racine / coupe.source.format(sous_ensemble)
    if not path.exists():
        raise PolicesAbsentes(f"Police introuvable : {path}. Lancez d’abord « npm ci » à la racine du projet.")
    font = instantiateVariableFont(TTFont(path, recalcTimestamp=False), dict(coupe.axes))
    _rename(font, coupe)
    return font


def _rename(font: TTFont, coupe: Coupe) -> None:
    """Names and style flags of a static face, so that every program finds it under family, weight and slope."""
    names, os2 = font["name"], font["OS/2"]
    names.names = [record for record in names.names if record.nameID in {0, 5, 13, 14}]
    postscript = f"{coupe.famille.replace(' ', '')}-{coupe.style}"
    for identifier, text in {
        1: coupe.famille,
        2: coupe.style,
        4: f"{coupe.famille} {coupe.style}",
        6: postscript,
    }.items():
        names.setName(text, identifier, 3, 1, 0x409)
    os2.usWeightClass = 700 if coupe.gras else 400
    os2.fsSelection = 0b10_0000 if coupe.gras else 0b1 if coupe.italique else 0b100_0000
    font["head"].macStyle = coupe.gras | coupe.italique << 1
    if "STAT" in font:
        del font["STAT"]


def _add_narrow_space(font: TTFont) -> None:
    """French sets U+202F before ; ! ? and the files lack it: an empty glyph, two thirds of the space."""
    from fontTools.ttLib.tables._g_l_y_f import Glyph

    name, advance = "uni202F", round(font["hmtx"]["space"][0] * 2 / 3)
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"][name] = Glyph()
    font["hmtx"][name] = (advance, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[FINE_INSECABLE] = name


def _merge(latin: TTFont, extension: TTFont) -> TTFont:
    """One face from the two subsets; fontTools merges files, hence the passing folder."""
    from fontTools.merge import Merger

    with tempfile.TemporaryDirectory() as passing:
        paths = [f"{passing}/{position}.ttf" for position in range(2)]
        for font, path in zip((latin, extension), paths, strict=True):
            font.save(path)
        merged = Merger().merge(paths)
        merged.recalcTimestamp = False
        merged["head"].created, merged["head"].modified = latin["head"].created, latin["head"].modified
        return merged


def _copy_licences(racine: Path, dossier: Path) -> Iterator[Path]:
    for paquet in ("atkinson-hyperlegible-next", "bricolage-grotesque"):
        copy = dossier / f"{paquet}.OFL.txt"
        shutil.copyfile(racine / paquet / "LICENSE", copy)
        yield copy


def main(arguments: list[str]) -> int:
    try:
        written = build_fonts(Path(arguments[0] if arguments else "node_modules"))
    except PolicesAbsentes as absence:
        sys.stderr.write(f"{absence}\n")
        return 2
    sys.stdout.write(f"{len(written)} fichiers de polices dans {DOSSIER}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
