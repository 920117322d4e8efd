"""From the rows of an espace to the engine's network: the only place that reads both.

Without `droits`, everything that is published: what a diagnosis computes on. With them, only what that visitor may
know, and what is computed from it may be shown to them:

- drafts and removed actors are in no network, whoever looks;
- the animation reads everything else; a member, everything but the actors and the links that are not for them;
- the public reads published actors, and what is declared or confirmed between them, without wish of any kind (level,
  phase) and without what is contested, absent, or reserved by one of its sides.

`Lien.niveaux` of the result still tells which side said what: a page that shows it to someone else than these two
sides or the animation is at fault.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from maillage.acteurs.liens import Declaration, may_be_told
from maillage.acteurs.models import Acteur, Nature
from maillage.analyse import reseau as moteur
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Espace

CHAMPS = (
    "source_id", "cible_id", "niveau_reel", "niveau_souhaite", "sujets", "cadre", "formalisation", "financement",
    "premier_contact_phase", "phase_souhaitee", "date",
)  # fmt: skip


def read_reseau(espace: Espace, *, niveau: moteur.Niveau = "service", droits: Droits | None = None) -> moteur.Reseau:
    """The network of an espace, as far as `droits` may see. Four queries, whatever its size."""
    acteurs = list_acteurs(espace, droits)
    known = {acteur.id for acteur in acteurs}
    said = [one for one in list_declarations(espace, droits) if one.source in known and one.cible in known]
    return moteur.build_reseau(acteurs, said, niveau=niveau)


def published(espace: Espace, droits: Droits | None) -> QuerySet[Acteur]:
    """The actors that a network shows to this visitor."""
    seen = Acteur.objects.filter(espace=espace, retire_le=None) if droits is None else Acteur.objects.visible_to(droits)
    return seen.exclude(visibilite=VisibiliteFiche.BROUILLON)


def list_acteurs(espace: Espace, droits: Droits | None = None) -> list[moteur.Acteur]:
    """Three queries. A poste whose holder may not be seen is left out: it stands for nobody."""
    themes = _codes_by_acteur(espace, Acteur.themes.through, "theme__code")
    communes = _codes_by_acteur(espace, Acteur.territoires.through, "territoire__nom")
    fields = ("id", "nom", "nature", "parent_id", "sphere__code", "type__code", "fin_financement")
    rows = list(published(espace, droits).order_by("pk").values_list(*fields))
    known = {row[0] for row in rows}
    return [
        moteur.Acteur(
            id=str(pk),
            nom=nom,
            nature=nature,
            parent=str(parent) if parent in known else None,
            sphere=sphere,
            type=type_code or "",
            themes=frozenset(themes[pk]),
            communes=frozenset(communes[pk]),
            fin_financement=fin,
        )
        for pk, nom, nature, parent, sphere, type_code, fin in rows
        if nature != Nature.POSTE or parent in known
    ]


def list_declarations(
    espace: Espace, droits: Droits | None = None, *, parmi: Collection[UUID] | None = None
) -> list[moteur.Declaration]:
    """One query. `parmi`: only between these actors. Ends may be outside the network: the caller knows who is in it."""
    kept = Declaration.objects.filter(source__retire_le=None, cible__retire_le=None)
    if droits is not None:
        kept = kept.filter(may_be_told(droits, "lien__"))
    if parmi is None:
        kept = kept.filter(lien__espace=espace)
    else:  # a double negation, lest SQLite read every link of the espace rather than those of these actors
        kept = kept.filter(source__in=parmi, cible__in=parmi).exclude(~Q(lien__espace=espace))
    public = droits is not None and not droits.est_membre
    if public:
        kept = kept.exclude(niveau_reel=None, niveau_souhaite__isnull=False)  # a wish and nothing else
    return [_to_engine(row, public) for row in kept.values_list(*CHAMPS)]


def _to_engine(row: tuple[Any, ...], public: bool) -> moteur.Declaration:
    source, cible, lived, wished, sujets, cadre, formalisation, financement, first, wished_phase, date = row
    return moteur.Declaration(
        source=str(source),
        cible=str(cible),
        niveau_reel=lived,
        niveau_souhaite=None if public else wished,
        sujets=frozenset(sujets),
        cadre=cadre,
        formalisation=formalisation,
        financement=financement,
        premier_contact_phase=first or None,
        phase_souhaitee=None if public else wished_phase or None,
        date=date,
    )


def _codes_by_acteur(espace: Espace, through: type[Any], field: str) -> defaultdict[UUID, list[str]]:
    pairs = through.objects.filter(acteur__espace=espace).values_list("acteur_id", field)
    codes: defaultdict[UUID, list[str]] = defaultdict(list)
    for acteur, code in pairs:
        codes[acteur].append(code)
    return codes
