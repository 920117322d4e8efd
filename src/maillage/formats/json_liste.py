"""Lists in JSON as tables: an array of objects, a GeoJSON of points, or an object that holds arrays.

A nested object gives one column for each of its keys (« typology.value »), a list becomes one cell. The row number is
the rank of the object in its list, from 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from maillage.formats import limites
from maillage.formats.cellules import write_cell
from maillage.formats.fautes import Refus
from maillage.formats.table import Ligne, Note, Table, make_too_wide

REFAIRE: Final = "Téléchargez-le de nouveau, ou enregistrez la liste dans un tableur."
NUL_ECRIT: Final = r"\u0000"
_SEPARATEUR: Final = " | "
_PROFONDEUR: Final = 3
_PARLANTS: Final = ("value", "code", "nom", "label", "name")
"""Which key of an object says it all, when a list holds objects."""
LONGITUDE, LATITUDE = "geometry.longitude", "geometry.latitude"


def looks_like_json(contenu: bytes) -> bool:
    return contenu[:64].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")


class FichierJson:
    """One sheet for an array or a GeoJSON; one for each array of an object. Raises `Refus`."""

    def __init__(self, contenu: bytes) -> None:
        self._listes = _find_lists(_parse(contenu))
        self.noms = tuple(self._listes)

    def read(self, nom: str, /) -> Table:
        rows = self._listes[nom]
        flat = [_flatten(row) if isinstance(row, Mapping) else {} for row in rows]
        keys = list(dict.fromkeys(key for row in flat for key in row))
        if len(keys) > limites.MAX_COLONNES or len(keys) * len(flat) > limites.MAX_CELLULES:
            raise make_too_wide(len(flat), len(keys))
        lignes = [Ligne(0, keys)] if keys else []
        for rank, row in enumerate(flat, 1):
            cells = [row.get(key, "").strip() for key in keys]
            if any(cells):
                lignes.append(Ligne(rank, cells))
        return Table(lignes=lignes, notes=tuple(_list_notes(rows)))


def _parse(contenu: bytes) -> Any:
    try:
        text = contenu.decode("utf-8-sig")
        value = json.loads(text)
        return _drop_nul(value) if NUL_ECRIT in text else value
    except UnicodeDecodeError:
        raise Refus("les caractères de ce fichier ne se laissent pas lire", REFAIRE) from None
    except (ValueError, RecursionError) as error:
        ligne = getattr(error, "lineno", None)
        raise Refus("ce fichier JSON est abîmé ou incomplet", REFAIRE, ligne) from None


def _drop_nul(value: Any) -> Any:
    """The same without the one character that no database keeps, in keys as in texts."""
    if isinstance(value, str):
        return value.replace("\0", "")
    if isinstance(value, list):
        return [_drop_nul(one) for one in value]
    if isinstance(value, dict):
        return {_drop_nul(key): _drop_nul(one) for key, one in value.items()}
    return value


def _find_lists(value: Any) -> dict[str, Sequence[Any]]:
    if isinstance(value, list):
        return {"": value}
    if isinstance(value, dict) and isinstance(value.get("features"), list):
        return {"": [_open_feature(feature) for feature in value["features"]]}
    if isinstance(value, dict):
        found: dict[str, Sequence[Any]] = {nom: rows for nom, rows in value.items() if _holds_objects(rows)}
        if found:
            return found
    raise Refus("ce fichier JSON ne contient pas de liste", "Il faut un tableau d’objets, ou un GeoJSON de points.")


def _holds_objects(rows: Any) -> bool:
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows[:10])


def _open_feature(feature: Any) -> dict[str, Any]:
    """Its properties, its own id, and its point where it is one."""
    if not isinstance(feature, dict):
        return {}
    properties = feature.get("properties")
    row = dict(properties) if isinstance(properties, dict) else {}
    if isinstance(feature.get("id"), (str, int)):
        row.setdefault("id", feature["id"])
    geometry = feature.get("geometry")
    if isinstance(geometry, dict) and geometry.get("type") == "Point":
        place = geometry.get("coordinates")
        if isinstance(place, list) and len(place) >= 2:
            row |= {LONGITUDE: place[0], LATITUDE: place[1]}
    elif isinstance(geometry, dict):
        row["geometry.type"] = geometry.get("type")
    return row


def _flatten(row: Mapping[str, Any], prefix: str = "", depth: int = 1) -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in row.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping) and depth < _PROFONDEUR:
            flat |= _flatten(value, f"{name}.", depth + 1)
        else:
            flat[name] = _write(value)
    return flat


def _write(value: Any) -> str:
    if isinstance(value, list):
        return _SEPARATEUR.join(text for item in value if (text := _write(_speak(item))))
    if value is None or isinstance(value, Mapping):
        return ""
    return write_cell(value) if isinstance(value, (str, int, float, bool)) else ""


def _speak(item: Any) -> Any:
    if not isinstance(item, Mapping):
        return item
    return next((item[key] for key in _PARLANTS if isinstance(item.get(key), (str, int))), None)


def _list_notes(rows: Sequence[Any]) -> Iterator[Note]:
    foreign = sum(1 for row in rows if not isinstance(row, Mapping))
    if foreign:
        yield Note("des éléments de la liste ne sont pas des objets : ils ne sont pas lus")
    if any(isinstance(row, Mapping) and row.get("geometry.type") for row in rows):
        yield Note("des formes qui ne sont pas des points (lignes, surfaces) sont lues sans leur dessin")
