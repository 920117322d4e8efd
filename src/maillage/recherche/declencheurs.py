"""Triggers that keep the index with the live tables, whoever writes them: form, import, archive that comes back.

No extension is needed: accents leave by `translate` on PostgreSQL, by the tokenizer on SQLite.
"""

from __future__ import annotations

from typing import Any

from maillage.recherche.sources import SOURCES, Source

AVEC = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
SANS = "aaaaaaceeeeiiiinooooouuuuyy"
COLONNES = ("objet", "espace", "genre", "visibilite", "retire_le", "titre", "texte")
ANCIEN = (
    "INSERT INTO recherche_index(recherche_index, rowid, titre, texte) VALUES ('delete', old.id, old.titre, old.texte)"
)
NOUVEAU = "INSERT INTO recherche_index(rowid, titre, texte) VALUES (new.id, new.titre, new.texte)"
INDEX_SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS recherche_index USING fts5(titre, texte, content='recherche_document', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
)
INDEX_POSTGRESQL = (
    "ALTER TABLE recherche_document ADD COLUMN IF NOT EXISTS mots tsvector GENERATED ALWAYS AS "
    "(setweight(to_tsvector('simple'::regconfig, replace(titre, '|', ' ')), 'A') "
    "|| setweight(to_tsvector('simple'::regconfig, texte), 'D')) STORED",
    "CREATE INDEX IF NOT EXISTS recherche_document_mots ON recherche_document USING gin (mots)",
)
TABLES = {"recherche_document", *(source.table for source in SOURCES)}


def install(connection: Any) -> None:
    """Can be called again and again: triggers are written anew, the index that is there stays."""
    if set(connection.introspection.table_names()) >= TABLES:
        _execute(connection, _list_sqlite() if connection.vendor == "sqlite" else _list_postgresql())


def uninstall(connection: Any) -> None:
    """Forget triggers and index, so that their table may be rebuilt."""
    _execute(connection, _drop_sqlite() if connection.vendor == "sqlite" else _drop_postgresql())


def fill(connection: Any) -> None:
    """Index what is already there."""
    _execute(connection, [_fill(source, connection.vendor) for source in SOURCES])


def _execute(connection: Any, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for sql in statements:
            cursor.execute(sql)


def _values(source: Source, ligne: str, vendor: str) -> dict[str, str]:
    """SQL of each column of a document; the same text in both databases but for the accents."""
    texte = f"replace(replace(lower({source.texte.format(ligne)}), 'œ', 'oe'), 'æ', 'ae')"
    return {
        "objet": f"{ligne}id",
        "espace": f"{ligne}espace_id",
        "genre": source.genre.format(ligne),
        "visibilite": f"{ligne}visibilite",
        "retire_le": f"{ligne}retire_le",
        "titre": f"{ligne}nom_cherche",
        "texte": texte if vendor == "sqlite" else f"translate({texte}, '{AVEC}', '{SANS}')",
    }


def _fill(source: Source, vendor: str) -> str:
    values = ", ".join(_values(source, "", vendor).values())
    return f"INSERT INTO recherche_document({', '.join(COLONNES)}) SELECT {values} FROM {source.table}"


def _insert(source: Source, vendor: str) -> str:
    values = ", ".join(_values(source, "new.", vendor).values())
    return f"INSERT INTO recherche_document({', '.join(COLONNES)}) VALUES ({values})"


def _list_sqlite() -> list[str]:
    triggers = {
        "recherche_document_ajout": ("INSERT ON recherche_document", NOUVEAU),
        "recherche_document_fin": ("DELETE ON recherche_document", ANCIEN),
        "recherche_document_change": ("UPDATE OF titre, texte ON recherche_document", f"{ANCIEN}; {NOUVEAU}"),
    }
    for source in SOURCES:
        triggers |= _follow_sqlite(source)
    created = [f"CREATE TRIGGER {nom} AFTER {quand} BEGIN {sql}; END" for nom, (quand, sql) in triggers.items()]
    return [INDEX_SQLITE, *(f"DROP TRIGGER IF EXISTS {nom}" for nom in triggers), *created]


def _follow_sqlite(source: Source) -> dict[str, tuple[str, str]]:
    values = ", ".join(f"{colonne} = {sql}" for colonne, sql in _values(source, "new.", "sqlite").items())
    return {
        f"recherche_{source.nom}_ajout": (f"INSERT ON {source.table}", _insert(source, "sqlite")),
        f"recherche_{source.nom}_change": (
            f"UPDATE OF {source.lues} ON {source.table}",
            f"UPDATE recherche_document SET {values} WHERE objet = old.id",
        ),
        f"recherche_{source.nom}_fin": (
            f"DELETE ON {source.table}",
            "DELETE FROM recherche_document WHERE objet = old.id",
        ),
    }


def _list_postgresql() -> list[str]:
    return [*INDEX_POSTGRESQL, *(sql for source in SOURCES for sql in _follow_postgresql(source))]


def _follow_postgresql(source: Source) -> tuple[str, str]:
    """Triggers are replaced in place: PostgreSQL 14 at least."""
    updates = ", ".join(f"{colonne} = excluded.{colonne}" for colonne in COLONNES[1:])
    return (
        f"CREATE OR REPLACE FUNCTION recherche_{source.nom}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF TG_OP = 'DELETE' THEN DELETE FROM recherche_document WHERE objet = old.id; RETURN old; END IF; "
        f"{_insert(source, 'postgresql')} ON CONFLICT (objet) DO UPDATE SET {updates}; RETURN new; END $$",
        f"CREATE OR REPLACE TRIGGER recherche_{source.nom}_ecrit AFTER INSERT OR DELETE OR UPDATE OF {source.lues} "
        f"ON {source.table} FOR EACH ROW EXECUTE FUNCTION recherche_{source.nom}()",
    )


def _drop_sqlite() -> list[str]:
    names = ["recherche_document_ajout", "recherche_document_fin", "recherche_document_change"]
    names += [f"recherche_{source.nom}_{geste}" for source in SOURCES for geste in ("ajout", "change", "fin")]
    return [*(f"DROP TRIGGER IF EXISTS {name}" for name in names), "DROP TABLE IF EXISTS recherche_index"]


def _drop_postgresql() -> list[str]:
    return [f"DROP FUNCTION IF EXISTS recherche_{source.nom}() CASCADE" for source in SOURCES]
