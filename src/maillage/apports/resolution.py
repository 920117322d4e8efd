"""From words to what the database holds: spheres, types, themes, communes. What is not understood is told."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

from maillage.acteurs.models import Nature, PrecisionLieu
from maillage.apports.communes import Commune, Indice
from maillage.apports.reperes import Reperes, load_territoires, name_communes
from maillage.espaces.avertissements import NIR, find_warnings
from maillage.formats.apports import ActeurLu, Apporte, make_faute
from maillage.formats.fautes import Faute, Refus
from maillage.formats.table import Note
from maillage.formats.tableaux import Feuille
from maillage.formats.textes import make_key
from maillage.formats.types_acteurs import read_sensibles
from maillage.formats.valeurs_apports import SANS

TEXTES = (
    "nom", "sigle", "description", "appelez_nous_pour", "adresse", "telephone", "courriel", "site_web", "siret",
)  # fmt: skip
CHOISIR_UN_MONDE = (
    "Choisissez un monde pour les lignes qui n’en disent pas, ou écrivez AS, DS, DL ou PA dans une colonne."
)


@dataclass
class Resolue:
    """One row, ready to be compared. `lu`: what the file says, by field; `defaut`: what is chosen for a new one.

    Keys are text or numbers that JSON can hold; a parent stays a word until every row is known.
    """

    brute: ActeurLu
    lu: dict[str, Any] = field(default_factory=dict)
    defaut: dict[str, Any] = field(default_factory=dict)
    partiels: set[str] = field(default_factory=set)
    """Lists of which a word was not understood: never compared with what an actor already has."""

    def __post_init__(self) -> None:
        self.cle = self.brute.source_id or _digest_name(self.brute)
        """Its identifier at its source; without one, a digest of what tells it from the others."""

    @property
    def source(self) -> str:
        return str(self.lu.get("source") or self.defaut.get("source") or "")

    def read(self, champ: str) -> Any:
        """What the actor will hold if it is new."""
        value = self.lu.get(champ)
        return self.defaut.get(champ) if value in (None, "", []) else value


class Resolution:
    """Turns the rows of one file; `fautes` grows as it goes."""

    def __init__(
        self, reperes: Reperes, feuille: Feuille, apporte: Apporte, champs: Mapping[str, int],
        defauts: Mapping[str, Any],
    ) -> None:  # fmt: skip
        self.reperes, self.feuille, self.apporte, self.champs = reperes, feuille, apporte, champs
        self.defauts = defauts
        self.fautes: list[Faute] = []

    def resolve(self) -> list[Resolue]:
        if "territoires" in self.apporte.colonnes:
            load_territoires(self.reperes, (mot for row in self.apporte.lignes for mot in row.territoires))
        rows = [self._resolve(row) for row in self.apporte.lignes]
        name_communes(self.reperes, {row.lu["commune"] for row in rows if row.lu.get("commune")})
        return rows

    def _resolve(self, row: ActeurLu) -> Resolue:
        resolue = Resolue(row)
        present = self.apporte.colonnes
        lu = resolue.lu
        lu.update({champ: getattr(row, champ) for champ in TEXTES if champ in present or champ == "nom"})
        self._check_contacts(resolue)
        for champ in ("visibilite", "source", "source_id", "fin_financement", "date_verification"):
            if champ in present:
                value = getattr(row, champ)
                lu[champ] = value.isoformat() if hasattr(value, "isoformat") else value or ""
        self._check_texts(resolue)
        self._read_kind(resolue)
        self._read_lists(resolue)
        self._read_place(resolue)
        self._set_defaults(resolue)
        return resolue

    def _check_contacts(self, resolue: Resolue) -> None:
        """The checks of the sheet's own form: what it would refuse is left out and told."""
        for champ in ("courriel", "site_web"):
            value = resolue.lu.get(champ)
            if value and not _is_valid(champ, value):
                resolue.lu[champ] = ""
                told = {"courriel": "cette adresse électronique", "site_web": "cette adresse de site"}[champ]
                self._note(resolue, champ, Note(f"{told} ne s’écrit pas ainsi", SANS), trouve=value)

    def _check_texts(self, resolue: Resolue) -> None:
        """A social security number never comes in; the rest is told, and its author decides."""
        for champ in ("description", "appelez_nous_pour"):
            found = find_warnings([resolue.lu.get(champ) or ""])
            if NIR in found:
                resolue.lu[champ] = ""
                self._note(resolue, champ, Note("ce texte contient un numéro de sécurité sociale : non repris"))
            elif found:
                note = Note(
                    f"ce texte semble contenir {' et '.join(found)}",
                    "Ici, jamais le nom ni la situation d’un habitant.",
                )
                self._note(resolue, champ, note)

    # Nature, type, sphere

    def _read_kind(self, resolue: Resolue) -> None:
        row, lu = resolue.brute, resolue.lu
        if "nature" in self.apporte.colonnes:
            lu["nature"] = row.nature or ""
        if "type" in self.apporte.colonnes:
            lu["type"] = self._find_type(resolue, row.type)
        if "sphere" in self.apporte.colonnes and row.sphere:
            sphere = self.reperes.spheres.get(row.sphere) or self.reperes.spheres.get(make_key(row.sphere))
            if sphere is None:
                note = Note(
                    "ce monde n’est pas dans l’espace : celui choisi pour le fichier le remplace", CHOISIR_UN_MONDE
                )
                self._note(resolue, "sphere", note, trouve=row.sphere)
            lu["sphere"] = str(sphere.pk) if sphere else ""

    def _find_type(self, resolue: Resolue, mot: str) -> int | None:
        if not mot:
            return None
        found = self.reperes.find_type(mot)
        if found is None and make_key(mot) not in read_sensibles():
            self._note(resolue, "type", Note("ce type de structure n’est pas connu", SANS), trouve=mot)
        return found.pk if found else None

    # Lists

    def _read_lists(self, resolue: Resolue) -> None:
        for champ, find in (
            ("themes", self._find_themes), ("publics", self._find_publics), ("territoires", self._find_territoires),
        ):  # fmt: skip
            if champ in self.apporte.colonnes:
                found = [(mot, find(mot)) for mot in getattr(resolue.brute, champ)]
                unknown = [mot for mot, keys in found if keys is None]
                resolue.lu[champ] = list(dict.fromkeys(key for _, keys in found for key in keys or ()))
                if unknown:
                    resolue.partiels.add(champ)
                    self._note(
                        resolue, champ, Note("des mots ne sont pas dans la liste", SANS), trouve=" | ".join(unknown)
                    )

    def _find_themes(self, mot: str) -> list[int] | None:
        found = self.reperes.find_theme(mot)
        return None if found is None else [found.pk]

    def _find_publics(self, mot: str) -> list[int] | None:
        found = self.reperes.find_publics(mot)
        return None if found is None else [one.pk for one in found]

    def _find_territoires(self, mot: str) -> list[str] | None:
        found = self.reperes.find_territoire(mot)
        return None if found is None else [str(found.pk)]

    # Place

    def _read_place(self, resolue: Resolue) -> None:
        row, lu = resolue.brute, resolue.lu
        point = None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)
        commune = None
        if row.commune or row.code_insee:
            commune = self.reperes.communes.find(
                Indice(
                    row.code_insee, row.commune, row.code_postal, None if row.code_insee or row.code_postal else point
                )
            )
            if commune is None:
                self._keep_written_place(resolue)
        if {"commune", "code_insee"} & self.apporte.colonnes:
            lu["commune"] = str(commune.id) if commune else ""
        if self._is_sensible(row):
            lu.pop("adresse", None)
            resolue.defaut["lieu_confidentiel"] = True
            self._note(resolue, "type", Note("lieu d’hébergement ou de protection : son adresse n’est pas reprise"))
            return
        if {"latitude", "longitude"} <= self.apporte.colonnes:
            lu["latitude"], lu["longitude"] = point or (None, None)
        if point is None and commune is not None:
            resolue.defaut |= _place_at_centre(commune)

    def _is_sensible(self, row: ActeurLu) -> bool:
        return bool(row.type) and make_key(row.type) in read_sensibles()

    def _keep_written_place(self, resolue: Resolue) -> None:
        """An unknown commune is not lost: its name stays in the address."""
        row = resolue.brute
        place = " ".join(part for part in (row.code_postal, row.commune or row.code_insee) if part)
        note = Note(
            "cette commune n’est pas reconnue : son nom reste dans l’adresse", "Vérifiez son nom, son code INSEE."
        )
        self._note(resolue, "commune" if row.commune else "code_insee", note, trouve=place)
        adresse = ", ".join(part for part in (row.adresse, place) if part)
        resolue.lu["adresse"] = adresse[:200]

    # Choices made once for the file

    def _set_defaults(self, resolue: Resolue) -> None:
        defaut = resolue.defaut
        defaut |= {champ: self.defauts.get(champ) for champ in ("type", "source") if self.defauts.get(champ)}
        defaut["visibilite"] = self.defauts.get("visibilite") or "publique"
        nature = resolue.brute.nature or self.defauts.get("nature") or Nature.STRUCTURE
        has_parent = bool(resolue.brute.parent or resolue.brute.parent_id)
        defaut["nature"] = (
            Nature.SERVICE if has_parent and not resolue.brute.nature and "nature" in self.apporte.colonnes else nature
        )
        if not resolue.lu.get("sphere"):
            kind = resolue.read("type")
            deduced = self.reperes.sphere_du_type.get(kind) if kind else None
            chosen = self.defauts.get("sphere")
            defaut["sphere"] = chosen or (str(deduced.pk) if deduced else None)

    def _note(self, resolue: Resolue, champ: str, problem: Note | Refus, *, trouve: str = "") -> None:
        self.fautes.append(self.make(resolue.brute.numero, champ, problem, trouve=trouve))

    def make(self, numero: int, champ: str, problem: Note | Refus, *, trouve: str = "") -> Faute:
        return make_faute(self.feuille, numero, champ, problem, trouve=trouve, places=self.champs)

    def check_new(self, rows: Sequence[Resolue]) -> None:
        """What only a new actor must say."""
        for row in rows:
            if not row.read("sphere"):
                self._note(row, "sphere", Refus("on ne sait pas de quel monde est cette ligne", CHOISIR_UN_MONDE))
            if row.read("nature") == Nature.POSTE and not (row.brute.parent or row.brute.parent_id):
                remede = "Écrivez dans quelle structure il se trouve, ou changez sa nature."
                self._note(row, "nature", Refus("ce poste ne dit pas où il se trouve", remede), trouve=row.brute.nom)

    def tell_unknown_parent(self, row: Resolue) -> None:
        mot = row.brute.parent or str(row.brute.parent_id)
        if row.read("nature") == Nature.POSTE:
            problem: Note | Refus = Refus(
                "la structure de ce poste n’est ni dans l’espace ni dans le fichier", "Ajoutez-la d’abord."
            )
        else:
            problem = Note(
                "cette structure n’est ni dans l’espace ni dans le fichier", "La ligne est reprise sans elle."
            )
        self._note(row, "parent" if row.brute.parent else "parent_id", problem, trouve=mot)


def _digest_name(row: ActeurLu) -> str:
    named = (row.nom, row.commune, row.code_insee, row.adresse, row.type, row.siret)
    return f"#{hashlib.blake2b('|'.join(named).encode(), digest_size=12).hexdigest()}"


def _place_at_centre(commune: Commune) -> dict[str, Any]:
    if commune.latitude is None or commune.longitude is None:
        return {}
    return {
        "latitude": commune.latitude, "longitude": commune.longitude, "precision_lieu": str(PrecisionLieu.COMMUNE),
    }  # fmt: skip


_VALIDATEURS: Mapping[str, Callable[[str], None]] = {
    "courriel": EmailValidator(),
    "site_web": URLValidator(schemes=["http", "https"]),
}


@lru_cache(maxsize=4_096)
def _is_valid(champ: str, value: str) -> bool:
    try:
        _VALIDATEURS[champ](value)
    except ValidationError:
        return False
    return True
