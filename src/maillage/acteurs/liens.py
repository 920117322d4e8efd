"""Lien (the unordered pair) and Declaration (what one side says of it)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

import uuid_utils.compat as uuid
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q

from maillage.espaces.fiches import may_be_seen
from maillage.espaces.models import Espace
from maillage.referentiels.models import Theme

if TYPE_CHECKING:
    from maillage.acteurs.models import Acteur, ActeurQuerySet
    from maillage.espaces.droits import Droits


class EtatLien(models.TextChoices):
    DECLARE = "declare", "Déclaré d’un côté"
    CONFIRME = "confirme", "Confirmé des deux côtés"
    CONTESTE = "conteste", "Vu différemment"
    SOUHAITE = "souhaite", "Souhaité"
    ABSENT = "absent", "Ne se connaissent pas"


class VisibiliteLien(models.TextChoices):
    """Who may know of a link: the most reserved of its two sides decides."""

    PRIVEE = "privee", "Nous, eux et l’animation"
    GROUPE = "groupe", "Les membres de l’espace"
    TERRITOIRE = "territoire", "Toutes les personnes qui lisent l’espace"


PUBLICS = (EtatLien.DECLARE, EtatLien.CONFIRME)
"""What somebody lives and nobody contests: all that the public is told."""


class LienQuerySet(models.QuerySet["Lien"]):
    def visible_to(self, droits: Droits) -> LienQuerySet:
        """Links that may be told to the visitor, and whose two ends the visitor may see.

        Through the rows of the ends, never `a__in=…, b__in=…`: with the index on both, SQLite tries every pair of
        actors (47 s for 10,000). Their espace is the link's own (`declarer` refuses another), and is not asked again
        for the same reason.
        """
        return self.told_to(droits).filter(may_be_seen(droits, "a__"), may_be_seen(droits, "b__"))

    def told_to(self, droits: Droits) -> LienQuerySet:
        """The same without looking at the ends, for who has already read the actors.

        The animation is told everything; a member, all but what is private to others; the public, neither wishes, nor
        absences, nor what is contested, nor what is reserved to members.
        """
        return self.filter(may_be_told(droits), espace=droits.espace)

    def around(self, droits: Droits, acteurs: Iterable[Acteur | UUID] | ActeurQuerySet) -> LienQuerySet:
        """What `visible_to` keeps of the links of a few actors, reached by their ends.

        The espace is checked by a double negation, which no index serves: else SQLite reads all its links.
        """
        near = self.filter(Q(a__in=acteurs) | Q(b__in=acteurs)).exclude(~Q(espace=droits.espace))
        return near.filter(may_be_told(droits), may_be_seen(droits, "a__"), may_be_seen(droits, "b__"))

    def lived(self) -> LienQuerySet:
        return self.exclude(etat__in=[EtatLien.SOUHAITE, EtatLien.ABSENT])

    def wished(self) -> LienQuerySet:
        """Somebody wants more than what is lived; those where nothing is lived first."""
        more = self.filter(Q(niveau_souhaite__gt=F("niveau")) | Q(etat=EtatLien.SOUHAITE))
        return more.order_by(
            models.Case(models.When(etat=EtatLien.SOUHAITE, then=0), default=1), "a__nom_cherche", "id"
        )

    def of(self, acteur: Acteur) -> LienQuerySet:
        return self.filter(Q(a=acteur) | Q(b=acteur))


def may_be_told(droits: Droits, chemin: str = "") -> Q:
    """What `told_to` keeps, whatever the espace. `chemin` leads to the link."""
    from maillage.acteurs.lien_paroles import spoken_by  # noqa: PLC0415  (it reads the actors)

    if droits.peut_animer:
        return Q()
    if droits.adhesion is None:
        return Q(~_is_reserved(chemin, "privee", "groupe"), **{f"{chemin}etat__in": PUBLICS})
    spoken = spoken_by(droits)
    own = Q(**{f"{chemin}a__in": spoken}) | Q(**{f"{chemin}b__in": spoken})
    return own | Q(~_is_reserved(chemin, "privee"))


def _is_reserved(chemin: str, *visibilites: str) -> models.Exists:
    """Asked link by link, on the index by link: quick for one actor's links as for all."""
    return models.Exists(Declaration.objects.filter(lien=models.OuterRef(f"{chemin}pk"), visibilite__in=visibilites))


class Lien(models.Model):
    """Merged from its declarations by `declarer.merge_lien`, never edited by hand. `a` is the smaller id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    espace = models.ForeignKey(Espace, models.CASCADE, related_name="liens")
    a = models.ForeignKey("acteurs.Acteur", models.CASCADE, related_name="liens_a")
    b = models.ForeignKey("acteurs.Acteur", models.CASCADE, related_name="liens_b")
    etat = models.CharField("état", max_length=20, choices=EtatLien)
    niveau = models.FloatField("niveau", null=True, blank=True)
    niveau_souhaite = models.PositiveSmallIntegerField("niveau souhaité", null=True, blank=True)
    date = models.DateField("dernière déclaration", null=True, blank=True)

    objects = LienQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["espace", "a", "b"], name="lien_unique"),
            models.CheckConstraint(condition=Q(a__lt=F("b")), name="lien_ordonne"),
        ]
        indexes: ClassVar = [models.Index(fields=["espace", "etat"])]

    def __str__(self) -> str:
        return f"{self.a} – {self.b}"


class Declaration(models.Model):
    """One side's word, never overwritten by the other's; an edit of one's own keeps the former in the journal."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid7, editable=False)
    lien = models.ForeignKey(Lien, models.CASCADE, related_name="declarations")
    source = models.ForeignKey("acteurs.Acteur", models.CASCADE, related_name="declarations_faites")
    """The side that speaks."""
    cible = models.ForeignKey("acteurs.Acteur", models.CASCADE, related_name="declarations_recues")
    niveau_reel = models.PositiveSmallIntegerField(
        "niveau vécu", null=True, blank=True, validators=[MaxValueValidator(5)]
    )
    niveau_souhaite = models.PositiveSmallIntegerField(
        "niveau souhaité", null=True, blank=True, validators=[MaxValueValidator(5)]
    )
    sujets = models.JSONField("sujets", default=list, blank=True)
    themes = models.ManyToManyField(Theme, verbose_name="thèmes", blank=True, related_name="+")
    frequence = models.CharField("fréquence", max_length=40, blank=True)
    formalisation = models.CharField("formalisation", max_length=40, blank=True)
    financement = models.CharField("financement", max_length=40, blank=True)
    initiateur = models.CharField("qui a commencé", max_length=40, blank=True)
    cadre = models.CharField("où l’on se voit", max_length=40, blank=True)
    premier_contact_phase = models.CharField("phase du premier appel", max_length=2, blank=True)
    phase_souhaitee = models.CharField("phase souhaitée", max_length=2, blank=True)
    porte_par = models.CharField("ce qui porte le lien", max_length=40, blank=True)
    satisfaction = models.PositiveSmallIntegerField(
        "satisfaction", null=True, blank=True, validators=[MaxValueValidator(4)]
    )
    """An opinion: private to its side and the animation, aggregated from five, never exported."""
    tendance = models.CharField("tendance", max_length=40, blank=True)
    freins = models.JSONField("ce qui freine", default=list, blank=True)
    leviers = models.JSONField("ce qui aide", default=list, blank=True)
    depuis = models.DateField("depuis", null=True, blank=True)
    date = models.DateField("déclaré le")
    visibilite = models.CharField("qui la voit", max_length=20, default="territoire")
    origine = models.CharField("origine", max_length=40, blank=True)
    declare_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="déclaré par"
    )
    modifie_le = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "déclaration"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["lien", "source"],
                name="declaration_par_cote_unique",
                violation_error_message="Ce côté a déjà décrit ce lien : modifiez sa déclaration.",
            ),
            models.CheckConstraint(condition=Q(niveau_reel__lte=5) | Q(niveau_reel=None), name="niveau_reel_0_5"),
        ]

    def __str__(self) -> str:
        return f"{self.source} → {self.cible}"
