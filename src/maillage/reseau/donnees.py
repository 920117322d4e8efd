"""The network as the browser asks for it: short JSON, by the visitor’s rights, not sent twice when nothing changed."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Final

from django.db.models import Count, Max
from pydantic_core import to_json

from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur
from maillage.espaces.droits import Droits
from maillage.espaces.memoire import Memoire
from maillage.espaces.models import Trace
from maillage.referentiels.models import Sphere, Theme, Valeur
from maillage.reseau.models import Position
from maillage.reseau.places import Places
from maillage.reseau.trame import Trame

VERSION = 2
GARDEES = 8
"""Answers kept by the process: two megabytes each for 10,000 actors."""
ETATS = (EtatLien.CONFIRME, EtatLien.DECLARE, EtatLien.CONTESTE, EtatLien.SOUHAITE)


def mark(droits: Droits, niveau: str) -> str:
    """What changes whenever the answer may: the last line of the journal, what comes in by loads, who reads.

    Five short queries. A declaration never changes without a line in the journal.
    """
    espace = droits.espace
    acteurs = Acteur.objects.filter(espace=espace)
    facts = [
        VERSION,
        niveau,
        str(espace.pk),
        droits.adhesion and (str(droits.adhesion.utilisateur_id), droits.adhesion.role),
        Trace.objects.filter(espace=espace).aggregate(dernier=Max("id")),
        acteurs.aggregate(nombre=Count("pk"), dernier=Max("modifie_le"), retire=Max("retire_le")),
        Lien.objects.filter(espace=espace).count(),
        Position.objects.filter(espace=espace, niveau=niveau).aggregate(dernier=Max("id")),
        list(Sphere.objects.usable_in(espace).values_list("code", "nom", "forme", "lettre", "trait", "fond")),
    ]
    return f'"{hashlib.sha256(repr(facts).encode()).hexdigest()[:32]}"'


def encode(
    trame: Trame, places: Places, spheres: Mapping[str, Sphere], themes: list[Theme], niveaux: list[Valeur]
) -> bytes:
    """Rows are lists, and ends are places in the list of actors: 50,000 links in a megabyte."""
    rank = {code: number for number, code in enumerate(spheres)}
    slugs = {theme.slug: number for number, theme in enumerate(themes)}
    states = {etat.value: number for number, etat in enumerate(ETATS)}
    # « 3 », not « 3.0 »: shorter, and quicker to write
    whole: dict[float | None, float | None] = {float(level): level for level in range(6)}
    wished = EtatLien.SOUHAITE.value
    return to_json(
        {
            "version": VERSION,
            "spheres": [[s.code, s.nom, s.forme, s.lettre, s.trait, s.fond] for s in spheres.values()],
            "themes": [[theme.slug, theme.nom] for theme in themes],
            "niveaux": [one.nom for one in niveaux],
            "etats": [etat.value for etat in ETATS],
            "acteurs": [
                [
                    n.id,
                    n.nom,
                    rank[n.sphere],
                    *places[n.id],
                    sorted([slugs[t] for t in trame.themes.get(n.id, ()) if t in slugs]),
                ]
                for n in trame.noeuds
            ],
            "liens": [
                (a, b, states[etat], souhait if etat == wished else whole.get(niveau, niveau))
                for a, b, etat, niveau, souhait in trame.traits
            ],
        }
    )


MEMOIRE: Final = Memoire[bytes](GARDEES)
