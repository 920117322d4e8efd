"""Addresses: `/api/v1/…` for programs, `/api/` for whoever writes them, one's tokens under « Mon compte »."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib.auth.decorators import login_not_required
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from maillage.api import views
from maillage.api.interface import api

patterns, famille, namespace = api.urls
for pattern in patterns:  # each asks `espaces.droits.require` in the name of its token
    pattern.callback = login_not_required(cast("Callable[..., HttpResponseBase]", pattern.callback))

pages = [
    path("api/", views.presentation, name="presentation"),
    path("compte/jetons/", views.jetons, name="jetons"),
    path("compte/jetons/<uuid:pk>/retirer/", views.retirer, name="retirer"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((pages, "api"))),
    path("api/v1/", include((patterns, famille), namespace)),
]
