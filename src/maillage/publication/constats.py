"""Findings ready to be read, and the three that are said first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from maillage.analyse.diagnostic import Constat
from maillage.analyse.seuils import SEUILS
from maillage.publication.blocs import ConstatEcrit, Diffusion
from maillage.publication.details import Noms, write_detail
from maillage.publication.methodes import find_method, name_page
from maillage.publication.typographie import format_number

RETENU: Final = (
    "Le détail de ce constat nomme des acteurs : il va d’abord à celles et ceux qu’il concerne, et à l’animation. "
    "Il n’est pas dans ce document."
)
ETATS: Final = frozenset({"confirmes", "contestes", "declares_d_un_cote"})
"""Counts of links by state: between two small worlds, such a count would tell the state of one named link."""
NOMBRE_A_RETENIR: Final = 3


def _is_positive(constat: Constat) -> bool:
    return bool(constat.valeur)


def _is_significant(constat: Constat) -> bool:
    p_value = constat.detail.get("p_valeur")
    return isinstance(p_value, float | int) and p_value <= SEUILS.p_significative


def _is_in_pieces(constat: Constat) -> bool:
    return constat.valeur is not None and constat.valeur < 1


def _is_strong(constat: Constat) -> bool:
    return (constat.valeur or 0) >= SEUILS.centralisation_forte


ORDRE_A_RETENIR: Final[dict[str, Callable[[Constat], bool]]] = {
    "repli": _is_significant,
    "postes-a-securiser": _is_positive,
    "financeur-tardif": _is_positive,
    "isoles-autre-sphere": _is_positive,
    "ecart-niveaux": _is_positive,
    "ecart-phase": _is_positive,
    "silo-interne": _is_positive,
    "dispositifs-cote-a-cote": _is_positive,
    "zones-blanches": _is_positive,
    "financeur-tardif-actions": _is_positive,
    "instances-redondantes": _is_positive,
    "conversion-instances": _is_positive,
    "diagnostics-en-double": _is_positive,
    "acteur-sans-instance": _is_positive,
    "triangles-a-fermer": _is_positive,
    "reussites-a-raconter": _is_positive,
    "ecart-phase-actions": _is_positive,
    "asymetrie": _is_positive,
    "liens-perimes": _is_positive,
    "cohesion": _is_in_pieces,
    "centralisation": _is_strong,
    "courtage": _is_positive,
}
"""Editorial order: what calls for an act comes before what describes. Each test tells whether there is much to say."""


def choose_strongest(constats: Iterable[Constat]) -> tuple[Constat, ...]:
    """At most three findings that may be said, one per code: those that call for something first."""
    codes = list(ORDRE_A_RETENIR)
    first: dict[str, Constat] = {}
    for constat in constats:
        if constat.garde is None and constat.code in ORDRE_A_RETENIR:
            first.setdefault(constat.code, constat)
    ranked = sorted(first.values(), key=lambda c: (not ORDRE_A_RETENIR[c.code](c), codes.index(c.code)))
    return tuple(ranked[:NOMBRE_A_RETENIR])


def write_constat(constat: Constat, noms: Noms, diffusion: Diffusion) -> ConstatEcrit:
    """The finding in words; its detail stays out when it is withheld from this reader or under its guard."""
    methode = find_method(constat.code, constat.methode)
    detail = {key: value for key, value in constat.detail.items() if diffusion == "animation" or key not in ETATS}
    withheld = constat.diffusion == "concernes" and diffusion == "publique"
    guarded = constat.garde is not None
    return ConstatEcrit(
        code=constat.code,
        titre=methode.titre,
        phrase=constat.phrase,
        garde=constat.garde,
        explication=methode.explication,
        fiche=name_page(constat.methode),
        valeur=None if constat.valeur is None or guarded else format_number(constat.valeur),
        details=() if withheld or guarded else write_detail(detail, noms),
        retenu=RETENU if withheld and constat.valeur and not guarded else None,
        reserve=constat.diffusion == "concernes",
    )
