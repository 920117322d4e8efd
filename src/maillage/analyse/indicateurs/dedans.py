"""Inside one structure: services that share subjects and do not work together."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import compte, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import Acteur, Lien
from maillage.analyse.seuils import SEUILS


def silo_interne(contexte: Contexte) -> Constat:
    """Pairs of one house at level 0 or 1, or never declared, that share at least `SEUILS.themes_silo` subjects.

    A house is a structure with its services and the structures attached to it. The detail names who does not see eye
    to eye inside it: it goes first to those concerned.
    """
    houses = _list_houses(contexte)
    pairs = [pair for members in houses.values() for pair in combinations(members, 2)]
    compared = [pair for pair in pairs if _shared(pair) and _is_known(contexte, pair)]
    silos = [pair for pair in compared if _is_silo(_link_of(contexte, pair))]
    if not compared:
        return withhold("silo-interne", "Le dedans des structures ne peut pas être dit.", _guard(contexte))
    return Constat(
        code="silo-interne",
        phrase=_phrase(len(silos), len(compared)),
        valeur=len(silos),
        garde=None,
        detail={"comparees": len(compared), "silos": [_describe(contexte, pair) for pair in silos]},
        methode="silo-interne",
        diffusion="concernes",
    )


def _guard(contexte: Contexte) -> str:
    if contexte.reseau.niveau == "structure":
        return "Les services sont réunis dans leur structure : relancez au niveau service."
    return f"Aucune structure ne décrit deux services partageant au moins {nombre(SEUILS.themes_silo)} sujets."


def _list_houses(contexte: Contexte) -> dict[str, list[Acteur]]:
    houses: defaultdict[str, list[Acteur]] = defaultdict(list)
    for acteur in contexte.reseau.acteurs:
        if acteur.parent is not None:
            houses[acteur.parent].append(acteur)
    return dict(sorted(houses.items()))


def _shared(pair: tuple[Acteur, Acteur]) -> bool:
    return len(pair[0].themes & pair[1].themes) >= SEUILS.themes_silo


def _is_known(contexte: Contexte, pair: tuple[Acteur, Acteur]) -> bool:
    """Declared, or kept silent by someone who did answer."""
    return _link_of(contexte, pair) is not None or any(acteur.id in contexte.repondants for acteur in pair)


def _link_of(contexte: Contexte, pair: tuple[Acteur, Acteur]) -> Lien | None:
    a, b = sorted(acteur.id for acteur in pair)
    return contexte.reseau.lien_de.get((a, b))


def _is_silo(lien: Lien | None) -> bool:
    """A link whose level nobody said is given the benefit of the doubt."""
    if lien is None or not lien.existe:
        return True
    return lien.niveau is not None and lien.niveau <= SEUILS.niveau_silo


def _describe(contexte: Contexte, pair: tuple[Acteur, Acteur]) -> Json:
    lien = _link_of(contexte, pair)
    return {
        "maison": pair[0].parent,
        "acteurs": [acteur.id for acteur in pair],
        "noms": [acteur.libelle for acteur in pair],
        "themes": list[Json](sorted(pair[0].themes & pair[1].themes)),
        "niveau": lien.niveau if lien else None,
        "declare": lien is not None,
    }


def _phrase(silos: int, compared: int) -> str:
    if not silos:
        return "Dans une même structure, les services qui partagent des sujets travaillent ensemble."
    subject = f"{majuscule(compte(silos, 'paire', feminin=True))} de services d’une même structure"
    verbe = "partage des sujets et se connaît" if silos == 1 else "partagent des sujets et se connaissent"
    return f"{subject} sur {nombre(compared)} {verbe} à peine : à reprendre d’abord avec les personnes concernées."
