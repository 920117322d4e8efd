"""The request, read from the address: nothing of it is kept, nothing in it tells who asks."""

from __future__ import annotations

from typing import Any

from django import forms

from maillage.espaces.models import Espace, Visibilite
from maillage.referentiels.models import Public, Theme
from maillage.territoires.models import Territoire, TerritoireEspace

PHASES = (
    ("P1", "Une idée, un besoin que l’on entend"),
    ("P2", "Nous regardons la situation\u00a0: chiffres, enquête, rencontres"),
    ("P3", "Nous construisons le projet\u00a0: pour qui, où, avec qui"),
    ("P4", "Nous cherchons l’argent"),
    ("P5", "C’est lancé, nous le faisons vivre"),
    ("P6", "Nous faisons le bilan, ou préparons la suite"),
)
MONDES = (
    ("", "Je suis habitant, ou porteur de projet"),
    ("AS", "De l’action sociale"),
    ("DS", "Du développement social\u00a0: centre social, vie locale, Caf, MSA"),
    ("DL", "Du développement local\u00a0: intercommunalité, Pays, chambres"),
    ("PA", "D’un poste ou d’un lieu passerelle"),
    ("ELU", "Je suis élue ou élu"),
    ("FIN", "D’un financeur"),
)


class DemandeForm(forms.Form):
    """Read by GET. `corrige`: themes and publics were seen by the person, and are what it says, even if none."""

    mots = forms.CharField(
        label="Votre projet, en quelques mots",
        max_length=200,
        required=False,
        help_text="«\u00a0épicerie itinérante\u00a0», «\u00a0navette pour les anciens\u00a0». Ni nom, ni situation "
        "d’une personne.",
    )
    ou = forms.ModelChoiceField(
        label="Où", queryset=Territoire.objects.none(), required=False, empty_label="Tout le territoire"
    )
    phase = forms.ChoiceField(label="Où en êtes-vous", choices=PHASES, widget=forms.RadioSelect, initial="P1")
    monde = forms.ChoiceField(label="D’où partez-vous", choices=MONDES, required=False)
    corrige = forms.BooleanField(required=False, widget=forms.HiddenInput)
    theme = forms.ModelMultipleChoiceField(Theme.objects.all(), to_field_name="code", required=False, label="Thèmes")
    public = forms.ModelMultipleChoiceField(
        Public.objects.all(), to_field_name="code", required=False, label="Habitants concernés"
    )

    def __init__(self, *args: Any, espace: Espace | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.espace = espace
        if espace is None:
            del self.fields["ou"]
        else:
            lieu = self.fields["ou"]
            assert isinstance(lieu, forms.ModelChoiceField)
            lieu.queryset = list_communes(espace)

    def clean_mots(self) -> str:
        return str(self.cleaned_data["mots"]).replace("\x00", "").strip()


def list_communes(espace: Espace) -> Any:
    """Of the espace's own territory; of the places it drew itself while it has chosen none."""
    if TerritoireEspace.objects.filter(espace=espace, territoires__isnull=False).exists():
        return Territoire.objects.communes_of(Territoire.objects.chosen_by(espace))
    return Territoire.objects.filter(espace=espace).communes()


class EspaceForm(forms.Form):
    espace = forms.ModelChoiceField(
        label="Sur quel territoire",
        queryset=Espace.objects.kept().filter(visibilite=Visibilite.PUBLIQUE),
        to_field_name="slug",
        required=False,
        empty_label="Sans territoire\u00a0: réponse générale",
    )
