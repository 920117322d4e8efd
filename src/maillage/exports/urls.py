"""Addresses of what leaves an espace. Mounted at the root: `/espace/<slug>/emporter/…`."""

from __future__ import annotations

from django.urls import path

from maillage.exports import views

app_name = "exports"

urlpatterns = [
    path("espace/<slug:slug>/emporter/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/emporter/<str:fichier>", views.fichier, name="fichier"),
]
