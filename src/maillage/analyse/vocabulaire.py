"""French words for the codes the engine meets (domain brief §0.3, §0.4, §7). Unknown codes are shown as they are."""

from __future__ import annotations

SPHERES = {
    "AS": "action sociale",
    "DS": "développement social",
    "DL": "développement local",
    "PA": "passerelle",
    "ELU": "élus",
    "FIN": "financeurs",
    "HAB": "habitants",
}

MONDE_SOCIAL = frozenset({"AS", "DS"})
MONDE_LOCAL = frozenset({"DL"})
"""The two professional worlds whose meeting is the product's question; passerelles stand between them."""

THEMES = {  # short, for the middle of a sentence
    "ALI": "alimentation",
    "MOB": "mobilité",
    "LOG": "logement",
    "SAN": "santé",
    "PEN": "petite enfance",
    "JEU": "enfance-jeunesse",
    "PAR": "parentalité",
    "VIE": "vieillissement",
    "HAN": "handicap",
    "NUM": "numérique",
    "EMP": "emploi",
    "DRO": "accès aux droits",
    "LIE": "lien social",
    "CUL": "culture",
    "TRE": "transition écologique",
    "ESS": "économie locale",
    "AGR": "agriculture",
    "TOU": "tourisme",
    "SEC": "prévention",
    "CDV": "cadre de vie",
    "PRE": "précarité",
    "ASS": "vie associative",
}

PUBLICS = {  # after « pour »
    "tous": "tous",
    "familles": "les familles",
    "petite-enfance": "les tout-petits",
    "enfants": "les enfants",
    "jeunes": "les jeunes",
    "etudiants-apprentis": "les étudiants et apprentis",
    "seniors": "les aînés",
    "aidants": "les aidants",
    "handicap": "les personnes en situation de handicap",
    "demandeurs-emploi": "les demandeurs d’emploi",
    "brsa": "les bénéficiaires du RSA",
    "precaires": "les personnes en précarité",
    "agriculteurs": "les agriculteurs",
    "saisonniers": "les saisonniers",
    "habitants-isoles": "les habitants isolés",
    "nouveaux-arrivants": "les nouveaux arrivants",
    "proprietaires-modestes": "les propriétaires modestes",
    "victimes-violences": "les victimes de violences",
    "exiles": "les personnes exilées",
    "porteurs-de-projet": "les porteurs de projet",
    "associations": "les associations",
    "entreprises": "les entreprises",
    "elus": "les élus",
    "professionnels": "les professionnels",
}

NIVEAUX = (
    "ne pas se connaître",
    "se connaître",
    "s’informer",
    "se coordonner",
    "coopérer",
    "co-construire",
)

PHASES = {
    "P1": "émergence",
    "P2": "diagnostic",
    "P3": "conception, montage",
    "P4": "recherche de financement",
    "P5": "mise en œuvre",
    "P6": "évaluation",
}

TYPES_FINANCEURS = frozenset({"DEP", "CAF", "MSA", "REG", "ETAT", "ARS", "CARSAT", "DDETS", "DDT", "GAL", "FOND"})
"""Structure types (domain brief §3) whose links are read for « financeur appelé trop tard »."""


def name_sphere(code: str) -> str:
    return SPHERES.get(code, code)


def name_theme(code: str) -> str:
    return THEMES.get(code, code)


def name_public(code: str) -> str:
    return PUBLICS.get(code, code)
