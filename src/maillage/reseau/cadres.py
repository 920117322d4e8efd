"""From the rows of an espace to the engine's cadres: dispositifs, instances and actions, and who takes part in them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.analyse import cadres as moteur
from maillage.analyse.reseau import Reseau
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire

CHAMPS = (
    "pk", "nature", "nom", "sigle", "reference__code", "parent_id", "sphere__code", "debut", "fin", "statut", "phase",
    "est_diagnostic",
)  # fmt: skip


def read_cadres(espace: Espace, reseau: Reseau, *, publics: bool = False) -> moteur.Cadres:
    """The cadres that are kept, with the participations of the actors of that network; eight queries at most.

    `publics`: only those that everybody may see. Drafts are in no diagnosis.
    """
    kept = _list_kept(espace, publics)
    rows = list(kept.order_by("pk").values_list(*CHAMPS))
    if not rows:
        return moteur.Cadres()
    themes, targets = (_codes(kept, name) for name in ("themes__code", "publics__code"))
    places = _list_places(kept)
    known = {row[0] for row in rows}
    built = [_to_engine(row, known, themes, targets, places) for row in rows]
    return moteur.build_cadres(built, _list_participations(espace, kept, reseau), reseau, _list_communes(espace))


def reserved(espace: Espace) -> QuerySet[Cadre]:
    """Those that members alone may see."""
    return Cadre.objects.filter(espace=espace, retire_le=None, visibilite=VisibiliteFiche.MEMBRES)


def _list_kept(espace: Espace, publics: bool) -> QuerySet[Cadre]:
    kept = Cadre.objects.filter(espace=espace, retire_le=None).exclude(visibilite=VisibiliteFiche.BROUILLON)
    return kept.filter(visibilite=VisibiliteFiche.PUBLIQUE) if publics else kept


def _codes(kept: QuerySet[Cadre], name: str) -> defaultdict[UUID, set[str]]:
    codes: defaultdict[UUID, set[str]] = defaultdict(set)
    for pk, code in kept.exclude(**{name: None}).values_list("pk", name):
        codes[pk].add(code)
    return codes


def _list_places(kept: QuerySet[Cadre]) -> defaultdict[UUID, set[str]]:
    """Names of the communes of each cadre: its own, and those that its larger places hold."""
    named = _codes(kept.filter(territoires__nature="commune"), "territoires__nom")
    for pk, inside in _codes(kept, "territoires__communes__nom").items():
        named[pk] |= inside
    return named


def _to_engine(
    row: tuple[Any, ...],
    known: set[UUID],
    themes: defaultdict[UUID, set[str]],
    targets: defaultdict[UUID, set[str]],
    places: defaultdict[UUID, set[str]],
) -> moteur.Cadre:
    pk, nature, nom, sigle, reference, parent, sphere, debut, fin, statut, phase, diagnosis = row
    return moteur.Cadre(
        id=str(pk),
        nature=nature,
        nom=nom or sigle,
        reference=reference or "",
        parent=str(parent) if parent in known else None,
        sphere=sphere or "",
        themes=frozenset(themes[pk]),
        publics=frozenset(targets[pk]),
        communes=frozenset(places[pk]),
        debut=debut,
        fin=fin,
        statut=statut,
        phase=phase or None,
        est_diagnostic=diagnosis,
    )


def _list_participations(espace: Espace, kept: QuerySet[Cadre], reseau: Reseau) -> list[moteur.Participation]:
    """Those of today: what ended is no seat any more."""
    today = Q(jusqu_a=None) | Q(jusqu_a__gte=espace.aujourdhui)
    rows = Participation.objects.filter(today, cadre__in=kept)
    return [
        moteur.Participation(acteur=str(acteur), cadre=str(cadre), role=role, phase=phase or None, depuis=depuis)
        for acteur, cadre, role, phase, depuis in rows.values_list("acteur_id", "cadre_id", "role", "phase", "depuis")
        if str(acteur) in reseau.hote
    ]


def _list_communes(espace: Espace) -> dict[str, str]:
    """By name, as actors hold them."""
    chosen = Territoire.objects.communes_of(Territoire.objects.chosen_by(espace))
    return {nom: nom for nom in chosen.values_list("nom", flat=True)}
