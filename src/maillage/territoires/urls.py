"""Addresses of the territory of one espace. Mounted at the root."""

from __future__ import annotations

from django.urls import path

from maillage.territoires import views, views_perimetres

app_name = "territoires"
RACINE = "espace/<slug:slug>/reglages/territoire/"

urlpatterns = [
    path(RACINE, views.territoire, name="territoire"),
    path(f"{RACINE}choisir/", views.choisir, name="choisir"),
    path(f"{RACINE}retirer/", views.retirer, name="retirer"),
    path(f"{RACINE}recoupements/", views.recoupements, name="recoupements"),
    path(f"{RACINE}composer/", views_perimetres.composer, name="composer"),
    path(f"{RACINE}<uuid:pk>/", views_perimetres.perimetre, name="perimetre"),
    path(f"{RACINE}<uuid:pk>/modifier/", views_perimetres.modifier, name="modifier"),
    path(f"{RACINE}<uuid:pk>/ajouter/", views_perimetres.ajouter, name="ajouter"),
    path(f"{RACINE}<uuid:pk>/enlever/", views_perimetres.enlever, name="enlever"),
    path(f"{RACINE}<uuid:pk>/supprimer/", views_perimetres.supprimer, name="supprimer"),
]
