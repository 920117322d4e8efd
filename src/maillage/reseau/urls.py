"""Addresses of the network."""

from __future__ import annotations

from django.urls import path

from maillage.reseau import views

app_name = "reseau"

urlpatterns = [
    path("espace/<slug:slug>/reseau/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/reseau/donnees.json", views.donnees, name="donnees"),
    path("espace/<slug:slug>/reseau/garder/", views.garder, name="garder"),
    path("espace/<slug:slug>/reseau/reprendre/", views.reprendre, name="reprendre"),
]
