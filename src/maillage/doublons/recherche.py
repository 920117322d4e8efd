"""Looking for actors noted twice: their sheets go to the linkage; pairs found wait for someone to decide."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db import transaction

from maillage.acteurs.models import Acteur
from maillage.analyse.rapprochement import Fiche, list_raisons, rapprocher
from maillage.analyse.rapprochement import Paire as Proche
from maillage.doublons.models import Verdict
from maillage.espaces.models import Espace

VRAISEMBLANCE: Final = 0.2
"""Under it, a pair is not worth a person's time."""
LOT: Final = 2000


def list_fiches(espace: Espace) -> list[Fiche]:
    """Every actor but the postes, as the linkage reads it. One query. A confidential place gives no point."""
    acteurs = Acteur.objects.filter(espace=espace, retire_le=None).nodes().select_related("commune")
    return [make_fiche(acteur) for acteur in acteurs.order_by("pk").iterator(chunk_size=LOT)]


def make_fiche(acteur: Acteur) -> Fiche:
    return Fiche(
        id=str(acteur.pk),
        nom=" ".join(part for part in (acteur.nom, acteur.sigle) if part),
        adresse=acteur.adresse,
        commune=acteur.commune.nom if acteur.commune else "",
        telephone=acteur.telephone,
        courriel=acteur.courriel,
        siret=acteur.siret,
        latitude=None if acteur.lieu_confidentiel else acteur.latitude,
        longitude=None if acteur.lieu_confidentiel else acteur.longitude,
    )


@dataclass(frozen=True)
class Trouvee:
    """Two sheets that may be one; `a` is the smaller id. `score`: between 0 and 1."""

    a: UUID
    b: UUID
    score: float
    raisons: Sequence[str]


def find_acteurs(espace: Espace, etape: Callable[[str], None]) -> list[Trouvee]:
    """The likely pairs, the surest first; a structure and what it holds are never one."""
    fiches = {one.id: one for one in list_fiches(espace)}
    found = rapprocher(list(fiches.values()), etape=etape).paires
    held = dict(Acteur.objects.filter(espace=espace).exclude(parent=None).values_list("pk", "parent"))
    kept = [one for one in found if one.probabilite >= VRAISEMBLANCE and not _holds(one, held)]
    return [_tell(one, fiches) for one in kept]


def _tell(found: Proche, fiches: Mapping[str, Fiche]) -> Trouvee:
    a, b = sorted((UUID(found.gauche), UUID(found.droite)))
    raisons = [one.phrase for one in list_raisons(found, fiches[found.gauche], fiches[found.droite])]
    return Trouvee(a, b, found.probabilite, raisons)


def _holds(paire: Proche, held: Mapping[UUID, UUID | None]) -> bool:
    left, right = UUID(paire.gauche), UUID(paire.droite)
    return right in _list_above(left, held) or left in _list_above(right, held)


def _list_above(pk: UUID, held: Mapping[UUID, UUID | None]) -> set[UUID]:
    seen: set[UUID] = set()
    while (above := held.get(pk)) is not None and above not in seen:
        seen.add(above)
        pk = above
    return seen


@transaction.atomic
def keep_paires(modele: Any, espace: Espace, found: Sequence[Trouvee]) -> int:
    """Pairs found take their place in the list; those decided stay decided; those to see that are no longer alike go.

    `modele`: the table of their genre. Returns how many are new.
    """
    Espace.objects.select_for_update().get(pk=espace.pk)
    rows = modele._default_manager.filter(espace=espace)
    known = {(one.a_id, one.b_id): one for one in rows}
    read = {(one.a, one.b): one for one in found}
    gone = [one.pk for key, one in known.items() if key not in read and one.verdict == Verdict.A_VOIR]
    rows.filter(pk__in=gone).delete()
    made = [
        modele(espace=espace, a_id=one.a, b_id=one.b, score=one.score, raisons=list(one.raisons))
        for one in read.values()
    ]
    new = [row for row in made if (row.a_id, row.b_id) not in known]
    modele._default_manager.bulk_create(new, batch_size=LOT)
    again = [row for row in made if (row.a_id, row.b_id) in known]
    for row in again:
        row.pk = known[row.a_id, row.b_id].pk
    modele._default_manager.bulk_update(again, ["score", "raisons"], batch_size=LOT)
    return len(new)
