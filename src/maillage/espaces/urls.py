"""Addresses of the espaces. Mounted at the root: `/espaces/…` for all of them, `/espace/<slug>/…` for one."""

from __future__ import annotations

from django.urls import path

from maillage.espaces import views, views_journal, views_membres

app_name = "espaces"

urlpatterns = [
    path("espaces/", views.liste, name="liste"),
    path("espaces/nouveau/", views.creer, name="creer"),
    path("espaces/<uuid:pk>/retablir/", views.retablir, name="retablir"),
    path("espace/<slug:slug>/presentation/", views.presentation, name="presentation"),
    path("espace/<slug:slug>/reglages/", views.reglages, name="reglages"),
    path("espace/<slug:slug>/supprimer/", views.supprimer, name="supprimer"),
    path("espace/<slug:slug>/quitter/", views_membres.quitter, name="quitter"),
    path("espace/<slug:slug>/journal/", views_journal.journal, name="journal"),
    path("espace/<slug:slug>/membres/", views_membres.membres, name="membres"),
    path("espace/<slug:slug>/membres/inviter/", views_membres.inviter, name="inviter"),
    path("espace/<slug:slug>/membres/<uuid:pk>/", views_membres.membre, name="membre"),
    path("espace/<slug:slug>/membres/<uuid:pk>/retirer/", views_membres.retirer_membre, name="retirer_membre"),
    path("espace/<slug:slug>/invitations/<uuid:pk>/renvoyer/", views_membres.renvoyer, name="renvoyer"),
    path(
        "espace/<slug:slug>/invitations/<uuid:pk>/retirer/", views_membres.retirer_invitation, name="retirer_invitation"
    ),
    path("invitation/<str:jeton>/", views_membres.invitation, name="invitation"),
    path("invitation/<str:jeton>/accepter/", views_membres.accepter, name="accepter"),
    path("reprendre/", views.reprendre, name="reprise"),
]
