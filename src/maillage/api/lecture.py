"""Rows as the API says them. Each list costs a fixed number of queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur, ActeurQuerySet, Personne
from maillage.espaces.droits import Droits
from maillage.espaces.models import Adhesion, Espace, Visibilite
from maillage.referentiels.bases import Repere
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur, Valeur

COPIES = (
    "id", "nom", "sigle", "nature", "parent_id", "description", "appelez_nous_pour", "telephone", "courriel",
    "site_web", "siret", "visibilite", "source", "source_id", "date_verification", "modifie_le",
)  # fmt: skip
DITS = (
    "id", "lien_id", "source_id", "cible_id", "niveau_reel", "niveau_souhaite", "sujets", "frequence",
    "formalisation", "financement", "initiateur", "cadre", "premier_contact_phase", "phase_souhaitee", "porte_par",
    "tendance", "freins", "leviers", "depuis", "date", "visibilite",
)  # fmt: skip
Diseur = Callable[[Iterable[Any]], list[Any]]


def tell_espaces(espaces: Iterable[Espace], roles: dict[UUID, str]) -> list[dict[str, Any]]:
    return [
        {
            "id": espace.pk, "adresse": espace.slug, "nom": espace.nom, "presentation": espace.presentation,
            "fictif": espace.fictif, "public": espace.visibilite == Visibilite.PUBLIQUE,
            "date_reference": espace.aujourdhui, "role": roles.get(espace.pk),
        }
        for espace in espaces
    ]  # fmt: skip


def list_roles(request: HttpRequest) -> dict[UUID, str]:
    if not request.user.is_authenticated:
        return {}
    return dict(Adhesion.objects.filter(utilisateur=request.user).values_list("espace", "role"))


def with_relations(acteurs: ActeurQuerySet) -> ActeurQuerySet:
    return acteurs.select_related("sphere", "type", "commune").prefetch_related("themes", "publics", "territoires")


def tell_acteurs(request: HttpRequest, droits: Droits) -> Diseur:
    """A person behind a poste is told to the owner of a token alone, by the rights of the page."""

    def tell(acteurs: Iterable[Acteur]) -> list[dict[str, Any]]:
        found = list(acteurs)
        people = find_personnes(droits, found)
        return [_tell_acteur(request, droits, one, people.get(one.pk)) for one in found]

    return tell


def find_personnes(droits: Droits, acteurs: list[Acteur]) -> dict[UUID, Personne]:
    if not droits.est_membre:
        return {}
    postes = [one.pk for one in acteurs]
    return {one.poste_id: one for one in Personne.objects.visible_to(droits).filter(poste__in=postes)}


def _tell_acteur(request: HttpRequest, droits: Droits, acteur: Acteur, personne: Personne | None) -> dict[str, Any]:
    hidden = acteur.lieu_confidentiel
    page = reverse("acteurs:fiche", args=[droits.espace.slug, acteur.pk])
    return {name: getattr(acteur, name) for name in COPIES} | {
        "sphere": acteur.sphere.code,
        "type": acteur.type.code if acteur.type else None,
        "themes": [theme.slug for theme in acteur.themes.all()],
        "publics": [public.code for public in acteur.publics.all()],
        "commune": tell_place(acteur.commune) if acteur.commune else None,
        "territoires": [tell_place(place) for place in acteur.territoires.all()],
        "adresse": "" if hidden else acteur.adresse,
        "latitude": None if hidden else acteur.latitude,
        "longitude": None if hidden else acteur.longitude,
        "personne": personne and {name: getattr(personne, name) for name in ("prenom", "nom", "courriel", "telephone")},
        "page": request.build_absolute_uri(page),
    }


def tell_place(place: Any) -> dict[str, str]:
    return {"code": place.code, "nom": place.nom}


def tell_liens(droits: Droits) -> Diseur:
    def tell(liens: Iterable[Lien]) -> list[dict[str, Any]]:
        return [
            {
                "id": lien.pk, "a_id": lien.a_id, "b_id": lien.b_id, "etat": lien.etat, "niveau": lien.niveau,
                "niveau_souhaite": lien.niveau_souhaite if droits.est_membre else None, "date": lien.date,
            }
            for lien in liens
        ]  # fmt: skip

    return tell


def tell_declarations(said: Iterable[Declaration]) -> list[dict[str, Any]]:
    return [
        {name: getattr(one, name) for name in DITS} | {"themes": [theme.slug for theme in one.themes.all()]}
        for one in said
    ]


def tell_referentiels(espace: Espace) -> dict[str, Any]:
    listes: dict[str, list[dict[str, str]]] = {}
    for one in Valeur.objects.all():
        listes.setdefault(str(one.liste), []).append({"code": one.code, "nom": one.nom})
    return {
        "spheres": [
            {"code": s.code, "nom": s.nom, "forme": s.forme, "lettre": s.lettre, "couleur": s.trait}
            for s in Sphere.objects.usable_in(espace)
        ],
        "themes": [_tell_repere(theme.slug, theme) for theme in Theme.objects.all()],
        "publics": [_tell_repere(public.code, public) for public in Public.objects.all()],
        "types": [_tell_repere(one.code, one) for one in TypeActeur.objects.all()],
        "listes": listes,
    }


def _tell_repere(code: str, one: Repere) -> dict[str, Any]:
    return {"code": code, "nom": one.nom, "a_verifier": one.a_verifier}
