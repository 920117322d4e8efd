"""Two small bar pictures: levels lived and wanted, phase of the first call."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from maillage.analyse.reseau import PHASES as CODES_PHASES
from maillage.analyse.vocabulaire import NIVEAUX, PHASES
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.lecture import capitalise, plural
from maillage.publication.figures.legende import Element, flow
from maillage.publication.figures.svg import compose, ligne, rectangle, texte
from maillage.publication.figures.textes import wrap
from maillage.publication.tokens import ACCENT, BLANC, DOUX, ENCRE, MARQUES, TRAIT
from maillage.publication.typographie import FINE, INSECABLE, format_number

TITRE_NIVEAUX = "Niveaux de coopération, vécus et souhaités"
TITRE_PHASES = "La phase du premier appel"
SANS_NIVEAU = "Aucun niveau n’est encore renseigné."
SANS_PHASE = "Aucune phase de premier appel n’est encore renseignée."
LARGEUR_NIVEAUX, LARGEUR_PHASES = 460.0, 560.0
LOCAL = MARQUES["DL"]

_NOMS = 128.0
_CHIFFRES = 44.0
_HAUT = 130.0
_COLONNE_MIN = 84.0
"""Narrower columns cannot hold the names of phases: bars lie down."""


def dessiner_niveaux(
    vecus: Mapping[int, int], souhaites: Mapping[int, int], largeur: float = LARGEUR_NIVEAUX
) -> Figure:
    """How many links at each level, 1 to 5: lived (full bar), wanted (outlined bar). A level left out counts none."""
    levels = range(1, len(NIVEAUX))
    highest = max(counts.get(level, 0) for level in levels for counts in (vecus, souhaites))
    if not highest:
        return _draw_nothing("niveaux", largeur, TITRE_NIVEAUX, SANS_NIVEAU)
    parts = []
    for rank, level in enumerate(levels):
        top = 6 + rank * 42.0
        parts.append(texte(capitalise(NIVEAUX[level]), 4, top + 20, 14))
        parts += _draw_level(top, vecus.get(level, 0), highest, largeur, lived=True)
        parts += _draw_level(top + 17, souhaites.get(level, 0), highest, largeur, lived=False)
    y = 6 + len(levels) * 42.0
    legende, height = flow([[_sample("vécu", lived=True), _sample("souhaité", lived=False)]], _NOMS, y, largeur - _NOMS)
    words = _describe_levels(vecus, souhaites)
    return compose("niveaux", [*parts, legende], (largeur, y + height + 4), TITRE_NIVEAUX, words)


def _draw_level(y: float, count: int, highest: int, largeur: float, *, lived: bool) -> Iterable[str]:
    width = _length(count, highest, largeur - _NOMS - _CHIFFRES)
    if count:
        yield _draw_bar(_NOMS, y, width, 13, lived=lived)
    yield _write_count(count, _NOMS + width + 8, y + 11, strong=lived)


def _length(count: int, highest: int, room: float) -> float:
    """One alone is still seen."""
    return max(count / highest * room, 3) if count else 0.0


def _write_count(count: int, x: float, y: float, *, strong: bool, ancre: str | None = None) -> str:
    colour = ENCRE if count else DOUX
    return texte(format_number(count), x, y, 13, graisse=700 if strong else 400, couleur=colour, ancre=ancre)


def _draw_bar(x: float, y: float, width: float, height: float, *, lived: bool) -> str:
    if lived:
        return rectangle(x, y, width, height, ACCENT, rx=min(3, width / 2))
    inner = max(width - 1.5, 0.5)
    return rectangle(
        x + 0.75, y + 0.75, inner, height - 1.5, BLANC, rx=min(3, inner / 2), stroke=ACCENT, stroke_width=1.5
    )


def _sample(libelle: str, *, lived: bool) -> Element:
    return Element(libelle, 34, lambda x, y: _draw_bar(x, y - 6.5, 26, 13, lived=lived))


def _draw_nothing(nom: str, largeur: float, titre: str, words: str) -> Figure:
    lines = wrap(words, 14, largeur - 8)
    written = [texte(line, 4, 26 + 18 * rank, 14, couleur=DOUX) for rank, line in enumerate(lines)]
    return compose(nom, written, (largeur, 22 + 18 * len(lines)), titre, words)


def _describe_levels(vecus: Mapping[int, int], souhaites: Mapping[int, int]) -> str:
    said = (
        f"{NIVEAUX[level]}, {plural(vecus.get(level, 0), 'vécu', 'vécus')} "
        f"et {plural(souhaites.get(level, 0), 'souhaité', 'souhaités')}"
        for level in range(1, len(NIVEAUX))
    )
    return f"Nombre de liens par niveau{INSECABLE}: {f'{FINE}; '.join(said)}."


def dessiner_phases(
    premiers_appels: Mapping[str, int], largeur: float = LARGEUR_PHASES, *, phase_marquee: str | None = "P4"
) -> Figure:
    """In which phase the first call came, P1 to P6; `phase_marquee` (looking for funds) stands out.

    A phase left out counts none. On a narrow picture the bars lie down.
    """
    counts = {code: premiers_appels.get(code, 0) for code in CODES_PHASES}
    if not any(counts.values()):
        return _draw_nothing("phases", largeur, TITRE_PHASES, SANS_PHASE)
    draw = _stand if largeur / len(counts) >= _COLONNE_MIN else _lie_down
    parts, height = draw(counts, largeur, phase_marquee)
    return compose("phases", parts, (largeur, height), TITRE_PHASES, _describe_phases(counts))


def _stand(counts: Mapping[str, int], largeur: float, marquee: str | None) -> tuple[list[str], float]:
    step, floor = (largeur - 8) / len(counts), 24 + _HAUT
    parts: list[str] = []
    lines = 0
    for rank, (code, count) in enumerate(counts.items()):
        left, middle, strong = 4 + rank * step, 4 + (rank + 0.5) * step, code == marquee
        height = _length(count, max(counts.values()), _HAUT)
        parts.append(_draw_column(left + 4, floor - height, step - 8, height, strong) if count else "")
        parts.append(_write_count(count, middle, floor - height - 7, strong=strong, ancre="middle"))
        name = wrap(capitalise(PHASES[code]), 13, step - 6)
        parts += [
            _write_phase(line, middle, floor + 20 + 16 * place, strong, "middle") for place, line in enumerate(name)
        ]
        lines = max(lines, len(name))
    return [*parts, ligne((4, floor), (largeur - 4, floor), TRAIT, 1)], floor + 16 + 16 * lines


def _lie_down(counts: Mapping[str, int], largeur: float, marquee: str | None) -> tuple[list[str], float]:
    parts: list[str] = []
    for rank, (code, count) in enumerate(counts.items()):
        y, strong = 6 + rank * 38.0, code == marquee
        width = _length(count, max(counts.values()), largeur - _NOMS - _CHIFFRES)
        parts.append(_draw_column(_NOMS, y + 4, width, 22, strong) if count else "")
        parts.append(_write_count(count, _NOMS + width + 8, y + 20, strong=strong))
        name = wrap(capitalise(PHASES[code]), 13, _NOMS - 10)
        parts += [_write_phase(line, 4, y + 28 - 8 * len(name) + 16 * place, strong) for place, line in enumerate(name)]
    return parts, 8 + len(counts) * 38.0


def _draw_column(x: float, y: float, width: float, height: float, strong: bool) -> str:
    return rectangle(x, y, width, height, LOCAL.trait if strong else LOCAL.fond, stroke=None if strong else TRAIT)


def _write_phase(line: str, x: float, y: float, strong: bool, ancre: str | None = None) -> str:
    return texte(line, x, y, 13, couleur=ENCRE if strong else DOUX, ancre=ancre)


def _describe_phases(counts: Mapping[str, int]) -> str:
    said = ", ".join(f"{PHASES[code].replace(', ', ' et ')} {format_number(count)}" for code, count in counts.items())
    return f"Phase du premier appel, pour {plural(sum(counts.values()), 'lien', 'liens')}{INSECABLE}: {said}."
