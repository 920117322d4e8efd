"""The passages between worlds, one card each: what holds it, and until when. In alphabetical order, never by weight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from maillage.analyse.diagnostic import Constat, Json
from maillage.analyse.francais import jour, liste
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.blocs import PosteEcrit
from maillage.publication.details import Noms
from maillage.publication.typographie import alphabetical, format_share

PRUDENCE: Final = (
    "Ce qui est à sécuriser est un poste, un temps de travail, un lieu : les personnes ne sont ni évaluées ni "
    "classées. Ordre alphabétique."
)


def list_posts(constat: Constat, noms: Noms) -> list[PosteEcrit]:
    """One card for each passage that the detail describes; none when it is told in another shape."""
    if constat.garde is not None:
        return []
    rows = constat.detail.get("ponts")
    found = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return sorted((_write_post(row, noms) for row in found), key=lambda post: alphabetical(post.nom))


def _write_post(row: dict[str, Json], noms: Noms) -> PosteEcrit:
    code = str(row.get("sphere") or "")
    return PosteEcrit(
        nom=str(row.get("nom") or noms.acteur(str(row.get("id", "")))),
        sphere=code,
        monde=name_sphere(code),
        precisions=tuple(_describe(row)),
        echeance=_write_deadline(row),
        acteur=str(row.get("id") or ""),
    )


def _describe(row: dict[str, Json]) -> Iterator[str]:
    share = row.get("part_des_chemins")
    if isinstance(share, float | int):
        yield f"Des plus courts chemins entre les mondes, {format_share(share)} passent par là."
    holders = _name_holders(row)
    if holders:
        yield f"{'Tenu par le poste' if len(holders) == 1 else 'Tenu par les postes'} : {liste(holders)}."
    if row.get("articulation") is True:
        yield "Sans ce passage, le réseau se couperait en morceaux."


def _name_holders(row: dict[str, Json]) -> list[str]:
    postes = row.get("postes")
    return [str(p["nom"]) for p in postes if isinstance(p, dict) and p.get("nom")] if isinstance(postes, list) else []


def _write_deadline(row: dict[str, Json]) -> str:
    if row.get("pont_fragile") is not True:
        return ""
    until = row.get("fin_la_plus_proche")
    try:
        return f"À sécuriser : financé jusqu’au {jour(date.fromisoformat(str(until)))}"
    except ValueError:
        return "À sécuriser"
