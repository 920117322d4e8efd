"""Writes on an espace and its members. The right has been checked by the view; each leaves its trace."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import uuid_utils.compat as uuid
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.text import slugify

from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Adhesion, Espace, Invitation, Role, Trace

CHAMPS = ("nom", "presentation", "visibilite")
ESPACES_PAR_JOUR = 5
"""An account costs nothing: opening espaces to send invitations from them must not be free."""
ESSAIS_ADRESSE = 5
DERNIERE_ANIMATION = "Cet espace n’aurait plus d’animation. Donnez d’abord ce rôle à quelqu’un d’autre."


class Refus(ValidationError):
    """The action is refused, for a reason told to the person; nothing was written."""


def lock(espace: Espace) -> Espace:
    """The espace as it is now, held until the end of the transaction: changes of members follow one another.

    `no_key`: whoever only adds a row to the espace (an actor, a trace) does not wait.
    """
    try:
        return Espace.objects.kept().select_for_update(no_key=True).get(pk=espace.pk)
    except Espace.DoesNotExist as gone:
        raise Refus("Cet espace vient d’être supprimé.") from gone


@transaction.atomic
def create_espace(*, qui: Utilisateur, jeton: UUID, nom: str, presentation: str, visibilite: str) -> Espace:
    """A new espace run by its creator. `jeton` is the form's own id: sent twice, it makes one espace."""
    Utilisateur.objects.select_for_update(no_key=True).get(pk=qui.pk)
    already = Espace.objects.kept().filter(pk=jeton, nom=nom, adhesions__utilisateur=qui).first()
    if already is not None:
        return already
    refuse_too_many_espaces(qui)
    pk = choose_id(Espace, jeton)
    espace = insert_with_slug(Espace(pk=pk, nom=nom, presentation=presentation, visibilite=visibilite))
    Adhesion.objects.create(espace=espace, utilisateur=qui, role=Role.ANIMATION)
    trace(espace=espace, qui=qui, geste=Geste.CREER, objet=espace, apres=snapshot(espace, CHAMPS))
    return espace


def choose_id(model: type[models.Model], jeton: UUID) -> UUID:
    """The form's id, unless it has already served (a page kept in the browser, or a forged id)."""
    return uuid.uuid7() if model._default_manager.filter(pk=jeton).exists() else jeton


def refuse_too_many_espaces(qui: Utilisateur) -> None:
    recent = Trace.objects.filter(
        qui=qui, geste=Geste.CREER, objet=Espace._meta.label_lower, quand__gt=timezone.now() - timedelta(days=1)
    )
    if recent.count() >= ESPACES_PAR_JOUR:
        raise Refus(f"Vous avez déjà créé {ESPACES_PAR_JOUR} espaces depuis hier. Réessayez demain.")


def insert_with_slug(espace: Espace) -> Espace:
    """Two people may choose one name at the same instant: whoever comes second takes the next address."""
    for _ in range(ESSAIS_ADRESSE):
        espace.slug = make_slug(espace.nom)
        try:
            with transaction.atomic():
                espace.save(force_insert=True)
        except IntegrityError:
            continue
        return espace
    raise Refus("Cette adresse vient d’être prise. Envoyez à nouveau.")


def make_slug(nom: str) -> str:
    """The address, made once from the first name: it never changes, so that links written elsewhere still lead here."""
    base = slugify(nom)[:70].strip("-") or "espace"
    taken = set(Espace.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidates = (base if rank == 1 else f"{base}-{rank}" for rank in range(1, len(taken) + 2))
    return next(slug for slug in candidates if slug not in taken)


@transaction.atomic
def edit_espace(*, espace: Espace, qui: Utilisateur, nom: str, presentation: str, visibilite: str) -> Espace:
    current = lock(espace)
    before = snapshot(current, CHAMPS)
    current.nom, current.presentation, current.visibilite = nom, presentation, visibilite
    current.save(update_fields=CHAMPS)
    trace(espace=current, qui=qui, geste=Geste.MODIFIER, objet=current, avant=before, apres=snapshot(current, CHAMPS))
    return current


@transaction.atomic
def delete_espace(*, espace: Espace, qui: Utilisateur) -> None:
    """Out of everybody's sight; for a week the animation may bring it back."""
    current = lock(espace)
    current.supprime_le = timezone.now()
    current.save(update_fields=["supprime_le"])
    trace(espace=current, qui=qui, geste=Geste.SUPPRIMER, objet=current)


@transaction.atomic
def restore_espace(*, espace: Espace, qui: Utilisateur) -> None:
    current = Espace.objects.select_for_update(no_key=True).get(pk=espace.pk)
    if current.supprime_le is None:
        return
    current.supprime_le = None
    current.save(update_fields=["supprime_le"])
    trace(espace=current, qui=qui, geste=Geste.RETABLIR, objet=current)


@transaction.atomic
def change_role(*, adhesion: Adhesion, qui: Utilisateur, role: str, role_vu: str) -> Adhesion:
    """`role_vu` is the role that was on the screen: someone else's change in between is told, not overwritten."""
    current = lock_adhesion(adhesion)
    if current.role == role:
        return current
    if current.role != role_vu:
        raise Refus(
            f"Entre-temps, quelqu’un a donné le rôle {current.get_role_display()} à cette personne. "
            "Rien n’a été changé : choisissez à nouveau."
        )
    if role != Role.ANIMATION:
        refuse_without_animation(current)
    before = snapshot(current, ["role"])
    current.role = role
    current.save(update_fields=["role"])
    trace(
        espace=current.espace,
        qui=qui,
        geste=Geste.CHANGER_ROLE,
        objet=current,
        concerne=current.utilisateur,
        avant=before,
        apres=snapshot(current, ["role"]),
    )
    return current


@transaction.atomic
def remove_member(*, adhesion: Adhesion, qui: Utilisateur) -> None:
    """Someone is removed, or leaves when `qui` is that person.

    Invitations still waiting for them fall too, and they no longer speak for anyone here (`PorteParole` hangs from the
    membership); what they declared in a structure's name stays that structure's.
    """
    current = lock_adhesion(adhesion)
    refuse_without_animation(current)
    waiting = Invitation.objects.waiting().filter(espace=current.espace, courriel__iexact=current.utilisateur.email)
    waiting.update(retiree_le=timezone.now())
    leaving = current.utilisateur_id == qui.pk
    trace(
        espace=current.espace,
        qui=qui,
        geste=Geste.QUITTER if leaving else Geste.EXCLURE,
        objet=current,
        concerne=current.utilisateur,
        avant=snapshot(current, ["role"]),
    )
    current.delete()


def lock_adhesion(adhesion: Adhesion) -> Adhesion:
    espace = lock(adhesion.espace)
    current = Adhesion.objects.select_related("utilisateur").filter(pk=adhesion.pk).first()
    if current is None:
        raise Refus("Cette personne n’est plus membre de l’espace.")
    current.espace = espace
    return current


def refuse_without_animation(adhesion: Adhesion) -> None:
    """An espace that nobody runs could never be mended."""
    others = Adhesion.objects.filter(espace_id=adhesion.espace_id, role=Role.ANIMATION).exclude(pk=adhesion.pk)
    if adhesion.role == Role.ANIMATION and not others.exists():
        raise Refus(DERNIERE_ANIMATION)
