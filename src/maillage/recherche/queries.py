"""Finding documents: each word must begin a word of the text; rights are asked of the live table."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import FloatField, OuterRef, QuerySet, Subquery
from django.db.models.expressions import RawSQL

from maillage.acteurs.models import Acteur, ActeurQuerySet
from maillage.acteurs.noms import VIDES, split_words
from maillage.acteurs.recherche import MOTS_MAX, correct
from maillage.espaces.droits import Droits
from maillage.recherche.models import Document

LONGUEUR_MAX = 100
_POINTE = re.compile(r"\b(?:\w\.){2,}")
RANGS = {
    "sqlite": (
        "SELECT rowid FROM recherche_index WHERE recherche_index MATCH %s",
        "SELECT bm25(recherche_index, 10.0, 1.0) FROM recherche_index "
        "WHERE recherche_index MATCH %s AND rowid = recherche_document.id",
    ),
    "postgresql": (
        "SELECT id FROM recherche_document WHERE mots @@ to_tsquery('simple', %s)",
        "-ts_rank(mots, to_tsquery('simple', %s))",
    ),
}


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
    matching, rank = RANGS[connection.vendor]
    documents: Any = Document.objects.order_by().filter(pk__in=RawSQL(matching, [query]))  # noqa: S611
    return seen.filter(pk__in=documents.values("objet")).order_by(*_order(rank, query))


def _order(rank: str, query: str) -> tuple[Any, ...]:
    """The rank as a subquery on the document of the actor, then the name."""
    document = Document.objects.order_by().filter(objet=OuterRef("pk"))
    if connection.vendor == "sqlite":
        expression = RawSQL(f"({rank.replace('recherche_document.id', 'U0.id')})", [query])  # noqa: S611
    else:
        expression = RawSQL(rank, [query])
    return (
        Subquery(document.annotate(rang=expression).values("rang")[:1], output_field=FloatField()),
        "nom_cherche",
        "id",
    )


def _list_words(seen: ActeurQuerySet) -> set[str]:
    texts = seen.order_by().values_list("nom_cherche", flat=True)
    return set(" ".join(texts).replace("|", " ").split())
