"""Addresses of the links, in the namespace of the actors: included by `urls.py`."""

from __future__ import annotations

from django.urls import path

from maillage.acteurs import lien_etapes, lien_pages

urlpatterns = [
    path("espace/<slug:slug>/acteurs/<uuid:pk>/declarer/", lien_etapes.declarer_lien, name="declarer"),
    path("espace/<slug:slug>/acteurs/<uuid:pk>/ma-structure/", lien_pages.rattacher, name="rattacher"),
    path("espace/<slug:slug>/liens/", lien_pages.mes_liens, name="liens"),
    path("espace/<slug:slug>/liens/souhaites/", lien_pages.souhaits, name="souhaits"),
    path("espace/<slug:slug>/liens/porte-parole/", lien_pages.porte_parole, name="porte_parole"),
    path("espace/<slug:slug>/liens/porte-parole/<int:pk>/retirer/", lien_pages.detacher, name="detacher"),
    path("espace/<slug:slug>/liens/<uuid:pk>/", lien_pages.lien, name="lien"),
    path("espace/<slug:slug>/liens/<uuid:pk>/confirmer/", lien_pages.confirmer, name="confirmer_lien"),
    path("espace/<slug:slug>/liens/<uuid:pk>/retirer/", lien_pages.retirer_declaration, name="retirer_declaration"),
    path("espace/<slug:slug>/liens/<uuid:source>/<uuid:cible>/", lien_pages.lien_entre, name="lien_entre"),
    path("espace/<slug:slug>/liens/<uuid:source>/<uuid:cible>/<slug:code>/", lien_etapes.etape, name="declarer_etape"),
]
