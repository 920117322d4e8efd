"""The worlds of an espace, shared and own, as the drawings of `publication` name and mark them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from maillage.espaces.models import Espace
from maillage.publication.mondes import Monde, Mondes, in_sentence
from maillage.publication.tokens import Forme, Marque
from maillage.referentiels.models import Sphere


def list_spheres(espace: Espace) -> dict[str, Sphere]:
    """By code; a world of the espace's own wins over a shared one of the same code. One query."""
    found = sorted(Sphere.objects.usable_in(espace), key=lambda sphere: sphere.espace_id is not None)
    return {sphere.code: sphere for sphere in found}


def tell_mondes(spheres: Mapping[str, Sphere]) -> Mondes:
    return Mondes.of({code: Monde(in_sentence(sphere.nom), _mark(sphere)) for code, sphere in spheres.items()})


def _mark(sphere: Sphere) -> Marque:
    return Marque(cast("Forme", sphere.forme), sphere.lettre, sphere.trait, sphere.fond)
