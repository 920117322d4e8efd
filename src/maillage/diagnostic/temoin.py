"""The diagnosis kept just before cadres come in, so that the import says what it changes."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from maillage.apports.models import Apport, EtatApport, GenreApport
from maillage.apports.pages import UTILES
from maillage.apports.temoin import CLE, Temoin
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.actions import PasEncore, delete_photo, take_photo
from maillage.diagnostic.models import Declencheur, Photo


def keep(apport: Apport, qui: Utilisateur | None) -> str:
    """The last photo when it already says all this. None of a large espace whose diagnosis is not of today,
    nor when nothing will be written."""
    sorts = apport.bilan.get("sorts", {})
    if apport.genre != GenreApport.CADRES or not any(sorts.get(sort) for sort in UTILES):
        return ""
    try:
        return str(take_photo(espace=apport.espace, qui=qui, declencheur=Declencheur.IMPORT).pk)
    except PasEncore:
        return ""


def release(apport: Apport, qui: Utilisateur | None, kept: str) -> None:
    """Unless a person kept it, or another import that stands is told by it."""
    photo = Photo.objects.filter(pk=UUID(kept), espace=apport.espace, declencheur=Declencheur.IMPORT).first()
    others = Apport.objects.filter(espace=apport.espace, etat=EtatApport.FAIT, **{f"bilan__{CLE}": kept})
    if photo is not None and not others.exclude(pk=apport.pk).exists():
        delete_photo(photo=photo, qui=qui)


def find(apport: Apport, kept: str) -> str:
    here = Photo.objects.filter(pk=UUID(kept), espace=apport.espace).exists()
    return reverse("diagnostic:depuis", args=[apport.espace.slug, kept]) if here else ""


TEMOIN = Temoin(keep=keep, release=release, find=find)
