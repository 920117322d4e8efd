"""Addresses of the reference lists of one espace. Mounted at the root."""

from __future__ import annotations

from django.urls import path

from maillage.referentiels import views

app_name = "referentiels"

urlpatterns = [
    path("espace/<slug:slug>/reglages/spheres/", views.spheres, name="spheres"),
    path("espace/<slug:slug>/reglages/spheres/ajouter/", views.ajouter, name="ajouter"),
    path("espace/<slug:slug>/reglages/spheres/<uuid:pk>/", views.sphere, name="sphere"),
    path("espace/<slug:slug>/reglages/spheres/<uuid:pk>/retirer/", views.retirer, name="retirer"),
]
