"""Makers of rules and of projects followed."""

from __future__ import annotations

from typing import Any

from maillage.associer.actions import keep_projet
from maillage.associer.models import Projet
from maillage.espaces.models import Espace
from maillage.referentiels.models import Regle


def make_regle(code: str = "R01", **fields: Any) -> Regle:
    defaults = {
        "phases": "P1 P2",
        "associer": "CCAS",
        "role": "dire les besoins",
        "priorite": 1,
        "raison": "Ils les voient",
    }
    return Regle.objects.get_or_create(code=code, defaults=defaults | fields)[0]


def make_projet(espace: Espace | None = None, **fields: Any) -> tuple[Projet, str]:
    """With the key of its link."""
    asked = {
        "qui": None,
        "mots": "épicerie itinérante",
        "themes": ["ALI"],
        "publics": [],
        "commune": None,
        "phase": "P1",
        "monde": "",
        "montre_animation": False,
    }
    return keep_projet(espace=espace, **asked | fields)
