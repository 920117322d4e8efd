from __future__ import annotations

from django.urls import path

from maillage.recherche import views

app_name = "recherche"
urlpatterns = [path("espace/<slug:slug>/recherche/", views.page, name="page")]
