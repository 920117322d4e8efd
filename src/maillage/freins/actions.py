"""Observing, putting aside, bringing back; giving a voice and taking it back. The caller has checked the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from maillage.cadres.models import NatureCadre
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Adhesion, Espace
from maillage.freins.cibles import Cible
from maillage.freins.models import Observation, OrigineObservation, VisibiliteObservation, Voix
from maillage.referentiels.models import Valeur

CHAMPS = (
    "nature", "code", "lien", "cadre", "sphere_a", "sphere_b", "origine", "texte", "le", "visibilite",
)  # fmt: skip
"""What the journal keeps. Voices leave no trace: who gave theirs is told to nobody."""


@transaction.atomic
def observe(  # noqa: PLR0913  (what is observed, where, by whom)
    *,
    espace: Espace,
    cible: Cible,
    valeur: Valeur,
    qui: Utilisateur | None,
    adhesion: Adhesion | None = None,
    texte: str = "",
    origine: str = OrigineObservation.MEMBRE,
    visibilite: str = VisibiliteObservation.MEMBRES,
) -> tuple[Observation, bool]:
    """The observation, and whether it is new here. Raises Refus. `adhesion`: the member whose first voice it is.

    Seen already: the row that stands is given back unchanged, with one voice more. Put aside since: it stands again,
    with the new words.
    """
    check_cible(espace, cible)
    said: dict[str, Any] = {
        "texte": texte,
        "origine": origine,
        "visibilite": visibilite,
        "par": qui,
        "le": espace.aujourdhui,
    }
    found, created = Observation.objects.select_for_update().get_or_create(
        espace=espace, nature=valeur.liste, code=valeur.code, **cible.champs, defaults=said
    )
    if adhesion is not None:
        vote(observation=found, adhesion=adhesion)
    if not created and found.retire_le is None:
        return found, False
    if not created:
        _write_again(found, said)
    trace(espace=espace, qui=qui, geste=Geste.OBSERVER, objet=found, apres=snapshot(found, CHAMPS))
    return found, True


def check_cible(espace: Espace, cible: Cible) -> None:
    """Of this espace, and of the three kinds one observes. Raises Refus."""
    ends = [cible.lien, cible.cadre, *(cible.spheres or ())]
    if any(one is not None and one.espace_id not in (espace.pk, None) for one in ends):
        raise Refus("Ce que vous observez n’est pas de cet espace.")
    if cible.cadre is not None and cible.cadre.nature != NatureCadre.ACTION:
        raise Refus("On observe ce qui freine une action, pas une instance ni un dispositif.")


def _write_again(found: Observation, said: Mapping[str, Any]) -> None:
    """Words and author change; the voices of those who saw it stay theirs."""
    for name, value in {**said, "retire_le": None}.items():
        setattr(found, name, value)
    found.save()


@transaction.atomic
def withdraw(*, observation: Observation, qui: Utilisateur | None) -> bool:
    """Put aside, to be brought back. Whether something changed: twice is once."""
    found = Observation.objects.select_for_update().get(pk=observation.pk)
    if found.retire_le is not None:
        return False
    found.retire_le = timezone.now()
    found.save(update_fields=["retire_le"])
    trace(espace=found.espace, qui=qui, geste=Geste.RETIRER, objet=found, avant=snapshot(found, CHAMPS))
    return True


@transaction.atomic
def restore(*, observation: Observation, qui: Utilisateur | None) -> bool:
    found = Observation.objects.select_for_update().get(pk=observation.pk)
    if found.retire_le is None:
        return False
    found.retire_le = None
    found.save(update_fields=["retire_le"])
    trace(espace=found.espace, qui=qui, geste=Geste.RETABLIR, objet=found, apres=snapshot(found, CHAMPS))
    return True


def vote(*, observation: Observation, adhesion: Adhesion) -> bool:
    """« Je le vois aussi ». One voice for each member: whether it is new."""
    return Voix.objects.get_or_create(observation=observation, adhesion=adhesion)[1]


def unvote(*, observation: Observation, adhesion: Adhesion) -> bool:
    return bool(Voix.objects.filter(observation=observation, adhesion=adhesion).delete()[0])
