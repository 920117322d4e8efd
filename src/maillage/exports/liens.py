"""The links that leave, as rows of `COLONNES_LIENS`. A fixed number of queries, whatever their number.

For the animation, one row a declaration: who said what. For everybody, one row a link, both ends in the order of
their ids and what is told on its public page: neither wishes nor phases, nor which side spoke.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from maillage.acteurs.liens import Declaration, Lien
from maillage.espaces.droits import Droits
from maillage.formats.sorties.echanges import COLONNES_LIENS
from maillage.formats.sorties.feuilles import Feuille, Ligne, join

PAR_TRANCHE = 2000
TELS = (
    "niveau_reel", "niveau_souhaite", "frequence", "formalisation", "financement", "initiateur",
    "premier_contact_phase", "phase_souhaitee", "cadre", "porte_par", "tendance", "depuis", "date", "visibilite",
)  # fmt: skip
"""Told as they are. The satisfaction is in no file."""
LISTES = ("sujets", "freins", "leviers")


def make_feuille(droits: Droits) -> Feuille:
    """`droits` already narrowed to the diffusion."""
    rows = iterate_declarations(droits) if droits.peut_animer else iterate_liens(droits)
    return Feuille("Liens", COLONNES_LIENS, rows)


def iterate_declarations(droits: Droits) -> Iterator[Ligne]:
    """Three queries."""
    themes = group_themes(droits, "declaration_id")
    fields = ("id", "lien_id", "source_id", "source__nom", "cible_id", "cible__nom", *LISTES, *TELS)
    seen = set(Lien.objects.visible_to(droits).values_list("pk", flat=True))  # apart: see `reseau.list_told`
    said = Declaration.objects.filter(lien__espace=droits.espace)
    rows = said.order_by("source__nom_cherche", "cible__nom_cherche", "id")
    for values in rows.values_list(*fields).iterator(chunk_size=PAR_TRANCHE):
        row = dict(zip(fields, values, strict=True))
        if row["lien_id"] in seen:
            row |= {name: join(row[name]) for name in LISTES} | {"themes": join(sorted(themes.get(row["id"], ())))}
            yield _write(row)


def iterate_liens(droits: Droits) -> Iterator[Ligne]:
    """Three queries."""
    themes, sujets = group_themes(droits, "declaration__lien_id"), group_sujets(droits)
    rows = Lien.objects.visible_to(droits).order_by("a__nom_cherche", "b__nom_cherche", "id")
    fields = ("id", "a_id", "a__nom", "b_id", "b__nom", "niveau", "date")
    for pk, a, nom_a, b, nom_b, niveau, day in rows.values_list(*fields).iterator(chunk_size=PAR_TRANCHE):
        yield _write(
            {
                "id": pk,
                "source_id": a,
                "source__nom": nom_a,
                "cible_id": b,
                "cible__nom": nom_b,
                "niveau_reel": niveau,
                "sujets": join(sorted(sujets.get(pk, ()))),
                "themes": join(sorted(themes.get(pk, ()))),
                "date": day,
            }
        )


def _write(row: Mapping[str, Any]) -> Ligne:
    named = {
        **row,
        "id": str(row["id"]),
        "source_id_acteur": str(row["source_id"]),
        "source_nom": row["source__nom"],
        "cible_id_acteur": str(row["cible_id"]),
        "cible_nom": row["cible__nom"],
    }
    return tuple(named.get(colonne.nom) for colonne in COLONNES_LIENS)


def group_themes(droits: Droits, key: str) -> Mapping[UUID, set[str]]:
    """Codes by declaration, or by link. One query."""
    said = Declaration.themes.through.objects.filter(declaration__lien__espace=droits.espace)
    return _group(said.values_list(key, "theme__code"))


def group_sujets(droits: Droits) -> Mapping[UUID, set[str]]:
    """Codes by link. One query."""
    said = Declaration.objects.filter(lien__espace=droits.espace).values_list("lien_id", "sujets")
    return _group((lien, code) for lien, codes in said for code in codes)


def _group(pairs: Iterable[tuple[UUID, str]]) -> Mapping[UUID, set[str]]:
    grouped: defaultdict[UUID, set[str]] = defaultdict(set)
    for key, code in pairs:
        grouped[key].add(code)
    return grouped
