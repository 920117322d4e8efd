"""The short tables of the report: spheres, measures, what was read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from maillage.analyse.diagnostic import Croisement, Diagnostic, Resume
from maillage.analyse.francais import jour, majuscule
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.blocs import Colonne, Diffusion, Tableau
from maillage.publication.tokens import MARQUES
from maillage.publication.typographie import (
    SANS_OBJET,
    format_number,
    format_p_value,
    format_share,
    fr,
)

TROP_PEU: Final = "trop peu d’acteurs"


def order_spheres(spheres: Iterable[str]) -> list[str]:
    """From action sociale to passerelle, then the codes of the file's own, in alphabetical order."""
    known = list(MARQUES)
    return sorted(spheres, key=lambda code: (known.index(code) if code in known else len(known), code))


def tableau_matrice(diagnostic: Diagnostic) -> Tableau:
    """Links, possible links and rate of each pair of spheres; no rate under its guard."""
    sizes = diagnostic.reseau.spheres
    rank = {code: place for place, code in enumerate(order_spheres(sizes))}
    pairs = [(sorted(cell.spheres, key=lambda code: rank[code]), cell) for cell in diagnostic.mixite.matrice]
    lines = [
        (
            majuscule(name_sphere(a)),
            majuscule(name_sphere(b)),
            format_number(cell.liens),
            format_number(cell.possibles),
            _rate_unless_guarded(cell, min(sizes[a], sizes[b])),
        )
        for (a, b), cell in sorted(pairs, key=lambda pair: [rank[code] for code in pair[0]])
    ]
    return Tableau(
        legende="Les liens entre les mondes, et à l’intérieur de chacun",
        colonnes=(
            Colonne("Monde", largeur=2.4),
            Colonne("avec", largeur=2.4),
            Colonne("Liens", "droite"),
            Colonne("Possibles", "droite", 1.2),
            Colonne("Part qui existe", "droite", 1.7),
        ),
        lignes=tuple(lines),
        note=fr(f"Une part n’est dite qu’à partir de {SEUILS.min_acteurs_sphere} acteurs dans chaque monde."),
    )


def _rate_unless_guarded(cell: Croisement, smallest: int) -> str:
    return TROP_PEU if smallest < SEUILS.min_acteurs_sphere else format_share(cell.taux)


def tableau_cohesion(diagnostic: Diagnostic) -> Tableau:
    c = diagnostic.cohesion
    return _measures(
        "Cohésion : comment le réseau tient ensemble",
        (
            ("Densité", format_number(c.densite), "Part des liens possibles qui existent."),
            ("Partenaires par acteur", format_number(c.liens_par_acteur, 1), "En moyenne, acteurs isolés compris."),
            ("Morceaux", format_number(c.composantes), "Groupes d’acteurs que rien ne relie entre eux."),
            ("Acteurs isolés", format_number(len(c.isoles)), "Acteurs sans aucun lien connu."),
            (
                "Connexité",
                format_number(c.connexite),
                "Part des couples d’acteurs qui peuvent se joindre de proche en proche (Krackhardt 1994).",
            ),
            (
                "Centralisation des liens",
                format_number(c.centralisation_degre),
                "0 : chacun a autant de partenaires ; 1 : tout passe par un seul acteur (Freeman 1979).",
            ),
            (
                "Centralisation des chemins",
                format_number(c.centralisation_intermediarite),
                "La même échelle, pour les plus courts chemins entre acteurs (Freeman 1979).",
            ),
        ),
    )


def tableau_mixite(diagnostic: Diagnostic) -> Tableau:
    return _measures(
        "Mixité : comment les mondes se rencontrent", (*_inside_or_across(diagnostic), *_mixing(diagnostic))
    )


def _inside_or_across(diagnostic: Diagnostic) -> tuple[tuple[str, str, str], ...]:
    m = diagnostic.mixite
    return (
        ("Liens entre mondes", format_share(m.part_liens_croises), "Part des liens qui vont d’un monde à un autre."),
        (
            "Indice E-I",
            format_number(m.indice_ei),
            "−1 : tous les liens restent dans leur monde ; 1 : tous en sortent (Krackhardt et Stern 1988).",
        ),
        (
            "Indice E-I au hasard",
            format_number(m.indice_ei_attendu),
            "Le même, si les liens étaient posés au hasard.",
        ),
        (
            "Probabilité d’un tel écart",
            format_p_value(m.p_valeur),
            f"Chance que le hasard seul s’éloigne autant de ce qu’il donne en moyenne. {_tell_law(m.permutations)}",
        ),
    )


def _tell_law(permutations: int) -> str:
    if permutations:
        return f"Obtenue par {format_number(permutations)} tirages au hasard des mondes."
    return "Obtenue par une loi normale de mêmes moyenne et variance."


def _mixing(diagnostic: Diagnostic) -> tuple[tuple[str, str, str], ...]:
    m = diagnostic.mixite
    return (
        (
            "Rapport de cotes",
            format_number(m.rapport_de_cotes, 2),
            "Combien de fois un lien est plus à portée dans un même monde qu’entre deux mondes.",
        ),
        (
            "Assortativité",
            format_number(m.assortativite),
            "0 : les mondes se mêlent comme au hasard ; 1 : ils ne se mêlent pas (Newman 2003).",
        ),
        (
            "Modularité",
            format_number(m.modularite),
            "Part des liens internes en plus de ce que le hasard donnerait (Newman et Girvan 2004).",
        ),
    )


def tableau_courtage(diagnostic: Diagnostic) -> Tableau:
    found, chance = diagnostic.courtage.reseau, diagnostic.courtage.attendu
    words = {
        "coordinateur": "relie deux partenaires de son propre monde",
        "consultant": "relie deux partenaires d’un même monde, qui n’est pas le sien",
        "porte": "relie un partenaire de son monde et un partenaire d’un autre",
        "liaison": "relie deux partenaires de deux mondes, différents du sien",
    }
    lines = [
        (
            majuscule(role),
            format_number(getattr(found, role)),
            format_number(getattr(chance, role), 1) if chance else SANS_OBJET,
            majuscule(text) + ".",
        )
        for role, text in words.items()
    ]
    return Tableau(
        legende=fr("Courtage : ceux qui se tiennent entre deux partenaires sans lien (Gould et Fernandez 1989)"),
        colonnes=(
            Colonne("Rôle", largeur=1.6),
            Colonne("Cas", "droite", 0.9),
            Colonne("Au hasard", "droite", 1.1),
            Colonne("Ce que cela dit", largeur=4),
        ),
        lignes=tuple(lines),
    )


def _measures(legende: str, lines: Iterable[tuple[str, str, str]]) -> Tableau:
    return Tableau(
        legende=fr(legende),
        colonnes=(
            Colonne("Mesure", largeur=2),
            Colonne("Valeur", "droite", 1.1),
            Colonne("Ce que cela dit", largeur=4.4),
        ),
        lignes=tuple((name, value, fr(text)) for name, value, text in lines),
    )


def _list_spheres(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    return [(code, sizes[code]) for code in order_spheres(sizes)]


def _count_states(resume: Resume) -> tuple[tuple[str, str], ...]:
    return (
        ("Liens confirmés des deux côtés", format_number(resume.confirmes)),
        ("Liens vus différemment", format_number(resume.contestes)),
    )


def tableau_lecture(diagnostic: Diagnostic, diffusion: Diffusion) -> Tableau:
    """What was read, so that the same diagnosis can be made again."""
    r, sampled = diagnostic.reseau, diagnostic.echantillon_intermediarite
    lines = [
        ("Date du diagnostic", jour(diagnostic.date_reference)),
        ("Acteurs", format_number(r.acteurs)),
        *((f"dont {name_sphere(code)}", format_number(count)) for code, count in _list_spheres(r.spheres)),
        ("Liens", format_number(r.liens)),
        ("Déclarations", format_number(r.declarations)),
        *(_count_states(r) if diffusion == "animation" else ()),
        ("Niveau de lecture", "services séparés" if diagnostic.niveau == "service" else "structures entières"),
        ("Graine du hasard", str(diagnostic.graine)),
        ("Version du format", diagnostic.version),
    ]
    if sampled is not None:
        lines.append(("Chemins estimés à partir de", f"{format_number(sampled)} acteurs tirés au hasard"))
    return Tableau(
        "De quoi refaire le même diagnostic", (Colonne("Donnée", largeur=2), Colonne("Valeur", largeur=2)), tuple(lines)
    )
