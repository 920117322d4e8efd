"""What an administrator brings back."""

from __future__ import annotations

from django import forms


class RestaurationForm(forms.Form):
    archive = forms.FileField(
        label="Archive complète de l’espace",
        help_text="Le fichier .zip tel qu’il a été téléchargé, sans rien y changer.",
        widget=forms.ClearableFileInput(attrs={"accept": ".zip,application/zip"}),
    )
    adresse = forms.SlugField(
        label="Autre adresse",
        max_length=80,
        required=False,
        help_text="Si la sienne est déjà prise\u00a0: lettres sans accent, chiffres et tirets.",
    )
