"""Every table that holds an espace's data, in the order in which it may come back; and every one left out, and why.

A test compares these two lists with the models of the project: a room added later cannot be forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q, QuerySet

from maillage.espaces.models import Adhesion, Espace
from maillage.referentiels.models import Dispositif, Fenetre, Public, Sphere, Theme, TypeActeur, Valeur
from maillage.territoires.models import Territoire

Modele = type[models.Model]


@dataclass(frozen=True)
class Table:
    """Rows of one model. `espace`: the path from a row to its espace, « pk » for the espace itself."""

    label: str
    espace: str

    @property
    def modele(self) -> Modele:
        return apps.get_model(self.label)

    def rows(self, espace: Espace) -> QuerySet[Any]:
        """Its rows, in the order of their keys. Of what hangs from an account, only what hangs from a member's."""
        kept = self.modele._default_manager.filter(**{self.espace: espace.pk}).order_by("pk")
        members = Adhesion.objects.filter(espace=espace).values("utilisateur")
        for field in self.modele._meta.concrete_fields:
            if is_account(field) and not field.null:
                kept = kept.filter(**{f"{field.name}__in": members})
        return kept


@dataclass(frozen=True)
class Referentiel:
    """Rows shared by all espaces (`espace` is None), known elsewhere by their codes; and the espace's own among them.

    `cle`: the fields that name a shared row. `own`: whether an espace may have rows of its own.
    """

    label: str
    cle: tuple[str, ...]
    select: Callable[[Espace], QuerySet[Any]]
    own: bool = False

    @property
    def modele(self) -> Modele:
        return apps.get_model(self.label)


def _all(modele: Modele) -> Callable[[Espace], QuerySet[Any]]:
    return lambda _: modele._default_manager.order_by("pk")


def _select_spheres(espace: Espace) -> QuerySet[Any]:
    return Sphere.objects.usable_in(espace).order_by("pk")


def select_territoires(espace: Espace) -> QuerySet[Any]:
    """The espace's own, and the official ones that it names, with the communes they contain."""
    named = Q(espace=espace) | Q(acteurs__espace=espace) | Q(choisi_par__espace=espace)
    acteurs = apps.get_model("acteurs.Acteur")._default_manager.filter(espace=espace)
    named |= Q(pk__in=acteurs.exclude(commune=None).values("commune"))
    placed: Any = apps.get_model("cadres.Cadre").territoires.through
    named |= Q(pk__in=placed.objects.filter(cadre__espace=espace).values("territoire"))
    first = Territoire.objects.filter(named).values("pk")
    return Territoire.objects.filter(Q(pk__in=first) | Q(contenants__in=first)).distinct().order_by("pk")


REFERENTIELS = (
    Referentiel("referentiels.Sphere", ("code",), _select_spheres, own=True),
    Referentiel("referentiels.Theme", ("code",), _all(Theme)),
    Referentiel("referentiels.Public", ("code",), _all(Public)),
    Referentiel("referentiels.TypeActeur", ("code",), _all(TypeActeur)),
    Referentiel("referentiels.Valeur", ("liste", "code"), _all(Valeur)),
    Referentiel("referentiels.Dispositif", ("code",), _all(Dispositif)),
    Referentiel("referentiels.Fenetre", ("code",), _all(Fenetre)),
    Referentiel("territoires.Territoire", ("nature", "code"), select_territoires, own=True),
)

TABLES = (
    Table("espaces.Espace", "pk"),
    Table("espaces.Adhesion", "espace"),
    Table("territoires.Contour", "territoire__espace"),  # of its own communes; those of official ones are loaded again
    Table("territoires.TerritoireEspace", "espace"),
    Table("acteurs.Acteur", "espace"),
    Table("acteurs.Personne", "poste__espace"),
    Table("acteurs.PorteParole", "acteur__espace"),
    Table("acteurs.Lien", "espace"),
    Table("acteurs.Declaration", "lien__espace"),
    Table("cadres.Cadre", "espace"),
    Table("cadres.Participation", "cadre__espace"),
    Table("reseau.Position", "espace"),
    Table("freins.Observation", "espace"),
    Table("diagnostic.Photo", "espace"),
    Table("espaces.Trace", "espace"),
)

EXCEPTIONS = {
    "recherche.Document": "written by the database from the rows that travel",
    "comptes.Utilisateur": "an account is a person's, not an espace's: members travel apart, by name and address",
    "espaces.Invitation": "its link leads to the host that is left, and its key must not travel: invite again",
    "diagnostic.Travail": "computed from the data: made again when asked",
    "freins.Voix": "whose voice it is is told to nobody, and a table would tell it: voices are given again",
    "doublons.Paire": "found again by a search; what was decided of two sheets stays with the host that is left",
    "doublons.Fusion": "holds opinions of links; what was merged travels merged",
    "doublons.PaireCadres": "as `doublons.Paire`",
    "doublons.FusionCadres": "what was merged travels merged",
    "doublons.Recherche": "a computation",
    "apports.Apport": "how a list came in: what it brought travels, its undoing stays with the host that is left",
    "apports.LigneApport": "rows of a list, emptied once imported",
    "apports.MemoireColonnes": "what was chosen for a list: asked again once",
    "api.Jeton": "a key to this host alone",
    "vieprivee.Passage": "what the host applied, on its own machine",
    "associer.Projet": "its link is a key to this host alone, and it is its bearer’s, not the espace’s",
    "associer.Avis": "counts that serve to revise the rules of this host",
    "referentiels.Regle": "nothing of an espace points to a rule",
    "exports.Emport": "an archive is not in the archive",
}
"""Models that are in no archive, and why."""

CHAMPS_TUS = {
    "acteurs.Declaration": {"satisfaction": "an opinion is never exported (domain brief §10.1)"},
}
"""Fields that are in no archive, and why."""


def is_account(field: Any) -> bool:
    return bool(field.is_relation and field.related_model is not None and is_user(field.related_model))


def is_user(modele: Modele) -> bool:
    return modele._meta.label == "comptes.Utilisateur"


def list_fields(modele: Modele) -> list[models.Field[Any, Any]]:
    """The columns that travel: all but numbers given by the database and what is never exported."""
    tus = CHAMPS_TUS.get(modele._meta.label, {})
    fields = modele._meta.concrete_fields
    return [f for f in fields if f.name not in tus and not isinstance(f, models.AutoField)]


def list_relations(modele: Modele) -> list[models.ManyToManyField[Any, Any]]:
    """Those that only join two tables; one through a model of ours (a participation) travels as that model."""
    kept = [field for field in modele._meta.local_many_to_many if isinstance(field, models.ManyToManyField)]
    return [field for field in kept if field.remote_field.through._meta.auto_created]  # type: ignore[union-attr]


def find_referentiel(modele: Modele) -> Referentiel | None:
    return next((one for one in REFERENTIELS if one.label == modele._meta.label), None)
