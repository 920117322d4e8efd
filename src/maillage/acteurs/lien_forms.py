"""One question at a time about a link: the steps, their fields, in the words of the side that speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString

from maillage.acteurs.liens import Declaration, VisibiliteLien
from maillage.referentiels.models import Liste, Theme, Valeur

INSECABLE = "\u00a0"
SATISFACTION = ((1, "Pas satisfaits"), (2, "Peu satisfaits"), (3, "Plutôt satisfaits"), (4, "Très satisfaits"))
MOIS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
LISTES = (
    Liste.NIVEAU, Liste.SUJET, Liste.FREQUENCE, Liste.FORMALISATION, Liste.FINANCEMENT, Liste.INITIATEUR, Liste.CADRE,
    Liste.PORTE_PAR, Liste.TENDANCE, Liste.PHASE, Liste.FREIN, Liste.LEVIER,
)  # fmt: skip
Valeurs = dict[str, list[Valeur]]


def read_valeurs() -> Valeurs:
    """Every short list that a link uses, in one query."""
    found: Valeurs = {liste: [] for liste in LISTES}
    for valeur in Valeur.objects.filter(liste__in=LISTES):
        found[valeur.liste].append(valeur)
    return found


@dataclass(frozen=True)
class Contexte:
    """Who is spoken with, and what the lists say."""

    cible: str
    valeurs: Valeurs

    def choices(self, liste: Liste, **autrement: str) -> list[tuple[str, str]]:
        """`autrement` replaces names that say « le premier, le second » by who they are."""
        return [(one.code, autrement.get(one.code.replace("-", "_"), one.nom)) for one in self.valeurs[liste]]

    def by_family(self, liste: Liste) -> list[tuple[str, list[tuple[str, str]]]]:
        """Values under their description, in the order in which each is first met."""
        families: dict[str, list[tuple[str, str]]] = {}
        for one in self.valeurs[liste]:
            families.setdefault(one.description, []).append((one.code, one.nom))
        return list(families.items())

    def described(self, liste: Liste) -> list[tuple[str, SafeString]]:
        return [(one.code, _describe(one.nom, one.description)) for one in self.valeurs[liste]]


def _describe(nom: str, precision: str) -> SafeString:
    if not precision:
        return format_html("<span>{}</span>", nom)
    return format_html('<span>{}<span class="precision">{}</span></span>', nom, precision)


def split_phrase(phrase: str) -> tuple[str, str]:
    """The heart of « nous… », then the rest: what is in bold on a phone, and what is under it.

    >>> split_phrase("Nous savons qui fait quoi et pouvons nous appeler.")
    ('Nous savons qui fait quoi', 'et pouvons nous appeler')
    """
    text = phrase.rstrip(".")
    cuts = [(text.find(mark), mark) for mark in (", ", " : ", f"{INSECABLE}: ", " et ") if mark in text]
    if not cuts:
        return text, ""
    place, mark = min(cuts)
    rest = text[place + len(mark) :]
    return text[:place], f"et {rest}" if mark == " et " else rest


class CasesParFamille(forms.CheckboxSelectMultiple):
    """Boxes folded by family: dozens of answers fit a phone. A family with a box ticked is open."""

    template_name = "acteurs/cases_par_famille.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["familles"] = [
            {"nom": famille, "options": options, "ouverte": any(option["selected"] for option in options)}
            for famille, options, _ in context["widget"]["optgroups"]
        ]
        return context


class Etape(forms.Form):
    """One page. `write` gives what to save: only what this step asks."""

    titre = ""
    aide = ""

    def __init__(self, *args: Any, contexte: Contexte, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.contexte = contexte
        self.build()

    def build(self) -> None:
        raise NotImplementedError

    @classmethod
    def read(cls, said: Declaration) -> dict[str, Any]:
        """What was said before, as the form shows it."""
        return {name: getattr(said, name) for name in cls.NOMS}

    NOMS: tuple[str, ...] = ()

    def write(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.NOMS}


class Niveau(Etape):
    """A level: six cards, one tap."""

    def set_cards(self, name: str, choix: Iterable[tuple[str, SafeString]]) -> None:
        field = forms.TypedChoiceField(
            label=self.question,
            choices=list(choix),
            coerce=int,
            widget=forms.RadioSelect(attrs={"data-cartes": ""}),
            error_messages={"required": "Choisissez une réponse, ou passez."},
        )
        self.fields[name] = field

    question = ""


class Aujourdhui(Niveau):
    NOMS = ("niveau_reel",)
    titre = "Avec {}, aujourd’hui…"
    aide = "Un niveau plus haut n’est pas toujours meilleur."
    question = "Aujourd’hui"

    def build(self) -> None:
        phrases = ((one.code, split_phrase(one.description)) for one in self.contexte.valeurs[Liste.NIVEAU])
        self.set_cards("niveau_reel", [(code, _describe(*parts)) for code, parts in phrases])


class Souhait(Niveau):
    NOMS = ("niveau_souhaite",)
    titre = "Et demain, que faudrait-il avec {}{}?"
    aide = "Dites le niveau qui suffirait, pas le plus haut. L’écart avec aujourd’hui fait l’ordre du jour."
    question = "Demain"

    def build(self) -> None:
        self.set_cards("niveau_souhaite", self.contexte.described(Liste.NIVEAU))


class SurQuoi(Etape):
    NOMS = ("sujets", "financement")
    titre = "Sur quoi, avec {}{}?"
    aide = "Cochez ce qui compte\u202f; le reste peut attendre."

    def build(self) -> None:
        cible = self.contexte.cible
        self.fields["sujets"] = forms.MultipleChoiceField(
            label="Ce que vous faites ensemble",
            required=False,
            choices=self.contexte.described(Liste.SUJET),
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["themes"] = forms.ModelMultipleChoiceField(
            Theme.objects.all(),
            label="Thèmes",
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"data-colonnes": ""}),
        )
        self.fields["financement"] = pick(
            "De l’argent passe-t-il entre vous\u202f?",
            self.contexte.choices(
                Liste.FINANCEMENT, A_finance_B=f"Nous finançons {cible}", B_finance_A=f"{cible} nous finance"
            ),
        )

    @classmethod
    def read(cls, said: Declaration) -> dict[str, Any]:
        return super().read(said) | {"themes": said.themes.all()}

    def write(self) -> dict[str, Any]:
        return super().write() | {"themes": self.cleaned_data["themes"]}


class Comment(Etape):
    NOMS = ("frequence", "cadre", "formalisation", "porte_par", "tendance", "satisfaction")
    titre = "Comment travaillez-vous avec {}{}?"
    aide = "Chaque réponse est facultative."

    def build(self) -> None:
        lists = self.contexte
        self.fields["frequence"] = pick("À quel rythme\u202f?", lists.choices(Liste.FREQUENCE))
        self.fields["cadre"] = pick("Où vous voyez-vous d’abord\u202f?", lists.choices(Liste.CADRE))
        self.fields["formalisation"] = pick("Qu’y a-t-il d’écrit\u202f?", lists.choices(Liste.FORMALISATION))
        self.fields["porte_par"] = pick("Qu’est-ce qui tient le lien\u202f?", lists.choices(Liste.PORTE_PAR))
        self.fields["porte_par"].help_text = "Autrement dit\u00a0: si la personne part, que reste-t-il\u202f?"
        self.fields["tendance"] = pick("Ce lien…", lists.choices(Liste.TENDANCE))
        self.fields["satisfaction"] = forms.TypedChoiceField(
            label="En êtes-vous satisfaits\u202f?",
            required=False,
            choices=[("", "Je préfère ne pas dire"), *SATISFACTION],
            coerce=int,
            empty_value=None,
            help_text="Vu de vous et de l’animation seulement, jamais de l’autre côté.",
        )


class CeQuiJoue(Etape):
    NOMS = ("freins", "leviers")
    titre = "Qu’est-ce qui freine, qu’est-ce qui aide, avec {}{}?"
    aide = "Cochez ce qui joue entre vous, sans chercher de responsable. Les deux côtés et l’animation le lisent."

    def build(self) -> None:
        for name, label, liste in (
            ("freins", "Ce qui freine", Liste.FREIN),
            ("leviers", "Ce qui aide, ou aiderait", Liste.LEVIER),
        ):
            choix = self.contexte.by_family(liste)
            self.fields[name] = forms.MultipleChoiceField(
                label=label, required=False, choices=choix, widget=CasesParFamille
            )


class Depuis(Etape):
    NOMS = ("initiateur", "premier_contact_phase", "phase_souhaitee", "visibilite")
    titre = "Depuis quand, et à quel moment, avec {}{}?"
    aide = "Savoir à quelle phase on s’appelle aide à s’appeler plus tôt."

    def build(self) -> None:
        lists, cible = self.contexte, self.contexte.cible
        self.fields["annee"] = forms.IntegerField(
            label="Depuis quelle année\u202f?",
            required=False,
            min_value=1900,
            max_value=2100,
            widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "court", "placeholder": ""}),
        )
        self.fields["mois"] = pick(
            "Quel mois, si vous le savez\u202f?", [(str(n), mois) for n, mois in enumerate(MOIS, 1)]
        )
        self.fields["initiateur"] = pick("Qui a commencé\u202f?", lists.choices(Liste.INITIATEUR, A="Nous", B=cible))
        self.fields["premier_contact_phase"] = pick(
            "À quelle phase d’un projet vous appelez-vous la première fois\u202f?", lists.choices(Liste.PHASE)
        )
        self.fields["phase_souhaitee"] = pick("À quelle phase faudrait-il s’appeler\u202f?", lists.choices(Liste.PHASE))
        self.fields["visibilite"] = forms.ChoiceField(
            label="Qui peut connaître ce lien\u202f?", choices=VisibiliteLien, widget=forms.RadioSelect
        )

    @classmethod
    def read(cls, said: Declaration) -> dict[str, Any]:
        since = said.depuis
        known = said.visibilite in VisibiliteLien.values
        return super().read(said) | {
            "visibilite": said.visibilite if known else VisibiliteLien.TERRITOIRE,
            "annee": since.year if since else None,
            "mois": str(since.month) if since and (since.month, since.day) != (1, 1) else "",
        }

    def write(self) -> dict[str, Any]:
        year, month = self.cleaned_data["annee"], self.cleaned_data["mois"]
        return super().write() | {"depuis": to_date(year, month)}


def to_date(annee: int | None, mois: str) -> date | None:
    """A month said is kept as its second day, so that January said is told from a year alone."""
    if annee is None:
        return None
    return date(annee, int(mois), 2) if mois else date(annee, 1, 1)


def pick(label: str, choix: Iterable[tuple[str, str]]) -> forms.ChoiceField:
    """One answer or none, folded: a phone shows it whole when it is opened."""
    return forms.ChoiceField(label=label, required=False, choices=[("", "Ne pas dire"), *choix])


ETAPES: Mapping[str, type[Etape]] = {
    "aujourdhui": Aujourdhui,
    "souhait": Souhait,
    "sur-quoi": SurQuoi,
    "comment": Comment,
    "depuis": Depuis,
    "ce-qui-joue": CeQuiJoue,
}
PREMIERES = ("aujourdhui", "souhait")
"""What everybody is asked; the rest is for who wants to say more."""
PLUS = {
    "sur-quoi": "Sur quoi",
    "comment": "Comment",
    "depuis": "Depuis quand, à quelle phase",
    "ce-qui-joue": "Ce qui freine, ce qui aide",
}
