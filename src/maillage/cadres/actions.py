"""Writing a cadre and who takes part in it. The caller has checked the right; each leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, NatureCadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus
from maillage.espaces.envois import create_once
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace

RELATIONS = ("themes", "publics", "territoires")
CHAMPS = (
    "nature", "nom", "sigle", "reference", "parent", "sphere", "description", "debut", "fin", "statut", "phase",
    "est_diagnostic", "site_web", "visibilite", *RELATIONS,
)  # fmt: skip
"""What people write, and the journal keeps."""
CHAMPS_PARTICIPATION = ("cadre", "acteur", "role", "phase", "depuis", "jusqu_a")
PARENTS = {
    NatureCadre.DISPOSITIF: (NatureCadre.DISPOSITIF,),
    NatureCadre.INSTANCE: (NatureCadre.DISPOSITIF, NatureCadre.ACTION),
    NatureCadre.ACTION: (NatureCadre.DISPOSITIF, NatureCadre.ACTION),
}
"""What may hold what: a dispositif holds all, an action its committee and its sub-actions, an instance nothing."""


class EditionConcurrente(Exception):
    """Someone saved this sheet since it was read; `cadre` is as it stands now."""

    def __init__(self, cadre: Cadre) -> None:
        super().__init__(f"{cadre} est à la version {cadre.version}")
        self.cadre = cadre


@transaction.atomic
def save_cadre(  # noqa: PLR0913
    *,
    espace: Espace,
    qui: Utilisateur | None,
    champs: Mapping[str, Any],
    cadre: Cadre | None = None,
    version: int | None = None,
    pk: UUID | None = None,
) -> Cadre:
    """Create a cadre, or correct one: only the fields given change. Raises Refus, EditionConcurrente.

    `pk`, chosen when the form was shown, makes a creation sent twice one creation. `version` is the one that was read;
    without it, the fields given win.
    """
    if cadre is None:
        return create_once(find=lambda: _find_sent(espace, pk), create=lambda: _create(espace, qui, champs, pk))
    current = Cadre.objects.select_for_update().get(pk=cadre.pk, espace=espace)
    if version is not None and version != current.version:
        raise EditionConcurrente(current)
    return _correct(current, qui, champs)


def _find_sent(espace: Espace, pk: UUID | None) -> Cadre | None:
    return Cadre.objects.filter(pk=pk, espace=espace).first() if pk else None


def _create(espace: Espace, qui: Utilisateur | None, champs: Mapping[str, Any], pk: UUID | None) -> Cadre:
    taken = pk is None or Cadre.objects.filter(pk=pk).exists()
    cadre = Cadre(espace=espace) if taken else Cadre(espace=espace, pk=pk)
    _write(cadre, champs, force_insert=True)
    trace(espace=espace, qui=qui, geste=Geste.CREER, objet=cadre, avant={}, apres=snapshot(cadre, CHAMPS))
    return cadre


def _correct(cadre: Cadre, qui: Utilisateur | None, champs: Mapping[str, Any]) -> Cadre:
    before = snapshot(cadre, CHAMPS)
    _write(cadre, champs)
    after = snapshot(cadre, CHAMPS)
    if before == after:
        return cadre
    cadre.version += 1
    cadre.save(update_fields=["version"])
    trace(espace=cadre.espace, qui=qui, geste=Geste.MODIFIER, objet=cadre, avant=before, apres=after)
    return cadre


def _write(cadre: Cadre, champs: Mapping[str, Any], *, force_insert: bool = False) -> None:
    for name in CHAMPS:
        if name in champs and name not in RELATIONS:
            setattr(cadre, name, champs[name])
    check_parent(cadre)
    cadre.save(force_insert=force_insert)
    for name in RELATIONS:
        if name in champs:
            getattr(cadre, name).set(champs[name])


def check_parent(cadre: Cadre) -> None:
    """Of the same espace, of a kind that may hold it, and never itself from parent to parent. Raises Refus."""
    parent = cadre.parent
    if parent is None:
        return
    if parent.espace_id != cadre.espace_id:
        raise Refus({"parent": "Ce cadre n’est pas de cet espace."})
    if parent.nature not in PARENTS[NatureCadre(cadre.nature)]:
        raise Refus({"parent": f"«\u00a0{parent}\u00a0» ne peut pas contenir ce genre de fiche."})
    seen: set[UUID] = set()
    while parent is not None and parent.pk not in seen:
        if parent.pk == cadre.pk:
            raise Refus({"parent": f"«\u00a0{cadre}\u00a0» se contiendrait lui-même."})
        seen.add(parent.pk)
        parent = parent.parent


@transaction.atomic
def verify_cadre(*, cadre: Cadre, qui: Utilisateur, quand: date) -> None:
    """A human says that the sheet is true today. Twice the same day by the same person is once."""
    current = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if (current.date_verification, current.verifie_par_id) == (quand, qui.pk):
        return
    before = snapshot(current, ["date_verification"])
    current.date_verification, current.verifie_par = quand, qui
    current.save(update_fields=["date_verification", "verifie_par", "modifie_le"])
    after = snapshot(current, ["date_verification"])
    trace(espace=current.espace, qui=qui, geste=Geste.VERIFIER, objet=current, avant=before, apres=after)


@transaction.atomic
def remove_cadre(*, cadre: Cadre, qui: Utilisateur | None) -> None:
    """Put aside, with its participations; what stands under it stays, and says that its frame was removed."""
    current = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if current.retire_le is None:
        _set_aside(current, qui, timezone.now(), Geste.RETIRER)


@transaction.atomic
def restore_cadre(*, cadre: Cadre, qui: Utilisateur | None) -> None:
    """Bring it back as it was. One that was merged into another comes back when the two are split."""
    current = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if current.retire_le is not None and current.fusionne_dans_id is None:
        _set_aside(current, qui, None, Geste.RETABLIR)


def _set_aside(cadre: Cadre, qui: Utilisateur | None, when: Any, geste: Geste) -> None:
    before = snapshot(cadre, ["retire_le"])
    cadre.retire_le = when
    cadre.save(update_fields=["retire_le", "modifie_le"])
    trace(espace=cadre.espace, qui=qui, geste=geste, objet=cadre, avant=before, apres=snapshot(cadre, ["retire_le"]))


@transaction.atomic
def save_participation(  # noqa: PLR0913
    *,
    cadre: Cadre,
    acteur: Acteur,
    qui: Utilisateur | None,
    role: str,
    phase: str = "",
    depuis: date | None = None,
    jusqu_a: date | None = None,
    participation: Participation | None = None,
) -> Participation:
    """One actor in one role, new or corrected; said twice, it is one. Raises Refus."""
    if acteur.espace_id != cadre.espace_id:
        raise Refus({"acteur": "Cet acteur n’est pas de cet espace."})
    if depuis and jusqu_a and jusqu_a < depuis:
        raise Refus({"jusqu_a": "La fin vient après le début."})
    same = Participation.objects.select_for_update().filter(cadre=cadre, acteur=acteur, role=role).first()
    if participation is not None and same is not None and same.pk != participation.pk:
        raise Refus({"role": f"{acteur} a déjà ce rôle ici."})
    current = participation or same or Participation(cadre=cadre)
    creating = current._state.adding
    before = {} if creating else snapshot(current, CHAMPS_PARTICIPATION)
    current.acteur, current.role, current.phase = acteur, role, phase
    current.depuis, current.jusqu_a = depuis, jusqu_a
    current.save()
    after = snapshot(current, CHAMPS_PARTICIPATION)
    if before != after:
        geste = Geste.CREER if creating else Geste.MODIFIER
        trace(espace=cadre.espace, qui=qui, geste=geste, objet=current, avant=before, apres=after)
    return current


@transaction.atomic
def remove_participation(*, participation: Participation, qui: Utilisateur | None) -> None:
    trace(
        espace=participation.cadre.espace,
        qui=qui,
        geste=Geste.SUPPRIMER,
        objet=participation,
        avant=snapshot(participation, CHAMPS_PARTICIPATION),
    )
    participation.delete()
