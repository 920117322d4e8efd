"""Addresses of the lists brought to an espace. Mounted at the root: `/espace/<slug>/apporter/…`."""

from __future__ import annotations

from django.urls import path

from maillage.apports import views, views_apercu

app_name = "apports"

urlpatterns = [
    path("espace/<slug:slug>/apporter/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/apporter/modele/", views.modele, name="modele"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/", views.apport, name="apport"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/feuille/", views.feuille, name="feuille"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/colonnes/", views.colonnes, name="colonnes"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/lignes/<slug:sort>/", views_apercu.lignes, name="lignes"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/repondre/", views_apercu.repondre, name="repondre"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/revoir/", views_apercu.revoir, name="revoir"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/importer/", views_apercu.importer, name="importer"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/annuler/", views_apercu.annuler, name="annuler"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/abandonner/", views.abandonner, name="abandonner"),
    path("espace/<slug:slug>/apporter/<uuid:pk>/relancer/", views.relancer, name="relancer"),
]
