"""Writes on the spheres that an espace adds for itself. The view has checked the right; each leaves its trace."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus, lock
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace
from maillage.referentiels.couleurs import tint
from maillage.referentiels.models import Sphere
from maillage.referentiels.usages import count_usages

CHAMPS = ("code", "nom", "description", "forme", "lettre", "trait")
SPHERES_MAX = 20
"""Beyond, shapes and letters no longer tell them apart."""


@transaction.atomic
def add_sphere(*, espace: Espace, qui: Utilisateur, jeton: UUID, **values: Any) -> Sphere:
    """A sphere of this espace alone. `jeton` is the form's own id: sent twice, it makes one sphere."""
    current = lock(espace)
    already = Sphere.objects.own(current).filter(pk=jeton).first()
    if already is not None:
        return already
    if Sphere.objects.own(current).count() >= SPHERES_MAX:
        raise Refus(f"Cet espace a déjà {SPHERES_MAX} mondes à lui. Retirez-en un qui ne sert pas.")
    refuse_look_alike(current, values, jeton)
    sphere = Sphere.objects.create(pk=jeton, espace=current, fond=tint(values["trait"]), **values)
    trace(espace=current, qui=qui, geste=Geste.CREER, objet=sphere, apres=snapshot(sphere, CHAMPS))
    return sphere


@transaction.atomic
def edit_sphere(*, sphere: Sphere, qui: Utilisateur, **values: Any) -> Sphere:
    current = find_own(sphere)
    refuse_look_alike(lock_espace_of(current), values, current.pk)
    before = snapshot(current, CHAMPS)
    for name, value in values.items():
        setattr(current, name, value)
    current.fond = tint(current.trait)
    current.save()
    after = snapshot(current, CHAMPS)
    trace(espace=lock_espace_of(current), qui=qui, geste=Geste.MODIFIER, objet=current, avant=before, apres=after)
    return current


@transaction.atomic
def remove_sphere(*, sphere: Sphere, qui: Utilisateur) -> None:
    """Only when nothing stands in it."""
    current = find_own(sphere)
    espace = lock_espace_of(current)
    used = count_usages(current)
    if used:
        raise Refus(f"{say_usages(used)} «\u00a0{current}\u00a0». Changez-les de monde, puis retirez-le.")
    trace(espace=espace, qui=qui, geste=Geste.SUPPRIMER, objet=current, avant=snapshot(current, CHAMPS))
    current.delete()


def say_usages(number: int) -> str:
    return "Une fiche est encore dans" if number == 1 else f"{number} fiches sont encore dans"


def find_own(sphere: Sphere) -> Sphere:
    """The row as it is now: someone may have changed or removed it since the page was shown."""
    try:
        return Sphere.objects.exclude(espace=None).select_related("espace").get(pk=sphere.pk)
    except Sphere.DoesNotExist as gone:
        raise Refus("Ce monde vient d’être retiré.") from gone


def lock_espace_of(sphere: Sphere) -> Espace:
    assert sphere.espace is not None  # `find_own` gives no other
    return lock(sphere.espace)


def refuse_look_alike(espace: Espace, values: dict[str, Any], pk: UUID) -> None:
    """A code names one sphere; a shape with a letter shows one."""
    for other in Sphere.objects.usable_in(espace).exclude(pk=pk):
        if other.code == values["code"]:
            raise Refus({"code": f"«\u00a0{other}\u00a0» porte déjà ce code."})
        if (other.forme, other.lettre) == (values["forme"], values["lettre"]):
            raise Refus({"lettre": f"«\u00a0{other}\u00a0» a déjà cette forme avec cette lettre."})
