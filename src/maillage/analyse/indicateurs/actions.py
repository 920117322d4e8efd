"""Actions: when funders and each world come in, and those worth telling."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from maillage.analyse.cadres import Cadre, Participation
from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import decimal, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import PHASES
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import MONDE_LOCAL, MONDE_SOCIAL

PHASE_FINANCEMENT = PHASES.index("P4")


def _list_actions(contexte: Contexte) -> list[Cadre]:
    return [cadre for cadre in contexte.cadres.cadres if cadre.nature == "action" and cadre.statut != "abandonne"]


def _list_entries(contexte: Contexte, cadre: Cadre) -> list[tuple[int, Participation]]:
    """Rank of the phase at which each came in, when it is said."""
    own = contexte.cadres.of.get(cadre.id, ())
    return [(PHASES.index(one.phase), one) for one in own if one.phase is not None]


def financeur_tardif_actions(contexte: Contexte) -> list[Constat]:
    """Actions whose funder came in at the search for money or later, while others were there before."""
    actions = [(cadre, entries) for cadre in _list_actions(contexte) if (entries := _list_entries(contexte, cadre))]
    told = [(cadre, entries) for cadre, entries in actions if _split_funders(entries)]
    if not actions:
        return []
    code = "financeur-tardif-actions"
    if len(told) < SEUILS.min_actions_comparees:
        garde = f"Il faut {nombre(SEUILS.min_actions_comparees)} actions qui disent quand le financeur est entré."
        sujet = "Le moment où les financeurs entrent dans les actions ne peut pas être dit."
        return [withhold(code, sujet, garde, {})]
    late = [(cadre, entries) for cadre, entries in told if _is_late(entries)]
    return [
        Constat(
            code=code,
            phrase=_phrase_financeur(len(late), len(told)),
            valeur=len(late) / len(told),
            garde=None,
            detail={"actions_comparees": len(told), "actions": [_describe_late(*row) for row in late]},
            methode="financeur-tardif",
        )
    ]


def _split_funders(entries: list[tuple[int, Participation]]) -> tuple[int, int] | None:
    """First phase of the funders and of the others; None unless both are known."""
    funders = [rank for rank, one in entries if one.role == "financeur"]
    others = [rank for rank, one in entries if one.role != "financeur"]
    return (min(funders), min(others)) if funders and others else None


def _is_late(entries: list[tuple[int, Participation]]) -> bool:
    first = _split_funders(entries)
    return first is not None and first[0] >= PHASE_FINANCEMENT and first[1] < first[0]


def _describe_late(cadre: Cadre, entries: list[tuple[int, Participation]]) -> Json:
    funder, other = _split_funders(entries) or (0, 0)
    return {
        "cadre": cadre.id,
        "intitule": cadre.libelle,
        "phase_financeur": PHASES[funder],
        "phase_premiers": PHASES[other],
    }


def _phrase_financeur(late: int, told: int) -> str:
    if not late:
        return "Dans les actions qui le disent, le financeur est là avant la recherche de financement."
    return (
        f"Dans {nombre(late, feminin=True)} action{'s' if late > 1 else ''} sur {nombre(told)}, le financeur n’est "
        "entré qu’à la recherche de financement ou après, quand d’autres étaient là avant lui."
    )


def ecart_phase_actions(contexte: Contexte) -> list[Constat]:
    """In actions that mix the two worlds, how many phases later one of them comes in."""
    actions = [entries for cadre in _list_actions(contexte) if (entries := _list_entries(contexte, cadre))]
    if not actions:
        return []
    gaps = [gap for entries in actions if (gap := _compare_worlds(contexte, entries)) is not None]
    code = "ecart-phase-actions"
    if len(gaps) < SEUILS.min_actions_comparees:
        least = nombre(SEUILS.min_actions_comparees)
        garde = f"Il faut {least} actions où le social et le développement local disent leur phase d’entrée."
        return [withhold(code, "Le moment où chaque monde entre dans les actions ne peut pas être dit.", garde)]
    return [
        Constat(
            code=code,
            phrase=_phrase_gap(gaps),
            valeur=sum(gaps) / len(gaps),
            garde=None,
            detail={
                "actions_comparees": len(gaps),
                "social_apres": sum(gap > 0 for gap in gaps),
                "local_apres": sum(gap < 0 for gap in gaps),
            },
            methode="ecart-phase",
        )
    ]


def _compare_worlds(contexte: Contexte, entries: list[tuple[int, Participation]]) -> float | None:
    """Mean phase of entry of the social world less that of local development; None unless both are there."""
    by_world: defaultdict[bool, list[int]] = defaultdict(list)
    for rank, one in entries:
        sphere = _sphere_of(contexte, one)
        if sphere in MONDE_SOCIAL | MONDE_LOCAL:
            by_world[sphere in MONDE_SOCIAL].append(rank)
    social, local = by_world[True], by_world[False]
    return sum(social) / len(social) - sum(local) / len(local) if social and local else None


def _sphere_of(contexte: Contexte, one: Participation) -> str:
    """Sphere of the node; empty for a structure that only lives through its services."""
    position = contexte.reseau.index.get(contexte.host(one))
    return "" if position is None else contexte.reseau.acteurs[position].sphere


def _phrase_gap(gaps: list[float]) -> str:
    mean = sum(gaps) / len(gaps)
    start = f"Dans {nombre(len(gaps), feminin=True)} actions qui mêlent les deux mondes"
    if abs(mean) < 0.05:
        return f"{start}, le social et le développement local entrent au même moment, en moyenne."
    first, then = ("le social", "le développement local") if mean > 0 else ("le développement local", "le social")
    phases = f"{decimal(abs(mean))} phase{'s' if abs(mean) >= 2 else ''}"
    return f"{start}, {first} entre en moyenne {phases} après {then}."


def reussites_a_raconter(contexte: Contexte) -> list[Constat]:
    """Actions under way or done that both worlds began together and in which they cooperate. Nothing without action."""
    actions = [cadre for cadre in _list_actions(contexte) if cadre.phase in ("P5", "P6")]
    if not actions:
        return []
    found = [(cadre, pioneers) for cadre in actions if (pioneers := _find_pioneers(contexte, cadre))]
    return [
        Constat(
            code="reussites-a-raconter",
            phrase=_phrase_reussites([cadre for cadre, _ in found]),
            valeur=len(found),
            garde=None,
            detail={"actions_comparees": len(actions), "actions": [_describe_success(contexte, *row) for row in found]},
            methode="reussites-a-raconter",
            diffusion="concernes",
        )
    ]


def _find_pioneers(contexte: Contexte, cadre: Cadre) -> tuple[str, ...]:
    """Those there from P1 when they are enough, of both worlds, and tied to one another by cooperation; else none."""
    first = [one for rank, one in _list_entries(contexte, cadre) if rank == 0]
    spheres = {contexte.host(one): _sphere_of(contexte, one) for one in first}
    mixed = any(s in MONDE_SOCIAL for s in spheres.values()) and any(s in MONDE_LOCAL for s in spheres.values())
    enough = len(spheres) >= SEUILS.min_organisations_reussite
    return tuple(sorted(spheres)) if mixed and enough and _hold_together(contexte, set(spheres)) else ()


def _hold_together(contexte: Contexte, nodes: set[str]) -> bool:
    """Each can be reached from each by links at which they cooperate."""
    joined: defaultdict[str, set[str]] = defaultdict(set)
    for a, b in combinations(sorted(nodes), 2):
        lien = contexte.reseau.lien_de.get((a, b))
        if lien is not None and lien.niveau is not None and lien.niveau >= SEUILS.niveau_cooperation:
            joined[a].add(b)
            joined[b].add(a)
    reached, border = set[str](), {min(nodes)}
    while border:
        reached |= border
        border = set[str]().union(*(joined[node] for node in border)) - reached
    return reached == nodes


def _describe_success(contexte: Contexte, cadre: Cadre, pioneers: tuple[str, ...]) -> Json:
    return {
        "cadre": cadre.id,
        "intitule": cadre.libelle,
        "acteurs": list[Json](pioneers),
        "noms": [contexte.reseau.noms[node] for node in pioneers],
        "spheres": list[Json](sorted({contexte.reseau.acteur(node).sphere for node in pioneers})),
    }


def _phrase_reussites(found: list[Cadre]) -> str:
    if not found:
        return "Aucune action n’est encore décrite comme commencée ensemble par les deux mondes."
    least = nombre(SEUILS.min_organisations_reussite)
    if len(found) == 1:
        return (
            f"« {found[0].libelle} » mérite d’être racontée : les deux mondes y sont depuis l’idée, à {least} "
            "au moins, et ils coopèrent."
        )
    first = (
        f"{majuscule(nombre(len(found), feminin=True))} actions méritent d’être racontées, dont « {found[0].libelle} »"
    )
    return f"{first} : les deux mondes y sont depuis l’idée, à {least} au moins, et ils coopèrent."
