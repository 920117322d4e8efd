"""A large fictional espace in the database of the site: seeded, whole (members, sheets, declarations, journal).

Everything is written by bulk inserts; links are merged from their declarations by the engine, as the site does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from benchmarks.reseaux import GRAINE, JOUR, SPHERES, draw_labels, draw_links
from maillage.acteurs.declarer import lien_state
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, Nature, PorteParole
from maillage.analyse import reseau as moteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Adhesion, Espace, Role, Trace, Visibilite
from maillage.referentiels.chargement import load_all
from maillage.referentiels.models import Public, Sphere, Theme, TypeActeur
from maillage.territoires.models import Territoire
from maillage.territoires.natures import NatureTerritoire

SLUG = "grand"
LOT = 2_000
"""Rows of one insert."""
DEBUTS = ("Val", "Mont", "Roche", "Font", "Chante", "Vern", "Orsan", "Tarv", "Lauz", "Mirev", "Estre", "Noire")
FINS = ("morane", "aubrac", "combe", "ressol", "mirevel", "gnac", "loubert", "sserre", "vrac", "bise", "thelle", "rive")
SUJETS = ("information", "orientation", "projet", "financement")
TEXTE = (
    "Nous accueillons, nous orientons et nous montons des projets avec les communes du territoire, de l’idée au bilan."
)
PART_SERVICES, PART_POSTES = 0.05, 0.15
PORTE_PAROLE = 4
"""Actors in whose name each member speaks, the most linked one first."""

Tirage = np.random.Generator


@dataclass(frozen=True)
class GrandEspace:
    """What a benchmark or a test asks of it."""

    espace: Espace
    membres: dict[str, Utilisateur]
    """By role."""
    pivot: UUID
    """The actor that has the most links."""


@transaction.atomic
def build_espace(acteurs: int, liens: int, slug: str = SLUG) -> GrandEspace:
    """Exactly that many actors (postes included, that hold no link of their own) and pairs."""
    load_all()
    tirage = np.random.default_rng(GRAINE + 3)
    espace = Espace.objects.create(
        nom="Pays des Vals", slug=slug, visibilite=Visibilite.PUBLIQUE, fictif=True, date_reference=JOUR
    )
    rows = _write_acteurs(espace, acteurs, tirage)
    nodes = [row for row in rows if row.nature != Nature.POSTE]
    pairs = draw_links(np.array([SPHERES.index(row.sphere.code) for row in nodes]), liens)
    said = _write_liens(espace, nodes, pairs.tolist(), tirage)
    pivot = nodes[int(np.bincount(pairs.ravel()).argmax())]
    membres = _write_membres(espace, [pivot, *nodes[: PORTE_PAROLE - 1]])
    _write_journal(espace, rows, said, membres[Role.ANIMATION])
    _count_rows()
    return GrandEspace(espace, membres, pivot.pk)


def _count_rows() -> None:
    """PostgreSQL plans by its statistics, which its server renews within a minute of such a load; SQLite has none."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _write_acteurs(espace: Espace, number: int, tirage: Tirage) -> list[Acteur]:
    spheres = {sphere.code: sphere for sphere in Sphere.objects.shared()}
    types = list(TypeActeur.objects.order_by("code"))
    communes = _write_communes(espace, max(12, number // 25))
    services, postes = int(number * PART_SERVICES), int(number * PART_POSTES)
    structures = number - services - postes
    labels = draw_labels(number)
    rows: list[Acteur] = []
    for rank in range(number):
        type_acteur, commune = types[tirage.integers(len(types))], communes[tirage.integers(len(communes))]
        nature = _choose_nature(rank, structures, services)
        acteur = Acteur(
            espace=espace,
            nature=nature,
            nom=f"{type_acteur.nom} de {commune.nom}, {nature} {rank}"[:200],
            sphere=spheres[SPHERES[labels[rank]]],
            type=type_acteur,
            commune=commune,
            parent=None if nature == Nature.STRUCTURE else rows[int(tirage.integers(structures))],
            description=TEXTE,
            appelez_nous_pour=TEXTE[:60],
            date_verification=_draw_day(tirage) if tirage.random() < 0.8 else None,
            visibilite=_draw_visibilite(tirage),
            source="banc",
            source_id=str(rank),
        )
        acteur.index_name()
        rows.append(acteur)
    Acteur.objects.bulk_create(rows, batch_size=LOT)
    _tie("themes", rows, list(Theme.objects.order_by("code")), (1, 4), tirage)
    _tie("publics", rows, list(Public.objects.order_by("code")), (0, 3), tirage)
    _tie("territoires", rows, communes, (1, 6), tirage)
    return rows


def _choose_nature(rank: int, structures: int, services: int) -> Nature:
    if rank < structures:
        return Nature.STRUCTURE
    return Nature.SERVICE if rank < structures + services else Nature.POSTE


def _draw_visibilite(tirage: Tirage) -> str:
    seen = (VisibiliteFiche.PUBLIQUE, VisibiliteFiche.MEMBRES, VisibiliteFiche.BROUILLON)
    return str(seen[tirage.choice(3, p=(0.95, 0.03, 0.02))].value)


def _draw_day(tirage: Tirage) -> date:
    return JOUR - timedelta(days=int(tirage.integers(0, 900)))


def _write_communes(espace: Espace, number: int) -> list[Territoire]:
    """Names that exist nowhere."""
    names = [f"{debut}{fin}" for fin in FINS for debut in DEBUTS]
    names = [f"{name}{suffixe}" for suffixe in ("", "-le-Haut", "-le-Bas", "-la-Tour") for name in names]
    communes = [
        Territoire(
            espace=espace,
            nature=NatureTerritoire.COMMUNE,
            code=f"ZZ{rank:03}",
            nom=names[rank % len(names)],
            nom_cherche=names[rank % len(names)].lower(),
        )
        for rank in range(number)
    ]
    return Territoire.objects.bulk_create(communes, batch_size=LOT)


def _tie(champ: str, rows: Sequence[Acteur], ends: Sequence[Any], bornes: tuple[int, int], tirage: Tirage) -> None:
    """Between `bornes` of these ends for each actor, all different."""
    through = getattr(Acteur, champ).through
    ties = [
        through(acteur=row, **{champ.removesuffix("s"): ends[end]})
        for row in rows
        for end in tirage.choice(len(ends), size=tirage.integers(bornes[0], bornes[1] + 1), replace=False)
    ]
    through.objects.bulk_create(ties, batch_size=LOT)


def _write_liens(
    espace: Espace, nodes: Sequence[Acteur], pairs: Iterable[tuple[int, int]], tirage: Tirage
) -> list[Declaration]:
    liens: dict[tuple[str, str], Lien] = {}
    said: list[Declaration] = []
    for one, other in pairs:
        a, b = sorted((nodes[one], nodes[other]), key=lambda acteur: acteur.pk)
        lien = liens[str(a.pk), str(b.pk)] = Lien(espace=espace, a=a, b=b, etat=EtatLien.DECLARE)
        sides = [(a, b), (b, a)] if tirage.random() < 0.4 else [(a, b)]
        said += [_draw_declaration(lien, source, cible, tirage) for source, cible in sides]
    _merge(liens, said)
    Lien.objects.bulk_create(liens.values(), batch_size=LOT)
    Declaration.objects.bulk_create(said, batch_size=LOT)
    return said


def _draw_declaration(lien: Lien, source: Acteur, cible: Acteur, tirage: Tirage) -> Declaration:
    """Lived nine times in ten, else wished; mostly open to all."""
    lived = tirage.random() < 0.9
    return Declaration(
        lien=lien,
        source=source,
        cible=cible,
        niveau_reel=int(tirage.integers(1, 6)) if lived else 0,
        niveau_souhaite=int(tirage.integers(1, 6)) if not lived or tirage.random() < 0.5 else None,
        sujets=[SUJETS[tirage.integers(len(SUJETS))]],
        premier_contact_phase=f"P{tirage.integers(1, 7)}",
        date=_draw_day(tirage),
        visibilite=("territoire", "groupe", "privee")[tirage.choice(3, p=(0.9, 0.07, 0.03))],
    )


def _merge(liens: dict[tuple[str, str], Lien], said: Iterable[Declaration]) -> None:
    """State, level and date of each pair from its declarations, by the engine."""
    told = [
        moteur.Declaration(
            source=str(one.source_id),
            cible=str(one.cible_id),
            niveau_reel=one.niveau_reel,
            niveau_souhaite=one.niveau_souhaite,
            date=one.date,
        )
        for one in said
    ]
    ends = {end for pair in liens for end in pair}
    reseau = moteur.build_reseau([moteur.Acteur(id=end, sphere="-") for end in ends], told)
    for pair, merged in reseau.lien_de.items():
        lien = liens[min(pair), max(pair)]
        lien.etat = lien_state(merged)
        lien.niveau, lien.niveau_souhaite, lien.date = merged.niveau, merged.niveau_souhaite, merged.date


def _write_membres(espace: Espace, acteurs: Sequence[Acteur]) -> dict[str, Utilisateur]:
    """One of each role; all speak for the same actors."""
    membres = {}
    for role in Role:
        user = Utilisateur.objects.create_user(f"{role.value}@{espace.slug}.example", nom=str(role.label))
        adhesion = Adhesion.objects.create(espace=espace, utilisateur=user, role=role)
        PorteParole.objects.bulk_create(PorteParole(acteur=acteur, adhesion=adhesion) for acteur in acteurs)
        membres[role.value] = user
    return membres


def _write_journal(espace: Espace, acteurs: list[Acteur], said: list[Declaration], qui: Utilisateur) -> None:
    lines = [("creer", "acteurs.acteur", one.pk, one.nom) for one in acteurs]
    lines += [("declarer", "acteurs.declaration", one.pk, str(one)[:200]) for one in said]
    traces = (
        Trace(espace=espace, qui=qui, geste=geste, objet=objet, objet_id=pk, libelle=libelle)
        for geste, objet, pk, libelle in lines
    )
    Trace.objects.bulk_create(traces, batch_size=LOT)
