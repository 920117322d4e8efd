"""Two actors that cooperate, and a cadre on their subjects that neither is tied to: a triangle to close."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from maillage.analyse.cadres import Cadre
from maillage.analyse.diagnostic import Constat, Json
from maillage.analyse.francais import liste, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import Acteur, Lien
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_theme

Triangle = tuple[Cadre, Acteur, Acteur]


def triangles_a_fermer(contexte: Contexte) -> list[Constat]:
    """Pairs of two spheres at « coopérer » or above, each with a subject of the cadre, none tied to a member of it."""
    cadres = [
        cadre
        for nature in ("dispositif", "instance")
        for cadre in contexte.cadres.list_open(nature, contexte.date_reference)
        if len(contexte.list_members(cadre)) >= 2 and len(cadre.themes) >= 2
    ]
    if not cadres:
        return []
    strong = [lien for lien in contexte.reseau.liens if _is_strong(contexte, lien)]
    found = sorted((t for cadre in cadres for t in _list_triangles(contexte, cadre, strong)), key=_rank)
    return [
        Constat(
            code="triangles-a-fermer",
            phrase=_phrase(found),
            valeur=len(found),
            garde=None,
            detail={
                "compares": len(strong),
                "triangles": [_describe(one) for one in found[: SEUILS.max_elements_cadres]],
            },
            methode="triangles-a-fermer",
            diffusion="concernes",
        )
    ]


def _is_strong(contexte: Contexte, lien: Lien) -> bool:
    a, b = contexte.ends(lien)
    return a.sphere != b.sphere and (lien.niveau or 0) >= SEUILS.niveau_cooperation


def _list_triangles(contexte: Contexte, cadre: Cadre, strong: list[Lien]) -> Iterator[Triangle]:
    near = _list_near(contexte, cadre)
    concerned = partial(_is_concerned, cadre=cadre, ground=frozenset(contexte.cadres.communes))
    for lien in strong:
        if near.isdisjoint(lien.acteurs):
            a, b = contexte.ends(lien)
            if concerned(a) and concerned(b) and cadre.themes <= a.themes | b.themes:
                yield cadre, a, b


def _is_concerned(acteur: Acteur, cadre: Cadre, ground: frozenset[str]) -> bool:
    """A subject and a place in common; a place that is no commune of the territory is taken to hold some of it."""
    here = not cadre.communes or bool(acteur.communes & cadre.communes or acteur.communes - ground)
    return here and bool(acteur.themes & cadre.themes)


def _list_near(contexte: Contexte, cadre: Cadre) -> set[str]:
    """Members and all that a member is tied to."""
    members = contexte.list_members(cadre)
    return set(members).union(*(contexte.voisins.get(member, ()) for member in members))


def _rank(triangle: Triangle) -> tuple[int, str, str, str]:
    cadre, a, b = triangle
    return -len(cadre.themes & (a.themes | b.themes)), cadre.id, a.id, b.id


def _describe(triangle: Triangle) -> Json:
    cadre, a, b = triangle
    return {
        "cadre": cadre.id,
        "intitule": cadre.libelle,
        "acteurs": [a.id, b.id],
        "noms": [a.libelle, b.libelle],
        "spheres": [a.sphere, b.sphere],
        "themes": list[Json](sorted(cadre.themes)),
    }


def _phrase(found: list[Triangle]) -> str:
    if not found:
        return "Ceux qui coopèrent d’un monde à l’autre connaissent quelqu’un dans les cadres de leurs sujets."
    cadre = found[0][0]
    themes = liste([name_theme(theme) for theme in sorted(cadre.themes)])
    rest = len(found) - 1
    more = f" {majuscule(nombre(rest))} autre{'s' * (rest > 1)} de ces triangles." if rest else ""
    return (
        f"Deux acteurs qui coopèrent d’un monde à l’autre n’ont aucun lien connu avec « {cadre.libelle} » ({themes}) : "
        f"un triangle à fermer ?{more}"
    )
