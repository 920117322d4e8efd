"""Addresses of the actors. Mounted at the root: `/espace/<slug>/acteurs/…` and the personal pages `/moi/…`."""

from __future__ import annotations

from django.urls import path

from maillage.acteurs import edition, fiches, liste, personnes, urls_liens

app_name = "acteurs"

urlpatterns = [
    path("espace/<slug:slug>/acteurs/", liste.liste, name="liste"),
    path("espace/<slug:slug>/acteurs/nouveau/", edition.creer, name="creer"),
    path("espace/<slug:slug>/acteurs/corbeille/", fiches.corbeille, name="corbeille"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/", fiches.fiche, name="fiche"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/modifier/", edition.modifier, name="modifier"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/verifier/", fiches.verifier, name="verifier"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/retirer/", fiches.retirer, name="retirer"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/retablir/", fiches.retablir, name="retablir"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/personne/", personnes.ajouter, name="ajouter_personne"),
    path("espace/<slug:slug>/personnes/<uuid:pk>/informer/", personnes.informer, name="informer_personne"),
    path("espace/<slug:slug>/personnes/<uuid:pk>/retirer/", personnes.retirer, name="retirer_personne"),
    path("moi/<str:jeton>/", personnes.moi, name="moi"),
    path("moi/<str:jeton>/confirmer/", personnes.moi_confirmer, name="moi_confirmer"),
    path("moi/<str:jeton>/visibilite/", personnes.moi_visibilite, name="moi_visibilite"),
    path("moi/<str:jeton>/corriger/", personnes.moi_corriger, name="moi_corriger"),
    path("moi/<str:jeton>/retirer/", personnes.moi_retirer, name="moi_retirer"),
    path("moi/<str:jeton>/tout-ce-qui-me-concerne.<str:forme>", personnes.moi_export, name="moi_export"),
    *urls_liens.urlpatterns,
]
