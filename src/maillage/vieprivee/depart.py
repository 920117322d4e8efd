"""Leaving for good: the account goes, and all that names its owner. What they contributed stays, without them."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from maillage.acteurs.identites import erase_personne
from maillage.acteurs.models import Personne
from maillage.comptes.models import Utilisateur
from maillage.comptes.sessions import close_sessions
from maillage.espaces.actions import lock
from maillage.espaces.invitations import erase_invitations
from maillage.espaces.journal import Geste, forget_member, trace
from maillage.espaces.models import Adhesion, Invitation, Role


class SeulAAnimer(Exception):
    """These espaces would have no one left to run them; nothing was written."""

    def __init__(self, espaces: list[str]) -> None:
        super().__init__(", ".join(espaces))
        self.espaces = espaces


def list_addresses(utilisateur: Utilisateur) -> set[str]:
    """Lower case, proven only: an address typed and never confirmed may be someone else's."""
    proven = EmailAddress.objects.filter(user=utilisateur, verified=True).values_list("email", flat=True)
    return {utilisateur.email.lower(), *(courriel.lower() for courriel in proven)}


def list_personnes(utilisateur: Utilisateur) -> list[Personne]:
    """Where the account's owner stands on a map, under one of their addresses."""
    named = Q()
    for courriel in list_addresses(utilisateur):
        named |= Q(courriel__iexact=courriel)
    return list(Personne.objects.filter(named).select_related("poste__espace", "poste__parent", "poste__sphere"))


def list_invitations(utilisateur: Utilisateur) -> list[Invitation]:
    """Received: sent to one of their addresses, or to the one whose invitation this account accepted, there."""
    same = Invitation.objects.filter(acceptee_par=utilisateur, espace=OuterRef("espace"), courriel=OuterRef("courriel"))
    named: Q | Exists = Exists(same)
    for courriel in list_addresses(utilisateur):
        named |= Q(courriel__iexact=courriel)
    return list(Invitation.objects.filter(named).select_related("espace", "invite_par").order_by("invite_le", "pk"))


def list_sole_animations(utilisateur: Utilisateur) -> list[str]:
    """Names of the espaces that would have no one left to run them."""
    running = Adhesion.objects.filter(role=Role.ANIMATION, espace__supprime_le=None)
    others = running.filter(espace=OuterRef("espace")).exclude(utilisateur=utilisateur)
    alone = running.filter(~Exists(others), utilisateur=utilisateur)
    return list(alone.order_by("espace__nom").values_list("espace__nom", flat=True))


@transaction.atomic
def remove_compte(*, utilisateur: Utilisateur) -> None:
    """Nothing of the name nor of the addresses remains in any table, sessions and journals included.

    Raises SeulAAnimer. Declarations, sheets and verifications stay, signed by nobody.
    """
    adhesions = list(Adhesion.objects.filter(utilisateur=utilisateur, espace__supprime_le=None).order_by("espace"))
    for adhesion in adhesions:
        adhesion.espace = lock(adhesion.espace)
    if alone := list_sole_animations(utilisateur):
        raise SeulAAnimer(alone)
    for adhesion in adhesions:
        trace(espace=adhesion.espace, qui=utilisateur, geste=Geste.QUITTER, objet=adhesion, concerne=utilisateur)
    for personne in list_personnes(utilisateur):
        erase_personne(personne=personne, qui=None)
    erase_invitations(list_invitations(utilisateur))
    forget_member(utilisateur)
    courriels = list_addresses(utilisateur)
    close_sessions(utilisateur=utilisateur, courriels=courriels)
    _forget_in_administration(utilisateur, courriels)
    utilisateur.delete()


def _forget_in_administration(utilisateur: Utilisateur, courriels: set[str]) -> None:
    """Django's own log of the administration keeps the words by which things were called."""
    told = Q(object_id=str(utilisateur.pk))
    for word in (*courriels, *filter(None, [utilisateur.nom])):
        told |= Q(object_repr__icontains=word) | Q(change_message__icontains=word)
    LogEntry.objects.filter(told).delete()
