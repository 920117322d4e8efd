"""The fictional territory as people live it: when to call, for whom, who holds a poste, perimeters that overlap.

The engine's tables do not hold these; they are written by hand in `demonstration/tables/`. Surnames are those of birds.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from maillage.acteurs.models import Acteur, Personne, PorteParole, VisibilitePersonne
from maillage.comptes.models import Utilisateur
from maillage.demonstration.tables import read_table
from maillage.demonstration.territoire import expand_zones
from maillage.espaces.models import Adhesion, Espace
from maillage.referentiels.models import Public
from maillage.territoires.models import Territoire, build_search_name

Acteurs = Mapping[str, Acteur]
"""By the id of the tables."""


def dress(espace: Espace, acteurs: Acteurs, contributeur: Utilisateur, porte_parole: str) -> None:
    """After the actors are loaded. `contributeur` speaks for the actor of id `porte_parole`."""
    _write_sheets(acteurs)
    _write_personnes(acteurs)
    _write_perimetres(espace)
    adhesion = Adhesion.objects.get(espace=espace, utilisateur=contributeur)
    PorteParole.objects.create(acteur=acteurs[porte_parole], adhesion=adhesion)


def _write_sheets(acteurs: Acteurs) -> None:
    publics = {public.code: public for public in Public.objects.all()}
    rows = read_table("fiches")
    for row in rows:
        acteurs[row["id"]].appelez_nous_pour = row["appelez_nous_pour"]
    Acteur.objects.bulk_update([acteurs[row["id"]] for row in rows], ["appelez_nous_pour"])
    through = Acteur.publics.through
    through.objects.bulk_create(
        through(acteur=acteurs[row["id"]], public=publics[code]) for row in rows for code in row["publics"].split("|")
    )


def _write_personnes(acteurs: Acteurs) -> None:
    """All were informed; one has not answered yet. Shown to everybody: those who said yes to it."""
    for row in read_table("personnes"):
        confirmed = _read_moment(row["confirmee_le"])
        public = row["visibilite"] == VisibilitePersonne.PUBLIQUE
        Personne.objects.create(
            poste=acteurs[row["poste"]],
            prenom=row["prenom"],
            nom=row["nom"],
            courriel=row["courriel"],
            telephone=row["telephone"],
            visibilite=row["visibilite"],
            informee_le=confirmed or timezone.now(),
            confirmee_le=confirmed,
            consentement_le=confirmed if public else None,
        )


def _read_moment(day: str) -> datetime | None:
    return timezone.make_aware(datetime.fromisoformat(f"{day}T09:00")) if day else None


def _write_perimetres(espace: Espace) -> None:
    """Idempotent: a perimeter that a visitor composed is left alone."""
    communes = {commune.nom: commune for commune in Territoire.objects.filter(espace=espace, nature="commune")}
    for row in read_table("perimetres"):
        perimetre, _ = Territoire.objects.update_or_create(
            espace=espace,
            nature=row["nature"],
            code=row["zone"],
            defaults={"nom": row["nom"], "nom_cherche": build_search_name(row["nom"])},
        )
        perimetre.communes.set(communes[nom] for nom in expand_zones(row["zone"]))
