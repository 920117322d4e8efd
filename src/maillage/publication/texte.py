"""The report in a terminal: eighty columns at most, sentences first, no colour unless asked for."""

from __future__ import annotations

import os
import re
import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TextIO

from maillage.analyse.francais import du_monde, majuscule
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.blocs import (
    Bloc,
    CartesPostes,
    CartesRencontres,
    ConstatEcrit,
    Illustration,
    ListeConstats,
    Paragraphe,
    Rapport,
    Section,
    Tableau,
)
from maillage.publication.tableaux import TROP_PEU
from maillage.publication.tokens import marques
from maillage.publication.typographie import fr

LARGEUR: Final = 80
ETROIT: Final = 40
"""A terminal narrower than this wraps our lines itself."""
_MARGE: Final = "  "
_PLEIN, _VIDE = "█", "░"
_BARRE: Final = 40
_SUITE: Final = fr(
    "Les dessins, les mesures de chaque acteur et la méthode sont dans le rapport : --format html, pdf ou docx. "
    "Toutes les données : --format json."
)
_ABREGES: Final = frozenset({"acteurs", "reseau", "lecture"})
"""Sections whose long tables are left to the other forms."""


def wants_colour(stream: TextIO) -> bool:
    """A terminal that did not refuse colour (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def choose_width(stream: TextIO | None) -> int:
    """Columns of the terminal, between 40 and 80; 80 where there is none (`stream` is a file, or None)."""
    if stream is None or not stream.isatty():
        return LARGEUR
    return min(LARGEUR, max(ETROIT, shutil.get_terminal_size().columns))


def render_text(rapport: Rapport, *, couleur: bool = False, largeur: int = LARGEUR) -> str:
    """The whole report as lines of at most `largeur` signs, ending with a newline."""
    pen = Plume(couleur, largeur)
    lines = [*_write_head(rapport, pen)]
    for section in rapport.sections:
        if section.ancre not in _ABREGES:
            lines += _write_section(section, rapport, pen)
    if rapport.annexes:
        lines += ["", *pen.wrap(_SUITE)]
    return re.sub(r"\n{4,}", "\n\n\n", "\n".join(line.rstrip() for line in lines)).rstrip("\n") + "\n"


class Plume:
    """Bold and colours, or nothing; lines as wide as the paper."""

    def __init__(self, couleur: bool, largeur: int = LARGEUR) -> None:
        self._on = couleur
        self.largeur = largeur

    def __call__(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._on else text

    def strong(self, text: str) -> str:
        return self(text, "1")

    def soft(self, text: str) -> str:
        return self(text, "2")

    def alert(self, text: str) -> str:
        return self(text, "31")

    def rule(self) -> str:
        return self.soft("─" * self.largeur)

    def wrap(self, text: str, first: str = "", rest: str | None = None) -> list[str]:
        after = " " * len(first) if rest is None else rest
        options = {"initial_indent": first, "subsequent_indent": after, "break_on_hyphens": False}
        return textwrap.wrap(text, self.largeur, **options) or [first]  # type: ignore[arg-type]


def _write_head(rapport: Rapport, pen: Plume) -> Iterator[str]:
    if rapport.reserve:
        yield from (pen.alert(line) for line in pen.wrap(rapport.reserve))
        yield ""
    yield from (pen.strong(line) for line in pen.wrap(rapport.titre))
    yield from pen.wrap(rapport.surtitre)
    yield pen.rule()
    if rapport.mention:
        yield from pen.wrap(rapport.mention, "! ", "  ")
        yield ""
    for text in rapport.couverture:
        yield from pen.wrap(text)
    yield ""
    if rapport.une.spheres:
        yield from pen.wrap(fr(" × ").join(majuscule(name_sphere(code)) for code in rapport.une.spheres))
    for sentence in rapport.une.lignes:
        yield from (pen.strong(line) for line in pen.wrap("".join(s.texte for s in sentence), _MARGE))
    if rapport.complement:
        yield from pen.wrap(rapport.complement, _MARGE)
    yield from _write_bars(rapport, pen)


def _write_bars(rapport: Rapport, pen: Plume) -> Iterator[str]:
    """« Entre les deux  ██░░░░  6 », one bar for each rate that the first sentence compares."""
    c = rapport.comparaison
    if c is None:
        return
    a, b = (f"au sein {du_monde(code)}" for code in c.spheres)
    bars = [(a, c.a), ("entre les deux", c.entre), (b, c.b)]
    long = min(_BARRE, pen.largeur // 2)
    wide = min(max(len(name) for name, rate in bars if rate is not None), pen.largeur - long - 9)
    yield ""
    for name, rate in bars:
        if rate is not None:
            filled = round(rate * long) or int(rate > 0)
            bar = _PLEIN * filled + _VIDE * (long - filled)
            start, *more = textwrap.wrap(name, wide)
            yield f"{_MARGE}{start:<{wide}}  {bar} {round(100 * rate):>3}"
            yield from (f"{_MARGE}{line}" for line in more)


def _write_section(section: Section, rapport: Rapport, pen: Plume) -> Iterator[str]:
    yield ""
    yield ""
    yield from (pen.strong(line) for line in pen.wrap(section.titre.upper()))
    yield pen.rule()
    for bloc in section.blocs:
        yield from _write_bloc(bloc, section, rapport, pen)


def _write_bloc(  # noqa: PLR0911  one return for each kind of block
    bloc: Bloc, section: Section, rapport: Rapport, pen: Plume
) -> Iterable[str]:
    match bloc:
        case Paragraphe():
            return [*pen.wrap(bloc.texte), ""]
        case ListeConstats():
            return _write_findings(bloc, pen)
        case CartesRencontres():
            return _write_meetings(bloc, pen)
        case CartesPostes():
            return _write_posts(bloc, pen)
        case Tableau() if section.ancre == "mondes":
            return _write_grid(bloc, rapport, pen)
        case Tableau():
            return _write_table(bloc, pen)
        case Illustration():
            return pen.wrap(bloc.alternative)


def _write_findings(bloc: ListeConstats, pen: Plume) -> Iterator[str]:
    for rank, constat in enumerate(bloc.constats, 1):
        bullet = f"{rank}. " if bloc.forme == "retenir" else "· "
        yield from pen.wrap(constat.phrase, bullet)
        yield from _write_under(constat, " " * len(bullet), pen)
        if bloc.forme != "lignes":
            yield ""


def _write_under(constat: ConstatEcrit, indent: str, pen: Plume) -> Iterator[str]:
    """What is missing, why a detail is not told, or the detail that the animation may read."""
    if constat.garde:
        yield from (pen.soft(line) for line in pen.wrap(constat.garde, f"{indent}→ "))
    if constat.retenu:
        yield from (pen.soft(line) for line in pen.wrap(constat.retenu, indent))
    if constat.reserve:
        for table in constat.details:
            if isinstance(table, Tableau):
                for row in table.lignes:
                    yield from pen.wrap(_tell_row(table, row), f"{indent}- ")


def _tell_row(table: Tableau, row: Sequence[str]) -> str:
    """« Habitat et Enfance ; sujets : logement ; niveau : 0 »: the actors first, then the rest under its name."""
    names = [colonne.titre for colonne in table.colonnes]
    first = names.index("Acteurs") if "Acteurs" in names else 0
    rest = (f"{names[rank].lower()} : {cell}" for rank, cell in enumerate(row) if rank != first)
    return fr(" ; ".join((row[first], *rest)))


def _write_meetings(bloc: CartesRencontres, pen: Plume) -> Iterator[str]:
    for rencontre in bloc.rencontres:
        start = f"{rencontre.rang:>2}. "
        (first, _, here), (second, _, there) = rencontre.acteurs
        yield from (pen.strong(line) for line in pen.wrap(f"{first} ({here})", start))
        yield from (pen.strong(line) for line in pen.wrap(f"et {second} ({there})", "    "))
        for reason in (rencontre.souhait, *rencontre.raisons):
            if reason:
                yield from pen.wrap(reason, "    - ")
        yield ""


def _write_posts(bloc: CartesPostes, pen: Plume) -> Iterator[str]:
    for poste in bloc.postes:
        yield from (pen.strong(line) for line in pen.wrap(f"{poste.nom} ({poste.monde})", "· "))
        for text in poste.precisions:
            yield from pen.wrap(text, _MARGE)
        if poste.echeance:
            yield from (pen.alert(line) for line in pen.wrap(poste.echeance, _MARGE))
        yield ""


def _write_grid(table: Tableau, rapport: Rapport, pen: Plume) -> Iterator[str]:
    """The sphere × sphere table as a triangle, or row by row when there are too many spheres for a line."""
    names = {majuscule(name_sphere(code)): marques(rapport.spheres)[code].lettre for code in rapport.spheres}
    wide = min(max(map(len, names), default=0), 30)
    if len(names) != len(rapport.spheres) or wide + 6 + 8 * len(names) > pen.largeur:
        yield from _write_table(table, pen)
        return
    rates = {frozenset(line[:2]): line[-1] for line in table.lignes}
    yield " " * (wide + 6) + "".join(f"{letter:>8}" for letter in names.values())
    for row, (name, letter) in enumerate(names.items()):
        cells = (_shorten(rates.get(frozenset((name, other)), "")) for other in list(names)[: row + 1])
        yield f"{_MARGE}{letter:<2}  {name[:wide]:<{wide}}" + "".join(f"{cell:>8}" for cell in cells)
    if any(rate == TROP_PEU for rate in rates.values()):
        yield from (pen.soft(line) for line in pen.wrap(f"· : {table.note}", _MARGE))
    yield ""


def _shorten(rate: str) -> str:
    """« < 1 % » for « moins de 1 % », « · » where nothing may be said."""
    if rate == TROP_PEU:
        return "·"
    return rate.replace("moins de ", "< ").replace("plus de ", "> ")


def _write_table(table: Tableau, pen: Plume) -> Iterator[str]:
    """Columns as wide as their longest cell; the last one takes the room that is left, on several lines if it must."""
    yield from (pen.strong(line) for line in pen.wrap(table.legende))
    lines = [tuple(colonne.titre for colonne in table.colonnes), *table.lignes]
    *widths, last = [max(len(line[rank]) for line in lines) for rank in range(len(table.colonnes))]
    widths = [min(width, _CELLULE) for width in widths]
    left = pen.largeur - sum(widths) - 2 * len(widths) - len(_MARGE)
    if left < min(last, _CELLULE // 2):
        yield from _write_rows(table, pen)
        return
    last = min(last, left)
    for line in lines:
        yield from _align(line, [*widths, last], [colonne.alignement == "droite" for colonne in table.colonnes])
    yield ""


_CELLULE: Final = 30


def _write_rows(table: Tableau, pen: Plume) -> Iterator[str]:
    """Where columns would not stand side by side, each row is a sentence."""
    for row in table.lignes:
        yield from pen.wrap(_tell_row(table, row), "- ")
    yield ""


def _align(line: Sequence[str], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    cells = [textwrap.wrap(cell, width) or [""] for cell, width in zip(line, widths, strict=True)]
    for height in range(max(map(len, cells))):
        parts = (cell[height] if height < len(cell) else "" for cell in cells)
        told = zip(parts, widths, right, strict=True)
        yield _MARGE + "  ".join(part.rjust(width) if to_right else part.ljust(width) for part, width, to_right in told)
