"""Finding documents: matched, ranked, kept to what the reader may see and counted by kind in one pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, models

from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.recherche.models import Document
from maillage.recherche.mots import read_words, write_query
from maillage.recherche.sources import Genre
from maillage.recherche.vocabulaire import find_vocabulaire

PAR_PAGE = 20
MATCHES = {
    "sqlite": (
        "bm25(recherche_index, 10.0, 1.0)",
        "recherche_index CROSS JOIN recherche_document d ON d.id = recherche_index.rowid "
        "WHERE recherche_index MATCH %s",
    ),
    "postgresql": (
        "-ts_rank(d.mots, q)",
        "recherche_document d, to_tsquery('simple', %s) q WHERE d.mots @@ q",
    ),
}
"""Rank, and where it is read. CROSS JOIN keeps SQLite from starting with the documents: minutes at 100,000."""
SQL = """
WITH trouves AS MATERIALIZED (
  SELECT d.objet AS objet, d.genre AS genre, d.titre AS titre, {rang} AS rang FROM {ou}
  AND d.espace = %s AND d.retire_le IS NULL AND d.visibilite IN ({vues}) AND d.genre <> 'poste'
), montres AS (
  SELECT * FROM trouves {filtre} ORDER BY rang, titre, objet LIMIT {nombre} OFFSET {debut}
)
SELECT genre, NULL AS objet, 0 AS rang, '' AS titre, count(*) AS nombre, NULL AS nom, NULL AS sigle, NULL AS texte
FROM trouves GROUP BY genre
UNION ALL
SELECT m.genre, m.objet, m.rang, m.titre, 0, coalesce(a.nom, c.nom), coalesce(a.sigle, c.sigle),
  coalesce(a.description || ' ' || a.appelez_nous_pour, c.description)
FROM montres m LEFT JOIN acteurs_acteur a ON a.id = m.objet LEFT JOIN cadres_cadre c ON c.id = m.objet
ORDER BY 5 DESC, 3, 4, 2
"""
"""The counts first, then the rows of the page; only these are looked up in the live tables."""
EXISTE = (
    "SELECT %s WHERE EXISTS (SELECT 1 FROM {ou} AND d.espace = %s AND d.retire_le IS NULL "
    "AND d.visibilite IN ({vues}) AND d.genre <> 'poste')"
)


@dataclass(frozen=True)
class Ligne:
    """A result, with the text in which its words are to be marked."""

    genre: Genre
    objet: UUID
    nom: str
    sigle: str
    texte: str


@dataclass(frozen=True)
class Trouve:
    lignes: list[Ligne] = field(default_factory=list)
    nombres: dict[Genre, int] = field(default_factory=dict)
    """Of each kind, whatever the kind asked for."""
    debuts: tuple[str, ...] = ()
    """How the words found begin."""
    corrige: str = ""
    """The words that found, when they are not those typed."""

    def count(self, genre: Genre | None = None) -> int:
        return self.nombres.get(genre, 0) if genre else sum(self.nombres.values())


def search(droits: Droits, texte: str, genre: Genre | None = None, debut: int = 0) -> Trouve:
    """Best first: a name before a description. Words that find nothing are brought to their nearest in use."""
    mots = read_words(texte)
    if not mots:
        return Trouve()
    found = _match(droits, [[mot] for mot in mots], genre, debut)
    if found.nombres:
        return found
    nearest = correct(droits, mots)
    if not nearest:
        return found
    return _match(droits, nearest, genre, debut, " ".join(proches[0] for proches in nearest))


def correct(droits: Droits, mots: list[str]) -> list[list[str]]:
    """For each word, itself if it finds something, else its nearest that do; nothing when a word has none.

    Two statements more than the vocabulary, whatever is typed: what is said is what this reader finds.
    """
    used = _keep_found(droits, mots)
    if len(used) == len(set(mots)):
        return []  # each is used, never together: nothing is misspelt
    vocabulaire = find_vocabulaire(_list_seen(droits), droits.espace, list_visibilites(droits))
    last = len(mots) - 1
    near = {place: vocabulaire.correct(mot, fini=place < last) for place, mot in enumerate(mots) if mot not in used}
    seen = _keep_found(droits, [proche for proches in near.values() for proche in proches])
    kept = [
        [one for one in near.get(place, ()) if one in seen] or ([mot] if mot in used else [])
        for place, mot in enumerate(mots)
    ]
    return kept if all(kept) else []


def _keep_found(droits: Droits, mots: Iterable[str]) -> set[str]:
    """Those that begin a word of a document that may be seen. One statement."""
    asked, vues = list(dict.fromkeys(mots)), list_visibilites(droits)
    if not asked:
        return set()
    one = EXISTE.format(ou=MATCHES[connection.vendor][1], vues=", ".join(["%s"] * len(vues)))
    params = [
        value
        for place, mot in enumerate(asked)
        for value in (place, write_query([[mot]], connection.vendor), _adapt(droits.espace.pk), *vues)
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([one] * len(asked)), params)
        return {asked[int(place)] for (place,) in cursor.fetchall()}


def list_visibilites(droits: Droits) -> list[str]:
    """The rule of `may_be_seen`, as values."""
    if droits.peut_contribuer:
        return list(VisibiliteFiche.values)
    members = [VisibiliteFiche.MEMBRES.value] if droits.est_membre else []
    return [VisibiliteFiche.PUBLIQUE.value, *members]


def _match(droits: Droits, alternatives: list[list[str]], genre: Genre | None, debut: int, corrige: str = "") -> Trouve:
    rang, where = MATCHES[connection.vendor]
    vues = list_visibilites(droits)
    sql = SQL.format(
        rang=rang, ou=where, vues=", ".join(["%s"] * len(vues)), nombre=PAR_PAGE, debut=debut,
        filtre="WHERE genre = %s" if genre else "",
    )  # fmt: skip
    params = [
        write_query(alternatives, connection.vendor),
        _adapt(droits.espace.pk),
        *vues,
        *([genre] if genre else []),
    ]
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        rows = cursor.fetchall()
    lignes = [_read_row(row) for row in rows if row[1] is not None and row[5] is not None]
    nombres = {Genre(row[0]): row[4] for row in rows if row[1] is None}
    debuts = tuple(mot for mots in alternatives for mot in mots)
    return Trouve(lignes, nombres, debuts, corrige if nombres else "")


def _read_row(row: tuple[Any, ...]) -> Ligne:
    genre, objet, _, _, _, nom, sigle, texte = row
    return Ligne(Genre(genre), objet if isinstance(objet, UUID) else UUID(objet), nom, sigle, texte)


def _adapt(pk: UUID) -> Any:
    """As the database keeps it."""
    return models.UUIDField().get_db_prep_value(pk, connection)


def _list_seen(droits: Droits) -> models.QuerySet[Document]:
    seen = Document.objects.filter(espace=droits.espace.pk, retire_le=None, visibilite__in=list_visibilites(droits))
    return seen.filter(genre__in=list(Genre))
