"""The two long tables of the report: each actor with its measures, and who works with whom. Never by score."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from maillage.analyse.diagnostic import Diagnostic, MesuresActeur, Roles
from maillage.analyse.reseau import Lien, Reseau
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.blocs import Colonne, Diffusion, Tableau
from maillage.publication.typographie import SANS_OBJET, alphabetical, format_number, fr

ACTEURS_MAX: Final = 300
LIENS_MAX: Final = 1_500
"""Beyond these a document sends to the JSON export instead of printing dozens of pages."""


_MEASURES: Final = {
    "Partenaires": 1.1,
    "Chemins": 1.0,
    "Contrainte": 1.1,
    "Taille efficace": 1.1,
    "Cœur": 0.8,
    "Articulation": 1.1,
    "Coordinateur": 1.35,
    "Consultant": 1.1,
    "Porte": 0.9,
    "Liaison": 0.9,
}
"""Measures of an actor, with the width that print gives to each."""


def tableau_acteurs(diagnostic: Diagnostic) -> Tableau:
    """Every actor in alphabetical order: never by score."""
    ordered = sorted(diagnostic.acteurs, key=lambda acteur: alphabetical(acteur.nom or acteur.id))
    return Tableau(
        legende="Chaque acteur, par ordre alphabétique",
        colonnes=(
            Colonne("Acteur", largeur=4),
            Colonne("Monde", largeur=2),
            *(Colonne(title, "droite", width) for title, width in _MEASURES.items()),
        ),
        lignes=tuple(_line_of_actor(acteur) for acteur in ordered),
        note=fr(
            "Chemins : plus courts chemins entre deux autres acteurs qui passent par lui. Contrainte : à quel point "
            "ses partenaires se connaissent déjà (Burt 1992). Taille efficace : ses partenaires, moins ce qu’ils ont "
            "de redondant. Cœur : le plus grand nombre k tel qu’il garde k partenaires parmi ceux qui en ont autant. "
            "Articulation : sans lui, le réseau se coupe. Coordinateur, consultant, porte, liaison : rôles de courtage."
        ),
        replie=True,
    )


def _line_of_actor(acteur: MesuresActeur) -> tuple[str, ...]:
    return (
        acteur.nom or acteur.id,
        name_sphere(acteur.sphere),
        format_number(acteur.degre),
        format_number(acteur.intermediarite, 1, aligned=True),
        format_number(acteur.contrainte, 2, aligned=True),
        format_number(acteur.taille_effective, 1, aligned=True),
        format_number(acteur.coeur),
        "oui" if acteur.articulation else "non",
        *_cells_of_roles(acteur.courtage),
    )


def _cells_of_roles(roles: Roles) -> tuple[str, ...]:
    return tuple(format_number(value) for value in (roles.coordinateur, roles.consultant, roles.porte, roles.liaison))


def tableau_liens(reseau: Reseau, diffusion: Diffusion) -> Tableau:
    """Who works with whom, actor by actor. Who said a link, or sees it differently, is only told to the animation."""
    states = _ETATS if diffusion == "animation" else {_SANS_ETAT: "Travaille avec"}
    partners: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for lien in reseau.liens:
        state = _name_state(lien) if diffusion == "animation" else _SANS_ETAT
        for here, there in (lien.acteurs, lien.acteurs[::-1]):
            partners[here][state].append(reseau.acteur(there).libelle)
    ordered = sorted(reseau.acteurs, key=lambda acteur: alphabetical(acteur.libelle))
    return Tableau(
        legende="Les partenaires de chaque acteur, par ordre alphabétique",
        colonnes=(
            Colonne("Acteur", largeur=2),
            *(Colonne(title, largeur=3) for title in states.values()),
        ),
        lignes=tuple(
            (f"{a.libelle} ({name_sphere(a.sphere)})", *(_join_names(partners[a.id][state]) for state in states))
            for a in ordered
        ),
    )


_SANS_ETAT: Final = "lien"
_ETATS: Final = {
    "deux": "Lien dit des deux côtés avec",
    "un": "Lien dit d’un seul côté avec",
    "conteste": "Lien vu différemment avec",
}


def _name_state(lien: Lien) -> str:
    if lien.etat == "conteste":
        return "conteste"
    return "deux" if lien.vecu_des_deux_cotes else "un"


def _join_names(names: list[str]) -> str:
    return fr(" ; ").join(sorted(names, key=alphabetical)) or SANS_OBJET
