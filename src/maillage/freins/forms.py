"""Saying what one has seen, and narrowing the list of what was."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.espaces.models import Espace
from maillage.freins.cibles import Cible
from maillage.freins.models import TEXTE_MAX, NatureObservation, VisibiliteObservation
from maillage.freins.reference import Reference, by_family
from maillage.referentiels.models import Sphere, Valeur

DES_FAITS = "Des faits, pas de jugement, aucun nom d’habitant."
GENRES = (("lien", "Un lien"), ("action", "Une action"), ("croisement", "Un croisement"))


class ObservationForm(forms.Form):
    """One frein or one levier, in a list folded by family that a keyboard and a phone open alike."""

    quoi = forms.ChoiceField(
        label="Ce que vous avez vu",
        error_messages={
            "required": "Choisissez un frein ou un levier.",
            "invalid_choice": "Choisissez un frein ou un levier de la liste.",
        },
    )
    texte = forms.CharField(
        label="En quelques mots",
        required=False,
        max_length=TEXTE_MAX,
        help_text=DES_FAITS,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TEXTE_MAX}),
    )
    visibilite = forms.ChoiceField(label="Qui le lit", initial=VisibiliteObservation.MEMBRES, widget=forms.RadioSelect)

    def __init__(self, *args: Any, cible: Cible, reference: Reference, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reference = reference
        quoi, visibilite = self.fields["quoi"], self.fields["visibilite"]
        assert isinstance(quoi, forms.ChoiceField)
        assert isinstance(visibilite, forms.ChoiceField)
        quoi.choices = [("", "Choisir…"), *list_groups(reference)]
        membres = "Les deux côtés et l’animation" if cible.lien else VisibiliteObservation.MEMBRES.label
        visibilite.choices = [
            (VisibiliteObservation.MEMBRES.value, membres),
            (VisibiliteObservation.ANIMATION.value, VisibiliteObservation.ANIMATION.label),
        ]

    def clean_quoi(self) -> Valeur:
        nature, _, code = self.cleaned_data["quoi"].partition(":")
        return self.reference.of(nature)[code]


def list_groups(reference: Reference) -> list[tuple[str, list[tuple[str, str]]]]:
    """« Ce qui freine · Temps »: the families of freins, then those of leviers."""
    return [
        (f"{nature.label} · {famille.nom}", [(f"{nature}:{one.code}", one.nom) for one in famille.valeurs])
        for nature in NatureObservation
        for famille in by_family(reference.of(nature).values())
    ]


class FiltreForm(forms.Form):
    """A nonsensical value narrows nothing."""

    nature = forms.ChoiceField(
        label="Quoi", required=False, choices=[("", "Freins et leviers"), *NatureObservation.choices]
    )
    cible = forms.ChoiceField(label="Où", required=False, choices=[("", "Partout"), *GENRES])


class CroisementForm(forms.Form):
    """Which two worlds one wants to speak of."""

    croisement = forms.ChoiceField(label="Entre quels mondes\u202f?")

    def __init__(self, espace: Espace, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        worlds = list(Sphere.objects.usable_in(espace).filter(acteurs__espace=espace).distinct())
        pairs = [Cible(spheres=(a, b)) for rank, a in enumerate(worlds) for b in worlds[rank:]]
        field = self.fields["croisement"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.cle, one.nom) for one in pairs]
