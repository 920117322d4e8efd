"""The rows of a brought list of actors: cells read, addresses joined, coordinates turned into degrees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from maillage.formats import lambert93, valeurs
from maillage.formats import valeurs_apports as lire
from maillage.formats.fautes import Refus, quote
from maillage.formats.lecture import LecteurDeColonnes
from maillage.formats.table import Note
from maillage.formats.textes import fold
from maillage.formats.valeurs import Lu

Lecture = Callable[[str], Lu[Any]]
LONGUEURS: Final = {
    "nom": 200, "sigle": 30, "description": 1500, "appelez_nous_pour": 500, "adresse": 200, "telephone": 30,
    "courriel": 254, "site_web": 200, "source": 60, "source_id": 100,
}  # fmt: skip
"""Signs that a field may hold: the same as on the site."""
_COUPES: Final = frozenset(("description", "appelez_nous_pour", "adresse", "source"))
_IMPOSSIBLES: Final = frozenset(("nom", "source_id"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ActeurLu:
    """One row. Texts are "" and lists empty where nothing is said; codes are as written, not yet looked up."""

    numero: int
    id: UUID | None = None
    nom: str = ""
    sigle: str = ""
    nature: str | None = None
    parent_id: UUID | None = None
    parent: str = ""
    sphere: str = ""
    type: str = ""
    description: str = ""
    appelez_nous_pour: str = ""
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    commune: str = ""
    code_insee: str = ""
    code_postal: str = ""
    adresse: str = ""
    latitude: float | None = None
    longitude: float | None = None
    telephone: str = ""
    courriel: str = ""
    site_web: str = ""
    siret: str = ""
    fin_financement: date | None = None
    visibilite: str = ""
    source: str = ""
    source_id: str = ""
    date_verification: date | None = None
    modifie_le: str = ""


_LECTURES_ACTEURS: Final[Mapping[str, tuple[Lecture, Any]]] = {
    "id": (lire.read_uuid, None),
    "nom": (lire.read_plain, ""),
    "sigle": (lire.read_plain, ""),
    "nature": (valeurs.read_nature, None),
    "parent_id": (lire.read_uuid, None),
    "parent": (lire.read_plain, ""),
    "sphere": (valeurs.read_sphere, ""),
    "type": (lire.read_plain, ""),
    "description": (lire.read_long, ""),
    "appelez_nous_pour": (lire.read_long, ""),
    "themes": (lire.read_mots, ()),
    "publics": (lire.read_mots, ()),
    "territoires": (lire.read_mots, ()),
    "commune": (lire.read_plain, ""),
    "code_insee": (lire.read_code_insee, ""),
    "code_postal": (lire.read_code_postal, ""),
    "numero_voie": (lire.read_identifiant, ""),
    "adresse": (lire.read_plain, ""),
    "complement_adresse": (lire.read_plain, ""),
    "latitude": (lire.read_nombre, None),
    "longitude": (lire.read_nombre, None),
    "telephone": (lire.read_telephone, ""),
    "courriel": (lire.read_courriel, ""),
    "site_web": (lire.read_site, ""),
    "siret": (lire.read_siret, ""),
    "fin_financement": (lire.read_fin, None),
    "visibilite": (lire.read_visibilite, ""),
    "source": (lire.read_plain, ""),
    "source_id": (lire.read_identifiant, ""),
    "date_verification": (lire.read_jour, None),
    "modifie_le": (lire.read_identifiant, ""),
}


def read_acteurs(lecteur: LecteurDeColonnes) -> list[ActeurLu]:
    lecteur.note_empty("nom", "Donnez un nom à cette ligne, ou supprimez-la.")
    columns = {
        champ: lecteur.read(champ, _limit(champ, parse), vide) for champ, (parse, vide) in _LECTURES_ACTEURS.items()
    }
    numeros = [ligne.numero for ligne in lecteur.lignes]
    _join_addresses(columns)
    _turn_points(lecteur, columns, numeros)
    _check_twice(lecteur, columns, numeros)
    kept = [field.name for field in fields(ActeurLu) if field.name != "numero"]
    rows = zip(numeros, *(columns[champ] for champ in kept), strict=True)
    return [ActeurLu(numero=numero, **dict(zip(kept, row, strict=True))) for numero, *row in rows]


def _limit(champ: str, parse: Lecture) -> Lecture:
    longueur = LONGUEURS.get(champ)
    return parse if longueur is None else partial(_read_limited, champ, longueur, parse)


def _read_limited(champ: str, longueur: int, parse: Lecture, text: str) -> Lu[Any]:
    """A long description is cut, a long e-mail is left out, a long name is refused: each is told."""
    lu = parse(text)
    if len(lu.valeur) <= longueur:
        return lu
    if champ in _IMPOSSIBLES:
        raise Refus(f"plus de {longueur} signes", "Raccourcissez.")
    if champ in _COUPES:
        return Lu(lu.valeur[: longueur - 1].rstrip() + "…", Note(f"texte de plus de {longueur} signes, coupé"))
    return Lu("", Note(f"{quote(lu.valeur)} compte plus de {longueur} signes", lire.SANS))


def _join_addresses(columns: dict[str, list[Any]]) -> None:
    parts = (columns.pop("numero_voie"), columns["adresse"], columns.pop("complement_adresse"))
    for rank, (numero, voie, complement) in enumerate(zip(*parts, strict=True)):
        joined = ", ".join(part for part in (f"{numero} {voie}".strip(), complement) if part)
        if joined:
            adresse, code = tidy_adresse(joined, columns["code_postal"][rank], columns["commune"][rank])
            columns["adresse"][rank], columns["code_postal"][rank] = adresse[: LONGUEURS["adresse"]], code


def tidy_adresse(adresse: str, code_postal: str, commune: str) -> tuple[str, str]:
    """Without the postcode and commune written again at its end; the postcode found there.

    >>> tidy_adresse("8 rue de la Boétie - 33000 Bordeaux", "", "Bordeaux")
    ('8 rue de la Boétie', '33000')
    """
    for found in re.finditer(r"[\s,–-]*\b(\d{5})\b", adresse):
        tail = fold(adresse[found.end() :])
        if found[1] == code_postal or (commune and fold(commune) in tail):
            kept = adresse[: found.start()].strip(" ,-–")
            return (kept, code_postal or found[1]) if kept else (adresse, code_postal or found[1])
    return adresse, code_postal


def _turn_points(lecteur: LecteurDeColonnes, columns: dict[str, list[Any]], numeros: Sequence[int]) -> None:
    """Degrees stay, Lambert-93 metres become degrees, the rest is left out and told."""
    latitudes, longitudes = columns["latitude"], columns["longitude"]
    for rank, (latitude, longitude) in enumerate(zip(latitudes, longitudes, strict=True)):
        point = turn_point(latitude, longitude)
        latitudes[rank], longitudes[rank] = point or (None, None)
        if point is None and (latitude or longitude):
            message = "ces coordonnées ne sont ni des degrés, ni du Lambert-93"
            lecteur.note("latitude", numeros[rank], Note(message, lire.SANS), trouve=f"{latitude} ; {longitude}")


def turn_point(latitude: float | None, longitude: float | None) -> tuple[float, float] | None:
    """Latitude and longitude in degrees, or None. Zero and zero, in the Gulf of Guinea, is how programs say nothing."""
    if latitude is None or longitude is None or (latitude == 0 and longitude == 0):
        return None
    if abs(latitude) <= 90 and abs(longitude) <= 180:
        return latitude, longitude
    for x, y in ((longitude, latitude), (latitude, longitude)):
        if lambert93.is_lambert93(x, y):
            return lambert93.to_wgs84(x, y)
    return None


def _check_twice(lecteur: LecteurDeColonnes, columns: Mapping[str, list[Any]], numeros: Sequence[int]) -> None:
    """The same identifier on two rows: which of them would be the actor?"""
    sources = columns["source"]
    for champ in ("id", "source_id"):
        keys = [
            (source if champ == "source_id" else "", value)
            for source, value in zip(sources, columns[champ], strict=True)
        ]
        times = Counter(key for key in keys if key[1])
        first: dict[Any, int] = {}
        for key, numero in zip(keys, numeros, strict=True):
            if key[1] and times[key] > 1 and first.setdefault(key, numero) != numero:
                remede = "Gardez l’une des deux lignes, ou choisissez une autre colonne comme identifiant."
                problem = Refus("cet identifiant est déjà celui d’une ligne plus haut", remede)
                lecteur.note(champ, numero, problem, trouve=f"{key[1]}, ligne {first[key]}")
