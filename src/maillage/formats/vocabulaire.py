"""Words people write and the codes they stand for (domain brief §0.3, §0.4, §7.1 to §7.3)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from maillage.analyse.vocabulaire import NIVEAUX, PHASES, SPHERES, THEMES
from maillage.formats.textes import make_key

SANS_REPONSE: Final = frozenset(
    ("-", "–", "—", "/", "?", "na", "n/a", "#n/a", "nan", "null", "none", "nc", "nsp", "ne sait pas", "non renseigne",
     "sans objet", "s.o.")
)  # fmt: skip
"""What people and programs write in a cell they have nothing to say in; read as empty where the column is optional."""


def _index(words: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {make_key(word): code for code, synonyms in words.items() for word in (code, *synonyms)}


_LIBELLES_THEMES: Final = {
    "ALI": ("alimentation", "précarité alimentaire"),
    "MOB": ("mobilité", "transport"),
    "LOG": ("logement", "habitat", "logement, habitat"),
    "SAN": ("santé", "santé mentale", "santé, santé mentale"),
    "PEN": ("petite enfance",),
    "JEU": ("enfance", "jeunesse", "éducation", "enfance-jeunesse", "enfance, jeunesse, éducation"),
    "PAR": ("parentalité", "famille", "parentalité, famille"),
    "VIE": ("vieillissement", "autonomie", "vieillissement, autonomie", "personnes âgées", "seniors", "aînés"),
    "HAN": ("handicap",),
    "NUM": ("numérique", "inclusion numérique"),
    "EMP": ("emploi", "insertion", "emploi-insertion", "emploi, insertion"),
    "DRO": ("accès aux droits",),
    "LIE": ("lien social", "isolement", "lien social, isolement"),
    "CUL": ("culture", "loisirs", "culture, loisirs"),
    "TRE": ("transition écologique", "énergie", "transition écologique, énergie"),
    "ESS": ("économie locale", "économie sociale et solidaire", "économie-ess", "économie locale, ESS"),
    "AGR": ("agriculture", "foncier", "agriculture, foncier"),
    "TOU": ("tourisme",),
    "SEC": ("prévention", "tranquillité", "violences", "sécurité", "prévention-sécurité",
            "prévention, tranquillité, violences"),
    "CDV": ("cadre de vie", "centre-bourg", "cadre de vie, centre-bourg, services"),
    "PRE": ("précarité", "budget", "précarité, budget"),
    "ASS": ("vie associative", "engagement", "vie associative, engagement"),
}  # fmt: skip

_MOTS_SPHERES: Final = {
    "DS": ("développement social local",),
    "PA": ("passerelles",),
    "ELU": ("élu", "élue", "élus et élues"),
    "FIN": ("financeur", "financeuse"),
    "HAB": ("habitant", "habitante"),
}

_MOTS_NATURES: Final = {
    "structure": ("organisme", "organisation", "association", "institution", "collectivité", "établissement",
                  "entreprise", "commune", "intercommunalité", "syndicat", "administration"),
    "service": ("direction", "pôle", "département", "unité", "antenne", "équipe", "bureau"),
    "poste": ("fonction", "emploi", "professionnel", "professionnelle", "agent", "agente", "métier"),
    "collectif": ("groupe", "réseau", "instance", "groupement", "comité", "collectif informel"),
}  # fmt: skip

PERSONNES: Final = frozenset(
    make_key(word)
    for word in ("habitant", "habitante", "habitant·e", "habitants et habitantes", "bénéficiaire", "usager", "usagère",
                 "usager·ère", "personne", "personne accompagnée", "personne aidée", "personne physique", "particulier",
                 "allocataire", "ménage", "famille", "public", "patient", "patiente")
)  # fmt: skip
"""Natures that no actor may have: the map never holds the people who are helped."""

_MOTS_PHASES: Final = {
    "P1": ("idée", "signal", "idée, signal", "phase 1", "1"),
    "P2": ("étude", "enquête", "phase 2", "2"),
    "P3": ("conception", "montage", "conception / montage", "phase 3", "3"),
    "P4": ("financement", "recherche de financements", "phase 4", "4"),
    "P5": ("réalisation", "phase 5", "5"),
    "P6": ("capitalisation", "bilan", "évaluation / capitalisation", "phase 6", "6"),
}

_MOTS_SUJETS: Final = {
    "information": ("s’informer", "échange d’information"),
    "orientation": ("orientation des publics", "orienter"),
    "action-commune": ("action", "projet commun", "action concrète"),
    "financement": ("argent", "subvention", "financer"),
    "donnees-diagnostic": ("données", "diagnostic", "données et diagnostic", "données, diagnostic",
                           "diagnostic partagé"),
    "gouvernance": ("pilotage", "instance"),
    "formation": ("se former",),
    "locaux-materiel": ("locaux", "matériel", "locaux et matériel", "locaux, matériel", "prêt de matériel",
                        "prêt de salle"),
    "mise-en-relation": ("mettre en relation", "réseau"),
}  # fmt: skip

_MOTS_CADRES: Final = {
    "instance": ("comité", "réunion d’instance", "copil", "cotech"),
    "action-concrete": ("action", "action commune", "projet"),
    "situation": ("situation individuelle", "situation partagée"),
    "hasard-proximite": ("hasard", "proximité", "hasard ou proximité", "hasard, proximité", "voisinage"),
    "formation": (),
}

_MOTS_FORMALISATIONS: Final = {
    "informel": ("aucune", "oral", "non formalisé"),
    "echange-mails": ("mail", "échange de mails", "courriel", "échange de courriels"),
    "charte": (),
    "convention": ("convention de partenariat",),
    "marche-ou-subvention": ("marché", "subvention", "marché public", "marché, subvention"),
    "reglementaire": ("réglementation", "obligation réglementaire", "obligation légale", "légal", "loi"),
}

_MOTS_FINANCEMENTS: Final = {
    "aucun": ("aucune", "non", "néant", "pas de financement", "0"),
    "A-finance-B": ("la source finance la cible", "source finance cible"),
    "B-finance-A": ("la cible finance la source", "cible finance source"),
    "cofinancement": ("co-financement",),
    "mutualisation": ("mise en commun",),
}

THEMES_PAR_MOT: Final = {
    **_index({code: (libelle,) for code, libelle in THEMES.items()}),
    **_index(_LIBELLES_THEMES),
}
SPHERES_PAR_MOT: Final = {
    **_index({code: (libelle,) for code, libelle in SPHERES.items()}),
    **_index(_MOTS_SPHERES),
}
NATURES_PAR_MOT: Final = _index(_MOTS_NATURES)
PHASES_PAR_MOT: Final = {
    **_index({code: (libelle,) for code, libelle in PHASES.items()}),
    **_index(_MOTS_PHASES),
}
NIVEAUX_PAR_MOT: Final = {make_key(libelle): rang for rang, libelle in enumerate(NIVEAUX)}
SUJETS_PAR_MOT: Final = _index(_MOTS_SUJETS)
CADRES_PAR_MOT: Final = _index(_MOTS_CADRES)
FORMALISATIONS_PAR_MOT: Final = _index(_MOTS_FORMALISATIONS)
FINANCEMENTS_PAR_MOT: Final = _index(_MOTS_FINANCEMENTS)
