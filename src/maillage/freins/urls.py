"""Addresses of freins and leviers: the reference for everybody, what is observed for members."""

from __future__ import annotations

from django.urls import path

from maillage.freins import views, views_gestes

app_name = "freins"

urlpatterns = [
    path("freins-et-leviers/", views.reference, name="reference"),
    path("espace/<slug:slug>/freins/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/freins/observer/", views_gestes.observer, name="observer"),
    path("espace/<slug:slug>/freins/lien/<uuid:pk>/", views.lien, name="lien"),
    path("espace/<slug:slug>/freins/action/<uuid:pk>/", views.cadre, name="cadre"),
    path("espace/<slug:slug>/freins/<uuid:pk>/voix/", views_gestes.voter, name="voter"),
    path("espace/<slug:slug>/freins/<uuid:pk>/voix/reprendre/", views_gestes.reprendre, name="reprendre"),
    path("espace/<slug:slug>/freins/<uuid:pk>/retirer/", views_gestes.retirer, name="retirer"),
    path("espace/<slug:slug>/freins/<uuid:pk>/retablir/", views_gestes.retablir, name="retablir"),
]
