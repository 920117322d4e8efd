"""Themes and publics of data·inclusion, v0 and v1, in the words of Maillage (domain brief §4)."""

from __future__ import annotations

from typing import Final

THEMES_PAR_PREFIXE: Final = (
    ("equipement-et-alimentation--alimentation", "ALI"),
    ("equipement-et-alimentation--aide-menagere", "VIE"),
    ("equipement-et-alimentation", "PRE"),
    ("mobilite", "MOB"),
    ("logement-hebergement", "LOG"),
    ("sante--constituer-un-dossier-mdph-invalidite", "HAN"),
    ("sante", "SAN"),
    ("handicap", "HAN"),
    ("famille--garde-denfants", "PEN"),
    ("famille--soutien-a-la-parentalite", "PAR"),
    ("famille--surmonter-conflits", "PAR"),
    ("famille--prise-en-charge-personne-dependante", "VIE"),
    ("famille--soutien-aidants", "VIE"),
    ("famille", "PAR"),
    ("numerique", "NUM"),
    ("trouver-un-emploi", "EMP"),
    ("preparer-sa-candidature", "EMP"),
    ("choisir-un-metier", "EMP"),
    ("se-former", "EMP"),
    ("acces-aux-droits-et-citoyennete", "DRO"),
    ("difficultes-administratives-ou-juridiques", "DRO"),
    ("difficultes-financieres", "PRE"),
    ("gestion-financiere", "PRE"),
    ("remobilisation--activites-sportives-et-culturelles", "CUL"),
    ("lecture-ecriture-calcul", "CUL"),
    ("apprendre-francais", "CUL"),
    ("remobilisation--benevolat", "ASS"),
    ("remobilisation", "LIE"),
    ("creer-une-entreprise", "ESS"),
    ("creation-activite", "ESS"),
)
"""The first that begins a thématique is its theme."""

PUBLICS: Final = {
    "tous-publics": ("tous",),
    "familles": ("familles",),
    "familles-enfants": ("familles",),
    "jeunes": ("jeunes",),
    "jeunes-16-26": ("jeunes",),
    "etudiants": ("etudiants-apprentis",),
    "seniors": ("seniors",),
    "seniors-65": ("seniors",),
    "personnes-en-situation-de-handicap": ("handicap",),
    "personnes-handicapees": ("handicap",),
    "demandeurs-emploi": ("demandeurs-emploi",),
    "beneficiaires-des-minimas-sociaux": ("brsa", "precaires"),
    "beneficiaires-rsa": ("brsa",),
    "personnes-en-situation-durgence": ("precaires",),
    "femmes": ("victimes-violences",),
    "personnes-exilees": ("exiles",),
    "actifs": (),
    "residents-qpv-frr": ("habitants-isoles",),
    "personnes-en-situation-juridique-specifique": (),
}


def find_theme(thematique: str) -> str | None:
    """The theme of « mobilite--preparer-un-permis »; None for anything else."""
    key = thematique.strip().lower()
    return next((code for prefix, code in THEMES_PAR_PREFIXE if key == prefix or key.startswith(f"{prefix}--")
                 or ("--" in prefix and key.startswith(prefix))), None)  # fmt: skip
