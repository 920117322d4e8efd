"""The columns of the two tables and every name they may bear; headings recognised whatever their case and accents."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maillage.formats.textes import make_key, make_strict_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Colonne:
    """`synonymes` mean this column and nothing else: two of them in one table is a fault.

    `a_defaut` are vague words, taken only when no better heading is there (« code », « groupe », « date »…).
    """

    nom: str
    sens: str
    exemple: str
    obligatoire: bool = False
    synonymes: tuple[str, ...] = ()
    a_defaut: tuple[str, ...] = ()


ACTEURS: Final = (
    Colonne(
        nom="id", obligatoire=True, exemple="S01",
        sens="Identifiant court, différent pour chaque acteur, que cite le tableau des liens.",
        synonymes=("identifiant", "identifier", "ident", "id acteur", "identifiant acteur", "acteur id", "id structure",
                   "identifiant structure", "uid", "uuid", "node id"),
        a_defaut=("code", "code acteur", "clé", "key", "référence", "réf", "numéro", "num", "n°", "no", "sigle",
                  "acteur", "actor", "nœud", "node"),
    ),
    Colonne(
        nom="sphere", obligatoire=True, exemple="AS",
        sens="Monde professionnel : AS, DS, DL, PA, ou un code à vous.",
        synonymes=("monde", "code sphère", "sphère acteur", "sphère professionnelle", "monde professionnel",
                   "sphere code"),
        a_defaut=("groupe", "group", "catégorie", "category", "famille", "milieu", "univers", "secteur d’activité"),
    ),
    Colonne(
        nom="nom", exemple="CCAS de Valmorane",
        sens="Nom complet, tel qu’il sera écrit dans le rapport.",
        synonymes=("name", "libellé", "intitulé", "dénomination", "raison sociale", "nom acteur", "nom structure",
                   "nom de l’organisme", "label"),
        a_defaut=("structure", "organisme", "organisation", "organization", "acteur", "actor", "titre", "service"),
    ),
    Colonne(
        nom="nature", exemple="service",
        sens="Structure, service, poste ou collectif.",
        synonymes=("nature acteur", "nature de la structure", "kind"),
    ),
    Colonne(
        nom="parent", exemple="S07",
        sens="Identifiant de la structure dont dépend ce service, ou du service où se trouve ce poste.",
        synonymes=("id parent", "parent id", "structure parente", "structure mère", "structure de rattachement",
                   "rattachement", "rattaché à", "appartient à", "acteur parent"),
        a_defaut=("structure", "organisme", "employeur"),
    ),
    Colonne(
        nom="type", exemple="CCAS",
        sens="Type de structure (CCAS, EPCI, CAF, EVS…).",
        synonymes=("type structure", "type acteur", "type organisme", "code type"),
    ),
    Colonne(
        nom="themes", exemple="ALI|MOB",
        sens="Thèmes de travail, par code ou par libellé.",
        synonymes=("thématiques", "domaines d’intervention", "champs d’intervention", "topics"),
        a_defaut=("domaines", "champs"),
    ),
    Colonne(
        nom="communes", exemple="Valmorane|Cressignac",
        sens="Communes où l’acteur intervient.",
        synonymes=("communes couvertes", "communes d’intervention", "municipalities"),
        a_defaut=("commune", "territoire", "couverture", "ville", "code insee", "insee", "secteur géographique"),
    ),
    Colonne(
        nom="fin_financement", exemple="31/03/2027",
        sens="Jour où s’arrête le financement du poste.",
        synonymes=("fin du financement", "date fin financement", "financé jusqu’au", "financement jusqu’au",
                   "poste financé jusqu’au", "échéance financement", "funding end"),
        a_defaut=("échéance", "date de fin", "fin"),
    ),
)  # fmt: skip

LIENS: Final = (
    Colonne(
        nom="source", obligatoire=True, exemple="S01",
        sens="Identifiant de l’acteur qui déclare le lien (sauf si declare_par dit qui parle).",
        synonymes=("de", "from", "origine", "acteur source", "source id", "id source", "acteur 1", "acteur A", "id 1"),
        a_defaut=("acteur", "actor", "qui", "structure 1", "structure", "a"),
    ),
    Colonne(
        nom="cible", obligatoire=True, exemple="S07",
        sens="Identifiant de l’autre acteur.",
        synonymes=("vers", "to", "target", "destination", "destinataire", "acteur cible", "cible id", "id cible",
                   "acteur 2", "acteur B", "target id", "id 2"),
        a_defaut=("partenaire", "avec", "avec qui", "structure 2", "b", "à"),
    ),
    Colonne(
        nom="niveau_reel", exemple="3",
        sens="Niveau vécu aujourd’hui, de 0 (ne pas se connaître) à 5 (co-construire).",
        synonymes=("niveau actuel", "niveau vécu", "niveau du lien", "niveau de relation", "intensité",
                   "intensité du lien", "intensité de la relation"),
        a_defaut=("niveau", "level", "poids", "weight", "force", "score"),
    ),
    Colonne(
        nom="niveau_souhaite", exemple="4",
        sens="Niveau souhaité, de 0 à 5.",
        synonymes=("niveau voulu", "niveau visé", "niveau attendu", "niveau cible", "niveau souhaitable", "souhait",
                   "souhaité", "wanted level"),
        a_defaut=("objectif",),
    ),
    Colonne(
        nom="sujets", exemple="orientation|action-commune",
        sens="Ce sur quoi porte le lien.",
        synonymes=("sujets du lien", "objets du lien", "motifs", "subjects"),
        a_defaut=("objets", "contenu", "nature du lien", "type de lien"),
    ),
    Colonne(
        nom="cadre", exemple="instance",
        sens="Où l’on se voit : instance, action concrète, situation…",
        synonymes=("cadre du lien", "cadre de la relation", "contexte"),
    ),
    Colonne(
        nom="formalisation", exemple="convention",
        sens="Ce qui formalise le lien.",
        synonymes=("formalisation du lien", "degré de formalisation", "formalization"),
    ),
    Colonne(
        nom="financement", exemple="cofinancement",
        sens="Qui finance qui.",
        synonymes=("financement du lien", "funding"),
    ),
    Colonne(
        nom="premier_contact_phase", exemple="P4",
        sens="Phase du projet où l’autre a été appelé pour la première fois, de P1 à P6.",
        synonymes=("phase premier contact", "premier contact", "phase du premier appel", "phase réelle",
                   "phase de contact", "first contact phase"),
        a_defaut=("phase", "phase actuelle"),
    ),
    Colonne(
        nom="phase_souhaitee", exemple="P1",
        sens="Phase où il aurait fallu l’appeler.",
        synonymes=("phase voulue", "phase souhaitable", "phase idéale", "wanted phase"),
    ),
    Colonne(
        nom="date", exemple="12/05/2026",
        sens="Jour de la déclaration.",
        synonymes=("date déclaration", "déclaré le", "date de saisie", "date du lien"),
        a_defaut=("horodateur", "timestamp", "mise à jour", "date de mise à jour", "jour"),
    ),
    Colonne(
        nom="declare_par", exemple="S01",
        sens="Qui parle, si ce n’est pas la source : un acteur, ou un tiers (« atelier du 12 mai »).",
        synonymes=("déclarant", "déclarante", "déclaré par", "répondant", "répondante", "dit par", "saisi par",
                   "reported by", "declared by"),
        a_defaut=("auteur", "autrice"),
    ),
)  # fmt: skip

SANS_USAGE: Final = frozenset(
    make_key(name)
    for name in (
        "commune", "couverture", "réseaux porteurs", "adresse", "siret", "fréquence", "initiateur", "tendance",
        "porté par", "depuis", "expire le", "confirmé", "visibilité", "freins", "leviers",
    )
)  # fmt: skip
"""Headings of the field's own tables of which a diagnosis makes no use: left aside without a remark."""

_PARENTHESE: Final = re.compile(r"\s*[(\[].*$")


@dataclass(frozen=True, slots=True)
class Correspondance:
    """Where each column was found (`positions`), which were found several times, which headings say nothing to us."""

    positions: dict[str, int]
    doubles: dict[str, tuple[int, ...]]
    ignorees: tuple[int, ...]


def match_colonnes(entetes: Sequence[str], colonnes: Sequence[Colonne]) -> Correspondance:
    """Give each column its heading: its name or a synonym; then, for those without one, a vague word, in order."""
    positions: dict[str, int] = {}
    doubles: dict[str, tuple[int, ...]] = {}
    for find in (_find_sure, _find_vague):
        for colonne in colonnes:
            taken = {*positions.values(), *(rank for ranks in doubles.values() for rank in ranks)}
            found = find(entetes, colonne, taken) if colonne.nom not in positions.keys() | doubles.keys() else ()
            if len(found) == 1:
                positions[colonne.nom] = found[0]
            elif found:
                doubles[colonne.nom] = found
    known = {*positions.values(), *(rank for ranks in doubles.values() for rank in ranks)}
    unknown = (rank for rank, entete in enumerate(entetes) if entete and rank not in known)
    return Correspondance(positions, doubles, tuple(unknown))


def _find_sure(entetes: Sequence[str], colonne: Colonne, taken: set[int]) -> tuple[int, ...]:
    exact = {make_strict_key(colonne.nom)}
    keys = {make_key(name) for name in (colonne.nom, *colonne.synonymes)}
    vague = {make_strict_key(name) for name in colonne.a_defaut}
    return tuple(
        rank
        for rank, names in _iterate_free(entetes, taken)
        if any(make_strict_key(name) in exact for name in names)
        or any(make_key(name) in keys and make_strict_key(name) not in vague for name in names)
    )


def is_sure_name_of(entete: str, colonne: Colonne) -> bool:
    """Whether this heading means this column and nothing else."""
    return bool(_find_sure((entete,), colonne, set()))


def is_name_of(entete: str, colonne: Colonne) -> bool:
    """Whether this heading may mean this column, vague words included."""
    return is_sure_name_of(entete, colonne) or bool(_find_vague((entete,), colonne, set()))


def _find_vague(entetes: Sequence[str], colonne: Colonne, taken: set[int]) -> tuple[int, ...]:
    """The vague words are in order of preference: the first that is there is the one."""
    for wanted in colonne.a_defaut:
        keys = {make_key(wanted)}
        found = tuple(
            rank for rank, names in _iterate_free(entetes, taken) if any(make_key(name) in keys for name in names)
        )
        if found:
            return found
    return ()


def _iterate_free(entetes: Sequence[str], taken: set[int]) -> list[tuple[int, tuple[str, str]]]:
    """Headings not yet given, each with and without what it says in brackets: « niveau (0 à 5) »."""
    return [
        (rank, (entete, _PARENTHESE.sub("", entete)))
        for rank, entete in enumerate(entetes)
        if entete and rank not in taken
    ]


def find_closest_heading(colonne: Colonne, entetes: Sequence[str]) -> str | None:
    """The heading that looks most like a name of this column, for « c’est peut-être … »."""
    for names, alike in (([colonne.nom], 0.7), (colonne.synonymes, 0.85)):
        for entete in entetes:
            if entete and difflib.get_close_matches(make_key(entete), map(make_key, names), 1, alike):
                return entete
    return None


def find_closest_colonne(entete: str, colonnes: Sequence[Colonne]) -> str | None:
    """The column that an unknown heading was probably meant to be."""
    names = {make_key(name): colonne.nom for colonne in colonnes for name in (colonne.nom, *colonne.synonymes)}
    close = difflib.get_close_matches(make_key(entete), names, 1, 0.85)
    return names[close[0]] if close else None
