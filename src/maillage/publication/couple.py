"""The pair of worlds that the first sentence names, seen closer: how deep its links go, when the first call comes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from maillage.analyse.diagnostic import Constat, Json
from maillage.analyse.francais import compte, majuscule
from maillage.analyse.vocabulaire import NIVEAUX, PHASES
from maillage.publication.blocs import Bloc, Colonne, Diffusion, Paragraphe, Tableau
from maillage.publication.illustrations import Illustrations
from maillage.publication.typographie import format_number


def write_pair(constat: Constat, drawings: Illustrations | None, diffusion: Diffusion) -> Iterator[Bloc]:
    """What the links of the pair are made of, then levels and phases, as far as they were declared; or nothing."""
    lived, wanted = _read_levels(constat.detail, "niveaux"), _read_levels(constat.detail, "niveaux_souhaites")
    phases = _read_counts(constat.detail, "phases")
    if sentence := _say_made_of(constat.detail, diffusion):
        yield Paragraphe(sentence)
    if any(lived.values()) or any(wanted.values()):
        table = _table_of_levels(lived, wanted)
        yield drawings.niveaux(lived, wanted, table) if drawings else table
    if any(phases.values()):
        table = _table_of_phases(phases)
        yield drawings.phases(phases, table) if drawings else table


def _read_counts(detail: Mapping[str, Json], key: str) -> dict[str, int]:
    told = detail.get(key)
    return {code: count for code, count in told.items() if isinstance(count, int)} if isinstance(told, dict) else {}


def _read_levels(detail: Mapping[str, Json], key: str) -> dict[int, int]:
    return {int(level): count for level, count in _read_counts(detail, key).items() if level.isdigit()}


def _say_made_of(detail: Mapping[str, Json], diffusion: Diffusion) -> str:
    """« 27 liens : 16 confirmés des deux côtés ; 17 liens ne tiennent ni à une obligation ni au seul financement. »

    How many are confirmed is for the animation only.
    """
    links, confirmed, chosen, wished = (
        detail.get(key) for key in ("liens", "confirmes", "hors_reglementaire_et_financement", "souhaites")
    )
    if not (isinstance(links, int) and isinstance(confirmed, int) and isinstance(chosen, int) and links):
        return ""
    hold = "ne tient" if chosen < 2 else "ne tiennent"
    states = f"{compte(confirmed, 'confirmé')} des deux côtés ; " if diffusion == "animation" else ""
    sentence = (
        f"{majuscule(compte(links, 'lien'))} : {states}"
        f"{compte(chosen, 'lien')} {hold} ni à une obligation ni au seul financement."
    )
    if isinstance(wished, int) and wished:
        sentence += f" {majuscule(compte(wished, 'autre'))} {'est souhaité' if wished == 1 else 'sont souhaités'}."
    return sentence


def _table_of_levels(lived: Mapping[int, int], wanted: Mapping[int, int]) -> Tableau:
    return Tableau(
        legende="Niveaux vécus et souhaités, en nombre de liens",
        colonnes=(Colonne("Niveau", largeur=2), Colonne("Vécus", "droite"), Colonne("Souhaités", "droite")),
        lignes=tuple(
            (majuscule(name), format_number(lived.get(level, 0)), format_number(wanted.get(level, 0)))
            for level, name in enumerate(NIVEAUX)
            if level
        ),
    )


def _table_of_phases(counts: Mapping[str, int]) -> Tableau:
    return Tableau(
        legende="Phase du premier appel, en nombre de liens",
        colonnes=(Colonne("Phase", largeur=2), Colonne("Liens", "droite")),
        lignes=tuple((majuscule(name), format_number(counts.get(code, 0))) for code, name in PHASES.items()),
    )
