"""The search of an espace of 100,000 documents, beside the full-text query that each database would do by itself."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from statistics import median
from typing import Any

import numpy as np
from tests.postgresql import find_tools, running_server

from benchmarks import isole
from benchmarks.bases import SANS_POSTGRESQL, environment
from benchmarks.resultat import Resultat, Verdict, fois, list_times, median_ratio, nombre, secondes

ACTEURS, CADRES, LOT = 90_000, 10_000, 2_000
ROUNDS, TARGET = 31, 2.0
MOTS, LONGUEUR = 6_000, 30
"""Words in use, and words of a presentation."""
CHERCHES = {"peu de résultats": 10, "quelques centaines": 400, "beaucoup de résultats": 2_000, "un mot banal": 20_000}
"""Documents that hold the word sought, about."""
SYLLABES = ("ba", "cor", "di", "fen", "gu", "lan", "mi", "nor", "pe", "ris", "sol", "tu", "va", "zel")
NUS = {
    "sqlite": (
        (
            "CREATE VIRTUAL TABLE nu USING fts5(objet UNINDEXED, genre UNINDEXED, titre, texte, "
            "tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
            "INSERT INTO nu(nu, rank) VALUES ('rank', 'bm25(0, 0, 10.0, 1.0)')",
            "INSERT INTO nu(objet, genre, titre, texte) SELECT objet, genre, titre, texte FROM recherche_document",
        ),
        "SELECT genre, count(*) FROM nu WHERE nu MATCH %s GROUP BY genre",
        "SELECT objet, genre, titre, snippet(nu, 3, '<mark>', '</mark>', '…', 30) FROM nu WHERE nu MATCH %s "
        "ORDER BY rank{} LIMIT 20",
    ),
    "postgresql": (
        (
            "CREATE TABLE nu AS SELECT objet, genre, titre, texte, mots FROM recherche_document",
            "CREATE INDEX nu_mots ON nu USING gin (mots)",
        ),
        "SELECT genre, count(*) FROM nu WHERE mots @@ to_tsquery('simple', %s) GROUP BY genre",
        "SELECT objet, genre, titre, ts_headline('simple', texte, q, 'StartSel=<mark>, StopSel=</mark>') "
        "FROM (SELECT objet, genre, titre, texte, q FROM nu, to_tsquery('simple', %s) q WHERE mots @@ q "
        "ORDER BY ts_rank(mots, q) DESC{} LIMIT 20) montres",
    ),
}
"""How each database is told to do it: its table, the counts by kind, then the best rows with its own excerpts.

The place left in the last is for the order of rows that have one rank, when both answers are compared.
"""


def run() -> dict[str, Any]:
    tools = find_tools()
    with ExitStack() as stack:
        bases = {"SQLite": _measure(stack, "")}
        if tools is not None:
            bases["PostgreSQL"] = _measure(stack, stack.enter_context(running_server(tools)))
    return _tell(bases).to_json()


def _measure(stack: ExitStack, url: str) -> list[dict[str, Any]]:
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="maillage-banc-"))
    values = {
        "DJANGO_SETTINGS_MODULE": "maillage.site.settings",
        "MAILLAGE_DEMONSTRATION": "oui",
        "MAILLAGE_OUVRIER_EMBARQUE": "non",
        "MAILLAGE_DONNEES": folder,
        "DATABASE_URL": url,
    }
    with environment(values):
        measured: list[dict[str, Any]] = isole.call("benchmarks.recherche:measure")
    return measured


def measure() -> list[dict[str, Any]]:
    """Called in a process of its own: write the espace, then ask both in turn."""
    from benchmarks.preparation import set_up  # noqa: PLC0415

    set_up()
    from django.core.management import call_command  # noqa: PLC0415  (needs Django set up)
    from django.db import connection  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    espace, words = _write()
    with connection.cursor() as cursor:
        for sql in (*NUS[connection.vendor][0], "ANALYZE"):
            cursor.execute(sql)
    return [_compare(espace, nom, texte) for nom, texte in _choose(words).items()]


def _write() -> tuple[Any, dict[str, int]]:
    """The espace, and how many documents hold each word."""
    from maillage.acteurs.models import Acteur  # noqa: PLC0415
    from maillage.cadres.models import Cadre  # noqa: PLC0415
    from maillage.espaces.models import Espace  # noqa: PLC0415
    from maillage.referentiels.chargement import load_all  # noqa: PLC0415
    from maillage.referentiels.models import Sphere  # noqa: PLC0415

    load_all()
    espace = Espace.objects.create(nom="Banc", slug="banc", visibilite="publique")
    sphere = Sphere.objects.shared()[0]
    words, drawn = _draw_texts(ACTEURS + CADRES)
    rows: list[Any] = []
    for rank, text in enumerate(drawn):
        fields = {"espace": espace, "sphere": sphere, "nom": " ".join(text[:3]), "description": " ".join(text[3:])}
        nature = ("dispositif", "instance", "action")[rank % 3]
        rows.append(Acteur(**fields) if rank < ACTEURS else Cadre(nature=nature, **fields))
        rows[-1].index_name()
    Acteur.objects.bulk_create(rows[:ACTEURS], batch_size=LOT)
    Cadre.objects.bulk_create(rows[ACTEURS:], batch_size=LOT)
    return espace, words


def _draw_texts(number: int) -> tuple[dict[str, int], list[list[str]]]:
    """Words as rare or common as in a language (Zipf); none begins another, so that a beginning finds one word."""
    tirage = np.random.default_rng(5)
    size = len(SYLLABES)
    vocabulary = [
        "".join(SYLLABES[rank // size**power % size] for power in range(4)) + f"{rank:04}" for rank in range(MOTS)
    ]
    weights = 1 / np.arange(4, MOTS + 4)
    ranks = tirage.choice(MOTS, size=(number, LONGUEUR + 3), p=weights / weights.sum())
    held = np.bincount(np.concatenate([np.unique(row) for row in ranks]), minlength=MOTS)
    return dict(zip(vocabulary, held.tolist(), strict=True)), [[vocabulary[rank] for rank in row] for row in ranks]


def _choose(words: dict[str, int]) -> dict[str, str]:
    """What is typed in each case: the word whose documents are nearest to the number wanted."""
    chosen = {nom: min(words, key=lambda word: abs(words[word] - wanted)) for nom, wanted in CHERCHES.items()}
    both = [min(words, key=lambda word: abs(words[word] - wanted)) for wanted in (20_000, 15_000)]
    return chosen | {"deux mots": " ".join(both)}


def _compare(espace: Any, nom: str, texte: str) -> dict[str, Any]:
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from maillage.espaces.droits import find_droits  # noqa: PLC0415
    from maillage.recherche.mots import read_words, write_query  # noqa: PLC0415

    droits, client = find_droits(AnonymousUser(), espace), Client(SERVER_NAME="localhost")
    query = write_query([[mot] for mot in read_words(texte)], connection.vendor)
    found = _check_same(droits, texte, query)
    actions: dict[str, Callable[[], Any]] = {
        "nous": partial(_ask, droits, texte),
        "eux": partial(_ask_bare, query),
        "page": partial(client.get, f"/espace/banc/recherche/?q={texte.replace(' ', '+')}"),
    }
    for action in actions.values():
        action()
    times = list_times(actions, ROUNDS)
    medians = {name: median(values) for name, values in times.items()}
    return {"cas": nom, "trouves": found, "rapport": median_ratio(times["nous"], times["eux"]), **medians}


def _ask(droits: Any, texte: str) -> tuple[dict[str, int], list[str]]:
    """As our page does, excerpts made."""
    from maillage.recherche.extraits import extract, mark  # noqa: PLC0415
    from maillage.recherche.queries import search  # noqa: PLC0415

    found = search(droits, texte)
    for ligne in found.lignes:
        mark(ligne.nom, found.debuts)
        extract(ligne.texte, found.debuts)
    return {str(genre): number for genre, number in found.nombres.items()}, [ligne.objet.hex for ligne in found.lignes]


def _ask_bare(query: str, egaux: str = "") -> tuple[dict[str, int], list[str]]:
    from django.db import connection  # noqa: PLC0415

    _, counts, best = NUS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(counts, [query])
        numbers = dict(cursor.fetchall())
        cursor.execute(best.format(egaux), [query])
        return numbers, [str(row[0]).replace("-", "") for row in cursor.fetchall()]


def _check_same(droits: Any, texte: str, query: str) -> int:
    """How many are found; RuntimeError when both do not count and show the same."""
    ours = _ask(droits, texte)
    if ours != _ask_bare(query, ", titre, objet"):
        raise RuntimeError(f"la base et Maillage ne trouvent pas les mêmes documents pour {texte}")
    return sum(ours[0].values())


def _tell(bases: dict[str, list[dict[str, Any]]]) -> Resultat:
    rows = [(base, one) for base, cases in bases.items() for one in cases]
    alone = "" if len(bases) > 1 else f" {SANS_POSTGRESQL}"
    return Resultat(
        titre=f"Chercher parmi {nombre(ACTEURS + CADRES)} documents",
        texte=f"{nombre(ACTEURS)} acteurs et {nombre(CADRES)} dispositifs, instances et actions, de {LONGUEUR + 3} "
        "mots tirés au hasard, rares ou banals comme dans une langue. Notre recherche trouve, classe, garde ce que le "
        "lecteur peut voir, compte chaque sorte et montre vingt lignes dont les mots trouvés sont marqués. À côté, la "
        "requête que la base ferait seule sur une table faite pour elle, sans droits\u00a0: FTS5, `bm25` et `snippet` "
        "dans SQLite ; `tsvector`, `ts_rank` et `ts_headline` dans PostgreSQL, index compris. Même processus, à tour "
        f"de rôle ({ROUNDS} passages, médianes). Avant de mesurer, on vérifie que les deux comptent et montrent les "
        "mêmes documents ; tous sont publiés, sans quoi ils différeraient. La dernière colonne est la page entière, "
        f"rendue sans réseau.{alone}",
        colonnes=["Base", "Ce qui est cherché", "trouvés", "Maillage", "la base seule", "Rapport", "page entière"],
        lignes=[
            [
                base, one["cas"], nombre(one["trouves"]), secondes(one["nous"]), secondes(one["eux"]),
                fois(one["rapport"]), secondes(one["page"]),
            ]
            for base, one in rows
        ],
        verdicts=[
            Verdict(
                f"chercher, {one['cas']}, {base}\u00a0: Maillage / la base seule", fois(one["rapport"]),
                f"≤ {fois(TARGET)}", one["rapport"] <= TARGET,
            )
            for base, one in rows
        ],
    )  # fmt: skip
