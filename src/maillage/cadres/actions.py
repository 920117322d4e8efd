"""Writing a cadre and who takes part in it. The caller has checked the right; each leaves its trace."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_date

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, NatureCadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus
from maillage.espaces.fiches_actions import Ecriture, set_aside
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace, Trace

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


ECRITURE = Ecriture(Cadre, champs=CHAMPS, relations=RELATIONS, prepare=check_parent)


def save_cadre(  # noqa: PLR0913
    *,
    espace: Espace,
    qui: Utilisateur | None,
    champs: Mapping[str, Any],
    cadre: Cadre | None = None,
    version: int | None = None,
    pk: UUID | None = None,
) -> Cadre:
    """Create a cadre, or correct one, as `Ecriture.save` says. Raises Refus, EditionConcurrente."""
    return ECRITURE.save(espace=espace, qui=qui, champs=champs, fiche=cadre, version=version, pk=pk)


@transaction.atomic
def remove_cadre(*, cadre: Cadre, qui: Utilisateur | None) -> None:
    """Put aside, with its participations; what stands under it stays, and says that its frame was removed."""
    current = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if current.retire_le is None:
        set_aside(current, qui=qui, quand=timezone.now())


@transaction.atomic
def restore_cadre(*, cadre: Cadre, qui: Utilisateur | None) -> None:
    """Bring it back as it was. One that was merged into another comes back when the two are split."""
    current = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if current.retire_le is not None and current.fusionne_dans_id is None:
        set_aside(current, qui=qui, quand=None)


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
    pk: UUID | None = None,
) -> Participation:
    """One actor in one role, new (under `pk` when given) or corrected; said twice, it is one. Raises Refus."""
    if acteur.espace_id != cadre.espace_id:
        raise Refus({"acteur": "Cet acteur n’est pas de cet espace."})
    if depuis and jusqu_a and jusqu_a < depuis:
        raise Refus({"jusqu_a": "La fin vient après le début."})
    same = Participation.objects.select_for_update().filter(cadre=cadre, acteur=acteur, role=role).first()
    if participation is not None and same is not None and same.pk != participation.pk:
        raise Refus({"role": f"{acteur} a déjà ce rôle ici."})
    current = participation or same or Participation(cadre=cadre, **({"pk": pk} if pk else {}))
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


def find_removed(espace: Espace, pk: UUID) -> Trace | None:
    """What the journal keeps of a participation removed and not put back; None when it was forgotten with someone."""
    lines = Trace.objects.filter(espace=espace, objet=Participation._meta.label_lower, objet_id=pk)
    last = lines.filter(geste=Geste.SUPPRIMER).first()
    return last if last and last.avant and not Participation.objects.filter(pk=pk).exists() else None


def restore_participation(*, removed: Trace, cadre: Cadre, acteur: Acteur, qui: Utilisateur | None) -> Participation:
    """Put back under the same identifier what a line of the journal says was removed. Raises Refus."""
    kept = removed.avant
    debut, fin = (parse_date(kept[name] or "") for name in ("depuis", "jusqu_a"))
    told = {"role": kept["role"], "phase": kept["phase"], "depuis": debut, "jusqu_a": fin}
    return save_participation(cadre=cadre, acteur=acteur, qui=qui, pk=removed.objet_id, **told)
