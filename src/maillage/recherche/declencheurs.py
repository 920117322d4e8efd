"""Triggers that keep the index with the actors, whoever writes them: a form, an import, an archive that comes back.

No extension is needed: accents leave by `translate` on PostgreSQL, by the tokenizer on SQLite.
"""

from __future__ import annotations

from typing import Any

AVEC = "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"
SANS = "aaaaaaceeeeiiiinooooouuuuyy"


def fold(champ: str) -> str:
    """The same in both databases but for the accents, that SQLite leaves to its index."""
    return f"replace(replace(lower({champ}), 'œ', 'oe'), 'æ', 'ae')"


def _text(ligne: str) -> str:
    return fold(f"{ligne}description || ' ' || {ligne}appelez_nous_pour")


CHANGES = "UPDATE OF nom_cherche, description, appelez_nous_pour"
SQLITE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS recherche_index USING fts5(titre, texte, content='recherche_document', "
    "content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    "CREATE TRIGGER IF NOT EXISTS recherche_document_ajout AFTER INSERT ON recherche_document BEGIN "
    "INSERT INTO recherche_index(rowid, titre, texte) VALUES (new.id, new.titre, new.texte); END",
    "CREATE TRIGGER IF NOT EXISTS recherche_document_fin AFTER DELETE ON recherche_document BEGIN "
    "INSERT INTO recherche_index(recherche_index, rowid, titre, texte) "
    "VALUES ('delete', old.id, old.titre, old.texte); END",
    "CREATE TRIGGER IF NOT EXISTS recherche_document_change AFTER UPDATE ON recherche_document BEGIN "
    "INSERT INTO recherche_index(recherche_index, rowid, titre, texte) "
    "VALUES ('delete', old.id, old.titre, old.texte); "
    "INSERT INTO recherche_index(rowid, titre, texte) VALUES (new.id, new.titre, new.texte); END",
    "CREATE TRIGGER IF NOT EXISTS recherche_acteur_ajout AFTER INSERT ON acteurs_acteur BEGIN "
    f"INSERT INTO recherche_document(objet, titre, texte) VALUES (new.id, new.nom_cherche, {_text('new.')}); END",
    f"CREATE TRIGGER IF NOT EXISTS recherche_acteur_change AFTER {CHANGES} ON acteurs_acteur BEGIN "
    f"UPDATE recherche_document SET titre = new.nom_cherche, texte = {_text('new.')} WHERE objet = new.id; END",
    "CREATE TRIGGER IF NOT EXISTS recherche_acteur_fin AFTER DELETE ON acteurs_acteur BEGIN "
    "DELETE FROM recherche_document WHERE objet = old.id; END",
)
_PLAIN = f"translate({_text('new.')}, '{AVEC}', '{SANS}')"
POSTGRESQL = (
    "ALTER TABLE recherche_document ADD COLUMN IF NOT EXISTS mots tsvector GENERATED ALWAYS AS "
    "(setweight(to_tsvector('simple'::regconfig, replace(titre, '|', ' ')), 'A') "
    "|| setweight(to_tsvector('simple'::regconfig, texte), 'D')) STORED",
    "CREATE INDEX IF NOT EXISTS recherche_document_mots ON recherche_document USING gin (mots)",
    "CREATE OR REPLACE FUNCTION recherche_acteur() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP = 'DELETE' THEN DELETE FROM recherche_document WHERE objet = old.id; RETURN old; END IF; "
    f"INSERT INTO recherche_document(objet, titre, texte) VALUES (new.id, new.nom_cherche, {_PLAIN}) "
    "ON CONFLICT (objet) DO UPDATE SET titre = excluded.titre, texte = excluded.texte; RETURN new; END $$",
    "CREATE OR REPLACE TRIGGER recherche_acteur_ecrit AFTER INSERT OR DELETE OR "
    f"{CHANGES} ON acteurs_acteur FOR EACH ROW EXECUTE FUNCTION recherche_acteur()",
)
REMPLIR = "INSERT INTO recherche_document(objet, titre, texte) SELECT id, nom_cherche, {} FROM acteurs_acteur"


def install(connection: Any) -> None:
    """Can be called again and again: what is there stays."""
    tables = connection.introspection.table_names()
    if not {"recherche_document", "acteurs_acteur"} <= set(tables):
        return
    with connection.cursor() as cursor:
        for sql in SQLITE if connection.vendor == "sqlite" else POSTGRESQL:
            cursor.execute(sql)


def fill(connection: Any) -> None:
    """Index the actors already there."""
    text = _text("")
    plain = text if connection.vendor == "sqlite" else f"translate({text}, '{AVEC}', '{SANS}')"
    with connection.cursor() as cursor:
        cursor.execute(REMPLIR.format(plain))
