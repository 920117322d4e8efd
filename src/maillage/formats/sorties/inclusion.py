"""data·inclusion v1: our words in theirs, and structures and services as their schema describes them.

The tables follow the domain brief (§4): data·inclusion describes services to people seeking inclusion, so that what
belongs to agriculture, tourism, climate or town planning has no equivalent there and is left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

SOURCE: Final = "maillage"
NOM_MIN, NOM_MAX = 3, 150
DESCRIPTION_MIN: Final = 5

_MOBILITE = (
    "acceder-a-un-vehicule", "entretenir-reparer-son-vehicule", "etre-accompagne-dans-son-parcours-mobilite",
    "financer-ma-mobilite", "mobilite-douce-partagee-collective", "preparer-un-permis",
)  # fmt: skip
_LOGEMENT = (
    "acheter-un-logement", "changer-de-logement", "louer-un-logement",
    "rechercher-une-solution-dhebergement-temporaire", "reduire-les-impayes-de-loyer",
    "se-maintenir-dans-le-logement", "sinformer-sur-les-demarches-liees-a-lacces-au-logement",
)  # fmt: skip
_METIER = (
    "confirmer-son-choix-de-metier", "connaitre-les-opportunites-demploi",
    "decouvrir-un-metier-ou-un-secteur-dactivite", "identifier-ses-points-forts-et-ses-competences",
)  # fmt: skip
_FORMATION = ("monter-son-dossier-de-formation", "trouver-sa-formation")
_EMPLOI = (
    "convaincre-un-recruteur-en-entretien", "faire-des-candidatures-spontanees", "maintien-dans-lemploi",
    "repondre-a-des-offres-demploi", "suivre-ses-candidatures-et-relancer-les-employeurs",
)  # fmt: skip
_CANDIDATURE = (
    "developper-son-reseau", "organiser-ses-demarches-de-recherche-demploi",
    "realiser-un-cv-et-ou-une-lettre-de-motivation", "valoriser-ses-competences",
)  # fmt: skip
_DROITS = (
    "accompagnement-aux-demarches-administratives", "accompagnement-pour-lacces-a-la-citoyennete",
    "accompagnement-pour-lacces-aux-droits", "beneficier-dune-mesure-daccompagnement-adapte",
    "connaitre-ses-droits-face-a-une-discrimination", "prendre-en-compte-une-problematique-judiciaire",
)  # fmt: skip
_BUDGET = (
    "acquerir-une-autonomie-budgetaire", "ameliorer-sa-gestion-budgetaire",
    "mettre-en-place-une-mesure-de-protection-financiere", "prevenir-une-degradation-de-la-situation-financiere",
    "situation-dendettement-surendettement",
)  # fmt: skip
_NUMERIQUE = (
    "acceder-a-des-services-en-ligne", "acceder-a-une-connexion-internet", "acquerir-un-equipement",
    "maitriser-les-fondamentaux-du-numerique",
)  # fmt: skip
_ENTREPRISE = (
    "definir-son-projet-de-creation-dentreprise", "developper-son-entreprise",
    "structurer-son-projet-de-creation-dentreprise",
)  # fmt: skip


def _in(categorie: str, *noms: str) -> tuple[str, ...]:
    return tuple(f"{categorie}--{nom}" for nom in noms)


THEMATIQUES: Final[dict[str, tuple[str, ...]]] = {
    "ALI": _in("equipement-et-alimentation", "alimentation"),
    "MOB": _in("mobilite", *_MOBILITE),
    "LOG": _in("logement-hebergement", *_LOGEMENT),
    "SAN": _in("sante", "acces-aux-soins", "addictions", "sante-mentale", "sante-sexuelle"),
    "PEN": _in("famille", "garde-denfants"),
    "JEU": (*_in("choisir-un-metier", *_METIER), *_in("se-former", *_FORMATION)),
    "PAR": _in("famille", "soutien-a-la-parentalite-et-a-leducation", "surmonter-conflits-separation-violence"),
    "VIE": (
        *_in("famille", "prise-en-charge-personne-dependante", "soutien-aidants"),
        *_in("equipement-et-alimentation", "aide-menagere"),
    ),
    "HAN": _in("sante", "constituer-un-dossier-mdph-invalidite"),
    "NUM": _in("numerique", *_NUMERIQUE),
    "EMP": (
        *_in("trouver-un-emploi", *_EMPLOI),
        *_in("preparer-sa-candidature", *_CANDIDATURE),
        *_in("choisir-un-metier", *_METIER),
        *_in("se-former", *_FORMATION),
    ),
    "DRO": _in("difficultes-administratives-ou-juridiques", *_DROITS),
    "LIE": _in("remobilisation", "lien-social", "benevolat-action-citoyenne", "bien-etre-confiance-en-soi"),
    "CUL": (
        *_in("remobilisation", "activites-sportives-et-culturelles"),
        *_in("lecture-ecriture-calcul", "maitriser-le-calcul", "maitriser-le-francais"),
    ),
    "ESS": _in("creer-une-entreprise", *_ENTREPRISE),
    "PRE": (
        *_in("difficultes-financieres", *_BUDGET),
        *_in("equipement-et-alimentation", "electromenager", "habillement"),
    ),
    "ASS": _in("remobilisation", "benevolat-action-citoyenne"),
    "SEC": _in("famille", "surmonter-conflits-separation-violence"),
}
"""By theme. AGR, TOU, TRE and CDV have no equivalent."""

PUBLICS: Final[dict[str, tuple[str, ...]]] = {
    "tous": ("tous-publics",),
    "familles": ("familles",),
    "enfants": ("familles",),
    "petite-enfance": ("familles",),
    "jeunes": ("jeunes",),
    "etudiants-apprentis": ("etudiants",),
    "seniors": ("seniors",),
    "handicap": ("personnes-en-situation-de-handicap",),
    "demandeurs-emploi": ("demandeurs-emploi",),
    "brsa": ("beneficiaires-des-minimas-sociaux",),
    "precaires": ("beneficiaires-des-minimas-sociaux",),
    "victimes-violences": ("personnes-en-situation-durgence", "femmes"),
    "exiles": ("personnes-exilees",),
    "agriculteurs": ("actifs",),
    "saisonniers": ("actifs",),
}
"""By public. `habitants-isoles` is rural in itself, yet « residents-qpv-frr » asks for a zoning we do not know."""
AIDANTS: Final = "aidants"
"""A public here, a thématique there."""


@dataclass(frozen=True)
class StructureInclusion:
    """What one actor says of itself, in our words; empty when unknown."""

    id: str
    nom: str
    date_maj: date
    description: str = ""
    lien_source: str = ""
    siret: str = ""
    commune: str = ""
    code_insee: str = ""
    adresse: str = ""
    longitude: float | None = None
    latitude: float | None = None
    telephone: str = ""
    courriel: str = ""
    site_web: str = ""
    reseaux_porteurs: Sequence[str] = field(default_factory=tuple)
    themes: Sequence[str] = field(default_factory=tuple)
    publics: Sequence[str] = field(default_factory=tuple)
    structure_id: str = ""
    """The structure that holds it, for a service; itself otherwise."""


def map_themes(themes: Iterable[str], publics: Iterable[str] = ()) -> list[str]:
    found = {value for theme in themes for value in THEMATIQUES.get(theme, ())}
    return sorted(found | ({"famille--soutien-aidants"} if AIDANTS in publics else set()))


def map_publics(publics: Iterable[str]) -> list[str]:
    """« tous-publics » stands alone, as the schema asks."""
    found = {value for public in publics for value in PUBLICS.get(public, ())}
    return ["tous-publics"] if "tous-publics" in found else sorted(found)


def make_structure(acteur: StructureInclusion) -> dict[str, Any]:
    told = _make_common(acteur) | {"siret": acteur.siret, "site_web": acteur.site_web}
    told["reseaux_porteurs"] = sorted(acteur.reseaux_porteurs)
    if len(acteur.description) >= DESCRIPTION_MIN:
        told["description"] = acteur.description
    return _keep_filled(told)


def make_service(acteur: StructureInclusion) -> dict[str, Any]:
    """What an actor does and for whom. To be asked only of those that `is_service` keeps."""
    return _keep_filled(
        _make_common(acteur)
        | {
            "structure_id": _prefix(acteur.structure_id or acteur.id),
            "description": acteur.description,
            "thematiques": map_themes(acteur.themes, acteur.publics),
            "publics": map_publics(acteur.publics),
        }
    )


def is_named(acteur: StructureInclusion) -> bool:
    """The schema refuses names of fewer than three characters."""
    return len(acteur.nom.strip()) >= NOM_MIN


def is_service(acteur: StructureInclusion) -> bool:
    """A service says what is done there, on a subject that data·inclusion knows."""
    described = len(acteur.description) >= DESCRIPTION_MIN
    return is_named(acteur) and described and bool(map_themes(acteur.themes, acteur.publics))


def write_inclusion(rows: Iterable[dict[str, Any]]) -> bytes:
    """A list, one element a line."""
    return b"[\n" + b",\n".join(json.dumps(row, ensure_ascii=False).encode() for row in rows) + b"\n]\n"


def _make_common(acteur: StructureInclusion) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "id": _prefix(acteur.id),
        "nom": _shorten(acteur.nom.strip()),
        "date_maj": acteur.date_maj.isoformat(),
        "lien_source": acteur.lien_source,
        "commune": acteur.commune,
        "code_insee": acteur.code_insee,
        "adresse": acteur.adresse,
        "longitude": acteur.longitude,
        "latitude": acteur.latitude,
        "telephone": acteur.telephone,
        "courriel": acteur.courriel,
    }


def _prefix(pk: str) -> str:
    return f"{SOURCE}--{pk}"


def _shorten(nom: str) -> str:
    """Within their length, and without a point at the end."""
    kept = nom if len(nom) <= NOM_MAX else f"{nom[: NOM_MAX - 1]}…"
    return kept if kept.endswith("etc.") else kept.rstrip(".")


def _keep_filled(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value not in ("", None, [])}
