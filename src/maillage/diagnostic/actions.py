"""Keeping a diagnosis, letting go of one, asking for a long work. The caller has checked the right."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from maillage.analyse.reseau import Niveau
from maillage.comptes.models import Utilisateur
from maillage.diagnostic import taches
from maillage.diagnostic.empreinte import read_empreinte
from maillage.diagnostic.lecture import Demande, find_lecture, write_lecture
from maillage.diagnostic.models import Declencheur, Genre, Photo, Travail
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace

SUIVIS = ("niveau", "date_reference", "declencheur")


class PasEncore(Exception):
    """A large espace whose diagnosis is not made, or not of today's data."""


def take_photo(
    *, espace: Espace, qui: Utilisateur | None, niveau: Niveau = "service", declencheur: str = Declencheur.MAIN
) -> Photo:
    """Keep the diagnosis of the day, whole. Raises PasEncore; a double click keeps one."""
    lecture = find_lecture(Demande(espace, niveau, "complete", read_empreinte(espace)))
    if lecture is None or not lecture.fraiche:
        raise PasEncore
    written = write_lecture(lecture)
    with transaction.atomic():
        Espace.objects.select_for_update().get(pk=espace.pk)
        return _find_same(espace, niveau, written) or _keep(espace, qui, niveau, declencheur, written)


def _find_same(espace: Espace, niveau: str, written: dict[str, Any]) -> Photo | None:
    """The last photo, when it already says all this."""
    last = Photo.objects.filter(espace=espace, niveau=niveau).first()
    same = last is not None and all(getattr(last, name) == value for name, value in written.items())
    return last if same else None


def _keep(espace: Espace, qui: Utilisateur | None, niveau: str, declencheur: str, written: dict[str, Any]) -> Photo:
    photo = Photo.objects.create(
        espace=espace, niveau=niveau, date_reference=espace.aujourdhui, par=qui, declencheur=declencheur, **written
    )
    trace(espace=espace, qui=qui, geste=Geste.CONSERVER, objet=photo, apres=snapshot(photo, SUIVIS))
    return photo


@transaction.atomic
def delete_photo(*, photo: Photo, qui: Utilisateur | None) -> None:
    """For good: the page has asked once, or the import that it came before is undone."""
    trace(espace=photo.espace, qui=qui, geste=Geste.SUPPRIMER, objet=photo, avant=snapshot(photo, SUIVIS))
    photo.delete()


@transaction.atomic
def request_travail(*, demande: Demande, genre: str = Genre.DIAGNOSTIC, publique: bool = False) -> Travail:
    """Ask for a long work, once for each state of the data; one that failed or was killed is begun again.

    `publique`: a document for everybody, even where the network for everybody is the whole network.
    """
    portee = "publique" if publique else demande.portee
    travail: Travail
    travail, created = Travail.objects.select_for_update().get_or_create(
        espace=demande.espace, genre=genre, niveau=demande.niveau, portee=portee, empreinte=demande.empreinte
    )
    if not created and not travail.rate:
        return travail
    travail.restart()
    transaction.on_commit(lambda: taches.enqueue(travail))
    return travail
