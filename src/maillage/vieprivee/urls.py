"""Addresses under « Mon compte »."""

from __future__ import annotations

from django.urls import path

from maillage.vieprivee import views

app_name = "vieprivee"

urlpatterns = [
    path("compte/exporter/", views.exporter, name="exporter"),
    path("compte/quitter/", views.quitter, name="quitter"),
    path("compte/supprimer/", views.supprimer, name="supprimer"),
]
