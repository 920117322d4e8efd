"""Writes on the territory of an espace and on what it composes. The right has been checked by the view."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus, lock
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace
from maillage.referentiels.textes import normalise
from maillage.referentiels.usages import count_usages
from maillage.territoires.models import Territoire, TerritoireEspace, build_search_name

CHAMPS = ("nom", "nature")
CODE_MAX = 20
COMMUNES_MAX = 2000
"""A perimeter lived in holds a few hundred communes; a whole région is chosen, not composed."""
PERIMETRES_MAX = 50


@transaction.atomic
def choose(*, espace: Espace, qui: Utilisateur, territoire: Territoire) -> None:
    """Part of the espace's territory from now on. Chosen twice, nothing more happens."""
    perimetre, _ = TerritoireEspace.objects.get_or_create(espace=lock(espace))
    before = snapshot(perimetre, ["territoires"])
    perimetre.territoires.add(territoire)
    _trace_territory(perimetre, qui, before)


@transaction.atomic
def unchoose(*, espace: Espace, qui: Utilisateur, territoire: Territoire) -> None:
    perimetre, _ = TerritoireEspace.objects.get_or_create(espace=lock(espace))
    before = snapshot(perimetre, ["territoires"])
    perimetre.territoires.remove(territoire)
    _trace_territory(perimetre, qui, before)


def _trace_territory(perimetre: TerritoireEspace, qui: Utilisateur, before: dict[str, object]) -> None:
    after = snapshot(perimetre, ["territoires"])
    trace(espace=perimetre.espace, qui=qui, geste=Geste.MODIFIER, objet=perimetre, avant=before, apres=after)


@transaction.atomic
def compose(*, espace: Espace, qui: Utilisateur, jeton: UUID, nom: str, nature: str) -> Territoire:
    """A new perimeter, empty. `jeton` is the form's own id: sent twice, it makes one perimeter."""
    current = lock(espace)
    already = Territoire.objects.composed_by(current).filter(pk=jeton).first()
    if already is not None:
        return already
    if Territoire.objects.composed_by(current).count() >= PERIMETRES_MAX:
        raise Refus(f"Cet espace a déjà composé {PERIMETRES_MAX} périmètres. Supprimez-en un qui ne sert pas.")
    refuse_same_name(current, nom, jeton)
    perimetre = Territoire(pk=jeton, espace=current, nature=nature, nom=nom, nom_cherche=build_search_name(nom))
    perimetre.code = make_code(current, nom)
    perimetre.save(force_insert=True)
    trace(espace=current, qui=qui, geste=Geste.CREER, objet=perimetre, apres=snapshot(perimetre, CHAMPS))
    return perimetre


def make_code(espace: Espace, nom: str) -> str:
    """Made once from the first name: exports carry it, a later change of name does not change it."""
    base = normalise(nom).replace(" ", "-")[: CODE_MAX - 3].strip("-") or "perimetre"
    taken = set(Territoire.objects.filter(espace=espace, code__startswith=base).values_list("code", flat=True))
    candidates = (base if rank == 1 else f"{base}-{rank}" for rank in range(1, len(taken) + 2))
    return next(code for code in candidates if code not in taken)


def refuse_same_name(espace: Espace, nom: str, pk: UUID) -> None:
    others = Territoire.objects.composed_by(espace).exclude(pk=pk)
    if any(normalise(other.nom) == normalise(nom) for other in others):
        raise Refus({"nom": f"Un périmètre s’appelle déjà «\u00a0{nom}\u00a0»."})


@transaction.atomic
def edit_perimetre(*, perimetre: Territoire, qui: Utilisateur, nom: str, nature: str) -> Territoire:
    current, espace = find_composed(perimetre)
    refuse_same_name(espace, nom, current.pk)
    before = snapshot(current, CHAMPS)
    current.nom, current.nature, current.nom_cherche = nom, nature, build_search_name(nom)
    current.save(update_fields=["nom", "nature", "nom_cherche"])
    trace(espace=espace, qui=qui, geste=Geste.MODIFIER, objet=current, avant=before, apres=snapshot(current, CHAMPS))
    return current


@transaction.atomic
def include(*, perimetre: Territoire, qui: Utilisateur, territoire: Territoire) -> int:
    """Add a commune, or all those of a territory. Returns how many were not there yet."""
    current, espace = find_composed(perimetre)
    held = set(current.communes.values_list("pk", flat=True))
    added = list(Territoire.objects.communes_of([territoire]).exclude(pk__in=held))
    if len(held) + len(added) > COMMUNES_MAX:
        raise Refus(f"Un périmètre compte au plus {COMMUNES_MAX} communes. Rien n’a été ajouté.")
    current.communes.add(*added)
    if added:
        said = {"communes ajoutées": name_all(added)}
        trace(espace=espace, qui=qui, geste=Geste.MODIFIER, objet=current, apres=said)
    return len(added)


@transaction.atomic
def exclude(*, perimetre: Territoire, qui: Utilisateur, communes: Iterable[UUID]) -> int:
    """Take communes out. Returns how many were there."""
    current, espace = find_composed(perimetre)
    removed = list(current.communes.filter(pk__in=list(communes)))
    current.communes.remove(*removed)
    if removed:
        said = {"communes retirées": name_all(removed)}
        trace(espace=espace, qui=qui, geste=Geste.MODIFIER, objet=current, avant=said)
    return len(removed)


@transaction.atomic
def delete_perimetre(*, perimetre: Territoire, qui: Utilisateur) -> None:
    """Only when nothing points to it: an actor must not lose its territory silently."""
    current, espace = find_composed(perimetre)
    used = count_usages(current)
    if used:
        raise Refus(
            f"«\u00a0{current}\u00a0» sert encore\u00a0: au territoire de l’espace ou à des acteurs "
            f"({used} fois). Remplacez-le, puis supprimez-le."
        )
    trace(espace=espace, qui=qui, geste=Geste.SUPPRIMER, objet=current, avant=snapshot(current, (*CHAMPS, "communes")))
    current.delete()


def find_composed(perimetre: Territoire) -> tuple[Territoire, Espace]:
    """The perimeter as it is now, and its espace held until the end of the transaction."""
    current = Territoire.objects.select_related("espace").filter(pk=perimetre.pk).first()
    if current is None or current.espace is None:
        raise Refus("Ce périmètre vient d’être supprimé.")
    return current, lock(current.espace)


def name_all(territoires: Iterable[Territoire]) -> list[str]:
    return sorted(territoire.nom for territoire in territoires)
