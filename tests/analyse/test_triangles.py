"""Triangles to close: what is found quickly is what the definition finds slowly, on random networks."""

from __future__ import annotations

import random
from datetime import date

import pytest

from maillage.analyse.cadres import Cadre, Cadres, Participation, build_cadres
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.analyse.seuils import SEUILS

JOUR = date(2026, 11, 22)
SUJETS, LIEUX = ("ALI", "MOB", "LOG", "PEN", "PAR"), ("c1", "c2", "c3", "ailleurs")
Trouve = tuple[str, str, str]


def draw(seed: int) -> tuple[Reseau, Cadres]:
    tirage = random.Random(seed)
    acteurs = [
        Acteur(
            id=f"a{rank:02}", nom=f"A{rank}", nature="structure", sphere=tirage.choice(("AS", "DS", "DL")),
            themes=frozenset(tirage.sample(SUJETS, tirage.randint(0, 3))),
            communes=frozenset(tirage.sample(LIEUX, tirage.randint(1, 2))),
        )
        for rank in range(30)
    ]  # fmt: skip
    pairs = [tirage.sample(acteurs, 2) for _ in range(70)]
    said = [Declaration(source=a.id, cible=b.id, niveau_reel=tirage.randint(0, 5)) for a, b in pairs]
    reseau = build_reseau(acteurs, said)
    cadres = [
        Cadre(
            id=f"k{rank:02}", nom=f"K{rank}", nature=tirage.choice(("dispositif", "instance")),
            themes=frozenset(tirage.sample(SUJETS, tirage.randint(1, 3))),
            communes=frozenset(tirage.sample(LIEUX[:3], tirage.randint(0, 2))),
        )
        for rank in range(12)
    ]  # fmt: skip
    seats = [Participation(acteur=tirage.choice(acteurs).id, cadre=cadre.id) for cadre in cadres for _ in range(3)]
    return reseau, build_cadres(cadres, seats, reseau, {code: code for code in LIEUX[:3]})


def find_slowly(reseau: Reseau, cadres: Cadres) -> set[Trouve]:
    """The definition, written plainly."""
    linked = {end for lien in reseau.liens for end in (lien.acteurs, lien.acteurs[::-1])}
    strong = [lien.acteurs for lien in reseau.liens if (lien.niveau or 0) >= SEUILS.niveau_cooperation]
    found = set()
    for cadre in cadres.cadres:
        members = {reseau.hote[one.acteur] for one in cadres.whole.get(cadre.id, ())}
        if len(members) < 2 or len(cadre.themes) < 2:
            continue
        for ends in strong:
            a, b = map(reseau.acteur, ends)
            tied = any(end in members or any((end, one) in linked for one in members) for end in ends)
            subjects = a.themes & cadre.themes and b.themes & cadre.themes and cadre.themes <= a.themes | b.themes
            if a.sphere != b.sphere and subjects and not tied and _is_here(a, cadre) and _is_here(b, cadre):
                found.add((cadre.id, *ends))
    return found


def _is_here(acteur: Acteur, cadre: Cadre) -> bool:
    return not cadre.communes or bool(acteur.communes & cadre.communes) or "ailleurs" in acteur.communes


@pytest.mark.parametrize("seed", range(40))
def test_the_same_triangles_as_by_the_definition(seed: int) -> None:
    reseau, cadres = draw(seed)
    constat = diagnostiquer(reseau, date_reference=JOUR, cadres=cadres).constat("triangles-a-fermer")
    expected = find_slowly(reseau, cadres)
    assert constat.valeur == len(expected)
    rows = constat.detail["triangles"]
    assert isinstance(rows, list)
    told = {(row["cadre"], *row["acteurs"]) for row in rows if isinstance(row, dict)}  # type: ignore[misc]
    assert told <= expected
    assert len(rows) == min(len(expected), SEUILS.max_elements_cadres)


def test_these_networks_have_triangles() -> None:
    assert sum(len(find_slowly(*draw(seed))) for seed in range(40)) > 40
