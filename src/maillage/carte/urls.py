"""Addresses of the map."""

from __future__ import annotations

from django.urls import path

from maillage.carte import views

app_name = "carte"

urlpatterns = [
    path("espace/<slug:slug>/carte/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/carte/donnees.json", views.donnees, name="donnees"),
    path("espace/<slug:slug>/carte/contours.json", views.contours, name="contours"),
    path("espace/<slug:slug>/carte/contours/", views.charger, name="charger"),
]
