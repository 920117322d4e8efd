"""Makers of cadres and participations, on top of `fabriques_acteurs.py`. Each call makes one row."""

from __future__ import annotations

import itertools
from typing import Any

from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, NatureCadre, Participation
from maillage.espaces.models import Espace
from maillage.referentiels.models import Dispositif, Liste, Valeur
from tests.fabriques_acteurs import make_sphere

_numbers = itertools.count(1)


def make_cadre(
    espace: Espace,
    nom: str = "",
    *,
    nature: str = NatureCadre.DISPOSITIF,
    brouillon: bool = False,
    reserve: bool = False,
    retire: bool = False,
    **fields: Any,
) -> Cadre:
    """Traits: `brouillon` for contributors, `reserve` for members, `retire` put aside. Sets by `themes=[…]`."""
    sets = {name: fields.pop(name) for name in ("themes", "publics", "territoires") if name in fields}
    if brouillon or reserve:
        fields["visibilite"] = "brouillon" if brouillon else "membres"
    fields.setdefault("retire_le", timezone.now() if retire else None)
    cadre = Cadre.objects.create(espace=espace, nature=nature, nom=nom or f"Cadre {next(_numbers)}", **fields)
    for name, values in sets.items():
        getattr(cadre, name).set(values)
    return cadre


def make_participation(cadre: Cadre, acteur: Acteur, role: str = "membre", **fields: Any) -> Participation:
    return Participation.objects.create(cadre=cadre, acteur=acteur, role=role, **fields)


def make_dispositif(
    code: str = "D01", sigle: str = "CTG", nom: str = "Convention territoriale globale", **fields: Any
) -> Dispositif:
    """A row of the reference, made once by code. Sets by `themes=[…]`, `remplace_par=[…]`."""
    sets = {name: fields.pop(name) for name in ("themes", "publics", "remplace_par") if name in fields}
    fields = {"nature": "contrat", "sphere": make_sphere("DS")} | fields
    one = Dispositif.objects.get_or_create(code=code, defaults={"sigle": sigle, "nom": nom} | fields)[0]
    for name, values in sets.items():
        getattr(one, name).set(values)
    return one


def make_roles() -> None:
    """The list of roles, as short as tests want it."""
    for ordre, (code, nom) in enumerate([("pilote", "Pilote"), ("financeur", "Financeur"), ("membre", "Membre")]):
        Valeur.objects.get_or_create(liste=Liste.ROLE, code=code, defaults={"nom": nom, "ordre": ordre})
