"""Forms of an actor: a short first part, the rest folded away."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

import uuid_utils.compat as uuid
from django import forms
from django.db.models import Model, Q, QuerySet
from django.utils.formats import date_format

from maillage.acteurs.actions import CHAMPS, list_family
from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.models import Espace
from maillage.referentiels.models import Sphere
from maillage.referentiels.textes import normalise
from maillage.territoires.models import Territoire, TerritoireEspace

COURTS = ("nom", "sigle", "parent", "sphere", "type", "commune", "appelez_nous_pour", "fin_financement")
"""Asked at once; everything else is in the folded part."""


class ChampCommune(forms.CharField):
    """A commune by its name or its INSEE code: first those of the espace, then all of France."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=150, **kwargs)
        self.proches: QuerySet[Territoire] = Territoire.objects.none()
        """Those of the espace, proposed while typing."""
        self.toutes: QuerySet[Territoire] = Territoire.objects.none()

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, UUID):
            value = Territoire.objects.filter(pk=value).first()
        return f"{value.nom} ({value.code})" if isinstance(value, Territoire) else value

    def clean(self, value: Any) -> Territoire | None:
        text = super().clean(value)
        if not text:
            return None
        nom, _, code = text.rstrip(") ").partition("(")
        found = self._find(normalise(nom), code.strip() or nom.strip())
        if len(found) == 1:
            return found[0]
        if not found:
            raise forms.ValidationError(
                f"Nous ne connaissons pas de commune «\u00a0{text}\u00a0». Essayez son code INSEE."
            )
        told = ", ".join(f"{commune.nom} ({commune.code})" for commune in found[:8])
        raise forms.ValidationError(f"Plusieurs communes portent ce nom\u00a0: {told}. Recopiez celle qui convient.")

    def _find(self, nom: str, code: str) -> list[Territoire]:
        by_code = list(self.toutes.filter(code__iexact=code))
        return by_code or _keep_named(self.proches, nom) or _keep_named(self.toutes, nom)


def _keep_named(communes: QuerySet[Territoire], nom: str) -> list[Territoire]:
    """Those of exactly this name, accents and hyphens left aside."""
    return [one for one in communes.filter(nom_cherche__startswith=nom) if nom and normalise(one.nom) == nom]


class ActeurForm(forms.ModelForm[Acteur]):
    """Used for a structure, a service, a poste or a collectif; `nature` decides which fields are asked."""

    commune = ChampCommune(
        label="Commune", required=False, help_text="Celle du siège. Son nom suffit, ou son code INSEE."
    )
    cle = forms.UUIDField(widget=forms.HiddenInput, required=False)
    """Chosen when the form is shown: sent twice, it creates once."""
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    depart = forms.CharField(widget=forms.HiddenInput, required=False)
    """What the fields held when the form was shown, for telling who changed what."""

    class Meta:
        model = Acteur
        fields: ClassVar = [name for name in CHAMPS if name != "nature"]
        labels: ClassVar = {
            "nom": "Nom",
            "sigle": "Sigle",
            "sphere": "De quel monde",
            "appelez_nous_pour": "Appelez-nous pour",
            "territoires": "Où l’on agit",
        }
        help_texts: ClassVar = {
            "appelez_nous_pour": "En quelques mots, quand un partenaire a intérêt à vous appeler.",
            "description": "Des faits, pas de jugement ; jamais le nom ni la situation d’un habitant.".replace(
                " ;", "\u202f;"
            ),
            "lieu_confidentiel": "Foyer, hébergement de victimes… L’adresse n’est alors ni montrée, ni conservée.",
            "siret": "Quatorze chiffres.",
        }
        widgets: ClassVar = {
            "sphere": forms.RadioSelect,
            "themes": forms.CheckboxSelectMultiple,
            "publics": forms.CheckboxSelectMultiple,
            "territoires": forms.CheckboxSelectMultiple,
            "description": forms.Textarea({"rows": 5}),
            "appelez_nous_pour": forms.Textarea({"rows": 3}),
            "fin_financement": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, espace: Espace, nature: str = Nature.STRUCTURE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.espace = espace
        self.nature = self.instance.nature if not self.instance._state.adding else nature
        self.instance.nature, self.instance.espace = self.nature, espace
        self._bound_choices()
        self._keep_fields_of_nature()
        if self.instance._state.adding:
            self.fields["cle"].initial = uuid.uuid7()
        else:
            self.fields["version"].initial = self.instance.version
            self.fields["depart"].initial = json.dumps(represent_all(self.instance), sort_keys=True)

    def _bound_choices(self) -> None:
        """Only what belongs to this espace, or to everybody: a forged identifier is an invalid choice."""
        near = Territoire.objects.filter(pk__in=list_perimetre(self.espace))
        current = {"commune": self.instance.commune} if self.instance.commune_id else {}
        self.initial.update(current)
        self._field("sphere").queryset = Sphere.objects.usable_in(self.espace)
        self._field("sphere").empty_label = None
        self._field("type").empty_label = "Choisir…"
        parents = Acteur.objects.filter(espace=self.espace, retire_le=None).nodes()
        if not self.instance._state.adding:
            parents = parents.exclude(pk__in=[one.pk for one in list_family(self.instance)])
        self._field("parent").queryset = parents
        kept = near | Territoire.objects.filter(acteurs=self.instance.pk) if self.instance.pk else near
        self._field("territoires").queryset = kept.distinct()
        commune = self.fields["commune"]
        assert isinstance(commune, ChampCommune)
        commune.proches = near.communes()
        commune.toutes = Territoire.objects.usable_in(self.espace).communes()
        commune.widget.attrs["list"] = "communes-proches"

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def _keep_fields_of_nature(self) -> None:
        poste = self.nature == Nature.POSTE
        unused = {"sigle", "siret", "type"} if poste else {"fin_financement"}
        if self.nature not in {Nature.SERVICE, Nature.POSTE} and not self.instance.parent_id:
            unused.add("parent")
        for name in unused:
            del self.fields[name]
        if "parent" in self.fields:
            self.fields["parent"].required = self.nature in {Nature.SERVICE, Nature.POSTE}
        if poste:
            self.fields["nom"].label = "Intitulé du poste"
            self.fields["nom"].help_text = "La fonction, sans le nom de la personne."

    @property
    def courts(self) -> list[forms.BoundField]:
        return [self[name] for name in COURTS if name in self.fields]

    @property
    def longs(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in COURTS]

    @property
    def longs_fautifs(self) -> bool:
        """A fault in the folded part opens it."""
        return any(field.errors for field in self.longs)

    def clean_nom(self) -> str:
        return " ".join(str(self.cleaned_data["nom"]).split())

    def clean_siret(self) -> str:
        digits = "".join(str(self.cleaned_data.get("siret", "")).split())
        if digits and not (digits.isascii() and digits.isdecimal() and len(digits) == 14):
            raise forms.ValidationError("Un SIRET compte quatorze chiffres.")
        return digits

    def read_champs(self) -> dict[str, Any]:
        """What the action receives."""
        champs = {name: self.cleaned_data[name] for name in CHAMPS if name in self.cleaned_data}
        return champs | {"nature": self.nature}

    def read_depart(self) -> dict[str, Any]:
        try:
            told = json.loads(self.cleaned_data.get("depart") or "{}")
        except ValueError:
            return {}
        return told if isinstance(told, dict) else {}


def list_perimetre(espace: Espace) -> list[UUID]:
    """The territories of the espace, their communes, and the perimeters it composed."""
    perimetre = TerritoireEspace.objects.filter(espace=espace).first()
    if perimetre is None:
        return list(Territoire.objects.filter(espace=espace).values_list("pk", flat=True))
    own = perimetre.territoires.all()
    communes = Territoire.objects.communes_of(own)
    found = Territoire.objects.filter(Q(pk__in=own) | Q(espace=espace) | Q(pk__in=communes))
    return list(found.values_list("pk", flat=True))


def represent(value: Any) -> Any:
    """A field's value as text that can be compared and put back in the form."""
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, (QuerySet, list, tuple, set)):
        return sorted(str(row.pk) if isinstance(row, Model) else str(row) for row in value)
    if isinstance(value, (date, UUID)):
        return str(value)
    return "" if value is None else value


CORRIGES = tuple(name for name in CHAMPS if name != "nature")
"""What the form of an actor corrects: its nature stays."""


def represent_all(fiche: Model, champs: Iterable[str] = CORRIGES) -> dict[str, Any]:
    return {name: represent(read(fiche, name)) for name in champs}


def read(fiche: Model, name: str) -> Any:
    value = getattr(fiche, name)
    return list(value.all()) if fiche._meta.get_field(name).many_to_many else value


def say(fiche_or_champs: Model | Mapping[str, Any], name: str, modele: type[Model] = Acteur) -> str:
    """A field's value in the words of the screen."""
    value = read(fiche_or_champs, name) if isinstance(fiche_or_champs, Model) else fiche_or_champs.get(name)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if labels := dict(getattr(modele._meta.get_field(name), "flatchoices", [])):
        return str(labels.get(value, value or ""))
    if isinstance(value, date):
        return date_format(value, "j F Y")
    if isinstance(value, (QuerySet, list)):
        return ", ".join(sorted(str(row) for row in value))
    return "" if value is None else str(value)
