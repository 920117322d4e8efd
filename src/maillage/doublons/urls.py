"""Addresses of the duplicates of an espace, one list for each kind of sheets."""

from __future__ import annotations

from django.urls import path, register_converter

from maillage.doublons import views, views_paires
from maillage.doublons.registre import GENRES


class GenreConverter:
    regex = "|".join(GENRES)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(GenreConverter, "genre")
app_name = "doublons"

urlpatterns = [
    path("espace/<slug:slug>/doublons/", views.liste, {"genre": "acteurs"}, name="liste"),
    path("espace/<slug:slug>/doublons/<genre:genre>/", views.liste, name="liste_genre"),
    path("espace/<slug:slug>/doublons/chercher/", views.chercher, name="chercher"),
    path("espace/<slug:slug>/doublons/avancement/<uuid:pk>/", views.avancement, name="avancement"),
    path("espace/<slug:slug>/doublons/<genre:genre>/<uuid:pk>/", views_paires.paire, name="paire"),
    path("espace/<slug:slug>/doublons/<genre:genre>/<uuid:pk>/decider/", views_paires.decider, name="decider"),
    path("espace/<slug:slug>/doublons/<genre:genre>/<uuid:pk>/fusionner/", views_paires.fusionner, name="fusionner"),
    path("espace/<slug:slug>/doublons/<genre:genre>/fusions/<uuid:pk>/separer/", views_paires.separer, name="separer"),
]
