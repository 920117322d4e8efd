"""Makers of actors, people and links, with traits, on top of `fabriques.py`. Each call makes one row."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur, Nature, Personne, PorteParole, VisibilitePersonne
from maillage.comptes.models import Utilisateur
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Adhesion, Espace
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur
from maillage.referentiels.textes import normalise
from maillage.territoires.models import NatureTerritoire, Territoire, TerritoireEspace

_numbers = itertools.count(1)
SPHERES = {
    "AS": ("Action sociale", "cercle", "S", "#1D5FA6"),
    "DS": ("Développement social", "carre", "D", "#2B7A4B"),
    "DL": ("Développement local", "triangle", "L", "#B0511A"),
    "PA": ("Passerelle", "losange", "P", "#7A4A9E"),
}


def make_sphere(code: str = "AS", *, espace: Espace | None = None, **fields: Any) -> Sphere:
    """One of the four, made once; with `espace`, one of its own."""
    nom, forme, lettre, trait = SPHERES.get(code, (code, "hexagone", code[:2], "#5B6470"))
    defaults = {"nom": nom, "forme": forme, "lettre": lettre, "trait": trait} | fields
    return Sphere.objects.get_or_create(code=code, espace=espace, defaults=defaults)[0]


def make_theme(slug: str = "alimentation", nom: str = "") -> Theme:
    defaults = {"code": slug[:3].upper() + str(next(_numbers)), "nom": nom or slug.capitalize()}
    return Theme.objects.get_or_create(slug=slug, defaults=defaults)[0]


def make_public(code: str = "familles") -> Public:
    return Public.objects.get_or_create(code=code, defaults={"nom": code.capitalize()})[0]


def make_type(code: str = "CCAS", nom: str = "") -> TypeActeur:
    return TypeActeur.objects.get_or_create(code=code, defaults={"nom": nom or code})[0]


def make_commune(nom: str = "Valmorane", *, code: str = "", espace: Espace | None = None) -> Territoire:
    """Official unless `espace`; the same name and espace give the same row."""
    found = Territoire.objects.filter(nom=nom, nature=NatureTerritoire.COMMUNE, espace=espace).first()
    return found or Territoire.objects.create(
        nature=NatureTerritoire.COMMUNE,
        code=code or f"99{next(_numbers):03}",
        nom=nom,
        nom_cherche=normalise(nom),
        espace=espace,
    )


def make_perimetre(espace: Espace, *communes: Territoire) -> Territoire:
    """The espace's territory: an EPCI that holds these communes."""
    epci = Territoire.objects.create(
        nature=NatureTerritoire.EPCI,
        code=f"2{next(_numbers):08}",
        nom="CC de la Lisaude",
        nom_cherche="cc de la lisaude",
    )
    epci.communes.set(communes)
    TerritoireEspace.objects.create(espace=espace).territoires.set([epci])
    return epci


def make_acteur(
    espace: Espace,
    nom: str = "",
    *,
    sphere: str | Sphere = "AS",
    type: str = "",
    commune: str | Territoire = "",
    themes: tuple[str, ...] = (),
    publics: tuple[str, ...] = (),
    territoires: tuple[Territoire, ...] = (),
    service: bool = False,
    poste: bool = False,
    parent: Acteur | None = None,
    brouillon: bool = False,
    membres: bool = False,
    retire: bool = False,
    verifie: date | None = None,
    **fields: Any,
) -> Acteur:
    """A published structure; traits: `service`, `poste` (in a `parent`), `brouillon`, `membres`, `retire`."""
    if poste and parent is None:
        parent = make_acteur(espace, sphere=sphere)
    nature = Nature.POSTE if poste else Nature.SERVICE if service else Nature.STRUCTURE
    visible = VisibiliteFiche.BROUILLON if brouillon else VisibiliteFiche.MEMBRES if membres else None
    defaults = {"nature": nature, "visibilite": visible or VisibiliteFiche.PUBLIQUE}
    acteur = Acteur.objects.create(
        espace=espace,
        nom=nom or f"Acteur {next(_numbers)}",
        parent=parent,
        sphere=sphere if isinstance(sphere, Sphere) else make_sphere(sphere),
        type=make_type(type) if type else None,
        commune=make_commune(commune) if isinstance(commune, str) and commune else commune or None,
        date_verification=verifie,
        retire_le=timezone.now() if retire else None,
        **defaults | fields,
    )
    acteur.themes.set([make_theme(slug) for slug in themes])
    acteur.publics.set([make_public(code) for code in publics])
    acteur.territoires.set(territoires)
    return acteur


def make_personne(
    poste: Acteur,
    *,
    prenom: str = "Odile",
    nom: str = "Fauvette",
    confirmee: bool = False,
    publique: bool = False,
    reservee: bool = False,
    ajoutee_il_y_a: int = 0,
    ajoutee_par: Utilisateur | None = None,
    **fields: Any,
) -> Personne:
    """Informed, unconfirmed; traits: `confirmee`, `publique` (confirmed, with consent), `reservee` (animation only)."""
    now = timezone.now()
    fields.setdefault("courriel", f"personne{next(_numbers)}@structure.fr")
    fields.setdefault("informee_le", now)
    visibilite = VisibilitePersonne.PUBLIQUE if publique else VisibilitePersonne.MEMBRES
    personne = Personne.objects.create(
        poste=poste,
        prenom=prenom,
        nom=nom,
        ajoutee_par=ajoutee_par,
        visibilite=VisibilitePersonne.ANIMATION if reservee else visibilite,
        confirmee_le=now if confirmee or publique or reservee else None,
        consentement_le=now if publique else None,
        **fields,
    )
    if ajoutee_il_y_a:
        Personne.objects.filter(pk=personne.pk).update(ajoutee_le=now - timedelta(days=ajoutee_il_y_a))
        personne.refresh_from_db()
    return personne


def make_lien(a: Acteur, b: Acteur, *, niveau: float | None = 3, souhaite: bool = False, **fields: Any) -> Lien:
    """A merged pair, without its declarations: for pages that only show it. `souhaite`: wished, not lived."""
    first, second = sorted((a, b), key=lambda acteur: acteur.pk)
    fields.setdefault("etat", EtatLien.SOUHAITE if souhaite else EtatLien.DECLARE)
    return Lien.objects.create(espace=a.espace, a=first, b=second, niveau=None if souhaite else niveau, **fields)


def make_porte_parole(acteur: Acteur, utilisateur: Utilisateur) -> PorteParole:
    """A member of the actor's espace who speaks in its name."""
    adhesion = Adhesion.objects.get(espace=acteur.espace, utilisateur=utilisateur)
    return PorteParole.objects.create(acteur=acteur, adhesion=adhesion)
