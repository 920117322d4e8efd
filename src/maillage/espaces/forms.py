"""What people type about an espace, its members and its invitations."""

from __future__ import annotations

from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django import forms
from django.core.exceptions import ValidationError

from maillage.espaces.journal import describe_object
from maillage.espaces.models import Espace, Role, Trace, Visibilite
from maillage.espaces.noms import tidy

DESCRIPTIONS = {
    Role.ANIMATION: "lire, contribuer, inviter, régler l’espace et lire son journal",
    Role.CONTRIBUTION: "lire, ajouter des acteurs, déclarer et confirmer des liens",
    Role.LECTURE: "lire, y compris ce qui est réservé aux membres",
}
ROLES = [(role.value, f"{role.label}\u00a0: {DESCRIPTIONS[role]}") for role in Role]
VISIBILITES = [
    (Visibilite.MEMBRES.value, "Les membres seulement\u00a0: les autres ne savent pas que l’espace existe"),
    (Visibilite.PUBLIQUE.value, "Tout le monde\u00a0: chacun lit ce que vous publiez, seuls les membres écrivent"),
]


class UneFois(forms.Form):
    """A form that carries the id of what it will create: sent twice by a double click, it creates one thing."""

    jeton = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid7)


class EspaceForm(forms.ModelForm[Espace]):
    visibilite = forms.ChoiceField(
        label="Qui peut lire", choices=VISIBILITES, widget=forms.RadioSelect, initial=Visibilite.MEMBRES
    )

    class Meta:
        model = Espace
        fields = ("nom", "presentation", "visibilite")
        widgets: ClassVar = {"presentation": forms.Textarea(attrs={"rows": 6})}
        labels: ClassVar = {"nom": "Nom", "presentation": "Présentation"}
        help_texts: ClassVar = {
            "presentation": "Quel territoire, quel groupe, pour quoi faire. Ne nommez aucune personne accompagnée."
        }

    def clean_nom(self) -> str:
        return tidy(self.cleaned_data["nom"])


class CreationForm(UneFois, EspaceForm):
    """The same, for an espace that does not exist yet."""


class SuppressionForm(forms.Form):
    """Deleting asks once: by typing the name."""

    nom = forms.CharField(label="Recopiez le nom de l’espace", max_length=200)

    def __init__(self, *args: Any, espace: Espace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.espace = espace

    def clean_nom(self) -> str:
        nom = tidy(self.cleaned_data["nom"])
        if nom.casefold() != tidy(self.espace.nom).casefold():
            raise ValidationError(f"Ce n’est pas le nom de l’espace\u00a0: «\u00a0{self.espace.nom}\u00a0».")
        return nom


class RoleForm(forms.Form):
    role = forms.ChoiceField(label="Rôle", choices=ROLES, widget=forms.RadioSelect)
    role_vu = forms.ChoiceField(choices=Role, widget=forms.HiddenInput)


class InvitationForm(UneFois):
    courriel = forms.EmailField(
        label="Adresse électronique",
        help_text="Elle recevra un lien valable quatorze jours, une seule fois.",
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label="Rôle", choices=ROLES, widget=forms.RadioSelect, initial=Role.CONTRIBUTION)

    def clean_courriel(self) -> str:
        return str(self.cleaned_data["courriel"]).lower()


class JournalForm(forms.Form):
    """Filters of the journal. Their choices are what this espace's journal holds."""

    qui = forms.ChoiceField(label="Par", required=False)
    objet = forms.ChoiceField(label="À propos de", required=False)
    du = forms.DateField(label="Du", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    au = forms.DateField(label="Au", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, *args: Any, espace: Espace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        traces = Trace.objects.filter(espace=espace).order_by()
        people = traces.exclude(qui=None).values_list("qui", "qui__nom", "qui__email").distinct()
        self.offer("qui", "Tout le monde", [(str(pk), nom or email) for pk, nom, email in people])
        kinds = traces.values_list("objet", flat=True).distinct()
        self.offer("objet", "Tout", [(label, describe_object(label)) for label in kinds])

    def offer(self, name: str, everything: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", everything), *sorted(choices, key=lambda choice: choice[1].casefold())]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        du, au = cleaned.get("du"), cleaned.get("au")
        if du and au and au < du:
            self.add_error("au", "Cette date est avant l’autre.")
        return cleaned
