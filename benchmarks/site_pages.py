"""List, search and actor pages of a large espace, beside Datasette serving the same table with the same filter."""

from __future__ import annotations

import gzip
import html
import json
import shutil
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import urlencode

from benchmarks.bases import ACTEURS, LIENS, SANS_POSTGRESQL, Base, open_bases
from benchmarks.resultat import Resultat, Verdict, decimal, fois, list_times, median_ratio, nombre, secondes
from benchmarks.serveurs import Serveur, running_datasette, running_site

ROUNDS = 15
TARGET = 1.5
POIDS = 60_000
"""Bytes of a compressed page."""
LIGNES = 30
VOISINS = 150
"""Links that the page of an actor shows at most."""
ACTEUR, LIEN = "/maillage/acteurs_acteur", "/maillage/acteurs_lien"
FACETTES = ("sphere_id", "type_id", "commune_id", "nature")


@dataclass(frozen=True)
class Page:
    """Our address, and the addresses at which Datasette shows the same rows."""

    nom: str
    nous: str
    eux: tuple[str, ...]


def run() -> dict[str, Any]:
    with open_bases() as bases, ExitStack() as stack:
        copie = bases[0].fichier.with_name("maillage.db")  # Datasette names its database after the file
        shutil.copy(bases[0].fichier, copie)
        eux = stack.enter_context(running_datasette(copie))
        nus = stack.enter_context(running_datasette(copie, "suggest_facets off"))
        measured = [(base.nom, _measure(base, bases[0], stack, eux, nus)) for base in bases]
    return _tell(measured).to_json()


def _measure(base: Base, sqlite: Base, stack: ExitStack, eux: Serveur, nus: Serveur) -> list[dict[str, Any]]:
    nous = stack.enter_context(running_site(base.environnement))
    pages = list_pages(base.faits, sqlite.faits)
    check_same_rows(nous, eux, pages[0])
    return [_compare(page, nous, eux, nus) for page in pages]


def _compare(page: Page, nous: Serveur, eux: Serveur, nus: Serveur) -> dict[str, Any]:
    actions: dict[str, Callable[[], Any]] = {
        "nous": partial(nous.get, page.nous),
        "eux": partial(_get_all, eux, page.eux),
        "nus": partial(_get_all, nus, page.eux),
    }
    for action in actions.values():
        action()
    times = list_times(actions, ROUNDS)
    return {
        "page": page.nom,
        **{name: median(values) for name, values in times.items()},
        "rapport": median_ratio(times["nous"], times["eux"]),
        "rapport_nus": median_ratio(times["nous"], times["nus"]),
        "poids": len(gzip.compress(nous.get(page.nous))),
    }


def _get_all(serveur: Serveur, paths: tuple[str, ...]) -> None:
    for path in paths:
        serveur.get(path)


def list_pages(nous: dict[str, Any], eux: dict[str, Any]) -> list[Page]:
    """`nous` and `eux` name the rows of the database that each one reads."""
    acteurs = f"/espace/{nous['slug']}/acteurs/"
    return [
        Page("liste", acteurs, (_filter(eux),)),
        Page("liste, un monde", f"{acteurs}?sphere=AS", (_filter(eux, sphere_id=_key(eux["sphere"])),)),
        Page("recherche, deux mots", f"{acteurs}?q=centre+social", (_filter(eux) + _contain("centre", "social"),)),
        *(
            Page(nom, f"{acteurs}{nous[cle]}/", (f"{ACTEUR}/{_key(eux[cle])}", _find_links(eux[cle])))
            for nom, cle in (("fiche d’un acteur", "ordinaire"), ("fiche de l’acteur le plus relié", "pivot"))
        ),
    ]


def _key(pk: str) -> str:
    """As SQLite keeps it."""
    return pk.replace("-", "")


def _filter(faits: dict[str, Any], **more: str) -> str:
    """What the public is shown, in the order of our list, with the facets that a table has."""
    asked = {"espace_id": _key(faits["espace"]), "retire_le__isnull": "1", "visibilite": "publique"}
    asked |= {"nature__not": "poste", "_sort": "nom_cherche", "_size": str(LIGNES), **more}
    return f"{ACTEUR}?{urlencode([*asked.items(), *(('_facet', name) for name in FACETTES)])}"


def _contain(*mots: str) -> str:
    return "".join(f"&nom_cherche__contains={mot}" for mot in mots)


def _find_links(pk: str) -> str:
    ends = f"a_id = '{_key(pk)}' or b_id = '{_key(pk)}'"
    return f"{LIEN}?{urlencode({'_where': ends, '_size': str(VOISINS)})}"


def check_same_rows(nous: Serveur, eux: Serveur, page: Page) -> None:
    """RuntimeError when the two do not show the same actors."""
    rows = json.loads(eux.get(page.eux[0].replace("?", ".json?") + "&_shape=array"))
    shown = html.unescape(nous.get(page.nous).decode())
    if len(rows) != LIGNES or any(row["nom"] not in shown for row in rows):
        raise RuntimeError("Datasette et Maillage ne montrent pas les mêmes acteurs")


def _tell(measured: list[tuple[str, list[dict[str, Any]]]]) -> Resultat:
    alone = "" if len(measured) > 1 else f" {SANS_POSTGRESQL}"
    return Resultat(
        titre="Les pages d’un grand espace, à côté de Datasette",
        texte=f"Un espace de {nombre(ACTEURS)} acteurs et {nombre(LIENS)} liens, lu par quelqu’un qui n’a pas de "
        "compte. Les deux répondent en HTTP sur la même machine, un processus chacun, à tour de rôle "
        f"({ROUNDS} passages, médianes), et montrent le même nombre de lignes de la même table avec le même filtre. "
        "Datasette lit toujours le fichier SQLite, aussi quand notre site lit PostgreSQL. Nos listes comptent six "
        "facettes, dont trois passent par une autre table ; les siennes, quatre colonnes. Pour une fiche, Datasette "
        "donne la ligne, puis les liens de l’acteur dans une seconde page\u00a0: les deux sont comptées."
        f"{alone}\n\n{_say_worse(measured)}",
        colonnes=["Base", "Page", "Maillage", "Datasette", "Rapport", "sans suggestions", "Rapport", "poids compressé"],
        lignes=[
            [
                base,
                one["page"],
                secondes(one["nous"]),
                secondes(one["eux"]),
                fois(one["rapport"]),
                secondes(one["nus"]),
                fois(one["rapport_nus"]),
                f"{decimal(one['poids'] / 1000, 1)}\u00a0ko",
            ]
            for base, pages in measured
            for one in pages
        ],
        verdicts=[verdict for base, pages in measured for verdict in _judge(base, pages)],
    )


def _judge(base: str, pages: list[dict[str, Any]]) -> list[Verdict]:
    heaviest = max(one["poids"] for one in pages)
    return [
        *(
            Verdict(
                f"{one['page']}, {base}\u00a0: Maillage / Datasette",
                fois(one["rapport"]),
                f"≤ {fois(TARGET)}",
                one["rapport"] <= TARGET,
            )
            for one in pages
        ),
        Verdict(
            f"page la plus lourde, compressée, {base}",
            f"{decimal(heaviest / 1000, 1)}\u00a0ko",
            f"< {POIDS // 1000}\u00a0ko",
            heaviest < POIDS,
        ),
    ]


def _say_worse(measured: list[tuple[str, list[dict[str, Any]]]]) -> str:
    """Where someone who sets Datasette up with care does better than we do."""
    slower = sorted({one["page"] for _, pages in measured for one in pages if one["rapport_nus"] > TARGET})
    told = (
        f"Ainsi réglé, il va plus de {decimal(TARGET, 1)} fois plus vite que nous pour\u00a0: {', '.join(slower)}."
        if slower
        else f"Même ainsi, nous tenons {decimal(TARGET, 1)} fois sa durée partout."
    )
    return (
        "Où nous sommes moins bons\u00a0: Datasette, tel qu’il s’installe, passe l’essentiel de son temps à chercher "
        "quelles facettes proposer ; l’avant-dernière paire de colonnes le montre sans cela (`suggest_facets off`). "
        f"{told} Nos recherches pardonnent accents et fautes de frappe, nos pages tiennent compte des droits\u00a0: "
        "cela a un prix."
    )
