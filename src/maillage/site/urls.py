"""Addresses, in French: a reader can guess them."""

from __future__ import annotations

from importlib.util import find_spec

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from maillage.site import views

ROOMS = (
    "espaces", "referentiels", "territoires", "acteurs", "cadres", "doublons", "apports", "reseau",
    "carte", "freins", "diagnostic", "associer", "recherche", "exports", "api", "vieprivee", "aide",
)  # fmt: skip
"""Each room says its own addresses in its `urls.py`."""

# The administration is entered by our sign-in: it offers no password.
admin.site.site_header = admin.site.site_title = "Administration de Maillage"
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.accueil, name="accueil"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("a-propos/", views.a_propos, name="a-propos"),
    path("composants/", views.composants, name="composants"),
    path("compte/", include("maillage.comptes.urls")),
    path("administration/", admin.site.urls),
]
urlpatterns += [path("", include(f"maillage.{room}.urls")) for room in ROOMS if find_spec(f"maillage.{room}.urls")]

handler400 = "maillage.site.erreurs.bad_request"
handler403 = "maillage.site.erreurs.permission_denied"
handler404 = "maillage.site.erreurs.page_not_found"
handler429 = "maillage.site.erreurs.too_many_requests"
handler500 = "maillage.site.erreurs.server_error"
