"""Two actors that cooperate, and a cadre on their subjects that neither is tied to: a triangle to close."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import islice

from maillage.analyse.cadres import Cadre
from maillage.analyse.diagnostic import Constat, Json
from maillage.analyse.francais import liste, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import Acteur
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_theme

Triangle = tuple[Cadre, Acteur, Acteur]
Paire = tuple[Acteur, Acteur]


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
    strong = _list_strong(contexte)
    found = sorted(_list_triangles(contexte, cadres, strong), key=_rank)
    return [
        Constat(
            code="triangles-a-fermer",
            phrase=_phrase(found),
            valeur=len(found),
            garde=None,
            detail={
                "liens_regardes": len(strong),
                "triangles": [_describe(one) for one in found[: SEUILS.max_elements_cadres]],
            },
            methode="triangles-a-fermer",
            diffusion="concernes",
        )
    ]


def _list_strong(contexte: Contexte) -> list[Paire]:
    """Both ends of links of cooperation between two spheres; of too many, the highest levels."""
    liens = [lien for lien in contexte.reseau.liens if (lien.niveau or 0) >= SEUILS.niveau_cooperation]
    ordered = sorted(liens, key=lambda lien: -(lien.niveau or 0))  # of one level, by their actors: as they come
    ends = map(contexte.ends, ordered)
    return list(islice(((a, b) for a, b in ends if a.sphere != b.sphere), SEUILS.max_liens_triangles))


def _list_triangles(contexte: Contexte, cadres: list[Cadre], strong: list[Paire]) -> Iterator[Triangle]:
    """Links are sorted once for each set of themes, not for each cadre: both are many."""
    ground = frozenset(contexte.cadres.communes)
    told = _index_themes(strong)
    by_themes = {themes: _keep_concerned(strong, told, themes) for themes in {cadre.themes for cadre in cadres}}
    for cadre in cadres:
        near = _list_near(contexte, cadre)
        for a, b in by_themes[cadre.themes]:
            if a.id not in near and b.id not in near and _is_here(a, cadre, ground) and _is_here(b, cadre, ground):
                yield cadre, a, b


def _index_themes(strong: list[Paire]) -> dict[str, set[int]]:
    """The ranks of the pairs that hold each theme, at one end or the other."""
    told: defaultdict[str, set[int]] = defaultdict(set)
    for rank, (a, b) in enumerate(strong):
        for theme in a.themes | b.themes:
            told[theme].add(rank)
    return told


def _keep_concerned(strong: list[Paire], told: Mapping[str, set[int]], themes: frozenset[str]) -> list[Paire]:
    """Each brings a theme, and both together all of them. Only pairs that hold them all are looked at."""
    holders = sorted((told.get(theme, set()) for theme in themes), key=len)
    together = sorted(set.intersection(*holders))
    pairs = (strong[rank] for rank in together)
    return [(a, b) for a, b in pairs if a.themes & themes and b.themes & themes]


def _is_here(acteur: Acteur, cadre: Cadre, ground: frozenset[str]) -> bool:
    """A place in common; one that is no commune of the territory is taken to hold some of it."""
    return not cadre.communes or bool(acteur.communes & cadre.communes or acteur.communes - ground)


def _list_near(contexte: Contexte, cadre: Cadre) -> set[str]:
    """Members and all that a member is tied to."""
    members = contexte.list_members(cadre)
    return set(members).union(*map(contexte.list_partners, members))


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
