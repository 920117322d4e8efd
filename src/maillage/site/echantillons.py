"""What the internal page shows of each component."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest

from maillage.referentiels.models import Forme, Sphere
from maillage.site.facettes import Choix, Facette
from maillage.site.figures import Barre

SPHERES = (
    Sphere(code="AS", nom="Action sociale", forme=Forme.CERCLE, lettre="S", trait="#1D5FA6"),
    Sphere(code="DS", nom="Développement social", forme=Forme.CARRE, lettre="D", trait="#2B7A4B"),
    Sphere(code="DL", nom="Développement local", forme=Forme.TRIANGLE, lettre="L", trait="#B0511A"),
    Sphere(code="PA", nom="Passerelle", forme=Forme.LOSANGE, lettre="P", trait="#7A4A9E"),
    Sphere(code="EL", nom="Élus", forme=Forme.HEXAGONE, lettre="É", trait="#5B6470"),
)
NIVEAUX = (
    ("1", "Nous savons qui fait quoi"),
    ("2", "Nous échangeons des informations"),
    ("3", "Nous ajustons nos actions"),
)


class Exemple(forms.Form):
    nom = forms.CharField(label="Nom de la structure", help_text="Comme vous le dites au téléphone.")
    monde = forms.ChoiceField(label="Monde", choices=[(s.code, s.nom) for s in SPHERES], required=False)
    niveau = forms.ChoiceField(
        label="Aujourd’hui…",
        choices=NIVEAUX,
        widget=forms.RadioSelect(attrs={"data-cartes": True}),
        help_text="Un niveau plus haut n’est pas toujours meilleur.",
    )
    presentation = forms.CharField(label="Ce que l’on y fait", widget=forms.Textarea, required=False)
    confidentiel = forms.BooleanField(
        label="Lieu confidentiel", required=False, help_text="Seule la commune est montrée."
    )


def build_samples(request: HttpRequest) -> dict[str, Any]:
    return {
        "spheres": SPHERES,
        "formulaire": Exemple(),
        "formulaire_fautif": Exemple({"nom": ""}, prefix="fautif"),
        "groupes": _make_facettes(),
        "niveaux": [
            Barre("Se connaître", 14, 4),
            Barre("S’informer", 6, 7),
            Barre("Se coordonner", 2, 12),
            Barre("Coopérer", 0, 15),
        ],
        "page": Paginator(range(230), 20).get_page(request.GET.get("page")),
    }


def _make_facettes() -> list[Facette]:
    mondes = [
        Choix(s.code, s.nom, nombre, s.code == "AS", s) for s, nombre in zip(SPHERES, (20, 12, 18, 10, 3), strict=True)
    ]
    themes = [Choix("mobilite", "Mobilité", 24), Choix("alimentation", "Alimentation", 31)]
    return [Facette("monde", "Mondes", mondes), Facette("theme", "Thème", themes)]
