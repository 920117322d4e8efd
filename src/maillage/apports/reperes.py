"""The reference lists of an espace, indexed by every word that may mean one of their values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from maillage.acteurs.models import Acteur
from maillage.apports.communes import Communes
from maillage.espaces.models import Espace
from maillage.formats import vocabulaire
from maillage.formats.textes import make_key
from maillage.formats.types_acteurs import read_types
from maillage.formats.vocabulaire_inclusion import PUBLICS, find_theme
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur, Valeur
from maillage.territoires.models import NatureTerritoire, Territoire


@dataclass
class Reperes:
    """Loaded once for a whole file. Keys of sphere and territoire are UUIDs written as text, the others are numbers."""

    espace: Espace
    spheres: dict[str, Sphere] = field(default_factory=dict)
    types: dict[str, TypeActeur] = field(default_factory=dict)
    themes: dict[str, Theme] = field(default_factory=dict)
    publics: dict[str, list[Public]] = field(default_factory=dict)
    territoires: dict[str, list[Territoire]] = field(default_factory=dict)
    valeurs: dict[str, dict[str, str]] = field(default_factory=dict)
    sphere_du_type: dict[int, Sphere] = field(default_factory=dict)
    noms: dict[str, dict[str, str]] = field(default_factory=dict)
    """How each value reads on screen, by field and key."""
    nommees: dict[str, Territoire] = field(default_factory=dict)
    """Communes already given, by key."""

    @cached_property
    def communes(self) -> Communes:
        return Communes(self.espace)

    def find_theme(self, mot: str) -> Theme | None:
        code = vocabulaire.THEMES_PAR_MOT.get(make_key(mot)) or find_theme(mot) or ""
        return self.themes.get(make_key(mot)) or self.themes.get(make_key(code))

    def find_publics(self, mot: str) -> list[Public] | None:
        """None for a word of no list; an empty list for one that has no equivalent here."""
        known = self.publics.get(make_key(mot))
        if known is not None:
            return known
        codes = PUBLICS.get(mot.strip().lower())
        return None if codes is None else [one for code in codes for one in self.publics.get(make_key(code), [])]

    def find_type(self, mot: str) -> TypeActeur | None:
        key = make_key(mot)
        return self.types.get(key) or self.types.get(make_key(read_types().get(key, "")))

    def find_territoire(self, mot: str) -> Territoire | None:
        """A territory by its code or its name; a commune comes last, when several bear the name."""
        found = self.territoires.get(make_key(mot), [])
        return found[0] if len({one.pk for one in found}) == 1 else None

    def say(self, champ: str, valeur: Any) -> str:
        """A value of `LigneApport.valeurs` in the words of the screen."""
        if isinstance(valeur, list):
            return ", ".join(sorted(self.say(champ, one) for one in valeur))
        if valeur is None or valeur == "":
            return ""
        return self.noms.get(champ, {}).get(str(valeur), str(valeur))

    def say_territoires(self, champ: str, valeur: Any) -> str:
        """One query for the first territory that is not yet named."""
        keys = [str(one) for one in (valeur if isinstance(valeur, list) else [valeur]) if one]
        known = self.noms.setdefault(champ, {})
        missing = [key for key in keys if key not in known]
        known.update({key: self.communes.par_id[UUID(key)].nom for key in missing if UUID(key) in self.communes.par_id})
        if left := [key for key in missing if key not in known]:
            known.update({str(pk): nom for pk, nom in Territoire.objects.filter(pk__in=left).values_list("pk", "nom")})
        return ", ".join(sorted(known.get(key, key) for key in keys))

    def get_commune(self, key: str) -> Territoire:
        """Its key and its name only: what an actor is written and found with."""
        if key not in self.nommees:
            self.nommees[key] = Territoire(pk=UUID(key), nom=self.say_territoires("commune", key))
        return self.nommees[key]

    def code_of(self, commune: Any) -> str:
        """The INSEE code of a commune by its key, or ""."""
        found = self.communes.par_id.get(UUID(str(commune))) if commune else None
        return found.code if found else ""

    def say_acteur(self, valeur: Any) -> str:
        """A parent: an actor of the espace, or a row of the file. One query each, seldom needed."""
        if not valeur or str(valeur).startswith("ligne:"):
            return str(valeur or "").replace(":", "\u00a0")
        known = self.noms.setdefault("parent", {})
        if str(valeur) not in known:
            known[str(valeur)] = Acteur.objects.filter(pk=valeur).values_list("nom", flat=True).first() or ""
        return known[str(valeur)]


def load_reperes(espace: Espace) -> Reperes:
    """Ten queries."""
    reperes = Reperes(espace)
    spheres = list(Sphere.objects.usable_in(espace))
    reperes.spheres = {key: one for one in spheres for key in (one.code, make_key(one.code), make_key(one.nom))}
    types = list(TypeActeur.objects.prefetch_related("spheres"))
    reperes.types = _index(types, lambda one: (one.code, one.nom, *one.reseaux_porteurs.split()))
    reperes.types |= _index(types, lambda one: (one.code, one.nom))
    reperes.sphere_du_type = {one.pk: next(iter(one.spheres.all())) for one in types if one.spheres.all()}
    themes = list(Theme.objects.all())
    reperes.themes = _index(themes, lambda one: (one.code, one.slug, one.nom))
    publics = list(Public.objects.all())
    reperes.publics = {key: [one] for key, one in _index(publics, lambda one: (one.code, one.nom)).items()}
    for valeur in Valeur.objects.all():
        found = reperes.valeurs.setdefault(valeur.liste, {})
        found |= {make_key(valeur.code): valeur.code, make_key(valeur.nom): valeur.code}
    reperes.noms = _name_all({"sphere": spheres, "type": types, "themes": themes, "publics": publics})
    return reperes


def load_territoires(reperes: Reperes, mots: Iterable[str]) -> None:
    """The territories that these words may name: asked for only when a column names some."""
    keys = {make_key(mot) for mot in mots}
    held = Territoire.objects.usable_in(reperes.espace).exclude(nature=NatureTerritoire.COMMUNE)
    for one in held.order_by():
        for key in {make_key(one.nom), make_key(one.code), make_key(f"{one.nom} ({one.code})")} & keys:
            reperes.territoires.setdefault(key, []).append(one)
    communes = reperes.communes
    for commune in communes.par_id.values():
        for key in {make_key(commune.nom), make_key(commune.code), make_key(f"{commune.nom} ({commune.code})")} & keys:
            reperes.territoires.setdefault(key, []).append(Territoire(pk=commune.id, nom=commune.nom))
    reperes.noms["territoires"] = {
        str(one.pk): one.nom for found in reperes.territoires.values() for one in found
    }  # fmt: skip


def name_communes(reperes: Reperes, ids: Iterable[UUID | str]) -> None:
    known = reperes.noms.setdefault("commune", {})
    for pk in ids:
        if (commune := reperes.communes.par_id.get(UUID(str(pk)))) is not None:
            known[str(pk)] = commune.nom


def _index(rows: Iterable[Any], names: Any) -> dict[str, Any]:
    """Key of each name → row; the first row that bears a name keeps it."""
    found: dict[str, Any] = {}
    for row in rows:
        for name in names(row):
            found.setdefault(make_key(name), row)
    return found


def _name_all(listes: Mapping[str, Iterable[Model]]) -> dict[str, dict[str, str]]:
    return {champ: {str(one.pk): str(one) for one in rows} for champ, rows in listes.items()}
