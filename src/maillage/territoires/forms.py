"""What people type to find a territory and to compose a perimeter."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError

from maillage.espaces.forms import UneFois
from maillage.espaces.noms import tidy
from maillage.referentiels.textes import normalise
from maillage.territoires.models import Territoire
from maillage.territoires.natures import COMPOSES


class RechercheForm(forms.Form):
    q = forms.CharField(
        label="Nom ou code",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class PerimetreForm(forms.ModelForm[Territoire]):
    nature = forms.ChoiceField(
        label="Sorte de périmètre",
        choices=[(nature.value, nature.label) for nature in COMPOSES],
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Territoire
        fields = ("nom", "nature")
        help_texts: ClassVar = {"nom": "Comme vous le dites\u00a0: PETR du Haut-Pays, bassin de santé."}

    def clean_nom(self) -> str:
        nom = tidy(self.cleaned_data["nom"])
        if not normalise(nom):
            raise ValidationError("Écrivez au moins une lettre.")
        return nom


class NouveauPerimetreForm(UneFois, PerimetreForm):
    """The same, for a perimeter that does not exist yet."""
