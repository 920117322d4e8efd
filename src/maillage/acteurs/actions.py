"""Writing an actor: save, verify, remove, restore. The caller has checked the right; each leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.envois import create_once
from maillage.espaces.journal import EFFACE, Geste, snapshot, trace
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


class EditionConcurrente(Exception):
    """Someone saved this sheet since it was read; `acteur` is as it stands now."""

    def __init__(self, acteur: Acteur) -> None:
        super().__init__(f"{acteur} est à la version {acteur.version}")
        self.acteur = acteur


class ParentRetire(Exception):
    """A service cannot come back before the structure that holds it."""


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
    """Create an actor, or correct one: only the fields given change.

    `pk`, chosen when the form was shown, makes a creation sent twice one creation. `version` is the one that was read;
    raises EditionConcurrente when it is no longer the last. Without it, the fields given win.
    """
    if acteur is None:
        return create_once(find=lambda: _find_sent(espace, pk), create=lambda: _create(espace, qui, champs, pk))
    current = Acteur.objects.select_for_update().get(pk=acteur.pk, espace=espace)
    if version is not None and version != current.version:
        raise EditionConcurrente(current)
    return _correct(current, qui, champs)


def _find_sent(espace: Espace, pk: UUID | None) -> Acteur | None:
    return Acteur.objects.filter(pk=pk, espace=espace).first() if pk else None


def _create(espace: Espace, qui: Utilisateur | None, champs: Mapping[str, Any], pk: UUID | None) -> Acteur:
    taken = pk is None or Acteur.objects.filter(pk=pk).exists()
    acteur = Acteur(espace=espace) if taken else Acteur(espace=espace, pk=pk)
    _write(acteur, champs, force_insert=True)
    trace(espace=espace, qui=qui, geste=Geste.CREER, objet=acteur, avant={}, apres=snapshot(acteur, CHAMPS))
    return acteur


def _correct(acteur: Acteur, qui: Utilisateur | None, champs: Mapping[str, Any]) -> Acteur:
    before = snapshot(acteur, CHAMPS)
    _write(acteur, champs)
    after = snapshot(acteur, CHAMPS)
    if before == after:
        return acteur
    acteur.version += 1
    acteur.save(update_fields=["version"])
    trace(espace=acteur.espace, qui=qui, geste=Geste.MODIFIER, objet=acteur, avant=before, apres=after)
    if acteur.lieu_confidentiel:
        _forget_address(acteur)
    return acteur


def _write(acteur: Acteur, champs: Mapping[str, Any], *, force_insert: bool = False) -> None:
    for name in CHAMPS:
        if name in champs and name not in RELATIONS:
            setattr(acteur, name, champs[name])
    if acteur.lieu_confidentiel:
        acteur.adresse, acteur.latitude, acteur.longitude, acteur.precision_lieu = "", None, None, ""
    acteur.save(force_insert=force_insert)
    for name in RELATIONS:
        if name in champs:
            getattr(acteur, name).set(champs[name])


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
def verify_acteur(*, acteur: Acteur, qui: Utilisateur, quand: date) -> None:
    """A human says that the sheet is true today. Twice the same day by the same person is once."""
    current = Acteur.objects.select_for_update().get(pk=acteur.pk)
    if (current.date_verification, current.verifie_par_id) == (quand, qui.pk):
        return
    before = snapshot(current, ["date_verification"])
    current.date_verification, current.verifie_par = quand, qui
    current.save(update_fields=["date_verification", "verifie_par", "modifie_le"])
    trace(
        espace=current.espace,
        qui=qui,
        geste=Geste.VERIFIER,
        objet=current,
        avant=before,
        apres=snapshot(current, ["date_verification"]),
    )


@transaction.atomic
def remove_acteur(*, acteur: Acteur, qui: Utilisateur | None) -> int:
    """Put an actor aside with the services and postes it holds; links stay with them. Returns how many were removed."""
    now = timezone.now()
    going = [member for member in list_family(acteur) if member.retire_le is None]
    Acteur.objects.filter(pk__in=[member.pk for member in going]).update(retire_le=now)
    for member in going:
        trace(
            espace=acteur.espace,
            qui=qui,
            geste=Geste.RETIRER,
            objet=member,
            avant={"retire_le": None},
            apres={"retire_le": now.isoformat()},
        )
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
    Acteur.objects.filter(pk__in=[member.pk for member in back]).update(retire_le=None)
    for member in back:
        trace(
            espace=acteur.espace,
            qui=qui,
            geste=Geste.RETABLIR,
            objet=member,
            avant={"retire_le": member.retire_le.isoformat() if member.retire_le else None},
            apres={"retire_le": None},
        )
    return len(back)


def list_family(acteur: Acteur) -> list[Acteur]:
    """The actor and what it holds, down to the postes: one query per level."""
    family, level = [acteur], [acteur]
    while level := list(
        Acteur.objects.select_related("espace").filter(parent__in=level).exclude(pk__in=[one.pk for one in family])
    ):
        family += level
    return family
