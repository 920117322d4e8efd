"""The cadres that leave and who takes part in them, as rows. A fixed number of queries, whatever their number.

Same rules as for actors: a file to hand on says what a passer-by reads. A parent or a member who may not be seen is not
named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from maillage.cadres.models import Cadre, Participation
from maillage.espaces.droits import Droits
from maillage.exports.acteurs import write_moment
from maillage.formats.sorties.cadres import COLONNES_CADRES, COLONNES_PARTICIPATIONS
from maillage.formats.sorties.feuilles import Feuille, Ligne, join
from maillage.territoires.models import Territoire

CHAMPS = (
    "id", "nature", "nom", "sigle", "reference__code", "parent_id", "sphere__code", "description", "debut", "fin",
    "statut", "phase", "est_diagnostic", "site_web", "visibilite", "date_verification", "source", "source_id",
    "modifie_le",
)  # fmt: skip
CHAMPS_PARTICIPATIONS = (
    "cadre_id", "cadre__nom", "acteur_id", "acteur__nom", "role", "phase", "depuis", "jusqu_a",
)  # fmt: skip
PAR_TRANCHE = 2000
OUI = "oui"


def make_feuille(droits: Droits) -> Feuille:
    return Feuille("Cadres", COLONNES_CADRES, iterate_lignes(droits))


def make_feuille_participations(droits: Droits) -> Feuille:
    return Feuille("Participations", COLONNES_PARTICIPATIONS, iterate_lignes_participations(droits))


def iterate_lignes(droits: Droits) -> Iterator[Ligne]:
    for fiche in iterate_fiches(droits):
        yield tuple(fiche[colonne.nom] for colonne in COLONNES_CADRES)


@dataclass(frozen=True)
class Annexes:
    """What a cadre has several of, by id; and the names of those that may be told as parents."""

    themes: Mapping[UUID, list[str]]
    publics: Mapping[UUID, list[str]]
    territoires: Mapping[UUID, list[str]]
    noms: Mapping[UUID, str]


def iterate_fiches(droits: Droits) -> Iterator[dict[str, Any]]:
    """Each as a dictionary of `COLONNES_CADRES`, in the order of their names. Six queries."""
    annexes = _read_annexes(droits)
    rows = Cadre.objects.visible_to(droits).values_list(*CHAMPS)
    for row in rows.iterator(chunk_size=PAR_TRANCHE):
        yield _make_fiche(dict(zip(CHAMPS, row, strict=True)), annexes)


def _read_annexes(droits: Droits) -> Annexes:
    return Annexes(
        themes=_group(droits, "themes", "theme__code"),
        publics=_group(droits, "publics", "public__code"),
        territoires=_group_territoires(droits),
        noms=dict(Cadre.objects.visible_to(droits).order_by().values_list("pk", "nom")),
    )


def _group(droits: Droits, relation: str, *fields: str) -> Mapping[UUID, list[Any]]:
    through: Any = getattr(Cadre, relation).through
    grouped: defaultdict[UUID, list[Any]] = defaultdict(list)
    for cadre, *told in through.objects.filter(cadre__espace=droits.espace).values_list("cadre_id", *fields):
        grouped[cadre].append(told[0] if len(fields) == 1 else tuple(told))
    return {cadre: sorted(codes) for cadre, codes in grouped.items()}


def _group_territoires(droits: Droits) -> Mapping[UUID, list[str]]:
    """By name, or by code when several places bear the name. Two queries."""
    placed = _group(droits, "territoires", "territoire__nom", "territoire__code")
    named = {nom for places in placed.values() for nom, _ in places}
    several: set[str] = set()
    seen: set[str] = set()
    for nom in Territoire.objects.usable_in(droits.espace).filter(nom__in=named).values_list("nom", flat=True):
        (several if nom in seen else seen).add(nom)
    return {pk: [code if nom in several else nom for nom, code in places] for pk, places in placed.items()}


def _make_fiche(row: dict[str, Any], annexes: Annexes) -> dict[str, Any]:
    pk, parent = row["id"], row["parent_id"]
    told = parent in annexes.noms
    return row | {
        "id": str(pk),
        "reference": row["reference__code"] or "",
        "parent_id": str(parent) if told else "",
        "parent": annexes.noms[parent] if told else "",
        "sphere": row["sphere__code"] or "",
        "themes": join(annexes.themes.get(pk, ())),
        "publics": join(annexes.publics.get(pk, ())),
        "territoires": join(annexes.territoires.get(pk, ())),
        "est_diagnostic": OUI if row["est_diagnostic"] else "",
        "modifie_le": write_moment(row["modifie_le"]),
    }


def iterate_lignes_participations(droits: Droits) -> Iterator[Ligne]:
    for fiche in iterate_participations(droits):
        yield tuple(fiche[colonne.nom] for colonne in COLONNES_PARTICIPATIONS)


def iterate_participations(droits: Droits) -> Iterator[dict[str, Any]]:
    """One query, in the order of the cadres then of the actors."""
    seen = Participation.objects.visible_to(droits)
    rows = seen.order_by("cadre__nom_cherche", "cadre_id", "acteur__nom_cherche", "acteur_id", "role")
    for values in rows.values_list(*CHAMPS_PARTICIPATIONS).iterator(chunk_size=PAR_TRANCHE):
        row = dict(zip(CHAMPS_PARTICIPATIONS, values, strict=True))
        yield row | {
            "cadre_id": str(row["cadre_id"]),
            "cadre": row["cadre__nom"],
            "acteur_id": str(row["acteur_id"]),
            "acteur": row["acteur__nom"],
        }
