"""Forms of a cadre and of a participation: a short first part, the rest folded away."""

from __future__ import annotations

import json
from typing import Any, ClassVar

import uuid_utils.compat as uuid
from django import forms

from maillage.acteurs.forms import list_perimetre, represent_all
from maillage.cadres.actions import CHAMPS, PARENTS
from maillage.cadres.models import PHASES, Cadre, NatureCadre, Participation
from maillage.cadres.phases import Noms
from maillage.espaces.actions import Refus
from maillage.espaces.models import Espace
from maillage.referentiels.models import Dispositif, Sphere
from maillage.referentiels.textes import normalise
from maillage.territoires.models import Territoire

COURTS = ("nature", "nom", "sigle", "reference", "parent", "sphere", "statut", "debut", "fin")
"""Asked at once; everything else is in the folded part."""


class ChampDispositif(forms.CharField):
    """A dispositif by its name, acronym or alias. Several may answer: they are told, none is chosen for the reader."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=200, **kwargs)
        self.possibles: list[Dispositif] = []
        """After a word that may mean several things: which ones."""

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, int):
            value = Dispositif.objects.filter(pk=value).first()
        return value.libelle if isinstance(value, Dispositif) else value

    def clean(self, value: Any) -> Dispositif | None:
        text = super().clean(value)
        if not text:
            return None
        found = find_dispositifs(text)
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                f"Nous ne connaissons pas de dispositif «\u00a0{text}\u00a0». Laissez vide s’il n’existe qu’ici."
            )
        self.possibles = found
        raise forms.ValidationError(f"«\u00a0{text}\u00a0» peut vouloir dire plusieurs choses\u00a0: dites laquelle.")


def find_dispositifs(texte: str) -> list[Dispositif]:
    """By what the field shows first, which names one only; else by every name it may have."""
    asked = normalise(texte)
    exact = [one for one in Dispositif.objects.all() if asked in (normalise(one.libelle), normalise(one.code))]
    return exact or Dispositif.objects.named(texte)


class CadreForm(forms.ModelForm[Cadre]):
    reference = ChampDispositif(
        label="Dispositif de référence",
        required=False,
        help_text="Son sigle ou son nom\u00a0: CTG, projet alimentaire… Vide s’il n’existe qu’ici.",
    )
    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    """Chosen when the form is shown: sent twice, it creates once."""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)
    """What the fields held when the form was shown, for telling who changed what."""

    class Meta:
        model = Cadre
        fields: ClassVar = list(CHAMPS)
        labels: ClassVar = {
            "nature": "Ce que c’est",
            "nom": "Nom",
            "sigle": "Sigle",
            "sphere": "De quel monde",
            "statut": "Où on en est",
            "phase": "Phase en cours",
            "territoires": "Où",
        }
        help_texts: ClassVar = {
            "nom": "Comme on le dit ici\u00a0: « CTG de la Lisaude 2024-2028 ».",
            "sphere": "Celui qui le porte. Aucun s’il se tient entre plusieurs.",
            "description": "Des faits, pas de jugement\u202f; jamais le nom ni la situation d’un habitant.",
        }
        widgets: ClassVar = {
            "nature": forms.RadioSelect,
            "sphere": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
            "publics": forms.CheckboxSelectMultiple,
            "territoires": forms.CheckboxSelectMultiple,
            "description": forms.Textarea({"rows": 5}),
            "debut": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "fin": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, espace: Espace, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.espace = espace
        self.instance.espace = espace
        self._bound_choices()
        if self.instance._state.adding:
            self.fields["cle"].initial = uuid.uuid7()
        else:
            self.fields["version"].initial = self.instance.version
            self.fields["depart"].initial = json.dumps(represent_all(self.instance, CHAMPS), sort_keys=True)

    def _bound_choices(self) -> None:
        """Only what belongs to this espace, or to everybody: a forged identifier is an invalid choice."""
        fields: dict[str, Any] = self.fields
        fields["nature"].choices = NatureCadre.choices
        fields["sphere"].queryset = Sphere.objects.usable_in(self.espace)
        fields["sphere"].empty_label = "Aucun en particulier"
        fields["parent"].queryset = self._list_parents()
        fields["parent"].empty_label = "Aucun"
        near = Territoire.objects.filter(pk__in=list_perimetre(self.espace))
        kept = near | Territoire.objects.filter(cadres=self.instance.pk) if not self.instance._state.adding else near
        fields["territoires"].queryset = kept.distinct()
        fields["reference"].widget.attrs["list"] = "dispositifs-connus"

    def _list_parents(self) -> Any:
        """What may hold something; the present one stays even when it was removed."""
        holders = {nature for natures in PARENTS.values() for nature in natures}
        found = Cadre.objects.filter(espace=self.espace, nature__in=holders, retire_le=None)
        if self.instance.parent_id:
            found |= Cadre.objects.filter(pk=self.instance.parent_id)
        return found.exclude(pk=self.instance.pk) if not self.instance._state.adding else found

    @property
    def courts(self) -> list[forms.BoundField]:
        return [self[name] for name in COURTS]

    @property
    def longs(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in COURTS]

    @property
    def longs_fautifs(self) -> bool:
        """A fault in the folded part opens it."""
        return any(field.errors for field in self.longs)

    @property
    def possibles(self) -> list[Dispositif]:
        """What the reference typed may mean, when it may mean several things."""
        field = self.fields["reference"]
        return field.possibles if isinstance(field, ChampDispositif) else []

    def clean_nom(self) -> str:
        return " ".join(str(self.cleaned_data["nom"]).split())

    def read_champs(self) -> dict[str, Any]:
        """What the action receives."""
        return {name: self.cleaned_data[name] for name in CHAMPS if name in self.cleaned_data}

    def read_depart(self) -> dict[str, Any]:
        try:
            told = json.loads(self.cleaned_data.get("depart") or "{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


class ParticipationForm(forms.ModelForm[Participation]):
    """In which role, from which phase, between which dates."""

    class Meta:
        model = Participation
        fields: ClassVar = ["role", "phase", "depuis", "jusqu_a"]
        labels: ClassVar = {"role": "Dans quel rôle", "phase": "À quelle phase est-il entré"}
        widgets: ClassVar = {
            "depuis": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
            "jusqu_a": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, noms: Noms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"] = forms.ChoiceField(
            label="Dans quel rôle", choices=list_roles(noms, self.instance.role), widget=forms.RadioSelect
        )
        phases = [("", "On ne sait pas"), *((code, noms.say_phase(code)) for code, _ in PHASES)]
        self.fields["phase"] = forms.ChoiceField(
            label="À quelle phase est-il entré\u202f?", choices=phases, widget=forms.RadioSelect, required=False
        )

    def read_champs(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("role", "phase", "depuis", "jusqu_a")}


def list_roles(noms: Noms, current: str) -> list[tuple[str, str]]:
    """Those of the list; a role withdrawn from the list since is kept where it was said."""
    known = list(noms.roles.items())
    return known if not current or current in noms.roles else [*known, (current, current)]


def tell_refus(form: forms.BaseForm, refus: Refus) -> None:
    """What an action refused, at its field when it names one that is asked."""
    if not hasattr(refus, "error_dict"):
        form.add_error(None, refus)
        return
    for name, errors in refus.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
