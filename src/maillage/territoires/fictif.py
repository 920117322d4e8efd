"""Communes that exist nowhere, for the demonstration: real ones are never said to ignore each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from maillage.espaces.models import Espace
from maillage.formats.contours import make_cells
from maillage.territoires.contours import keep_contours
from maillage.territoires.models import OrigineContour, Territoire, TerritoireEspace, build_search_name
from maillage.territoires.natures import NatureTerritoire

EPCI_CODE = "000000001"
"""A SIREN whose check digit is wrong: it cannot be someone's."""
EPCI_NOM = "Communauté de communes Monts et Vallée de la Lisaude"
EPCI_SIGLE = "CCMVL"


@transaction.atomic
def load_fictional(espace: Espace, rows: Iterable[Mapping[str, str]]) -> Territoire:
    """The communes of `rows` (code, nom, population, latitude, longitude) and their EPCI, the espace's territory.

    Idempotent. Returns the EPCI.
    """
    rows = list(rows)
    communes = [
        _write(espace, NatureTerritoire.COMMUNE, row["code"], nom=row["nom"], population=int(row["population"]))
        for row in rows
    ]
    _draw(communes, {row["code"]: (float(row["latitude"]), float(row["longitude"])) for row in rows})
    population = sum(commune.population or 0 for commune in communes)
    epci = _write(espace, NatureTerritoire.EPCI, EPCI_CODE, nom=EPCI_NOM, population=population, autrement=EPCI_SIGLE)
    epci.communes.set(communes)
    perimetre, _ = TerritoireEspace.objects.get_or_create(espace=espace)
    perimetre.territoires.set([epci])
    return epci


def _draw(communes: list[Territoire], centres: Mapping[str, tuple[float, float]]) -> None:
    """Their places and their shapes: in the open sea, around 0° 0°, where no real village can be taken for one."""
    for commune in communes:
        commune.latitude, commune.longitude = centres[commune.code]
    Territoire.objects.bulk_update(communes, ["latitude", "longitude"])
    keep_contours(communes, make_cells(centres), OrigineContour.FICTIF)


def _write(  # noqa: PLR0913
    espace: Espace, nature: NatureTerritoire, code: str, *, nom: str, population: int, autrement: str = ""
) -> Territoire:
    values = {"nom": nom, "nom_cherche": build_search_name(nom, autrement), "population": population}
    territoire, _ = Territoire.objects.update_or_create(espace=espace, nature=nature, code=code, defaults=values)
    return territoire
