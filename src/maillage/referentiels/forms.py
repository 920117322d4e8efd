"""What people type about the spheres of their espace."""

from __future__ import annotations

import re
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from maillage.espaces.forms import UneFois
from maillage.espaces.noms import tidy
from maillage.referentiels.couleurs import BLANC, CONTRASTE_MIN, is_colour, measure_contrast
from maillage.referentiels.models import Sphere

CODE = re.compile(r"[A-Z][A-Z0-9]{1,9}")


class SphereForm(forms.ModelForm[Sphere]):
    class Meta:
        model = Sphere
        fields = ("nom", "code", "description", "forme", "lettre", "trait")
        widgets: ClassVar = {
            "description": forms.Textarea(attrs={"rows": 3}),
            "forme": forms.RadioSelect,
            "trait": forms.TextInput(attrs={"type": "color"}),
            "code": forms.TextInput(attrs={"autocomplete": "off"}),
            "lettre": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        help_texts: ClassVar = {
            "nom": "Par exemple\u00a0: santé, culture, justice.",
            "code": "Deux à dix lettres majuscules ou chiffres, pour les fichiers\u00a0: SANTE.",
            "description": "En une phrase\u00a0: ce que font les gens de ce monde.",
            "lettre": "Une ou deux, écrites dans la forme.",
            "trait": "Assez foncée pour se lire sur du blanc.",
        }

    def clean_nom(self) -> str:
        return tidy(self.cleaned_data["nom"])

    def clean_code(self) -> str:
        code = tidy(self.cleaned_data["code"]).upper()
        if not CODE.fullmatch(code):
            raise ValidationError("De deux à dix lettres sans accent ou chiffres, en commençant par une lettre.")
        return code

    def clean_lettre(self) -> str:
        lettre = tidy(self.cleaned_data["lettre"]).upper()
        if not lettre.isalnum():
            raise ValidationError("Une ou deux lettres, ou chiffres.")
        return lettre

    def clean_trait(self) -> str:
        colour = self.cleaned_data["trait"].upper()
        if not is_colour(colour):
            raise ValidationError("Une couleur s’écrit avec six chiffres ou lettres de A à F\u00a0: #5B6470.")
        if measure_contrast(colour, BLANC) < CONTRASTE_MIN:
            raise ValidationError("Cette couleur est trop claire pour se lire sur du blanc. Choisissez-la plus foncée.")
        return str(colour)


class NouvelleSphereForm(UneFois, SphereForm):
    """The same, for a sphere that does not exist yet."""
