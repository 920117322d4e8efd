"""Forms about a person: added by a member, then in the person's own hands."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from maillage.acteurs.identites import IDENTITE
from maillage.acteurs.models import Personne, VisibilitePersonne


class IdentiteForm(forms.ModelForm[Personne]):
    """Professional data only; the address is asked because the law wants the person informed."""

    class Meta:
        model = Personne
        fields: ClassVar = list(IDENTITE)
        labels: ClassVar = {
            "prenom": "Prénom",
            "nom": "Nom",
            "courriel": "Courriel professionnel",
            "telephone": "Téléphone professionnel",
        }
        help_texts: ClassVar = {"telephone": "Celui du bureau, jamais un numéro personnel."}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["courriel"].required = True

    def read_identite(self) -> dict[str, str]:
        return {name: str(self.cleaned_data[name]).strip() for name in IDENTITE}


class AjoutForm(IdentiteForm):
    class Meta(IdentiteForm.Meta):
        help_texts: ClassVar = IdentiteForm.Meta.help_texts | {
            "courriel": "Un message l’informe aussitôt, avec un lien pour confirmer, corriger ou se retirer."
        }


class VisibiliteForm(forms.Form):
    visibilite = forms.ChoiceField(
        label="Qui voit mon nom dans l’espace",
        choices=[
            (VisibilitePersonne.MEMBRES.value, "Les membres de l’espace"),
            (VisibilitePersonne.ANIMATION.value, "L’animation seulement"),
        ],
        widget=forms.RadioSelect,
    )
    public = forms.BooleanField(
        label="J’accepte que mon nom soit affiché publiquement",
        required=False,
        help_text="Tout le monde lira votre nom et votre poste, jamais votre courriel. Vous pouvez changer d’avis.",
    )
