"""Addresses of « Qui associer ? ». The request is in the address; a project has its own, which is its key."""

from __future__ import annotations

from django.urls import path

from maillage.associer import views, views_papier, views_projets

app_name = "associer"

urlpatterns = [
    path("associer/", views.accueil, name="accueil"),
    path("associer/avis/", views.avis_general, name="avis_general"),
    path("associer/garder/", views_projets.garder_general, name="garder_general"),
    path("espace/<slug:slug>/associer/", views.espace, name="espace"),
    path("espace/<slug:slug>/associer/avis/", views.avis, name="avis"),
    path("espace/<slug:slug>/associer/garder/", views_projets.garder, name="garder"),
    path("espace/<slug:slug>/associer/projets/", views_projets.projets, name="projets"),
    path("projet/<str:cle>/", views_projets.projet, name="projet"),
    path("projet/<str:cle>/projet.pdf", views_papier.papier, name="papier"),
    path("projet/<str:cle>/changer/", views_projets.changer, name="changer"),
    path("projet/<str:cle>/effacer/", views_projets.effacer, name="effacer"),
]
