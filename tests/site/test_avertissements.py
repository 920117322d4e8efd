"""Every free text warns its author about what it should not hold (domain brief §10). Nothing is refused."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from uuid import uuid4

import pytest
from django import forms
from django.urls import reverse

import maillage
from maillage.espaces.avertissements import find_warnings, is_free_text
from maillage.referentiels.models import Sphere
from maillage.territoires.models import Territoire
from tests.fabriques_acteurs import make_acteur, make_sphere
from tests.fabriques_freins import make_frein

NOTE = "Suivi de Mme Durand, en dépression"
SAID = "Nous croyons lire le nom d’une personne et un mot de santé"


def page(name, *args):
    return reverse(name, args=["lisaude", *args])


def espace(**changes):
    return {"nom": "Lisaude", "presentation": "", "visibilite": "membres", "jeton": str(uuid4())} | changes


def sphere(**changes):
    fields = {
        "code": "SANTE",
        "nom": "Santé",
        "description": "",
        "forme": "hexagone",
        "lettre": "Z",
        "trait": "#8A2B5B",
    }
    return fields | {"jeton": str(uuid4())} | changes


def perimetre(**changes):
    return {"nom": "Bassin", "nature": "bassin", "jeton": str(uuid4())} | changes


def compose(lisaude):
    return Territoire.objects.create(espace=lisaude, nature="bassin", code="B1", nom="Bassin", nom_cherche="bassin")


def acteur(**changes):
    shared = Sphere.objects.shared().first() or make_sphere("AS")
    return {"nom": "CIAS", "nature": "structure", "sphere": str(shared.pk), "visibilite": "publique"} | changes


def demande(**changes):
    return {"mots": "épicerie", "phase": "P1", "monde": ""} | changes


def observation(**changes):
    """On the croisement of two worlds, whose page says the warning after the form is kept."""
    make_frein("F01")
    make_sphere("AS"), make_sphere("DL")
    return {"croisement": "AS-DL", "quoi": "frein:F01", "visibilite": "membres"} | changes


RECUS = {
    "ObservationForm": [(lambda lisaude: page("freins:observer"), observation, ("texte",))],
    "EspaceForm": [
        (lambda lisaude: reverse("espaces:creer"), espace, ("nom", "presentation")),
        (lambda lisaude: page("espaces:reglages"), espace, ("nom", "presentation")),
    ],
    "DemandeForm": [(lambda lisaude: page("associer:garder"), demande, ("mots",))],
    "SphereForm": [
        (lambda lisaude: page("referentiels:ajouter"), sphere, ("nom", "description")),
        (
            lambda lisaude: page("referentiels:sphere", make_sphere("SOIN", espace=lisaude).pk),
            sphere,
            ("nom", "description"),
        ),
    ],
    "PerimetreForm": [
        (lambda lisaude: page("territoires:composer"), perimetre, ("nom",)),
        (lambda lisaude: page("territoires:modifier", compose(lisaude).pk), perimetre, ("nom",)),
    ],
    "ActeurForm": [
        (lambda lisaude: page("acteurs:creer"), acteur, ("nom", "description", "appelez_nous_pour", "adresse")),
        (
            lambda lisaude: page("acteurs:modifier", make_acteur(lisaude).pk),
            acteur,
            ("nom", "description", "appelez_nous_pour", "adresse"),
        ),
    ],
}
"""Each form that takes a free text: where it is sent, with what, and its texts."""
SANS_TEXTE = {
    "IdentiteForm": "a name and an address are what it asks",
    "MonNom": "one's own name",
    "NomCle": "the name of one's own passkey",
    "AjoutCle": "the name of one's own passkey",
    "RenommeCle": "the name of one's own passkey",
    "Inscription": "one's own name",
    "CodeConnexion": "a code",
    "CodeCourriel": "a code",
    "Connexion": "an address",
    "NouveauCourriel": "an address",
    "RechercheForm": "a search is not kept",
    "DefautsForm": "the name of a list",
    "SuppressionForm": "a name copied, not kept",
}


def list_forms():
    """Every form of the program that has a free text, under the name of the first that declares it."""
    names = set()
    for module in pkgutil.walk_packages(maillage.__path__, "maillage."):
        if "forms" in module.name.rpartition(".")[2]:
            found = inspect.getmembers(importlib.import_module(module.name), inspect.isclass)
            names |= {kind for _, one in found if one.__module__ == module.name and (kind := read_kind(one))}
    return names


def read_kind(form):
    if not issubclass(form, forms.BaseForm) or not any(map(is_free_text, getattr(form, "base_fields", {}).values())):
        return ""
    own = [one.__name__ for one in form.__mro__ if one.__module__.startswith("maillage.")]
    return next((name for name in own if name in RECUS or name in SANS_TEXTE), form.__name__)


def test_every_form_with_a_free_text_is_known_here():
    assert list_forms() <= set(RECUS) | set(SANS_TEXTE)


CAS = [
    pytest.param(where, make, name, id=f"{form}-{rank}-{name}")
    for form, places in RECUS.items()
    for rank, (where, make, names) in enumerate(places)
    for name in names
]


@pytest.mark.parametrize(("where", "make", "name"), CAS)
def test_what_should_not_be_there_is_said_and_kept(as_user, claire, lisaude, where, make, name):
    client = as_user(claire)
    response = client.post(where(lisaude), make(**{name: f"{NOTE}"[:80]}), follow=True)
    assert SAID in response.content.decode()


@pytest.mark.parametrize(("where", "make", "name"), CAS)
def test_an_ordinary_text_is_not_remarked_upon(as_user, claire, lisaude, where, make, name):
    response = as_user(claire).post(where(lisaude), make(), follow=True)
    assert response.status_code == 200
    assert "Nous croyons lire" not in response.content.decode()


def test_the_sentence_is_kept_as_typed(as_user, claire, lisaude):
    as_user(claire).post(page("territoires:composer"), perimetre(nom=NOTE))
    assert Territoire.objects.composed_by(lisaude).get().nom == NOTE


@pytest.mark.parametrize(
    ("texte", "expected"),
    [
        ("1 85 07 64 123 456 78", ["un numéro de sécurité sociale"]),
        ("2 85 07 2A 123 456", ["un numéro de sécurité sociale"]),
        ("Monsieur Émile, alcoolisme", ["le nom d’une personne", "un mot de santé"]),
        ("05 65 00 00 00, lundi 12 h 30", []),
    ],
)
def test_what_is_looked_for(texte, expected):
    assert find_warnings([texte]) == expected


def test_a_poste_that_names_its_holder_is_said(as_user, driss, lisaude):
    poste = make_acteur(lisaude, "Odile Fauvette, assistante sociale", poste=True)
    sent = {"prenom": "Odile", "nom": "Fauvette", "courriel": "odile@mds.fr", "telephone": ""}
    response = as_user(driss).post(poste.get_absolute_url() + "personne/", sent, follow=True)
    assert "La fiche de ce poste contient ce nom" in response.content.decode()
    other = make_acteur(lisaude, "Assistante sociale", poste=True)
    response = as_user(driss).post(other.get_absolute_url() + "personne/", sent, follow=True)
    assert "La fiche de ce poste contient ce nom" not in response.content.decode()
