"""Points of addresses from the national geocoder, in batches, where a network exists and a setting allows it.

The service takes a CSV file and gives it back with columns added (`POST …/search/csv`, as the Géoplateforme and the
BAN's own addok do): latitude, longitude, result_score, result_type, result_status. Its absence never stops an import:
the centre of the commune then stands for the address.
"""

from __future__ import annotations

import csv
import io
import logging
import secrets
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.conf import settings

from maillage.acteurs.models import PrecisionLieu
from maillage.apports.reperes import Reperes
from maillage.apports.resolution import Resolue

PAQUET: Final = 1_000
"""Rows of one request: the service takes many more, but a lost request then costs little."""
DELAI: Final = 60.0
"""Seconds that one request may take."""
SEUIL_SCORE: Final = 0.5
"""Under it, the service has guessed: the commune's centre is truer."""
ECHECS: Final = 2
"""Requests that fail in a row before the service is left alone."""
_COMMUNES: Final = frozenset(("municipality",))
_COLONNES: Final = ("numero", "adresse", "code_postal", "code_insee")
MAX_REPONSE: Final = 20_000_000
logger = logging.getLogger(__name__)
Dire = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class AdresseAPlacer:
    numero: str
    adresse: str
    code_postal: str = ""
    code_insee: str = ""


@dataclass(frozen=True, slots=True)
class PointTrouve:
    latitude: float
    longitude: float


class GeocodeurMuet(Exception):
    """No answer, or one that is not the expected table."""


def place_rows(rows: Sequence[Resolue], reperes: Reperes, dire: Dire) -> None:
    """Give a point to the new rows that have an address and none, when `MAILLAGE_GEOCODEUR` names a service."""
    if not settings.GEOCODEUR:
        return
    wanted = {str(row.brute.numero): row for row in rows if _needs(row)}
    asked = [_ask(row, reperes) for row in wanted.values()]
    for found in geocode(asked, settings.GEOCODEUR, lambda done: dire("adresses sur la carte", 50 + round(15 * done))):
        for numero, point in found.items():
            if numero in wanted:
                wanted[numero].defaut |= {
                    "latitude": point.latitude, "longitude": point.longitude,
                    "precision_lieu": str(PrecisionLieu.ADRESSE),
                }  # fmt: skip


def _needs(row: Resolue) -> bool:
    return bool(row.lu.get("adresse")) and row.lu.get("latitude") is None and not row.defaut.get("lieu_confidentiel")


def _ask(row: Resolue, reperes: Reperes) -> AdresseAPlacer:
    commune = next((one for one in [row.lu.get("commune")] if one), "")
    nom = reperes.say_territoires("commune", commune)
    code = reperes.code_of(commune) or row.brute.code_insee
    adresse = " ".join(part for part in (str(row.lu["adresse"]), nom) if part)
    return AdresseAPlacer(str(row.brute.numero), adresse, row.brute.code_postal, code)


def geocode(
    adresses: Sequence[AdresseAPlacer], service: str, dire: Callable[[float], None] = lambda _part: None
) -> Iterator[dict[str, PointTrouve]]:
    """Points by number, one batch after the other; a batch that fails is left out, the service too after a few."""
    failures = 0
    for start in range(0, len(adresses), PAQUET):
        if failures >= ECHECS:
            logger.warning("The geocoder %s is left alone after %s failures", service, failures)
            return
        try:
            yield read_answer(send(adresses[start : start + PAQUET], service))
            failures = 0
        except GeocodeurMuet as silence:
            failures += 1
            logger.warning("The geocoder %s did not answer: %s", service, silence)
        dire(min(1.0, (start + PAQUET) / len(adresses)))


def send(adresses: Sequence[AdresseAPlacer], service: str) -> str:
    """One request: the addresses as a CSV file. Raises GeocodeurMuet."""
    frontier = secrets.token_hex(16)
    request = urllib.request.Request(  # noqa: S310  (the address is a setting, checked at start)
        service, data=_write_form(adresses, frontier), method="POST",
        headers={"Content-Type": f"multipart/form-data; boundary={frontier}", "Accept": "text/csv"},
    )  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=DELAI) as answer:  # noqa: S310
            body: bytes = answer.read(MAX_REPONSE)
    except (OSError, urllib.error.URLError, ValueError) as failure:
        raise GeocodeurMuet(str(failure)) from failure
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        raise GeocodeurMuet("réponse illisible") from failure


def _write_form(adresses: Sequence[AdresseAPlacer], frontier: str) -> bytes:
    table = io.StringIO(newline="")
    writer = csv.writer(table)
    writer.writerow(_COLONNES)
    writer.writerows((one.numero, one.adresse, one.code_postal, one.code_insee) for one in adresses)
    fields = [("columns", "adresse"), ("postcode", "code_postal"), ("citycode", "code_insee")]
    fields += [("result_columns", name) for name in ("latitude", "longitude", "result_score", "result_type")]
    parts = [
        f'--{frontier}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in fields
    ]
    parts.append(
        f'--{frontier}\r\nContent-Disposition: form-data; name="data"; filename="adresses.csv"\r\n'
        f"Content-Type: text/csv; charset=utf-8\r\n\r\n{table.getvalue()}\r\n--{frontier}--\r\n"
    )
    return "".join(parts).encode()


def read_answer(texte: str) -> dict[str, PointTrouve]:
    """Points of the rows that were found well enough. Raises GeocodeurMuet when it is not our table."""
    reader = csv.DictReader(io.StringIO(texte, newline=""))
    if reader.fieldnames is None or not {"numero", "latitude", "longitude"} <= set(reader.fieldnames):
        raise GeocodeurMuet("réponse sans les colonnes attendues")
    found = {}
    try:
        for row in reader:
            point = _read_point(row)
            if point is not None:
                found[row["numero"]] = point
    except csv.Error as failure:
        raise GeocodeurMuet("réponse coupée") from failure
    return found


def _read_point(row: dict[str, str | None]) -> PointTrouve | None:
    """A commune's centre is nothing more than what we know without the service."""
    try:
        latitude, longitude = float(row["latitude"] or ""), float(row["longitude"] or "")
        score = float(row.get("result_score") or 0)
    except (TypeError, ValueError):
        return None
    if score < SEUIL_SCORE or row.get("result_type") in _COMMUNES or not (-90 <= latitude <= 90):
        return None
    return PointTrouve(latitude, longitude) if -180 <= longitude <= 180 else None
