"""What a link is usually made of, by kind of pair and by level: the words of its declarations."""

from __future__ import annotations

FREQUENCES: dict[int, tuple[str, ...]] = {
    1: ("annuelle", "annuelle", "au-fil-de-leau"),
    2: ("trimestrielle", "trimestrielle", "au-fil-de-leau", "mensuelle"),
    3: ("trimestrielle", "mensuelle", "mensuelle"),
    4: ("mensuelle", "mensuelle", "hebdomadaire"),
    5: ("mensuelle", "hebdomadaire"),
}

FORMALISATIONS: dict[int, tuple[str, ...]] = {
    1: ("informel", "informel", "echange-mails"),
    2: ("informel", "informel", "echange-mails", "charte"),
    3: ("informel", "echange-mails", "convention", "charte"),
    4: ("convention", "convention", "charte"),
    5: ("convention",),
}

SUJETS: dict[str, dict[int, tuple[str, ...]]] = {
    "social": {
        1: ("information", "information", "mise-en-relation"),
        2: ("orientation", "information|orientation", "information|orientation", "information|formation"),
        3: ("orientation|information", "orientation|donnees-diagnostic", "orientation|gouvernance"),
        4: ("action-commune|orientation", "action-commune|locaux-materiel", "action-commune|formation"),
        5: ("action-commune|donnees-diagnostic|gouvernance", "action-commune|orientation|gouvernance"),
    },
    "local": {
        1: ("information", "information", "mise-en-relation"),
        2: ("information|gouvernance", "information|donnees-diagnostic", "information|mise-en-relation"),
        3: ("gouvernance|donnees-diagnostic", "gouvernance|information", "donnees-diagnostic|mise-en-relation"),
        4: ("action-commune|donnees-diagnostic", "action-commune|gouvernance"),
        5: ("action-commune|donnees-diagnostic|gouvernance",),
    },
    "passerelle": {
        1: ("information", "information", "mise-en-relation"),
        2: ("orientation|information", "information|mise-en-relation", "information|locaux-materiel"),
        3: ("orientation|locaux-materiel", "orientation|donnees-diagnostic", "information|formation"),
        4: ("action-commune|orientation", "action-commune|locaux-materiel"),
        5: ("action-commune|gouvernance|locaux-materiel",),
    },
}

CADRES: dict[str, dict[int, tuple[str, ...]]] = {
    "social": {
        1: ("situation", "formation", "instance"),
        2: ("situation", "situation", "situation", "instance"),
        3: ("situation", "situation", "instance"),
        4: ("action-concrete", "action-concrete", "situation"),
        5: ("action-concrete",),
    },
    "local": {
        1: ("instance", "instance", "formation"),
        2: ("instance",),
        3: ("instance", "instance", "action-concrete"),
        4: ("action-concrete", "instance"),
        5: ("action-concrete",),
    },
    "passerelle": {
        1: ("instance", "formation", "hasard-proximite"),
        2: ("situation", "instance", "action-concrete"),
        3: ("situation", "action-concrete", "instance"),
        4: ("action-concrete",),
        5: ("action-concrete",),
    },
}

PHASES: dict[str, tuple[str, ...]] = {
    "social": ("P5", "P5", "P5", "P5", "P3", "P2", ""),
    "local": ("P2", "P2", "P3", "P3", "P5", ""),
    "passerelle": ("P5", "P5", "P3", "P3", "P2", ""),
}

INITIATEURS = ("A", "A", "B", "conjoint", "conjoint", "tiers")

PHASES_FINANCEMENT = ("P2", "P3", "P3", "P4")
"""A link in which money passes was seldom born once the action was under way."""

FINANCEURS = frozenset({"CAF", "MSA", "DEP", "ETAT", "GAL", "DDT", "COM"})
"""Types that bring money."""


def name_famille(spheres: tuple[str, str]) -> str:
    if "PA" in spheres:
        return "passerelle"
    return "local" if spheres == ("DL", "DL") else "social"
