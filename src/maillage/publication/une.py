"""The one big true sentence of the first page, with the two figures that it colours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.francais import du_monde, sur_cent
from maillage.analyse.seuils import SEUILS
from maillage.publication.blocs import Comparaison, Phrase, Segment, Ton
from maillage.publication.typographie import fr

COUPLE: Final = ("AS", "DL")
"""The pair of worlds whose meeting is the product's question."""

PEUT_ETRE_LE_HASARD: Final = "Le hasard seul pourrait donner cet écart."


@dataclass(frozen=True, slots=True)
class Une:
    phrase: Phrase
    complement: str
    code: str | None
    """Code of the finding that the sentence says, so that it is not said twice."""
    comparaison: Comparaison | None = None
    couple: Constat | None = None
    """The finding of the pair of worlds that the sentence names."""


def write_une(diagnostic: Diagnostic) -> Une:
    """The pair action sociale × développement local, else the only pair that may be said, else links across worlds,
    else what is missing to say anything."""
    said = {_pair(c): c for c in diagnostic.constats if c.code == "taux-par-couple" and c.garde is None}
    across = [pair for pair in said if pair[0] != pair[1]]
    if COUPLE in across or len(across) == 1:
        return _une_of_pair(COUPLE if COUPLE in across else across[0], said)
    repli = next((c for c in diagnostic.constats if c.code == "repli" and c.garde is None), None)
    if repli is not None and diagnostic.mixite.part_liens_croises is not None:
        return _une_of_network(diagnostic)
    return _une_without_figures(diagnostic)


def _pair(constat: Constat) -> tuple[str, str]:
    spheres = constat.detail.get("spheres")
    a, b = sorted(map(str, spheres)) if isinstance(spheres, list) and len(spheres) == 2 else ("", "")
    return a, b


def _une_of_pair(pair: tuple[str, str], said: dict[tuple[str, str], Constat]) -> Une:
    constat, (a, b) = said[pair], pair
    inside = {code: float(said[code, code].valeur or 0) for code in pair if (code, code) in said}
    chance = constat.detail.get("attendu")
    rate = float(constat.valeur or 0)
    ton: Ton = "manque" if isinstance(chance, float) and rate < chance else "present"
    segments = (
        Segment("Sur 100 liens possibles entre ces deux mondes, "),
        Segment(_existent(rate), ton),
        Segment("."),
        *_segments_inside(inside),
    )
    complement = fr(f"Le hasard seul en donnerait {sur_cent(chance)} sur 100.") if isinstance(chance, float) else ""
    compared = Comparaison(pair, inside.get(a), rate, inside.get(b))
    return Une(Phrase(segments, pair), complement, constat.code, compared, constat)


def _existent(rate: float) -> str:
    said = sur_cent(rate)
    if said == "0":
        return "aucun n’existe"
    return f"{said} {'existe' if rate * 100 < 1.5 else 'existent'}"


def _segments_inside(inside: dict[str, float]) -> tuple[Segment, ...]:
    """« À l’intérieur de chacun, 40 » when the two are close, else each by its name."""
    if not inside:
        return ()
    rates = [sur_cent(rate) for rate in inside.values()]
    if len(inside) == 2 and max(inside.values()) - min(inside.values()) <= 0.05:
        mean = sur_cent(sum(inside.values()) / 2)
        nearly = "" if len(set(rates)) == 1 else "environ "
        return Segment(f" À l’intérieur de chacun, {nearly}"), Segment(mean, "present"), Segment(".")
    segments = [Segment(" À l’intérieur ")]
    for position, (code, rate) in enumerate(zip(inside, rates, strict=True)):
        segments += [Segment(f"{fr(' ; ') if position else ''}{du_monde(code)}, "), Segment(rate, "present")]
    return (*segments, Segment("."))


def _une_of_network(diagnostic: Diagnostic) -> Une:
    m = diagnostic.mixite
    seen = m.part_liens_croises or 0.0
    chance = None if m.indice_ei_attendu is None else (1 + m.indice_ei_attendu) / 2
    unsure = _warn_of_chance(diagnostic)
    ton: Ton = "normal" if unsure else "manque" if chance is not None and seen < chance else "present"
    verb = "va" if seen * 100 < 1.5 else "vont"
    segments = [Segment("Sur 100 liens, "), Segment(sur_cent(seen), ton), Segment(f" {verb} d’un monde à un autre.")]
    if chance is not None:
        segments += [
            Segment(" Le hasard en donnerait "),
            Segment(sur_cent(chance), "normal" if unsure else "present"),
            Segment("."),
        ]
    return Une(Phrase(tuple(segments)), unsure, "repli")


def _warn_of_chance(diagnostic: Diagnostic) -> str:
    p_value = diagnostic.mixite.p_valeur
    return PEUT_ETRE_LE_HASARD if p_value is not None and p_value > SEUILS.p_significative else ""


def write_une_of_coverage(diagnostic: Diagnostic) -> Une:
    """Too few actors or no link: what is known is the one sentence."""
    said = (constat.phrase for constat in diagnostic.constats if constat.code == "couverture")
    return Une(Phrase((Segment(next(said, "")),)), "", "couverture")


def _une_without_figures(diagnostic: Diagnostic) -> Une:
    """Why is said once: by the coverage when nothing was declared, here otherwise."""
    guarded = [constat for constat in diagnostic.constats if constat.garde]
    unsaid = guarded[0].garde if guarded and guarded[0].code != "couverture" else None
    return Une(Phrase((Segment("Il est trop tôt pour dire comment les mondes se rencontrent."),)), unsaid or "", None)
