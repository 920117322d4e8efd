"""The administration reads what belongs to an espace, and never changes it: its pages do, which leave a trace."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.test import Client, RequestFactory
from django.urls import reverse

from maillage.acteurs.models import Acteur, Personne
from maillage.diagnostic.models import Travail
from maillage.espaces.models import Espace, Trace
from tests.fabriques import make_utilisateur
from tests.fabriques_acteurs import make_acteur, make_commune, make_personne, make_porte_parole, make_sphere

pytestmark = pytest.mark.django_db
ERASABLE = {Personne, Travail}
"""A person who asks the host to be forgotten; a cache."""


@pytest.fixture
def administration(client: Client) -> Client:
    client.force_login(make_utilisateur(staff=True), backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def allowed(model: Any, obj: Any = None) -> set[str]:
    request = RequestFactory().get("/")
    request.user = make_utilisateur(staff=True)
    site = admin.site._registry[model]
    kinds = {"add": site.has_add_permission(request)}
    kinds |= {kind: getattr(site, f"has_{kind}_permission")(request, obj) for kind in ("change", "delete")}
    return {kind for kind, granted in kinds.items() if granted}


def holds_espace(model: Any) -> bool:
    """Rows that always belong to an espace, themselves or through what they hang from."""
    names = {"espace", "poste", "acteur", "lien"}
    return any(field.name in names and not field.null for field in model._meta.fields)


OWNED = sorted((model for model in admin.site._registry if holds_espace(model)), key=lambda model: model.__name__)


def test_what_belongs_to_an_espace_is_found() -> None:
    assert {model.__name__ for model in OWNED} >= {"Acteur", "Lien", "Personne", "Photo", "PorteParole"}


@pytest.mark.parametrize("model", OWNED, ids=lambda model: model.__name__)
def test_what_belongs_to_an_espace_is_only_read(model: Any) -> None:
    assert allowed(model) <= ({"delete"} if model in ERASABLE else set())


def test_shared_lists_are_corrected_but_not_what_an_espace_added(lisaude: Espace) -> None:
    shared, own = make_sphere("AS"), make_sphere("SANTE", espace=lisaude)
    assert "change" in allowed(type(shared), shared)
    assert allowed(type(own), own) <= {"add"}
    official, composed = make_commune("Valmorane"), make_commune("Périmètre", espace=lisaude)
    assert "change" in allowed(type(official), official)
    assert allowed(type(composed), composed) <= {"add"}


def test_an_actor_is_shown_and_a_forged_change_is_refused(administration: Client, lisaude: Espace) -> None:
    acteur = make_acteur(lisaude, "CIAS")
    address = reverse("admin:acteurs_acteur_change", args=[acteur.pk])
    assert "CIAS" in administration.get(address).content.decode()
    assert administration.post(address, {"nom": "Autre"}).status_code == 403
    assert Acteur.objects.get().nom == "CIAS"


def test_lists_of_links_persons_and_spokespersons_open(administration: Client, lisaude: Espace, driss: Any) -> None:
    make_porte_parole(make_acteur(lisaude), driss)
    make_personne(make_acteur(lisaude, poste=True))
    for modele in ("acteur", "lien", "personne", "porteparole"):
        assert administration.get(reverse(f"admin:acteurs_{modele}_changelist")).status_code == 200


@pytest.mark.parametrize("by", ["one", "several"])
def test_erasing_a_person_leaves_no_name_in_any_log(administration: Client, lisaude: Espace, by: str) -> None:
    poste = make_acteur(lisaude, "Assistante sociale", poste=True)
    personne = make_personne(poste)
    if by == "one":
        administration.post(reverse("admin:acteurs_personne_delete", args=[personne.pk]), {"post": "yes"})
    else:
        chosen = {"action": "delete_selected", "_selected_action": str(personne.pk), "post": "yes"}
        administration.post(reverse("admin:acteurs_personne_changelist"), chosen)
    assert not Personne.objects.exists()
    assert Acteur.objects.filter(pk=poste.pk).exists()
    assert Trace.objects.get().apres == {"titulaire": "retiré"}
    assert "Fauvette" not in str(list(LogEntry.objects.values()))
