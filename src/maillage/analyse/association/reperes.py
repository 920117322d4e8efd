"""The constants that experts debate: weights, guards, questions. Each is read by one function only."""

from __future__ import annotations

from typing import Final

MAXIMUM: Final = 7
"""Recommendations on screen, the surprise included."""
MAINTENANT: Final = 4
ENSUITE: Final = 2
NOMMES: Final = 3
"""Local actors named for one kind."""

MIN_ACTEURS: Final = 25
MIN_TYPES: Final = 10
"""Below either, a kind that is not on the map is « not known here », never « absent »."""
PARTOUT: Final = frozenset(
    (
        "DEP", "CAF", "MSA", "COM", "REG", "ETAT", "DDT", "DDETS", "ARS", "CPAM", "CARSAT", "EN", "FT", "POSTE", "MDPH",
        "GEND", "CHAGRI", "CCI", "CMA", "ECOLE", "ASSO",
    )
)  # fmt: skip
"""Kinds that are everywhere: a map without one says nothing of the territory."""

POIDS: Final = {1: 3.0, 2: 2.0, 3: 1.0}
PRIORITES: Final = {1: "Indispensable", 2: "Utile", 3: "À envisager"}
GENERALE: Final = 0.65
"""A rule for any theme, beside one that is exactly on the theme."""
ATTENDRE: Final = 0.7
"""A rule for any theme, when its phase is still to come: what is proper to the project is prepared first."""
PUBLIC_NOMME: Final = 1.2
"""A rule about the very population that the request names."""
HORS_PUBLIC: Final = 0.6
"""A rule about a population that the request does not name."""
JAMAIS_SUPPOSES: Final = frozenset({"victimes-violences", "exiles"})
"""Populations that a request must name: a rule about them is never told on a theme alone."""
HORS_SUJET: Final = 0.5
"""A rule whose first theme the request does not have."""
PLANCHER_SURPRISE: Final = 0.5
"""The same for a rule to envisage."""
PLANCHER: Final = 0.85
"""Below this score, a rule on a theme is too far from the request to be told, but as the surprise."""
PROXIMITE: Final = (1.0, 0.97, 0.94, 0.92, 0.9)
SANS_NOM: Final = 0.85
DEJA_DIT: Final = 0.5
"""What is left of a rule all of whose kinds are already called at that phase."""

AFFINITES: Final = {
    ("AS", "DS"): 0.7, ("DS", "AS"): 0.7, ("PA", "AS"): 0.7, ("PA", "DS"): 0.7, ("PA", "DL"): 0.7,
}  # fmt: skip
"""Asker's world, world of the rule: a neighbour world recognises itself in part. Same world: 1."""
SANS_MONDE: Final = 0.85
"""A resident, an élu, a funder: belongs to neither world, and both advices hold."""

THEMES_DU_PUBLIC: Final = {
    "petite-enfance": ("PEN",), "enfants": ("JEU",), "jeunes": ("JEU",), "etudiants-apprentis": ("JEU",),
    "familles": ("PAR",), "seniors": ("VIE",), "aidants": ("VIE",), "handicap": ("HAN",),
    "demandeurs-emploi": ("EMP",), "brsa": ("EMP", "PRE"), "precaires": ("PRE",), "agriculteurs": ("AGR",),
    "saisonniers": ("EMP", "TOU"), "habitants-isoles": ("LIE",), "proprietaires-modestes": ("LOG",),
    "victimes-violences": ("SEC",), "exiles": ("DRO",), "nouveaux-arrivants": ("LIE",),
}  # fmt: skip
"""The theme that a population brings with it: weaker than a theme that is said."""
POPULATIONS: Final = {"PEN", "JEU", "PAR", "VIE", "HAN", "AGR"}
"""Themes that are populations: a rule about elders does not speak of a project for the young."""
IMPLICITE: Final = 0.6

QUESTION_DU_ROLE: Final = "«\u00a0{}\u00a0»\u00a0: par quoi commencer, et avec qui\u202f?"
"""Asked when the question of an advice has already been asked by another one of the same answer."""
QUESTIONS: Final = {
    "P1": "Que voyez-vous ici que nous ne voyons pas, et qui d’autre y pense déjà\u202f?",
    "P2": "Qu’avez-vous déjà comme données, comme paroles d’habitants, et qu’est-ce qui manque\u202f?",
    "P3": "Que faut-il prévoir dès maintenant pour que cela serve aux personnes que vous connaissez\u202f?",
    "P4": "À quelles conditions ce projet pourrait-il entrer dans vos aides, et à quelle date\u202f?",
    "P5": "Que pouvez-vous faire avec nous, et de quoi avez-vous besoin pour le faire\u202f?",
    "P6": "Qu’est-ce qui a changé pour les personnes que vous connaissez, et qui n’est pas venu\u202f?",
}
QUESTIONS_SURPRISE: Final = {
    "P1": "Cette idée rejoint-elle quelque chose que vous faites, ou que l’on vous demande\u202f?",
    "P2": "Que sait-on de ce sujet chez vous, que ceux que nous voyons d’habitude ne savent pas\u202f?",
    "P3": "Qu’ajouteriez-vous à ce projet, ou que changeriez-vous, vu de chez vous\u202f?",
    "P4": "À qui d’autre ce projet servirait-il, qui pourrait le dire avec nous\u202f?",
    "P5": "À qui en parleriez-vous, que nous n’atteignons pas\u202f?",
    "P6": "Qu’en avez-vous vu de loin, et qu’aimeriez-vous reprendre chez vous\u202f?",
}
"""Asked of someone whom no rule calls."""
QUESTIONS_FINANCEUR: Final = {
    "P1": "Sans parler d’argent\u00a0: cette idée rejoint-elle ce que vous constatez, et qui devrions-nous voir\u202f?",
    "P2": "Quelles données pouvez-vous partager, et quel diagnostic existe déjà\u202f?",
    "P3": "Quelles règles et quelles normes faut-il connaître avant de figer le projet\u202f?",
}
QUESTIONS_ROLE: Final = {
    "HAB": "Qu’est-ce qui vous ferait venir, et qu’est-ce qui vous en empêcherait\u202f?",
    "ELU": "Quel mandat, et combien de temps, donnez-vous à la personne qui porte ce travail\u202f?",
    "ASSOCIES": "Que voulez-vous que l’on retienne de ce que nous avons fait ensemble\u202f?",
}
