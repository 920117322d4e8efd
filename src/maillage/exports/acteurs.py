"""The actors that leave, as rows of `COLONNES_ACTEURS`. A fixed number of queries, whatever their number."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from maillage.acteurs import facettes
from maillage.acteurs.models import Acteur, ActeurQuerySet, Nature
from maillage.acteurs.queries import Demande
from maillage.acteurs.recherche import search
from maillage.espaces.droits import Droits
from maillage.formats.sorties.echanges import COLONNES_ACTEURS
from maillage.formats.sorties.feuilles import DECIMALES, Feuille, Ligne, join
from maillage.territoires.models import Territoire

CHAMPS = (
    "id", "nom", "sigle", "nature", "parent_id", "sphere__code", "type__code", "description", "appelez_nous_pour",
    "commune__nom", "commune__code", "adresse", "lieu_confidentiel", "latitude", "longitude", "telephone", "courriel",
    "site_web", "siret", "fin_financement", "visibilite", "source", "source_id", "date_verification", "modifie_le",
)  # fmt: skip
PAR_TRANCHE = 2000


def select_acteurs(droits: Droits, demande: Demande | None = None) -> ActeurQuerySet:
    """All that this visitor sees; with `demande`, the list of the page Acteurs with its filters. A query or two."""
    seen = Acteur.objects.visible_to(droits)
    if demande is None:
        return seen
    found = search(seen if demande.postes else seen.nodes(), demande.texte).acteurs
    return facettes.narrow(found, demande.choix, droits.espace.aujourdhui)


@dataclass(frozen=True)
class Annexes:
    """What an actor has several of, by id; and the names of those that may be told as parents."""

    themes: Mapping[UUID, list[str]]
    publics: Mapping[UUID, list[str]]
    territoires: Mapping[UUID, list[str]]
    noms: Mapping[UUID, str]


def read_annexes(droits: Droits) -> Annexes:
    """Five queries."""
    return Annexes(
        themes=_group(droits, "themes", "theme__code"),
        publics=_group(droits, "publics", "public__code"),
        territoires=_group_territoires(droits),
        noms=dict(Acteur.objects.visible_to(droits).order_by().values_list("pk", "nom")),
    )


def _group(droits: Droits, relation: str, field: str) -> Mapping[UUID, list[str]]:
    through: Any = getattr(Acteur, relation).through
    grouped: defaultdict[UUID, list[str]] = defaultdict(list)
    for acteur, code in through.objects.filter(acteur__espace=droits.espace).values_list("acteur_id", field):
        grouped[acteur].append(code)
    return {acteur: sorted(codes) for acteur, codes in grouped.items()}


def _group_territoires(droits: Droits) -> Mapping[UUID, list[str]]:
    """By name, or by code when several places bear the name. Two queries."""
    through = Acteur.territoires.through.objects.filter(acteur__espace=droits.espace)
    rows = list(through.values_list("acteur_id", "territoire__nom", "territoire__code"))
    places = Territoire.objects.usable_in(droits.espace).filter(nom__in={nom for _, nom, _ in rows})
    several = {nom for nom, count in Counter(places.order_by().values_list("nom", flat=True)).items() if count > 1}
    grouped: defaultdict[UUID, list[str]] = defaultdict(list)
    for acteur, nom, code in rows:
        grouped[acteur].append(code if nom in several else nom)
    return {acteur: sorted(names) for acteur, names in grouped.items()}


def make_feuille(droits: Droits, acteurs: ActeurQuerySet, annexes: Annexes | None = None) -> Feuille:
    return Feuille("Acteurs", COLONNES_ACTEURS, iterate_lignes(droits, acteurs, annexes or read_annexes(droits)))


def iterate_lignes(droits: Droits, acteurs: ActeurQuerySet, annexes: Annexes) -> Iterator[Ligne]:
    """One query, read as the rows are asked for."""
    for fiche in iterate_fiches(droits, acteurs, annexes):
        yield tuple(fiche[colonne.nom] for colonne in COLONNES_ACTEURS)


def iterate_fiches(droits: Droits, acteurs: QuerySet[Acteur], annexes: Annexes) -> Iterator[dict[str, Any]]:
    for row in acteurs.values_list(*CHAMPS).iterator(chunk_size=PAR_TRANCHE):
        yield _make_fiche(dict(zip(CHAMPS, row, strict=True)), annexes, droits)


def _make_fiche(row: dict[str, Any], annexes: Annexes, droits: Droits) -> dict[str, Any]:
    pk, parent = row["id"], row["parent_id"]
    told = parent in annexes.noms
    return row | {
        "id": str(pk),
        "parent_id": str(parent) if told else "",
        "parent": annexes.noms[parent] if told else "",
        "sphere": row["sphere__code"],
        "type": row["type__code"] or "",
        "themes": join(annexes.themes.get(pk, ())),
        "publics": join(annexes.publics.get(pk, ())),
        "territoires": join(annexes.territoires.get(pk, ())),
        "commune": row["commune__nom"] or "",
        "code_insee": row["commune__code"] or "",
        "modifie_le": write_moment(row["modifie_le"]),
        **_hide_place(row),
        **_hide_contact(row, droits),
    }


def _hide_place(row: dict[str, Any]) -> dict[str, Any]:
    """A confidential place is told by its commune alone."""
    if row["lieu_confidentiel"]:
        return {"adresse": "", "latitude": None, "longitude": None}
    return {name: None if row[name] is None else round(row[name], DECIMALES) for name in ("latitude", "longitude")}


def _hide_contact(row: dict[str, Any], droits: Droits) -> dict[str, str]:
    """As on its page: no mailbox for everybody, nor the telephone of a poste, which is one person's."""
    if droits.est_membre:
        return {}
    return {"courriel": "", "telephone": "" if row["nature"] == Nature.POSTE else row["telephone"]}


def write_moment(moment: datetime) -> str:
    """To the second, in universal time: a text that no spreadsheet reads otherwise."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
