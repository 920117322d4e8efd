"""Finding documents: each word must begin a word of the text; rights are asked of the live table."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from maillage.acteurs.models import Acteur, ActeurQuerySet
from maillage.acteurs.noms import VIDES, split_words
from maillage.acteurs.recherche import MOTS_MAX, correct
from maillage.espaces.droits import Droits

LONGUEUR_MAX = 100
_POINTE = re.compile(r"\b(?:\w\.){2,}")
TENU = "recherche_document.objet = acteurs_acteur.id"
JOINTURES: dict[str, tuple[list[str], list[str], str]] = {
    "sqlite": (
        ["recherche_document", "recherche_index"],
        [
            "+recherche_document.objet = acteurs_acteur.id",
            "recherche_document.id = +recherche_index.rowid",
            "recherche_index MATCH %s",
        ],
        "bm25(recherche_index, 10.0, 1.0) + 0 * length(%s)",
    ),
    "postgresql": (
        ["recherche_document"],
        [TENU, "recherche_document.mots @@ to_tsquery('simple', %s)"],
        "-ts_rank(recherche_document.mots, to_tsquery('simple', %s))",
    ),
}
"""Tables joined, conditions, rank: one pass over the index, where a subquery would ask it again for each row.

The unary plus keeps SQLite from starting with the actors and asking the index of each: minutes at 100,000.
"""


@dataclass(frozen=True)
class Trouve:
    acteurs: QuerySet[Acteur]
    corrige: str = ""


def read_words(texte: str) -> list[str]:
    """« C.C.A.S. » is one word, small words and plurals do not count."""
    joined = _POINTE.sub(lambda found: found.group().replace(".", "") + " ", texte[:LONGUEUR_MAX].replace("\x00", ""))
    words = split_words(joined)
    return [_singular(word) for word in [word for word in words if word not in VIDES] or words][:MOTS_MAX]


def _singular(mot: str) -> str:
    return mot[:-1] if len(mot) > 3 and mot[-1] in "sx" else mot


def search(droits: Droits, texte: str) -> Trouve:
    """Best first: a name before a description. Words that find nothing are brought to their nearest in use."""
    seen = Acteur.objects.visible_to(droits).nodes()
    mots = read_words(texte)
    if not mots:
        return Trouve(seen.none())
    found = _match(seen, [[mot] for mot in mots])
    if found.exists():
        return Trouve(found)
    nearest = correct(mots, _list_words(seen))
    if nearest is None:
        return Trouve(found)
    return Trouve(_match(seen, nearest), " ".join(proches[0] for proches in nearest))


def write_query(alternatives: list[list[str]], vendor: str) -> str:
    """Words hold letters and digits only: nothing of the reader's reaches the query's own language."""
    one, both, either = ('"{}"*', " AND ", " OR ") if vendor == "sqlite" else ("{}:*", " & ", " | ")
    return both.join(f"({either.join(one.format(mot) for mot in mots)})" for mots in alternatives)


def _match(seen: ActeurQuerySet, alternatives: list[list[str]]) -> QuerySet[Acteur]:
    query = write_query(alternatives, connection.vendor)
    tables, where, rank = JOINTURES[connection.vendor]
    return seen.extra(  # noqa: S610  (constants; the query is a parameter)
        select={"rang": rank},
        select_params=[query],
        tables=tables,
        where=where,
        params=[query],
        order_by=["rang", "nom_cherche", "id"],
    )


def _list_words(seen: ActeurQuerySet) -> set[str]:
    texts = seen.order_by().values_list("nom_cherche", flat=True)
    return set(" ".join(texts).replace("|", " ").split())
