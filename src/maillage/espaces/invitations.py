"""Inviting by e-mail: the limits, the link, its acceptance. The members are in `actions.py`."""

from __future__ import annotations

import hashlib
import logging
import secrets
from collections.abc import Sequence
from datetime import timedelta
from smtplib import SMTPException
from uuid import UUID

from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus, choose_id, lock
from maillage.espaces.journal import Geste, forget, snapshot, trace
from maillage.espaces.models import DUREE_INVITATION, Adhesion, Espace, Invitation
from maillage.espaces.noms import tidy

PAR_HEURE_ET_ESPACE = 20
PAR_JOUR_ET_ADRESSE = 5
CHAMPS = ("courriel", "role")

logger = logging.getLogger(__name__)


def digest(jeton: str) -> str:
    return hashlib.sha256(jeton.encode()).hexdigest()


def find_invitation(jeton: str) -> Invitation | None:
    """By the digest of the token: the token itself is nowhere in the database."""
    known = Invitation.objects.filter(empreinte=digest(jeton), espace__supprime_le=None)
    return known.select_related("espace", "invite_par").first()


@transaction.atomic
def invite(*, espace: Espace, qui: Utilisateur, identifiant: UUID, courriel: str, role: str) -> tuple[Invitation, str]:
    """The invitation and the token to send. `identifiant` is the form's own id; sent twice, it makes one invitation.

    The second sending gets an empty token: nothing more to send.
    """
    espace, courriel = lock(espace), courriel.strip().lower()
    already = Invitation.objects.waiting().filter(pk=identifiant, espace=espace, courriel=courriel).first()
    if already is not None:
        return already, ""
    retire_expired(espace, courriel)
    refuse_known_address(espace, courriel)
    refuse_beyond_limits(espace, courriel)
    pk = choose_id(Invitation, identifiant)
    return write_invitation(espace, qui, Geste.INVITER, pk=pk, courriel=courriel, role=role)


@transaction.atomic
def send_again(*, invitation: Invitation, qui: Utilisateur) -> tuple[Invitation, str]:
    """A new link to the same address; the former stops working."""
    espace = lock(invitation.espace)
    current = lock_waiting(invitation)
    refuse_beyond_limits(espace, current.courriel)
    current.retiree_le = timezone.now()
    current.save(update_fields=["retiree_le"])
    return write_invitation(espace, qui, Geste.RELANCER, courriel=current.courriel, role=current.role)


def write_invitation(espace: Espace, qui: Utilisateur, geste: Geste, **fields: object) -> tuple[Invitation, str]:
    jeton = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(espace=espace, invite_par=qui, empreinte=digest(jeton), **fields)
    trace(espace=espace, qui=qui, geste=geste, objet=invitation, apres=snapshot(invitation, CHAMPS))
    return invitation, jeton


def lock_waiting(invitation: Invitation) -> Invitation:
    current = Invitation.objects.waiting().select_for_update().filter(pk=invitation.pk).first()
    if current is None:
        raise Refus("Cette invitation a déjà été acceptée, remplacée ou retirée.")
    return current


@transaction.atomic
def withdraw(*, invitation: Invitation, qui: Utilisateur) -> None:
    espace = lock(invitation.espace)
    current = lock_waiting(invitation)
    current.retiree_le = timezone.now()
    current.save(update_fields=["retiree_le"])
    trace(espace=espace, qui=qui, geste=Geste.RETIRER, objet=current, avant=snapshot(current, CHAMPS))


@transaction.atomic
def accept(*, invitation: Invitation, qui: Utilisateur) -> Adhesion:
    """Single use. Someone who is already a member keeps their role: it changes on the members' page only."""
    espace = lock(invitation.espace)
    mine = Adhesion.objects.filter(espace=espace, utilisateur=qui).first()
    if mine is not None:
        return mine
    current = lock_waiting(invitation)
    if current.est_expiree:
        raise Refus("Cette invitation a expiré. Demandez à l’animation de vous la renvoyer.")
    current.acceptee_le, current.acceptee_par = timezone.now(), qui
    current.save(update_fields=["acceptee_le", "acceptee_par"])
    adhesion = Adhesion.objects.create(espace=espace, utilisateur=qui, role=current.role)
    apres = snapshot(adhesion, ["role"]) | {"courriel invité": current.courriel}
    trace(espace=espace, qui=qui, geste=Geste.REJOINDRE, objet=adhesion, concerne=qui, apres=apres)
    return adhesion


@transaction.atomic
def erase_invitations(invitations: Sequence[Invitation]) -> None:
    """With the addresses that the journal keeps of them."""
    going = [invitation.pk for invitation in invitations]
    forget(going)
    Invitation.objects.filter(pk__in=going).delete()


def retire_expired(espace: Espace, courriel: str) -> None:
    """An invitation out of date does not forbid a new one."""
    late = Invitation.objects.waiting().filter(espace=espace, courriel=courriel, expire_le__lte=timezone.now())
    late.update(retiree_le=timezone.now())


def refuse_known_address(espace: Espace, courriel: str) -> None:
    if Adhesion.objects.filter(espace=espace, utilisateur__email__iexact=courriel).exists():
        raise Refus({"courriel": "Cette personne est déjà membre de l’espace."})
    if Invitation.objects.waiting().filter(espace=espace, courriel=courriel).exists():
        raise Refus({"courriel": "Cette adresse est déjà invitée. Vous pouvez lui renvoyer l’invitation."})


def refuse_beyond_limits(espace: Espace, courriel: str) -> None:
    """Limits by counting rows: each e-mail sent is one."""
    now = timezone.now()
    if espace.invitations.filter(invite_le__gt=now - timedelta(hours=1)).count() >= PAR_HEURE_ET_ESPACE:
        raise Refus(
            "Vingt invitations sont parties de cet espace depuis une heure, c’est la limite. "
            "Rien n’est perdu\u202f: réessayez dans une heure."
        )
    today = Invitation.objects.filter(courriel=courriel, invite_le__gt=now - timedelta(days=1))
    if today.count() >= PAR_JOUR_ET_ADRESSE:
        raise Refus(
            "Cette adresse a déjà reçu cinq invitations depuis hier, c’est la limite. Réessayez demain, "
            "ou demandez à la personne de regarder dans ses courriers indésirables."
        )


def send_invitation(invitation: Invitation, lien: str) -> bool:
    """The e-mail, after the transaction. False when it could not leave: the invitation waits, and can be sent again."""
    context = {"invitation": invitation, "espace": invitation.espace, "lien": lien, "jours": DUREE_INVITATION.days}
    subject = f"Invitation\u00a0: {invitation.espace.nom}"
    body = render_to_string("espaces/courriels/invitation.txt", context)
    try:
        send_mail(tidy(subject), body, None, [invitation.courriel])
    except (SMTPException, OSError):
        logger.exception("invitation %s could not be sent", invitation.pk)
        return False
    return True
