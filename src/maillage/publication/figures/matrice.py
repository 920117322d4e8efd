"""The sphere × sphere table as a heat map: one square for each pair of spheres, its rate said in figures."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from maillage.analyse.diagnostic import Croisement, Diagnostic
from maillage.analyse.seuils import SEUILS
from maillage.publication.figures.couleurs import mix, text_on
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.formes import draw_mark
from maillage.publication.figures.lecture import capitalise, describe_cells, say_share
from maillage.publication.figures.legende import TAILLE, Element, flow, list_spheres
from maillage.publication.figures.svg import compose, ligne, rectangle, texte
from maillage.publication.figures.textes import measure, wrap, wrap_and_cut
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.tokens import ACCENT, BLANC, DOUX, PAPIER, TRAIT, Marque
from maillage.publication.typographie import INSECABLE, SANS_OBJET, format_number

TITRE = "Les liens au sein des sphères et entre elles"
MAX_SPHERES = 12
LARGEUR = 760.0

TEINTES = tuple(mix(PAPIER, ACCENT, part) for part in (0.0, 0.08, 0.18, 0.36, 0.86, 1.0))
"""No link, then five classes. Between the last two but one, neither ink nor white could be read well enough."""
ECHELLES = ((0.001, 0.002, 0.004, 0.007), (0.005, 0.01, 0.02, 0.035), (0.02, 0.04, 0.08, 0.14), (0.05, 0.1, 0.2, 0.35))
"""Upper bounds of the first four classes. They double, since rates of networks do; larger networks have lower rates."""
_HAUT = 12.0
_JOUR = 4.0
"""Between two squares."""


@dataclass(frozen=True, slots=True)
class Grille:
    """The spheres shown, their marks, and the size of things."""

    signes: Mapping[str, Marque]
    mondes: Mondes
    marge: float
    largeur: float
    hauteur: float
    noms_a_gauche: bool
    noms_dessous: bool

    @property
    def spheres(self) -> tuple[str, ...]:
        return tuple(self.signes)

    @property
    def bas(self) -> float:
        return _HAUT + len(self.signes) * self.hauteur

    def middle(self, row: int, column: int) -> tuple[float, float]:
        return self.marge + (column + 0.5) * self.largeur, _HAUT + (row + 0.5) * self.hauteur


@dataclass(frozen=True, slots=True)
class Case:
    """One square; `taux` is None when it may not be said."""

    rang: int
    colonne: int
    croisement: Croisement
    taux: float | None


def dessiner_matrice(diagnostic: Diagnostic, largeur: float = LARGEUR, mondes: Mondes = COMMUNS) -> Figure:
    """Of all the links that are possible in each pair of spheres, how many exist; on the diagonal, inside each sphere.

    A rate that may not be said (no possible link, or a sphere of fewer actors than `SEUILS.min_acteurs_sphere`) is
    hatched. Beyond twelve spheres, only the largest are shown.
    """
    counts = diagnostic.reseau.spheres
    if not counts:
        return _draw_nothing(largeur)
    grille = _set_grid(choose_spheres(counts), largeur, mondes)
    cases = _list_cells(grille, diagnostic.mixite.matrice, counts)
    scale = choose_scale(case.taux for case in cases if case.taux is not None)
    parts = [*(_draw_cell(grille, case, scale) for case in cases), *_draw_axes(grille)]
    below, height = _draw_below(grille, counts, cases, scale, largeur)
    words = describe_cells([(case.croisement, case.taux) for case in cases], mondes)
    words = " ".join(filter(None, (words, _say_left_out(counts))))
    return compose("matrice", [*parts, *below], (largeur, height), TITRE, words)


def _draw_nothing(largeur: float) -> Figure:
    words = describe_cells([])
    lines = wrap(words, 14, largeur - 24)
    written = [texte(line, 12, 30 + 18 * rank, 14, couleur=DOUX) for rank, line in enumerate(lines)]
    return compose("matrice", written, (largeur, 30 + 18 * len(lines)), TITRE, words)


def choose_spheres(counts: Mapping[str, int]) -> list[str]:
    """The twelve that hold the most actors."""
    return sorted(counts, key=lambda code: (-counts[code], code))[:MAX_SPHERES]


def _set_grid(spheres: list[str], largeur: float, mondes: Mondes) -> Grille:
    beside = largeur >= 560 and len(spheres) <= 8
    marge = 156.0 if beside else 42.0
    side = min(190.0, (largeur - marge - 12) / max(len(spheres), 1))
    words = [word for code in spheres for word in capitalise(mondes.name(code)).split()]
    below = beside and all(measure(word, TAILLE) <= side - 8 for word in words)
    return Grille(mondes.marks(spheres), mondes, marge, side, min(92.0, 0.72 * side), beside, below)


def _list_cells(grille: Grille, matrice: Iterable[Croisement], counts: Mapping[str, int]) -> list[Case]:
    by_pair = {frozenset(croisement.spheres): croisement for croisement in matrice}
    cases = []
    for row, a in enumerate(grille.spheres):
        for column, b in enumerate(grille.spheres[: row + 1]):
            if croisement := by_pair.get(frozenset((a, b))):
                enough = min(counts[a], counts[b]) >= SEUILS.min_acteurs_sphere
                cases.append(Case(row, column, croisement, croisement.taux if enough else None))
    return cases


def choose_scale(rates: Iterable[float]) -> tuple[float, ...]:
    """The first scale whose last class starts within reach of the highest rate."""
    highest = max(rates, default=0.0)
    return next((scale for scale in ECHELLES if highest <= 1.5 * scale[-1]), ECHELLES[-1])


def shade(taux: float, scale: tuple[float, ...]) -> str:
    """Paper when nothing exists, then darker and darker."""
    return TEINTES[1 + bisect_left(scale, taux)] if taux > 0 else TEINTES[0]


def _draw_cell(grille: Grille, case: Case, scale: tuple[float, ...]) -> str:
    x, y = grille.middle(case.rang, case.colonne)
    width, height = grille.largeur - _JOUR, grille.hauteur - _JOUR
    left, top = x - width / 2, y - height / 2
    if case.taux is None:
        return _draw_hatched(left, top, width, height) + texte(SANS_OBJET, x, y + 6, 18, couleur=DOUX, ancre="middle")
    fond = shade(case.taux, scale)
    square = rectangle(left, top, width, height, fond, rx=7, stroke=TRAIT if fond in TEINTES[:2] else None)
    return square + _write_cell(case, x, y, width, text_on(fond))


def _write_cell(case: Case, x: float, y: float, width: float, couleur: str) -> str:
    """The rate, large, and the count below it, centred together on (x, y)."""
    big, small = min(26.0, 0.26 * width), min(12.5, max(10.0, 0.11 * width))
    count = _say_count(case.croisement, small, width - 6)
    below = 1.3 * small if count else 0.0
    baseline = y + (0.67 * big - below) / 2
    rate = texte(say_share(case.taux or 0), x, baseline, big, graisse=700, couleur=couleur, ancre="middle")
    return rate + (texte(count, x, baseline + below, small, couleur=couleur, ancre="middle") if count else "")


def _say_count(croisement: Croisement, size: float, width: float) -> str:
    """« 22 liens sur 360 », shorter where room lacks, nothing where there is none."""
    links, possible = format_number(croisement.liens), format_number(croisement.possibles)
    word = "liens" if croisement.liens > 1 else "lien"
    ways = (f"{links} {word} sur {possible}", f"{links} sur {possible}", f"{links}/{possible}")
    return next((way for way in ways if measure(way, size) <= width), "")


def _draw_hatched(x: float, y: float, width: float, height: float) -> str:
    """Slanted lines drawn one by one: patterns are not drawn alike everywhere."""
    parts = [rectangle(x, y, width, height, BLANC, rx=3, stroke=TRAIT)]
    for start in range(8, int(width + height), 8):
        low = (x + max(0, start - height), y + min(height, start))
        high = (x + min(width, start), y + max(0, start - width))
        parts.append(ligne(low, high, TRAIT, 1))
    return "".join(parts)


def _draw_axes(grille: Grille) -> Iterable[str]:
    for rank, (code, marque) in enumerate(grille.signes.items()):
        _, y = grille.middle(rank, 0)
        x, _ = grille.middle(0, rank)
        name = capitalise(grille.mondes.name(code))
        yield draw_mark(marque, 24, y, 11)
        yield draw_mark(marque, x, grille.bas + 18, 11)
        if grille.noms_a_gauche:
            lines = wrap_and_cut(name, TAILLE, grille.marge - 50, 2)
            yield _write_lines(lines, 44, y + 4.5 - 8 * (len(lines) - 1), "start")
        if grille.noms_dessous:
            yield _write_lines(wrap_and_cut(name, TAILLE, grille.largeur - 8, 2), x, grille.bas + 46, "middle")


def _write_lines(lines: Sequence[str], x: float, y: float, ancre: str) -> str:
    return "".join(texte(line, x, y + 16 * rank, TAILLE, ancre=ancre) for rank, line in enumerate(lines))


def _draw_below(
    grille: Grille, counts: Mapping[str, int], cases: list[Case], scale: tuple[float, ...], largeur: float
) -> tuple[list[str], float]:
    """Scale of colours, what hatching means, names of the marks where they had no room, spheres left out."""
    y = grille.bas + (78 if grille.noms_dessous else 44)
    guarded = any(case.taux is None for case in cases)
    rangs = [[] if grille.noms_a_gauche else list_spheres({c: counts[c] for c in grille.spheres}, grille.mondes)]
    rangs += [_list_classes(cases, scale), [_explain_hatching()] if guarded else []]
    left_out = _say_left_out(counts)
    rangs += [[Element(left_out, 0, lambda _x, _y: "")]] if left_out else []
    drawn, height = flow(rangs, 12, y, largeur - 24)
    return [drawn], y + height + 12


def _list_classes(cases: list[Case], scale: tuple[float, ...]) -> list[Element]:
    """The shades in use, palest first."""
    used = {shade(case.taux, scale) for case in cases if case.taux is not None}
    return [_sample(teinte, _say_class(rank, scale)) for rank, teinte in enumerate(TEINTES) if teinte in used]


def _say_class(rank: int, scale: tuple[float, ...]) -> str:
    bounds = [format_number(100 * bound, 1) for bound in scale]
    if rank == 0:
        return "aucun lien"
    if rank == len(TEINTES) - 1:
        return f"plus de {bounds[-1]}{INSECABLE}%"
    return f"{f'{bounds[rank - 2]} à' if rank > 1 else 'jusqu’à'} {bounds[rank - 1]}{INSECABLE}%"


def _sample(teinte: str, libelle: str) -> Element:
    return Element(libelle, 36, lambda x, y: rectangle(x, y - 8, 28, 16, teinte, rx=3, stroke=TRAIT))


def _explain_hatching() -> Element:
    words = (
        f"moins de {SEUILS.min_acteurs_sphere} acteurs dans une sphère, ou aucun lien possible{INSECABLE}: pas de taux"
    )
    return Element(words, 36, lambda x, y: _draw_hatched(x, y - 8, 28, 16))


def _say_left_out(counts: Mapping[str, int]) -> str:
    if len(counts) <= MAX_SPHERES:
        return ""
    return f"Les {MAX_SPHERES} sphères les plus nombreuses sont montrées, sur {format_number(len(counts))}."
