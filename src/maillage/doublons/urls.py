"""Addresses of the duplicates of an espace."""

from __future__ import annotations

from django.urls import path

from maillage.doublons import views, views_paires

app_name = "doublons"

urlpatterns = [
    path("espace/<slug:slug>/doublons/", views.liste, name="liste"),
    path("espace/<slug:slug>/doublons/chercher/", views.chercher, name="chercher"),
    path("espace/<slug:slug>/doublons/avancement/<uuid:pk>/", views.avancement, name="avancement"),
    path("espace/<slug:slug>/doublons/<uuid:pk>/", views_paires.paire, name="paire"),
    path("espace/<slug:slug>/doublons/<uuid:pk>/decider/", views_paires.decider, name="decider"),
    path("espace/<slug:slug>/doublons/<uuid:pk>/fusionner/", views_paires.fusionner, name="fusionner"),
    path("espace/<slug:slug>/doublons/fusions/<uuid:pk>/separer/", views_paires.separer, name="separer"),
]
