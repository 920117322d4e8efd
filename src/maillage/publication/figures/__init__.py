"""Pictures of a diagnosis: one SVG for screen and print, each with its title and its text for who does not see it."""

from maillage.publication.figures.barres import dessiner_niveaux, dessiner_phases
from maillage.publication.figures.disposition import positions
from maillage.publication.figures.figure import Figure
from maillage.publication.figures.groupes import dessiner_groupes
from maillage.publication.figures.lecture import say_what_is_shown
from maillage.publication.figures.matrice import dessiner_matrice
from maillage.publication.figures.points import dessiner_points
from maillage.publication.figures.reseau import dessiner_reseau

__all__ = [
    "Figure",
    "dessiner_groupes",
    "dessiner_matrice",
    "dessiner_niveaux",
    "dessiner_phases",
    "dessiner_points",
    "dessiner_reseau",
    "positions",
    "say_what_is_shown",
]
