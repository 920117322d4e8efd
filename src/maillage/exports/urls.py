"""Addresses of what leaves an espace. Mounted at the root: `/espace/<slug>/emporter/…`."""

from __future__ import annotations

from django.urls import path

from maillage.exports import views, views_archive, views_restauration

app_name = "exports"

urlpatterns = [
    path("espace/<slug:slug>/emporter/", views.accueil, name="accueil"),
    path("espaces/restaurer/", views_restauration.restaurer, name="restaurer"),
    path("espace/<slug:slug>/emporter/data-inclusion/", views.inclusion, name="inclusion"),
    path("espace/<slug:slug>/emporter/archive/", views_archive.preparer, name="preparer"),
    path("espace/<slug:slug>/emporter/archive/<uuid:pk>/", views_archive.archive, name="archive"),
    path("espace/<slug:slug>/emporter/archive/<uuid:pk>/telecharger/", views_archive.telecharger, name="telecharger"),
    path("espace/<slug:slug>/emporter/<str:fichier>", views.fichier, name="fichier"),
]
