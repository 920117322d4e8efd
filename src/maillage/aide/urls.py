"""Addresses of the help, of no espace: everybody reads it."""

from __future__ import annotations

from django.urls import path

from maillage.aide import views

app_name = "aide"
urlpatterns = [
    path("aide/", views.accueil, name="accueil"),
    path("aide/<slug:code>/", views.page, name="page"),
]
