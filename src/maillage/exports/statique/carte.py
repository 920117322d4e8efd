"""The map in the folder: the drawing of the site and the same content as a table, without a server."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.safestring import mark_safe

from maillage.carte.demande import read_demande
from maillage.carte.dessin import draw
from maillage.carte.lecture import Vue, find_acteurs, read_vue
from maillage.carte.phrases import say_aside, say_coverage, say_missing
from maillage.carte.terrain import read_terrain
from maillage.espaces.droits import Droits


def read_carte(droits: Droits) -> Vue:
    """Everyone, on the whole territory."""
    demande = read_demande(QueryDict())
    return read_vue(droits, demande, find_acteurs(droits, demande)[1], read_terrain(droits.espace))


def tell_carte(vue: Vue) -> dict[str, Any]:
    """What the page says beside its table; no drawing where no shape is known."""
    phrase = say_coverage(vue.presences, vue.places, "")
    told = {
        "phrase": phrase,
        "apart": say_aside(vue.terrain, vue.places),
        "approche": vue.terrain.approche,
        "sans_contour": say_missing(vue.terrain),
        "perimetres": vue.contenants,
    }
    if not vue.terrain.dessinees:
        return told
    wide, narrow = draw(vue, phrase, lambda _: "")
    # Drawn by `publication`, which escapes every name it writes.
    return told | {"large": mark_safe(wide.svg), "etroit": mark_safe(narrow.svg)}  # noqa: S308
