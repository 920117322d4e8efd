"""Writing an actor: save, verify, remove, restore. The caller has checked the right; each leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.fiches_actions import Ecriture, set_aside
from maillage.espaces.journal import EFFACE
from maillage.espaces.models import Espace, Trace

RELATIONS = ("themes", "publics", "territoires")
CHAMPS = (
    "nature", "nom", "sigle", "parent", "sphere", "type", "description", "appelez_nous_pour", "commune", "adresse",
    "latitude", "longitude", "precision_lieu", "lieu_confidentiel", "telephone", "courriel", "site_web", "siret",
    "fin_financement", "visibilite", *RELATIONS,
)  # fmt: skip
"""What people write, and the journal keeps."""
LIEU = ("adresse", "latitude", "longitude")
"""What would betray a confidential place."""


class ParentRetire(Exception):
    """A service cannot come back before the structure that holds it."""


def _settle_place(acteur: Acteur) -> None:
    if acteur.lieu_confidentiel:
        acteur.adresse, acteur.latitude, acteur.longitude, acteur.precision_lieu = "", None, None, ""


ECRITURE = Ecriture(Acteur, champs=CHAMPS, relations=RELATIONS, prepare=_settle_place)


@transaction.atomic
def save_acteur(  # noqa: PLR0913
    *,
    espace: Espace,
    qui: Utilisateur | None,
    champs: Mapping[str, Any],
    acteur: Acteur | None = None,
    version: int | None = None,
    pk: UUID | None = None,
) -> Acteur:
    """Create an actor, or correct one, as `Ecriture.save` says. Raises EditionConcurrente."""
    saved = ECRITURE.save(espace=espace, qui=qui, champs=champs, fiche=acteur, version=version, pk=pk)
    if acteur is not None and saved.lieu_confidentiel:
        _forget_address(saved)
    return saved


def _forget_address(acteur: Acteur) -> None:
    """The address and the point of a confidential place are kept nowhere, not even in the journal."""
    for line in Trace.objects.filter(objet_id=acteur.pk):
        kept = {side: _hide_place(getattr(line, side)) for side in ("avant", "apres")}
        if kept != {"avant": line.avant, "apres": line.apres}:
            line.avant, line.apres = kept["avant"], kept["apres"]
            line.save(update_fields=["avant", "apres"])


def _hide_place(told: dict[str, Any]) -> dict[str, Any]:
    return {name: EFFACE if name in LIEU and value not in ("", None) else value for name, value in told.items()}


@transaction.atomic
def remove_acteur(*, acteur: Acteur, qui: Utilisateur | None) -> int:
    """Put an actor aside with the services and postes it holds; links stay with them. Returns how many were removed."""
    now = timezone.now()
    going = [member for member in list_family(acteur) if member.retire_le is None]
    for member in going:
        set_aside(member, qui=qui, quand=now)
    return len(going)


@transaction.atomic
def restore_acteur(*, acteur: Acteur, qui: Utilisateur | None) -> int:
    """Bring back an actor with all that had gone with it, as it was. Raises ParentRetire.

    One that was merged into another comes back when the two are split, not from here.
    """
    if acteur.retire_le is None or acteur.fusionne_dans_id is not None:
        return 0
    if acteur.parent and acteur.parent.retire_le is not None:
        raise ParentRetire
    back = [member for member in list_family(acteur) if member.retire_le == acteur.retire_le]
    for member in back:
        set_aside(member, qui=qui, quand=None)
    return len(back)


def list_family(acteur: Acteur) -> list[Acteur]:
    """The actor and what it holds, down to the postes: one query per level."""
    family, level = [acteur], [acteur]
    while level := list(
        Acteur.objects.select_related("espace").filter(parent__in=level).exclude(pk__in=[one.pk for one in family])
    ):
        family += level
    return family
