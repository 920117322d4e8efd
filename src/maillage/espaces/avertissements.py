"""What a free text should not hold: said to its author, who decides. Nothing is refused (domain brief §10)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.http import HttpRequest

_NIR = re.compile(r"\b[12]\s?\d{2}\s?(?:0[1-9]|1[0-2]|[2-9]\d)\s?(?:\d{2}|2[AB])\s?\d{3}\s?\d{3}(?:\s?\d{2})?\b")
_PERSONNE = re.compile(
    r"\b(?:M\.|Mr|Mme|Mmes|Mlle|Monsieur|Madame|Mademoiselle)\s+(?:[A-ZÉÈÀÂÎÔÇ][\w’'-]+|[A-Z]\.)", re.UNICODE
)
_SANTE = re.compile(
    r"\b(?:d[ée]pressi\w+|alcooli\w+|toxicoman\w+|schizophr\w+|bipolaire|s[ée]ropositi\w+|cancer|suicid\w+|addict\w+"
    r"|sous (?:tutelle|curatelle)|hospitalis[ée]e?s?)\b",
    re.IGNORECASE,
)

NIR = "un numéro de sécurité sociale"
PERSONNE = "le nom d’une personne"
SANTE = "un mot de santé"
_RULES = ((NIR, _NIR), (PERSONNE, _PERSONNE), (SANTE, _SANTE))


def warn(request: HttpRequest, form: forms.BaseForm) -> None:
    """After saving: what the texts of the form seem to hold. Every view that receives a free text calls it."""
    if said := say_warning(read_textes(form)):
        messages.warning(request, said)


def read_textes(form: forms.BaseForm) -> list[str]:
    """What was typed freely: neither addresses, nor choices, nor what a form carries for itself."""
    return [str(form.cleaned_data.get(name, "")) for name, field in form.fields.items() if is_free_text(field)]


def is_free_text(field: forms.Field) -> bool:
    return type(field) is forms.CharField and not field.widget.is_hidden


def find_warnings(textes: Iterable[str]) -> list[str]:
    """What the texts seem to hold, each named once: `["un numéro de sécurité sociale"]`."""
    text = "\n".join(textes)
    return [nom for nom, pattern in _RULES if pattern.search(text)]


def say_warning(textes: Iterable[str]) -> str:
    """The sentence to show, or nothing."""
    found = find_warnings(textes)
    if not found:
        return ""
    return (
        (
            f"Nous croyons lire {' et '.join(found)}. C’est enregistré ; relisez quand même : ici, des faits, pas de "
            "jugement, et jamais le nom ni la situation d’un habitant."
        )
        .replace(" ;", "\u202f;")
        .replace(" :", "\u00a0:")
    )
