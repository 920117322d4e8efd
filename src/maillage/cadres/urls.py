"""Addresses: the reference, open to all, at `/dispositifs/…`; the cadres of an espace at `/espace/<slug>/cadres/…`."""

from __future__ import annotations

from django.urls import path

from maillage.cadres import calendrier_pages, dispositifs, edition, fiches, liste, participants

app_name = "cadres"

urlpatterns = [
    path("dispositifs/", dispositifs.dispositifs, name="dispositifs"),
    path("dispositifs/<str:code>/", dispositifs.dispositif, name="dispositif"),
    path("espace/<slug:slug>/cadres/", liste.cadres, name="liste"),
    path("espace/<slug:slug>/cadres/nouveau/", edition.creer, name="creer"),
    path("espace/<slug:slug>/cadres/corbeille/", fiches.corbeille, name="corbeille"),
    path("espace/<slug:slug>/cadres/calendrier/", calendrier_pages.calendrier, name="calendrier"),
    path("espace/<slug:slug>/cadres/calendrier.ics", calendrier_pages.agenda, name="agenda"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/", fiches.fiche, name="fiche"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/modifier/", edition.modifier, name="modifier"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/verifier/", fiches.verifier, name="verifier"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/retirer/", fiches.retirer, name="retirer"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/retablir/", fiches.retablir, name="retablir"),
    path("espace/<slug:slug>/cadres/<uuid:pk>/participer/", participants.participer, name="participer"),
    path("espace/<slug:slug>/participations/<uuid:pk>/", participants.participation, name="participation"),
    path("espace/<slug:slug>/participations/<uuid:pk>/retirer/", participants.retirer, name="retirer_participation"),
    path("espace/<slug:slug>/participations/<uuid:pk>/retablir/", participants.retablir, name="retablir_participation"),
]
