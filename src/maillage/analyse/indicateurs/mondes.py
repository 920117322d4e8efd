"""How the spheres meet: rate of each pair of spheres, withdrawal against chance, actors without a link elsewhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations

from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import compte, du_monde, le_monde, liste, majuscule, nombre, sur_cent
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.mesures import mixite
from maillage.analyse.mesures.cohesion import density
from maillage.analyse.reseau import Lien
from maillage.analyse.seuils import SEUILS


def taux_par_couple(contexte: Contexte) -> list[Constat]:
    """One finding per pair of spheres, a sphere with itself included; action sociale × développement local first."""
    spheres = contexte.reseau.graphe.spheres
    by_pair: defaultdict[tuple[str, str], list[Lien]] = defaultdict(list)
    for lien in (*contexte.reseau.liens, *contexte.reseau.souhaits):
        by_pair[contexte.spheres_of(lien)].append(lien)
    pairs = [*combinations(spheres, 2), *((code, code) for code in spheres)]
    pairs.sort(key=lambda pair: (pair != ("AS", "DL"), pair[0] == pair[1], pair))
    small = _list_small(contexte)
    told = [_rate(contexte, pair, by_pair[pair]) for pair in pairs if not small.intersection(pair)]
    return [*told, _withhold_small(contexte, small)] if small else told


def _list_small(contexte: Contexte) -> set[str]:
    graphe = contexte.reseau.graphe
    sizes = zip(graphe.spheres, graphe.sphere_sizes.tolist(), strict=True)
    return {code for code, size in sizes if size < SEUILS.min_acteurs_sphere}


def _withhold_small(contexte: Contexte, small: set[str]) -> Constat:
    """One finding for all the pairs under the guard: the table of links still shows their counts."""
    graphe = contexte.reseau.graphe
    sizes = [f"{le_monde(c)} ({n})" for c, n in zip(graphe.spheres, graphe.sphere_sizes, strict=True) if c in small]
    sujet = f"Le taux de liens ne peut pas être dit pour {liste(sizes)}."
    garde = f"Il faut au moins {nombre(SEUILS.min_acteurs_sphere)} acteurs dans une sphère pour dire un taux."
    return withhold("taux-par-couple", sujet, garde, {"spheres": list[Json](sorted(small))})


def _rate(contexte: Contexte, pair: tuple[str, str], declared: list[Lien]) -> Constat:
    a, b = (contexte.reseau.graphe.spheres.index(code) for code in pair)
    mixing = contexte.mesures.mixing
    links, possible = int(mixing.links[a, b]), int(mixing.possible[a, b])
    return Constat(
        code="taux-par-couple",
        phrase=_phrase_taux(contexte, pair),
        valeur=links / possible,
        garde=None,
        detail={
            "spheres": list(pair),
            "liens": links,
            "possibles": possible,
            "attendu": density(contexte.reseau.graphe),
            **_chance(contexte, a, b),
            **_describe(declared),
        },
        methode="taux-par-couple",
    )


def _chance(contexte: Contexte, a: int, b: int) -> dict[str, Json]:
    """Links that shuffled labels would give the pair, and how much that number varies."""
    mean, variance = mixite.moments_of_pair(contexte.reseau.graphe, a, b)
    return {"liens_attendus": mean, "ecart_type": variance**0.5}


def _entre(pair: tuple[str, str]) -> str:
    a, b = pair
    return f"Au sein {du_monde(a)}" if a == b else f"Entre {le_monde(a)} et {le_monde(b)}"


def _phrase_taux(contexte: Contexte, pair: tuple[str, str]) -> str:
    graphe = contexte.reseau.graphe
    a, b = (graphe.spheres.index(code) for code in pair)
    rates = contexte.mesures.mixing.links / contexte.mesures.mixing.possible.clip(min=1)
    start = f"Sur 100 liens possibles {_entre(pair)[0].lower()}{_entre(pair)[1:]}, {_existent(rates[a, b])}"
    if a == b:
        return f"{start}."
    inside = [sur_cent(rates[a, a]), sur_cent(rates[b, b])]
    within = inside[0] if inside[0] == inside[1] else f"{inside[0]} et {inside[1]}"
    chance = sur_cent(density(graphe) or 0.0)
    return f"{start} ; à l’intérieur de chacun, {within}. Le hasard en donnerait {chance}."


def _existent(rate: float) -> str:
    said = sur_cent(rate)
    if said == "0":
        return "aucun n’existe"
    return f"{said} {'existe' if said in ('1', 'moins de 1') else 'existent'}"


def _describe(declared: list[Lien]) -> dict[str, Json]:
    """What the links of a pair of spheres are made of; nothing below five, where a figure would tell one link apart."""
    lived = [lien for lien in declared if lien.existe]
    chosen = [lien for lien in lived if not lien.est_reglementaire and not lien.pour_financer_seulement]
    counts: dict[str, Json] = {
        "hors_reglementaire_et_financement": len(chosen),
        "confirmes": sum(lien.etat == "confirme" for lien in lived),
        "contestes": sum(lien.etat == "conteste" for lien in lived),
        "souhaites": len(declared) - len(lived),
    }
    return counts | _distribute(lived, declared) if len(lived) >= SEUILS.min_liens_compares else {}


def _distribute(lived: list[Lien], declared: list[Lien]) -> dict[str, Json]:
    phases = Counter(lien.premier_contact_phase for lien in lived if lien.premier_contact_phase)
    levels = Counter(int(lien.niveau + 0.5) for lien in lived if lien.niveau is not None)
    wanted = Counter(lien.niveau_souhaite for lien in declared if lien.niveau_souhaite)
    return {
        "niveaux": {str(level): levels[level] for level in range(1, 6)},
        "niveaux_souhaites": {str(level): wanted[level] for level in range(1, 6)},
        "phases": {phase: phases[phase] for phase in sorted(phases)},
    }


def repli(contexte: Contexte) -> Constat:
    """Whether links stay inside spheres more than shuffled labels would have it (E-I index and its test)."""
    mixing, test = contexte.mesures.mixing, contexte.mesures.label_test
    index, expected = mixite.ei_index(mixing), mixite.expected_ei_index(mixing)
    if garde := _guard_repli(contexte):
        return withhold("repli", "Le repli de chacun sur son monde ne peut pas être dit.", garde)
    return Constat(
        code="repli",
        phrase=_phrase_repli(contexte),
        valeur=index,
        garde=None,
        detail={
            "indice_ei": index,
            "indice_ei_attendu": expected,
            "p_valeur": test.p_value,
            "permutations": test.permutations,
            "part_liens_croises": mixite.share_across(mixing),
            "par_sphere": _ei_by_sphere(contexte),
        },
        methode="repli",
    )


def _guard_repli(contexte: Contexte) -> str | None:
    graphe = contexte.reseau.graphe
    if len(graphe.spheres) < 2:
        return "Moins de deux sphères dans le fichier : il n’y a pas d’autre monde vers qui se tourner."
    if graphe.m < SEUILS.min_liens_compares:
        return f"{majuscule(compte(graphe.m, 'lien'))} : il en faut au moins {nombre(SEUILS.min_liens_compares)}."
    if contexte.mesures.label_test.p_value is None:
        return "Tous les mélanges donneraient le même compte : réseau complet, ou chacun seul dans sa sphère."
    return None


def _phrase_repli(contexte: Contexte) -> str:
    mixing, test = contexte.mesures.mixing, contexte.mesures.label_test
    seen, chance = mixite.share_across(mixing) or 0.0, mixing.possible_across / int(mixing.possible.sum())
    facts = f"{_sur_cent_liens(seen)} d’un monde à l’autre ; le hasard en donnerait {sur_cent(chance)}."
    if test.p_value is None or test.p_value > SEUILS.p_significative:
        return f"Rien ne permet de dire que les mondes se replient ou s’ouvrent : {facts}"
    if seen < chance:
        return f"Chacun travaille plus souvent avec son propre monde que ne le voudrait le hasard : {facts}"
    return f"Les mondes se croisent plus souvent que ne le voudrait le hasard : {facts}"


def _sur_cent_liens(share: float) -> str:
    said = sur_cent(share)
    return "aucun lien ne va" if said == "0" else f"sur 100 liens, {said} {'va' if said == '1' else 'vont'}"


def _ei_by_sphere(contexte: Contexte) -> list[Json]:
    graphe, links = contexte.reseau.graphe, contexte.mesures.mixing.links
    rows: list[Json] = []
    for rank, code in enumerate(graphe.spheres):
        inside = int(links[rank, rank])
        across = int(links[rank, :].sum() + links[:, rank].sum()) - 2 * inside
        total = inside + across
        rows.append({"sphere": code, "indice_ei": (across - inside) / total if total else None, "liens": total})
    return rows


def isoles_autre_sphere(contexte: Contexte) -> Constat:
    """Actors without any link outside their own sphere: a gap in the map, not a fault of theirs."""
    graphe = contexte.reseau.graphe
    across = graphe.edges[graphe.labels[graphe.edges[:, 0]] != graphe.labels[graphe.edges[:, 1]]]
    counts = [0] * graphe.n
    for a, b in across.tolist():
        counts[a] += 1
        counts[b] += 1
    without = [a.id for a, count in zip(contexte.reseau.acteurs, counts, strict=True) if count == 0]
    one = [a.id for a, count in zip(contexte.reseau.acteurs, counts, strict=True) if count == 1]
    if len(graphe.spheres) < 2 or not graphe.m:
        garde = "Il faut au moins deux sphères et un lien déclaré."
        return withhold("isoles-autre-sphere", "Les liens hors de son monde ne peuvent pas être dits.", garde)
    return Constat(
        code="isoles-autre-sphere",
        phrase=_phrase_isoles(contexte, without),
        valeur=len(without),
        garde=None,
        detail={"sans_lien": list(without), "un_seul_lien": list(one)},
        methode="isoles-autre-sphere",
        diffusion="concernes",
    )


def _phrase_isoles(contexte: Contexte, without: list[str]) -> str:
    total = len(contexte.reseau.acteurs)
    if not without:
        return "Chaque acteur a au moins un lien hors de son monde."
    if len(without) == total:
        return "Aucun acteur n’a de lien connu hors de son monde."
    subject = majuscule(compte(len(without), "acteur"))
    verbe = "n’a" if len(without) == 1 else "n’ont"
    where = f"hors de {'son' if len(without) == 1 else 'leur'} monde"
    return f"{subject} sur {nombre(total)} {verbe} aucun lien connu {where} : un vide de la carte, pas une faute."
