"""Addresses of the diagnosis. Mounted at the root: `/espace/<slug>/…` for one espace, `/methode/…` for everybody."""

from __future__ import annotations

from django.urls import path

from maillage.diagnostic import views, views_croisement, views_documents, views_methode, views_photos, views_travaux

app_name = "diagnostic"

urlpatterns = [
    path("espace/<slug:slug>/", views.espace, name="espace"),
    path("espace/<slug:slug>/diagnostic/", views.accueil, name="accueil"),
    path("espace/<slug:slug>/diagnostic/calculer/", views_travaux.calculer, name="calculer"),
    path("espace/<slug:slug>/diagnostic/travaux/<uuid:pk>/", views_travaux.avancement, name="avancement"),
    path("espace/<slug:slug>/diagnostic/document/<str:genre>/", views_documents.document, name="document"),
    path("espace/<slug:slug>/diagnostic/photos/", views_photos.photos, name="photos"),
    path("espace/<slug:slug>/diagnostic/photos/conserver/", views_photos.conserver, name="conserver"),
    path("espace/<slug:slug>/diagnostic/photos/comparer/", views_photos.comparer, name="comparer"),
    path("espace/<slug:slug>/diagnostic/photos/<uuid:pk>/", views_photos.photo, name="photo"),
    path("espace/<slug:slug>/diagnostic/photos/<uuid:pk>/supprimer/", views_photos.supprimer, name="supprimer_photo"),
    path("espace/<slug:slug>/diagnostic/photos/<uuid:pk>/depuis/", views_photos.depuis, name="depuis"),
    path("espace/<slug:slug>/croisement/<str:couple>/", views_croisement.croisement, name="croisement"),
    path("espace/<slug:slug>/propositions/", views_croisement.proposer, name="proposer"),
    path("espace/<slug:slug>/propositions/<uuid:pk>/annuler/", views_croisement.annuler, name="annuler_proposition"),
    path("methode/", views_methode.methodes, name="methodes"),
    path("methode/<slug:code>/", views_methode.methode, name="methode"),
]
