"""Espace (the tenant), Adhesion (who, with which role), Invitation, Trace (who changed what)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import ClassVar

import uuid_utils.compat as uuid
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from maillage.comptes.models import Utilisateur

DELAI_RETABLISSEMENT = timedelta(days=7)
"""How long a deleted espace may be brought back."""
DUREE_INVITATION = timedelta(days=14)


class Role(models.TextChoices):
    """From the most entitled to the least; the public has no Adhesion."""

    ANIMATION = "animation", "Animation"
    CONTRIBUTION = "contribution", "Contribution"
    LECTURE = "lecture", "Lecture"


class Visibilite(models.TextChoices):
    MEMBRES = "membres", "Les membres seulement"
    PUBLIQUE = "publique", "Tout le monde"


class EspaceQuerySet(models.QuerySet["Espace"]):
    def kept(self) -> EspaceQuerySet:
        """Not deleted. Everything a reader meets starts here."""
        return self.filter(supprime_le=None)

    def visible_to(self, user: Utilisateur | AnonymousUser) -> EspaceQuerySet:
        """Public ones, and those the user belongs to."""
        if not user.is_authenticated:
            return self.kept().filter(visibilite=Visibilite.PUBLIQUE)
        member = Adhesion.objects.filter(utilisateur=user).values("espace")
        return self.kept().filter(Q(visibilite=Visibilite.PUBLIQUE) | Q(pk__in=member))

    def run_by(self, user: Utilisateur) -> EspaceQuerySet:
        return self.filter(pk__in=Adhesion.objects.filter(utilisateur=user, role=Role.ANIMATION).values("espace"))

    def restorable_by(self, user: Utilisateur) -> EspaceQuerySet:
        """Deleted less than a week ago, and run by this person."""
        return self.run_by(user).filter(supprime_le__gt=timezone.now() - DELAI_RETABLISSEMENT)

    def beyond_recall(self, maintenant: datetime) -> EspaceQuerySet:
        """Deleted for more than a week: may be erased for good."""
        return self.filter(supprime_le__lte=maintenant - DELAI_RETABLISSEMENT)


class Espace(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    nom = models.CharField("nom", max_length=150, help_text="Le territoire ou le groupe, comme vous le dites.")
    slug = models.SlugField("adresse", max_length=80, unique=True)
    presentation = models.TextField("présentation", blank=True, max_length=3000)
    visibilite = models.CharField("qui peut lire", max_length=20, choices=Visibilite, default=Visibilite.MEMBRES)
    fictif = models.BooleanField("fictif", default=False, help_text="Un bandeau le dit sur chaque page.")
    date_reference = models.DateField(
        "date de référence", null=True, blank=True, help_text="Remplace la date du jour (démonstration)."
    )
    cree_le = models.DateTimeField("créé le", auto_now_add=True)
    supprime_le = models.DateTimeField("supprimé le", null=True, blank=True, editable=False)

    objects = EspaceQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["nom", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(visibilite__in=Visibilite.values), name="espace_visibilite_connue"),
        ]

    def __str__(self) -> str:
        return self.nom

    def get_absolute_url(self) -> str:
        return reverse("espaces:presentation", args=[self.slug])

    @property
    def aujourdhui(self) -> date:
        """The day from which everything is « depuis » or « jusqu’à » : the demonstration's own, or today."""
        return self.date_reference or timezone.localdate()

    @property
    def retablissable_jusquau(self) -> datetime | None:
        return self.supprime_le and self.supprime_le + DELAI_RETABLISSEMENT


class AdhesionQuerySet(models.QuerySet["Adhesion"]):
    def for_list(self) -> AdhesionQuerySet:
        """The animation first, then by name."""
        rank = models.Case(
            *(models.When(role=role, then=position) for position, role in enumerate(Role.values)),
            output_field=models.IntegerField(),
        )
        return self.select_related("utilisateur").order_by(rank, "utilisateur__nom", "utilisateur__email")


class Adhesion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="adhesions")
    utilisateur = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="adhesions")
    role = models.CharField("rôle", max_length=20, choices=Role)
    depuis = models.DateTimeField("depuis", auto_now_add=True)

    objects = AdhesionQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["espace", "utilisateur"],
                name="adhesion_unique",
                violation_error_message="Cette personne est déjà membre de l’espace.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="adhesion_role_connu"),
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur} – {self.get_role_display()}"


def in_a_fortnight() -> datetime:
    return timezone.now() + DUREE_INVITATION


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def waiting(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; perhaps out of date."""
        return self.filter(acceptee_le=None, retiree_le=None)


class Invitation(models.Model):
    """One e-mail sent to one address. Only the digest of the token is kept; sending again makes another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="invitations")
    courriel = models.EmailField("courriel")
    role = models.CharField("rôle", max_length=20, choices=Role, default=Role.CONTRIBUTION)
    empreinte = models.CharField(max_length=64, unique=True, editable=False)
    invite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="invité par"
    )
    invite_le = models.DateTimeField("invité le", auto_now_add=True)
    expire_le = models.DateTimeField(default=in_a_fortnight)
    acceptee_le = models.DateTimeField("acceptée le", null=True, blank=True)
    acceptee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="acceptée par"
    )
    """Whose account accepted it: its address may be another than the account's."""
    retiree_le = models.DateTimeField("retirée le", null=True, blank=True)
    """Withdrawn, or replaced by a newer one: kept, because the limits count rows."""

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["espace", "courriel"],
                condition=Q(acceptee_le=None, retiree_le=None),
                name="invitation_en_attente_unique",
                violation_error_message="Cette adresse est déjà invitée.",
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="invitation_role_connu"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["espace", "-invite_le"]),  # the hourly limit
            models.Index(fields=["courriel", "-invite_le"]),  # the daily limit
        ]

    def __str__(self) -> str:
        return f"{self.courriel} – {self.get_role_display()}"

    @property
    def est_expiree(self) -> bool:
        return self.expire_le <= timezone.now()

    @property
    def est_valable(self) -> bool:
        return self.acceptee_le is None and self.retiree_le is None and not self.est_expiree


class Trace(models.Model):
    """One line of the journal: who did what to which thing, before and after. Never edited."""

    espace = models.ForeignKey(Espace, models.CASCADE, related_name="traces")
    quand = models.DateTimeField(auto_now_add=True)
    qui = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="par")
    geste = models.CharField(max_length=40)
    concerne = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="membre concerné"
    )
    """The member whom the line names (their role, their leaving): what is emptied when they ask to be forgotten."""
    objet = models.CharField("nature de l’objet", max_length=60)
    """`application.modele`, as Django names it: `acteurs.acteur`."""
    objet_id = models.UUIDField()
    libelle = models.CharField(max_length=200)
    avant = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    apres = models.JSONField(default=dict, encoder=DjangoJSONEncoder)

    class Meta:
        verbose_name = "ligne du journal"
        verbose_name_plural = "lignes du journal"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["espace", "-id"]),  # the journal's page
            models.Index(fields=["qui", "-quand"]),  # the daily limit on new espaces
            models.Index(fields=["objet_id"]),  # the history of one thing
        ]

    def __str__(self) -> str:
        return f"{self.geste} {self.libelle}"
