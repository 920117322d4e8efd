"""Two photos of one espace: what changed, in sentences, and between which worlds links appeared or vanished.

Densities are not compared: they fall when a network grows, whatever people do. Each date is set against what chance
would have given that day, which takes its size into account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.francais import compte, du_monde, le_monde, majuscule, nombre, sur_cent
from maillage.diagnostic.comparer_cadres import Evolution, list_cadre_figures, list_evolutions, say_evolutions
from maillage.diagnostic.couples import find_rate
from maillage.diagnostic.lecture import Lecture
from maillage.publication.tableaux import order_spheres
from maillage.publication.typographie import alphabetical, fr

MONTRES = 12
COUPLE = ("AS", "DL")
Paire = tuple[str, str]
FIGURES = (
    "Acteurs",
    "Acteurs qui ont parlé de leurs liens",
    "Acteurs sans lien hors de leur monde",
    "Liens vécus",
    "Liens confirmés des deux côtés",
    "Liens vus différemment",
    "Liens souhaités",
    "Sur 100 liens, d’un monde à l’autre",
    "… et ce qu’en donnerait le hasard",
)


@dataclass(frozen=True)
class Chiffre:
    nom: str
    avant: str
    apres: str


@dataclass(frozen=True)
class Mouvement:
    """Between two worlds: links that appeared, links that vanished, and some of them by name."""

    couple: str
    nom: str
    apparus: int
    disparus: int
    nouveaux: list[str]
    perdus: list[str]


@dataclass(frozen=True)
class Comparaison:
    phrases: list[str]
    chiffres: list[Chiffre]
    mouvements: list[Mouvement]
    evolutions: list[Evolution]
    """What findings about dispositifs, instances and actions no longer say alike."""
    arrives: list[str]
    partis: list[str]
    avertissement: str


def compare(avant: Lecture, apres: Lecture) -> Comparaison:
    before, after = avant.diagnostic, apres.diagnostic
    homes_before, homes_after = _read_homes(before), _read_homes(after)
    evolutions = list_evolutions(before, after)
    arrived, left = homes_after.keys() - homes_before.keys(), homes_before.keys() - homes_after.keys()
    return Comparaison(
        phrases=[
            *map(fr, _say_changes(avant, apres, len(arrived), len(left))),
            *map(fr, say_evolutions(evolutions)),
        ],
        chiffres=list(_list_figures(before, after)),
        mouvements=_list_moves(avant, apres),
        evolutions=evolutions,
        arrives=_name(arrived, apres),
        partis=_name(left, avant),
        avertissement=fr(_warn(before, after)),
    )


def _read_homes(diagnostic: Diagnostic) -> dict[str, str]:
    return {acteur.id: acteur.sphere for acteur in diagnostic.acteurs}


def _name(ids: Iterable[str], lecture: Lecture) -> list[str]:
    return sorted((lecture.noms.acteur(one) for one in ids), key=alphabetical)


def _say_changes(avant: Lecture, apres: Lecture, arrived: int, left: int) -> Iterator[str]:
    before, after = avant.diagnostic, apres.diagnostic
    appeared, vanished = _differ(avant, apres)
    if not (appeared or vanished or arrived or left):
        yield "Les mêmes acteurs, les mêmes liens : rien n’a bougé dans le dessin."
    moves = (
        (arrived, "acteur est entré sur la carte", "acteurs sont entrés sur la carte"),
        (left, "acteur en est sorti", "acteurs en sont sortis"),
        (len(appeared), "lien est apparu", "liens sont apparus"),
        (len(vanished), "lien a disparu", "liens ont disparu"),
    )
    yield from (f"{majuscule(compte(count, one, many))}." for count, one, many in moves if count)
    yield from _say_confirmed(before, after)
    yield from _say_against_chance(before, after)
    yield from _say_wishes(before, after)


def _say_confirmed(before: Diagnostic, after: Diagnostic) -> Iterator[str]:
    old, new = before.reseau.confirmes, after.reseau.confirmes
    if old != new:
        verbe = {0: "n’est confirmé", 1: "est confirmé"}.get(new, "sont confirmés")
        yield f"{majuscule(compte(new, 'lien'))} {verbe} des deux côtés, contre {nombre(old)}."


def _say_against_chance(before: Diagnostic, after: Diagnostic) -> Iterator[str]:
    """The product's pair, each date beside what chance would have given that day."""
    old, new = find_rate(before, COUPLE), find_rate(after, COUPLE)
    if old is None or new is None:
        return
    pair = f"Entre {le_monde('AS')} et {le_monde('DL')}"
    if old.detail.get("liens") == new.detail.get("liens"):
        yield f"{pair}, toujours {_tell_against_chance(new)}."
    else:
        yield f"{pair} : {_tell_against_chance(old)} ; puis {_tell_against_chance(new)}."


def _tell_against_chance(constat: Constat) -> str:
    links, mean = constat.detail.get("liens"), constat.detail.get("liens_attendus")
    seen = compte(links, "lien") if isinstance(links, int) else ""
    return f"{seen}, quand le hasard en donnerait {nombre(round(mean))}" if isinstance(mean, float) else seen


def _say_wishes(before: Diagnostic, after: Diagnostic) -> Iterator[str]:
    old, new = (_read_count(diagnostic, "couverture", "souhaites") for diagnostic in (before, after))
    if old is not None and new is not None and old != new:
        verbe = {0: "n’est souhaité", 1: "est souhaité"}.get(new, "sont souhaités")
        yield f"{majuscule(compte(new, 'lien'))} {verbe} sans être encore là, contre {nombre(old)}."


def _read_count(diagnostic: Diagnostic, code: str, name: str) -> int | None:
    found = next((c.detail.get(name) for c in diagnostic.constats if c.code == code), None)
    return found if isinstance(found, int) else None


def _list_figures(before: Diagnostic, after: Diagnostic) -> Iterator[Chiffre]:
    for nom, old, new in zip(FIGURES, _read_figures(before), _read_figures(after), strict=True):
        yield Chiffre(nom, old, new)
    yield from (Chiffre(*told) for told in list_cadre_figures(before, after))


def _read_figures(diagnostic: Diagnostic) -> tuple[str, ...]:
    """In the order of `FIGURES`."""
    return (
        _write(diagnostic.reseau.acteurs),
        _write(_read_count(diagnostic, "couverture", "repondants")),
        _write(_read_value(diagnostic, "isoles-autre-sphere")),
        _write(diagnostic.reseau.liens),
        _write(diagnostic.reseau.confirmes),
        _write(diagnostic.reseau.contestes),
        _write(_read_count(diagnostic, "couverture", "souhaites")),
        _write_share(diagnostic.mixite.part_liens_croises),
        _write_share(_read_chance(diagnostic)),
    )


def _read_value(diagnostic: Diagnostic, code: str) -> float | None:
    return next((c.valeur for c in diagnostic.constats if c.code == code), None)


def _read_chance(diagnostic: Diagnostic) -> float | None:
    expected = diagnostic.mixite.indice_ei_attendu
    return None if expected is None else (1 + expected) / 2


def _write(value: float | None) -> str:
    return "pas dit" if value is None else f"{value:g}"


def _write_share(value: float | None) -> str:
    return "pas dit" if value is None else sur_cent(value)


def _differ(avant: Lecture, apres: Lecture) -> tuple[set[Paire], set[Paire]]:
    """Pairs that appeared, pairs that vanished."""
    old, new = set(avant.liens), set(apres.liens)
    return new - old, old - new


def _list_moves(avant: Lecture, apres: Lecture) -> list[Mouvement]:
    """The pairs of worlds where most appeared come first."""
    appeared, vanished = _differ(avant, apres)
    homes = _read_homes(avant.diagnostic) | _read_homes(apres.diagnostic)
    gained, lost = _gather(appeared, homes, apres), _gather(vanished, homes, avant)
    pairs = sorted({*gained, *lost}, key=lambda pair: (-len(gained.get(pair, [])), pair))
    return [_write_move(pair, gained.get(pair, []), lost.get(pair, [])) for pair in pairs]


def _write_move(pair: Paire, gained: list[str], lost: list[str]) -> Mouvement:
    return Mouvement("-".join(pair), _name_pair(pair), len(gained), len(lost), gained[:MONTRES], lost[:MONTRES])


def _gather(pairs: Iterable[Paire], homes: dict[str, str], lecture: Lecture) -> defaultdict[Paire, list[str]]:
    found: defaultdict[Paire, list[str]] = defaultdict(list)
    for a, b in pairs:
        spheres = {homes.get(a, ""), homes.get(b, "")}
        codes = order_spheres(spheres)
        names = sorted((lecture.noms.acteur(a), lecture.noms.acteur(b)), key=alphabetical)
        found[codes[0], codes[-1]].append(fr(" × ".join(names)))
    for names in found.values():
        names.sort(key=alphabetical)
    return found


def _name_pair(pair: Paire) -> str:
    a, b = pair
    return f"Au sein {du_monde(a)}" if a == b else f"Entre {le_monde(a)} et {le_monde(b)}"


def _warn(before: Diagnostic, after: Diagnostic) -> str:
    """Why no density is set against another."""
    told = (
        "La part des liens possibles qui existent n’est pas comparée d’une date à l’autre : elle baisse quand un "
        "réseau grandit, quoi que fassent les gens. Chaque date est rapportée à ce que le hasard aurait donné alors."
    )
    if before.niveau != after.niveau:
        told += " Ces deux diagnostics ne lisent pas les services de la même façon : leurs comptes ne se comparent pas."
    return told
