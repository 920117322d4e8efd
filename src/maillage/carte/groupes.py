"""The facet of perimeters: drawn one over the other, they are ticked, not filtered by."""

from __future__ import annotations

from maillage.acteurs.liste import Choix, Groupe
from maillage.carte.lecture import Vue


def build_perimetres(vue: Vue) -> Groupe:
    """Each with its letter and its number of communes."""
    choix = [Choix(str(one.id), one.titre, len(one.communes), one.choisi) for one in vue.contenants]
    return Groupe("perimetre", "Périmètres superposés", choix, depliee=True)
