"""Record linkage: which rows are one actor. See docs/methode/rapprochement.md.

`rapprocher` and `grouper` are the two doors; `explain` says why. Splink is loaded when a linkage starts, not before.
"""

from maillage.analyse.rapprochement.fiches import (
    MOTEURS,
    Accord,
    Fiche,
    FichesInvalides,
    Moteur,
    MoteurIndisponible,
    Paire,
    Raison,
    Rapprochement,
)
from maillage.analyse.rapprochement.raisons import explain, list_raisons
from maillage.analyse.rapprochement.travail import grouper, rapprocher

__all__ = [
    "MOTEURS",
    "Accord",
    "Fiche",
    "FichesInvalides",
    "Moteur",
    "MoteurIndisponible",
    "Paire",
    "Raison",
    "Rapprochement",
    "explain",
    "grouper",
    "list_raisons",
    "rapprocher",
]
