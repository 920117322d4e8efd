"""Makers of freins, leviers and observations, on top of `fabriques_acteurs.py`. Each call makes one row."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from maillage.acteurs.liens import Lien
from maillage.cadres.models import Cadre
from maillage.espaces.models import Adhesion, Espace
from maillage.freins.cibles import Cible
from maillage.freins.models import NatureObservation, Observation, Voix
from maillage.referentiels.models import Liste, Valeur
from tests.fabriques_acteurs import make_sphere


def make_levier(code: str = "L01", *, effort: int | None = 1, nom: str = "") -> Valeur:
    defaults = {"nom": nom or f"Levier {code}", "description": "Outil", "effort": effort, "ordre": 200}
    return Valeur.objects.get_or_create(liste=Liste.LEVIER, code=code, defaults=defaults)[0]


def make_frein(code: str = "F01", *leviers: Valeur, famille: str = "Temps", nom: str = "") -> Valeur:
    """With the leviers that may loosen it."""
    defaults = {"nom": nom or f"Frein {code}", "description": famille, "ordre": 10}
    frein = Valeur.objects.get_or_create(liste=Liste.FREIN, code=code, defaults=defaults)[0]
    frein.leviers.add(*leviers)
    return frein


def make_observation(
    espace: Espace,
    code: str = "F01",
    *,
    lien: Lien | None = None,
    cadre: Cadre | None = None,
    mondes: tuple[str, str] = ("AS", "DL"),
    voix: tuple[Adhesion, ...] = (),
    retire: bool = False,
    **fields: Any,
) -> Observation:
    """Between two worlds unless `lien` or `cadre`; `voix`: the members who see it too; `retire`: put aside."""
    make_levier(code) if code.startswith("L") else make_frein(code)
    worlds = None if lien or cadre else (make_sphere(mondes[0]), make_sphere(mondes[1]))
    observation = Observation.objects.create(
        espace=espace,
        nature=NatureObservation.LEVIER if code.startswith("L") else NatureObservation.FREIN,
        code=code,
        le=espace.aujourdhui,
        retire_le=timezone.now() if retire else None,
        **Cible(lien=lien, cadre=cadre, spheres=worlds).champs | fields,
    )
    Voix.objects.bulk_create(Voix(observation=observation, adhesion=one) for one in voix)
    return observation
