"""Merging actors: their services, postes, spokespersons, links and roles follow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q

from maillage.acteurs.actions import CHAMPS, save_acteur
from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur, Nature, Personne, PorteParole
from maillage.analyse.francais import compte
from maillage.comptes.models import Utilisateur
from maillage.doublons.deplacement import move_back as move_lien_back
from maillage.doublons.deplacement import move_liens
from maillage.doublons.genres import FusionRefusee, Genre, Mots, Releve
from maillage.doublons.models import Fusion, FusionDeFiches, Paire
from maillage.doublons.participations import give_participations_back, move_participations
from maillage.espaces.models import Adhesion


def save(acteur: Acteur, champs: Mapping[str, Any], qui: Utilisateur | None) -> Acteur:
    return save_acteur(espace=acteur.espace, qui=qui, champs=champs, acteur=acteur)


def check(garde: Acteur, absorbe: Acteur) -> None:
    if (garde.nature == Nature.POSTE) != (absorbe.nature == Nature.POSTE):
        raise FusionRefusee("Un poste ne se fusionne qu’avec un poste.")
    if Personne.objects.filter(poste__in=[garde, absorbe]).count() == 2:
        raise FusionRefusee("Chacun des deux postes est tenu par quelqu’un\u00a0: retirez d’abord l’une des personnes.")


def move(absorbe: Acteur, garde: Acteur) -> Releve:
    """Ids of the sheets held, of the person, of the spokespersons moved or already there; links; roles."""
    enfants = list(Acteur.objects.filter(parent=absorbe).values_list("pk", flat=True))
    Acteur.objects.filter(pk__in=enfants).update(parent=garde)
    moved, doubled = _move_paroles(absorbe, garde)
    return {
        "enfants": [str(pk) for pk in enfants],
        "personne": _move_personne(absorbe, garde),
        "paroles": moved,
        "paroles_doubles": doubled,
        "liens": move_liens(absorbe, garde),
        "participations": move_participations(absorbe, garde),
    }


def _move_personne(absorbe: Acteur, garde: Acteur) -> str:
    found = Personne.objects.filter(poste=absorbe).first()
    if found is None:
        return ""
    Personne.objects.filter(pk=found.pk).update(poste=garde)
    return str(found.pk)


def _move_paroles(absorbe: Acteur, garde: Acteur) -> tuple[list[str], list[str]]:
    """Who spoke for the one speaks for the other: (moved, already there)."""
    there = set(PorteParole.objects.filter(acteur=garde).values_list("adhesion", flat=True))
    paroles = PorteParole.objects.filter(acteur=absorbe)
    doubled = paroles.filter(adhesion__in=there)
    names = [str(pk) for pk in doubled.values_list("adhesion", flat=True)]
    doubled.delete()
    moved = [str(pk) for pk in paroles.values_list("adhesion", flat=True)]
    paroles.update(acteur=garde)
    return moved, names


def move_back(absorbe: Acteur, garde: Acteur, fusion: FusionDeFiches) -> None:
    """A fusion made before cadres existed says nothing of participations."""
    releve: Releve = fusion.releve
    Acteur.objects.filter(pk__in=releve["enfants"], parent=garde).update(parent=absorbe)
    if releve["personne"]:
        Personne.objects.filter(pk=releve["personne"], poste=garde).update(poste=absorbe)
    moved = Adhesion.objects.filter(pk__in=releve["paroles"])
    PorteParole.objects.filter(acteur=garde, adhesion__in=moved).update(acteur=absorbe)
    known = Adhesion.objects.filter(pk__in=releve["paroles_doubles"])
    PorteParole.objects.bulk_create([PorteParole(acteur=absorbe, adhesion=one) for one in known])
    for mouvement in reversed(releve["liens"]):
        move_lien_back(mouvement, absorbe, garde, fusion.quand)
    give_participations_back(releve.get("participations", []), absorbe, garde)


def count_liens(acteurs: Sequence[Acteur]) -> dict[str, int]:
    return {str(one.pk): Lien.objects.filter(Q(a=one) | Q(b=one)).count() for one in acteurs}


def situate(acteur: Acteur) -> str:
    return acteur.commune.nom if acteur.commune else ""


ACTEURS = Genre(
    code="acteurs",
    mots=Mots(
        un="acteur",
        plusieurs="acteurs",
        prudence="Une mairie et son CCAS à la même adresse sont deux acteurs.",
        cherche="noms, sigles, adresses, téléphones et SIRET",
        suit="ses liens",
        regle="Les liens, les services et les postes des deux fiches se retrouvent sur la fiche gardée. Quand les deux"
        " avaient parlé d’un même lien, la parole la plus récente reste\u00a0; l’autre est conservée.",
    ),
    modele=Acteur,
    paires=Paire,
    fusions=Fusion,
    champs=CHAMPS,
    sans_choix=("nature", "parent", "latitude", "longitude", "precision_lieu", "lieu_confidentiel"),
    save=save,
    check=check,
    move=move,
    move_back=move_back,
    count=count_liens,
    say_count=lambda nombre: compte(nombre, "lien"),
    situate=situate,
    suivent={"adresse": ("latitude", "longitude", "precision_lieu")},
    protege=("lieu_confidentiel",),
)
