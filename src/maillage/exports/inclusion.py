"""The actors as data·inclusion v1 describes them, and what of them has no place there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.droits import Droits
from maillage.exports.acteurs import iterate_fiches, read_annexes
from maillage.formats.sorties.feuilles import SEPARATEUR
from maillage.formats.sorties.inclusion import (
    AIDANTS,
    PUBLICS,
    THEMATIQUES,
    StructureInclusion,
    is_named,
    is_service,
    make_service,
    make_structure,
)
from maillage.referentiels.models import Public, Theme, TypeActeur

Decrit = tuple[str, StructureInclusion]
"""An actor's nature, and what it says of itself."""
LONGUEUR_CODE = 5


def list_decrits(droits: Droits) -> list[Decrit]:
    """Every actor but postes. A fixed number of queries."""
    annexes = read_annexes(droits)
    reseaux = dict(TypeActeur.objects.values_list("code", "reseaux_porteurs"))
    seen = Acteur.objects.visible_to(droits).nodes()
    return [(fiche["nature"], _describe(fiche, reseaux)) for fiche in iterate_fiches(droits, seen, annexes)]


def _describe(fiche: dict[str, Any], reseaux: Mapping[str, str]) -> StructureInclusion:
    """`parent_id` is told only when the parent is in the file too."""
    code = fiche["code_insee"] if len(fiche["code_insee"]) == LONGUEUR_CODE else ""
    siret = fiche["siret"] if len(fiche["siret"]) == 14 and fiche["siret"].isdigit() else ""
    return StructureInclusion(
        id=fiche["id"],
        nom=fiche["nom"],
        date_maj=datetime.fromisoformat(fiche["modifie_le"]).date(),
        description=fiche["description"] or fiche["appelez_nous_pour"],
        siret=siret,
        commune=fiche["commune"],
        code_insee=code,
        adresse=fiche["adresse"],
        longitude=fiche["longitude"],
        latitude=fiche["latitude"],
        telephone=fiche["telephone"],
        courriel=fiche["courriel"],
        site_web=fiche["site_web"],
        reseaux_porteurs=reseaux.get(fiche["type"], "").split(),
        themes=[code for code in fiche["themes"].split(SEPARATEUR) if code],
        publics=[code for code in fiche["publics"].split(SEPARATEUR) if code],
        structure_id=fiche["parent_id"] if fiche["nature"] == Nature.SERVICE else "",
    )


def keep_structures(decrits: Iterable[Decrit]) -> list[StructureInclusion]:
    """What holds itself: a service is told as a service of what holds it."""
    return [one for nature, one in decrits if is_named(one) and not (nature == Nature.SERVICE and one.structure_id)]


def list_structures(decrits: Iterable[Decrit]) -> list[dict[str, Any]]:
    return [make_structure(one) for one in keep_structures(decrits)]


def list_services(decrits: Iterable[Decrit]) -> list[dict[str, Any]]:
    """Of a structure that is in the other file."""
    decrits = list(decrits)
    known = {one.id for one in keep_structures(decrits)}
    return [make_service(one) for _, one in decrits if is_service(one) and (one.structure_id or one.id) in known]


@dataclass(frozen=True)
class Reste:
    """What data·inclusion has no place for: told beside the file."""

    structures: int
    services: int
    sans_theme: int
    """Actors of which neither theme nor description makes a service there."""
    themes: list[str]
    publics: list[str]


def tell_reste(decrits: list[Decrit]) -> Reste:
    """Two queries."""
    used_themes = {code for _, one in decrits for code in one.themes} - set(THEMATIQUES)
    used_publics = {code for _, one in decrits for code in one.publics} - set(PUBLICS) - {AIDANTS}
    services = len(list_services(decrits))
    return Reste(
        structures=len(keep_structures(decrits)),
        services=services,
        sans_theme=len(decrits) - services,
        themes=list(Theme.objects.filter(code__in=used_themes).values_list("nom", flat=True)),
        publics=list(Public.objects.filter(code__in=used_publics).values_list("nom", flat=True)),
    )
