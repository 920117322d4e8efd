"""How forms are drawn: our own field template, with its help and its errors tied to the field."""

from __future__ import annotations

from django.forms.renderers import TemplatesSetting


class Rendu(TemplatesSetting):
    form_template_name = "site/formulaire.html"
    field_template_name = "site/champ.html"
