"""Two diagnoses of one espace: what their findings about dispositifs, instances and actions no longer say alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.francais import compte, decimal, liste, majuscule, sur_cent
from maillage.analyse.vocabulaire import name_theme
from maillage.publication.details import list_cadres
from maillage.publication.methodes import find_method
from maillage.publication.typographie import alphabetical, fr

PAS_DIT: Final = "pas dit"
RIEN: Final = "Ce diagnostic n’en disait rien : aucun cadre qui y réponde n’y était lu."
"""As well for one kept before these findings existed as for a day without such cadres: neither said anything."""
Ligne = Mapping[str, Any]


@dataclass(frozen=True)
class Regle:
    """How a finding is compared: the name of its figure, how it is written, where its rows are."""

    chiffre: str
    ecrire: Callable[[float], str]
    lignes: str = ""


def _count(valeur: float) -> str:
    return f"{valeur:g}"


REGLES: Final[Mapping[str, Regle]] = {
    "dispositifs-cote-a-cote": Regle("Couples de dispositifs côte à côte", _count, "paires"),
    "instances-redondantes": Regle("Couples d’instances qui se répètent", _count, "paires"),
    "conversion-instances": Regle("Sur 100 paires qui siègent ensemble, travaillent ensemble", sur_cent),
    "acteur-sans-instance": Regle("Acteurs souvent nommés qui ne siègent nulle part", _count, "acteurs"),
    "diagnostics-en-double": Regle("Diagnostics rapprochés sur les mêmes communes", _count, "diagnostics"),
    "financeur-tardif-actions": Regle("Sur 100 actions, le financeur y entre tard", sur_cent, "actions"),
    "ecart-phase-actions": Regle("Phases dont le social entre après le développement local", decimal),
    "zones-blanches": Regle("Zones blanches", _count, "zones"),
    "reussites-a-raconter": Regle("Actions à raconter", _count, "actions"),
    "triangles-a-fermer": Regle("Triangles à fermer", _count, "triangles"),
}


@dataclass(frozen=True)
class Evolution:
    """One finding that changed: what each date says of it, and the rows that came or went."""

    code: str
    titre: str
    avant: str
    apres: str
    apparus: list[str]
    disparus: list[str]


def list_evolutions(before: Diagnostic, after: Diagnostic) -> list[Evolution]:
    """In the order of the engine; a finding that both say alike is left out."""
    told = ((code, _find(before, code), _find(after, code)) for code in REGLES)
    return [_write(code, old, new) for code, old, new in told if _changed(code, old, new)]


def list_cadre_figures(before: Diagnostic, after: Diagnostic) -> Iterator[tuple[str, str, str]]:
    """Name, before, after: only of what one of both dates tells."""
    for code, regle in REGLES.items():
        old, new = (_write_figure(_find(diagnostic, code), regle) for diagnostic in (before, after))
        if (old, new) != (PAS_DIT, PAS_DIT):
            yield regle.chiffre, old, new


def say_evolutions(evolutions: list[Evolution]) -> Iterator[str]:
    if evolutions:
        changed = majuscule(compte(len(evolutions), "constat"))
        verb = "ne dit" if len(evolutions) == 1 else "ne disent"
        yield f"{changed} sur les dispositifs, les instances et les actions {verb} plus la même chose."


def _find(diagnostic: Diagnostic, code: str) -> Constat | None:
    return next((c for c in diagnostic.constats if c.code == code), None)


def _changed(code: str, old: Constat | None, new: Constat | None) -> bool:
    if old is None or new is None:
        return old is not new
    came, went = _compare_rows(code, old, new)
    return bool(_say(old) != _say(new) or came or went)


def _write(code: str, old: Constat | None, new: Constat | None) -> Evolution:
    came, went = _compare_rows(code, old, new) if old and new else ([], [])
    titre = find_method(code, (new or old or _NONE).methode).titre
    return Evolution(code, titre, fr(_say(old)), fr(_say(new)), came, went)


_NONE: Final = Constat(code="", phrase="", valeur=None, garde=None, detail={}, methode="")


def _say(constat: Constat | None) -> str:
    """The sentence, or what was missing to say it."""
    if constat is None:
        return RIEN
    return f"{constat.phrase} {constat.garde}" if constat.garde else constat.phrase


def _write_figure(constat: Constat | None, regle: Regle) -> str:
    if constat is None or constat.garde or constat.valeur is None:
        return PAS_DIT
    return fr(regle.ecrire(constat.valeur))


def _compare_rows(code: str, old: Constat, new: Constat) -> tuple[list[str], list[str]]:
    """By name, those that came and those that went. Nothing when a list is not whole, or a date is under its guard."""
    key = REGLES[code].lignes
    before, after = _read_rows(old, key), _read_rows(new, key)
    if before is None or after is None:
        return [], []
    came = [name for row, name in after.items() if row not in before]
    return sorted(came, key=alphabetical), sorted((before[row] for row in before.keys() - after), key=alphabetical)


def _read_rows(constat: Constat, key: str) -> dict[tuple[str, ...], str] | None:
    """Each row with its name. None when they are cut short, or withheld from this reader: what lacks did not go."""
    found = constat.detail.get(key, [])
    rows = [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []
    whole = not isinstance(constat.valeur, int) or len(rows) >= constat.valeur
    return {_identify(row): fr(_name(row)) for row in rows} if key and not constat.garde and whole else None


def _identify(row: Ligne) -> tuple[str, ...]:
    cadres, acteurs = [pk for pk, _ in list_cadres(row)], list(map(str, row.get("acteurs") or []))
    return (*cadres, *acteurs) or (row["public"], *row["themes"], "/", *row["communes"])


def _name(row: Ligne) -> str:
    cadres = liste([f"« {nom} »" for _, nom in list_cadres(row)])
    acteurs = liste(list(map(str, row.get("noms") or [])))
    if cadres or acteurs:
        return " : ".join(filter(None, (cadres, acteurs)))
    return f"{row['public']} ({liste([name_theme(one) for one in row['themes']])}) : {liste(row['communes'])}"
