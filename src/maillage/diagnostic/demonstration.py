"""The fictional territory in the site: an espace, three accounts, actors, links and cadres, whole or not at all."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from django.db import transaction

from maillage.acteurs.declarer import lien_state
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.analyse import reseau as moteur
from maillage.comptes.models import Utilisateur
from maillage.demonstration.generer import DONNEES
from maillage.diagnostic.demonstration_cadres import load_cadres
from maillage.diagnostic.demonstration_fiches import dress
from maillage.diagnostic.demonstration_freins import load_observations
from maillage.espaces.models import Adhesion, Espace, Role, Visibilite
from maillage.referentiels.chargement import load_all
from maillage.referentiels.models import Sphere, Theme, TypeActeur
from maillage.reseau.actions import settle_places
from maillage.reseau.lecture import list_acteurs, list_declarations
from maillage.territoires.fictif import load_fictional
from maillage.territoires.models import Territoire

Ligne = dict[str, str]

COMPTES = {
    Role.ANIMATION: ("animation@lisaude.example", "Claire Mésange"),
    Role.CONTRIBUTION: ("contribution@lisaude.example", "Driss Pinson"),
    Role.LECTURE: ("lecture@lisaude.example", "Lou Fauvette"),
}
"""Fictional: a reserved domain, and birds for surnames."""
PORTE_PAROLE = "S01"
"""The maison des solidarités: its account sees what waits for an answer, and the findings that concern it."""
SOURCE = "demonstration"
PRESENTATION = (
    "Vingt et une communes de trois vallées et un plateau, 11 840 habitants. Ce territoire n’existe pas : il sert à "
    "montrer ce que Maillage dit d’un territoire comme le vôtre."
)


@transaction.atomic
def load_demonstration() -> Espace:
    """Load it, or load it again over what a visitor changed: the espace is emptied of its actors and links first."""
    load_all()
    espace = _open_espace()
    load_fictional(espace, _read("communes"))
    Acteur.objects.filter(espace=espace).delete()
    acteurs = _load_acteurs(espace, _read("acteurs"))
    _load_declarations(espace, acteurs, _read("liens"))
    load_cadres(espace, acteurs, _read("cadres"), _read("participations"))
    dress(espace, acteurs, Utilisateur.objects.get(email=COMPTES[Role.CONTRIBUTION][0]), PORTE_PAROLE)
    settle_places(espace=espace)
    load_observations(espace)
    return espace


def _read(nom: str) -> list[Ligne]:
    with Path(DONNEES / f"{nom}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _open_espace() -> Espace:
    espace, _ = Espace.objects.update_or_create(
        slug="lisaude",
        defaults={
            "nom": "Monts et Vallée de la Lisaude",
            "presentation": PRESENTATION,
            "visibilite": Visibilite.PUBLIQUE,
            "fictif": True,
            "date_reference": "2026-11-22",
            "supprime_le": None,
        },
    )
    espace.refresh_from_db()
    for role, (courriel, nom) in COMPTES.items():
        user = Utilisateur.objects.filter(email=courriel).first() or Utilisateur.objects.create_user(courriel, nom=nom)
        Adhesion.objects.update_or_create(espace=espace, utilisateur=user, defaults={"role": role})
    return espace


def _load_acteurs(espace: Espace, rows: list[Ligne]) -> dict[str, Acteur]:
    """By the id of the table. Parents stand before their services and postes in the table."""
    spheres = {s.code: s for s in Sphere.objects.filter(espace=None)}
    types = {t.code: t for t in TypeActeur.objects.all()}
    communes = {t.nom: t for t in Territoire.objects.filter(espace=espace, nature="commune")}
    by_id: dict[str, Acteur] = {}
    for row in rows:
        by_id[row["id"]] = acteur = Acteur(
            espace=espace,
            nom=row["nom"],
            nature=row["nature"],
            sphere=spheres[row["sphere"]],
            type=types.get(row["type"]),
            commune=communes.get(row["commune"]),
            fin_financement=row["fin_financement"] or None,
            source=SOURCE,
            source_id=row["id"],
            date_verification=espace.date_reference if row["nature"] == "structure" else None,
        )
        acteur.index_name()
    for row in rows:
        by_id[row["id"]].parent = by_id.get(row["parent"])
    Acteur.objects.bulk_create(sorted(by_id.values(), key=_depth))
    _load_themes(by_id, rows)
    _load_territoires(by_id, rows, communes)
    return by_id


def _depth(acteur: Acteur) -> int:
    return 0 if acteur.parent is None else 1 + _depth(acteur.parent)


def _load_themes(acteurs: dict[str, Acteur], rows: Iterable[Ligne]) -> None:
    themes = {t.code: t for t in Theme.objects.all()}
    through = Acteur.themes.through
    through.objects.bulk_create(
        through(acteur=acteurs[row["id"]], theme=themes[code])
        for row in rows
        for code in filter(None, row["themes"].split("|"))
    )


def _load_territoires(acteurs: dict[str, Acteur], rows: Iterable[Ligne], communes: dict[str, Territoire]) -> None:
    through = Acteur.territoires.through
    through.objects.bulk_create(
        through(acteur=acteurs[row["id"]], territoire=communes[nom])
        for row in rows
        for nom in filter(None, row["communes"].split("|"))
    )


def _load_declarations(espace: Espace, acteurs: dict[str, Acteur], rows: list[Ligne]) -> None:
    liens: dict[tuple[str, str], Lien] = {}
    for row in rows:
        a, b = sorted((acteurs[row["source"]], acteurs[row["cible"]]), key=lambda acteur: acteur.pk)
        liens.setdefault((str(a.pk), str(b.pk)), Lien(espace=espace, a=a, b=b, etat="declare"))
    Lien.objects.bulk_create(liens.values())
    said = [_build_declaration(row, acteurs, liens) for row in rows]
    Declaration.objects.bulk_create(said)
    _merge(liens, _read_each_for_itself(espace))


def _build_declaration(row: Ligne, acteurs: dict[str, Acteur], liens: dict[tuple[str, str], Lien]) -> Declaration:
    source, cible = acteurs[row["source"]], acteurs[row["cible"]]
    a, b = sorted((str(source.pk), str(cible.pk)))
    return Declaration(
        lien=liens[a, b],
        source=source,
        cible=cible,
        niveau_reel=_number(row["niveau_reel"]),
        niveau_souhaite=_number(row["niveau_souhaite"]),
        sujets=[code for code in row["sujets"].split("|") if code],
        date=row["date"],
        origine=SOURCE,
        **{
            name: row[name]
            for name in ("frequence", "formalisation", "financement", "initiateur", "premier_contact_phase",
                         "phase_souhaitee", "cadre")
        },
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text else None


def _read_each_for_itself(espace: Espace) -> moteur.Reseau:
    """The network where a poste is a node too: a row is the link of the two that were named."""
    ends = [replace(acteur, nature="structure", parent=None) for acteur in list_acteurs(espace)]
    return moteur.build_reseau(ends, list_declarations(espace))


def _merge(liens: dict[tuple[str, str], Lien], reseau: moteur.Reseau) -> None:
    for pair, merged in reseau.lien_de.items():
        lien = liens[pair]
        lien.etat = lien_state(merged)
        lien.niveau, lien.niveau_souhaite, lien.date = merged.niveau, merged.niveau_souhaite, merged.date
    Lien.objects.bulk_update(liens.values(), ["etat", "niveau", "niveau_souhaite", "date"])
