"""What holds the network together, and what it rests on: bridges, brokerage, centralisation, pieces."""

from __future__ import annotations

import numpy as np

from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import add_months, compte, jour, liste, majuscule, nombre, sur_cent
from maillage.analyse.graphe import Ints
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.mesures import cohesion
from maillage.analyse.reseau import Acteur
from maillage.analyse.seuils import SEUILS


def postes_a_securiser(contexte: Contexte) -> Constat:
    """The nodes through which the two worlds reach each other, who holds them and until when. Never a ranking."""
    if garde := _guard_bridges(contexte):
        return withhold("postes-a-securiser", "Les postes qui tiennent le lien ne peuvent pas être dits.", garde)
    bridges = _find_bridges(contexte)
    longer = _share_longer_without(contexte, bridges) if bridges else None
    return Constat(
        code="postes-a-securiser",
        phrase=_phrase_bridges(contexte, bridges, longer),
        valeur=longer,
        garde=None,
        detail={"ponts": [_describe_bridge(contexte, number) for number in bridges]},
        methode="postes-a-securiser",
    )


def _guard_bridges(contexte: Contexte) -> str | None:
    graphe = contexte.reseau.graphe
    if len(graphe.spheres) < 2:
        return "Moins de deux sphères dans le fichier : pas de passage à tenir."
    if graphe.n < SEUILS.min_acteurs_reseau or not graphe.m:
        return "Trop peu d’acteurs reliés pour qu’un chemin passe par quelqu’un."
    return None


def _find_bridges(contexte: Contexte) -> list[int]:
    """At most `SEUILS.max_ponts` nodes above `SEUILS.part_chemins_pont`, in the order of their names."""
    shares = contexte.passages
    order = np.argsort(-shares, kind="stable")[: SEUILS.max_ponts]
    kept = [int(i) for i in order if shares[i] >= SEUILS.part_chemins_pont]
    return sorted(kept, key=lambda i: contexte.reseau.acteurs[i].libelle)


def _describe_bridge(contexte: Contexte, number: int) -> dict[str, Json]:
    acteur = contexte.reseau.acteurs[number]
    holders = contexte.reseau.postes_de(acteur.id)
    ends = [p for p in (*holders, acteur) if _ends_soon(contexte, p)]
    return {
        "id": acteur.id,
        "nom": acteur.libelle,
        "sphere": acteur.sphere,
        "part_des_chemins": float(contexte.passages[number]),
        "articulation": bool(contexte.mesures.articulation[number]),
        "postes": [{"id": p.id, "nom": p.libelle, "fin_financement": _iso(p)} for p in holders],
        "pont_fragile": bool(ends),
        "fin_la_plus_proche": min((_iso(p) or "" for p in ends), default=None),
    }


def _iso(acteur: Acteur) -> str | None:
    return acteur.fin_financement.isoformat() if acteur.fin_financement else None


def _ends_soon(contexte: Contexte, acteur: Acteur) -> bool:
    end = acteur.fin_financement
    return end is not None and end < add_months(contexte.date_reference, SEUILS.mois_fin_financement)


def _share_longer_without(contexte: Contexte, bridges: list[int]) -> float:
    """Share of the joined pairs of the two worlds that would be further apart, or cut off, without the bridges."""
    graphe = contexte.reseau.graphe
    rest = np.setdiff1d(np.arange(graphe.n), bridges)
    here, there = _worlds(contexte, rest)
    kept = graphe.igraph.induced_subgraph(rest.tolist())
    place = {int(number): rank for rank, number in enumerate(rest)}
    before = np.array(graphe.igraph.distances(source=here.tolist(), target=there.tolist()))
    after = np.array(kept.distances(source=[place[int(i)] for i in here], target=[place[int(i)] for i in there]))
    joined = np.isfinite(before) & (graphe.labels[here][:, None] != graphe.labels[there][None, :])
    return float((after[joined] > before[joined]).mean()) if joined.any() else 0.0


def _worlds(contexte: Contexte, rest: Ints) -> tuple[Ints, Ints]:
    """The two sides to compare; on large networks as many sampled sources as betweenness takes."""
    here, there = contexte.mondes or (rest, rest)
    here, there = np.intersect1d(here, rest), np.intersect1d(there, rest)
    size = contexte.mesures.sampled_sources
    if size is not None and size < len(here):
        here = np.sort(np.random.default_rng(contexte.graine).choice(here, size=size, replace=False))
    return here, there


def _phrase_bridges(contexte: Contexte, bridges: list[int], longer: float | None) -> str:
    if not bridges:
        return "Aucun passage entre les mondes ne repose sur un seul acteur."
    names = liste([contexte.reseau.acteurs[i].libelle for i in bridges])
    worlds = "les deux mondes" if contexte.mondes else "les mondes"
    loss = ""
    if longer:
        loss = (
            f" Sans {'lui' if len(bridges) == 1 else 'eux'}, sur 100 couples d’acteurs de ces mondes qui peuvent se "
            f"joindre, {sur_cent(longer)} {'serait' if round(longer * 100) <= 1 else 'seraient'} plus loin ou coupés."
        )
    return f"Les chemins entre {worlds} passent surtout par {names}.{loss}{_phrase_fragile(contexte, bridges)}"


def _phrase_fragile(contexte: Contexte, bridges: list[int]) -> str:
    phrases = []
    for number in bridges:
        acteur = contexte.reseau.acteurs[number]
        for poste in (*contexte.reseau.postes_de(acteur.id), acteur):
            if _ends_soon(contexte, poste) and poste.fin_financement:
                what = "Poste" if poste.nature == "poste" else "Financement"
                over = poste.fin_financement < contexte.date_reference
                until = "dont le financement s’est arrêté le" if over else "financé jusqu’au"
                phrases.append(f" {what} à sécuriser : « {poste.libelle} », {until} {jour(poste.fin_financement)}.")
    return "".join(phrases)


def courtage(contexte: Contexte) -> Constat:
    """When someone stands between two partners that are not linked, are those of two different worlds?"""
    broker = contexte.mesures.brokerage
    total = int(broker.totals.sum())
    if total < SEUILS.min_paires_courtage or broker.expected is None or len(contexte.reseau.graphe.spheres) < 2:
        garde = (
            f"Il faut deux sphères et {nombre(SEUILS.min_paires_courtage)} paires de partenaires non liés entre eux."
        )
        return withhold("courtage", "Les rôles de passage ne peuvent pas être dits.", garde)
    seen, chance = float(broker.totals[2:].sum() / total), float(broker.expected[2:].sum() / total)
    return Constat(
        code="courtage",
        phrase=_phrase_courtage(seen, chance),
        valeur=seen,
        garde=None,
        detail={"paires_ouvertes": total, "part_entre_mondes": seen, "part_attendue": chance},
        methode="courtage",
    )


def _phrase_courtage(seen: float, chance: float) -> str:
    return (
        "Quand un acteur se trouve entre deux partenaires qui ne travaillent pas ensemble, ceux-ci sont de deux mondes "
        f"différents dans {sur_cent(seen)} cas sur 100 ; le hasard en donnerait {sur_cent(chance)}."
    )


def centralisation(contexte: Contexte) -> Constat:
    """Does the whole rest on a few? Freeman's degree centralisation in words."""
    graphe = contexte.reseau.graphe
    value = cohesion.degree_centralisation(graphe)
    if value is None or graphe.m < SEUILS.min_liens_centralisation:
        found = majuscule(compte(graphe.m, "lien"))
        garde = f"{found} : il en faut au moins {nombre(SEUILS.min_liens_centralisation)}."
        return withhold("centralisation", "La concentration des liens ne peut pas être dite.", garde)
    between = cohesion.betweenness_centralisation(graphe, contexte.mesures.betweenness)
    return Constat(
        code="centralisation",
        phrase=_phrase_centralisation(value),
        valeur=value,
        garde=None,
        detail={"centralisation_degre": value, "centralisation_intermediarite": between},
        methode="centralisation",
    )


def _phrase_centralisation(value: float) -> str:
    if value >= SEUILS.centralisation_forte:
        return (
            "Le réseau repose beaucoup sur quelques acteurs : leur départ ou leur surcharge toucherait tout le monde."
        )
    return "Les liens sont partagés : aucun acteur ne concentre l’essentiel des liens."


def tenue_du_reseau(contexte: Contexte) -> Constat:
    """In how many pieces the network falls, and whom no link reaches."""
    graphe, sizes = contexte.reseau.graphe, contexte.mesures.component_sizes
    alone = [contexte.reseau.acteurs[i].id for i in cohesion.isolates(graphe)]
    connected = contexte.mesures.connectedness
    if graphe.n < SEUILS.min_acteurs_reseau:
        garde = f"{majuscule(compte(graphe.n, 'acteur'))} : il en faut au moins {nombre(SEUILS.min_acteurs_reseau)}."
        return withhold("cohesion", "Il est trop tôt pour parler d’un réseau.", garde)
    return Constat(
        code="cohesion",
        phrase=_phrase_pieces(sizes, len(alone), connected),
        valeur=connected,
        garde=None,
        detail={"morceaux": [int(size) for size in sizes if size > 1], "isoles": list(alone)},
        methode="cohesion",
    )


def _phrase_pieces(sizes: Ints, alone: int, connected: float | None) -> str:
    pieces = int((sizes > 1).sum())
    if not pieces:
        return "Aucun acteur n’est relié à un autre."
    if pieces == 1 and not alone:
        return "Le réseau tient d’un seul morceau : chacun peut joindre chacun, de proche en proche."
    held = "d’un seul morceau" if pieces == 1 else f"en {nombre(pieces)} morceaux"
    tail = f" ; {compte(alone, 'acteur')} {'n’a' if alone == 1 else 'n’ont'} aucun lien connu" if alone else ""
    share = sur_cent(connected or 0.0)
    return f"Le réseau tient {held}{tail}. Sur 100 couples d’acteurs, {share} peuvent se joindre de proche en proche."
