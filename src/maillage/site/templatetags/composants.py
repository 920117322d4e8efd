"""Pieces of interface with named arguments; each is shown on the internal page /composants/."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from maillage.espaces.models import Espace
from maillage.referentiels.models import Sphere
from maillage.site.facettes import Facette
from maillage.site.figures import Barre, draw_barres, place_points
from maillage.site.navigation import Navigation, build_navigation, find_address, find_espace
from maillage.site.ressources import Ressources, find_pieces, read_ressources

register = template.Library()

TEINTES = frozenset({"as", "ds", "dl", "pa", "neutre", "accent", "alerte"})
ETIQUETTES = {
    "a-verifier": "à vérifier",
    "souhaite": "souhaité",
    "confirme": "confirmé",
    "declare": "déclaré d’un côté",
    "conteste": "vu différemment",
    "fragile": "à sécuriser",
    "brouillon": "brouillon",
}


@register.filter
def unlocalise(value: float) -> str:
    """A number as SVG and HTML attributes want it: with a point, whatever the language."""
    return f"{value:g}"


@register.filter
def en_json(value: object) -> str:
    """For a data- attribute: the template escapes it, the script reads it back."""
    return json.dumps(value)


@register.inclusion_tag("site/composants/ressources.html")
def ressources(entree: str = "src/main.ts") -> dict[str, Ressources]:
    """Stylesheets, script and fonts of the front end, under names that change with their content."""
    return {"ressources": read_ressources(entree)}


@register.simple_tag
def prechargements(*sources: str) -> SafeString:
    """Links that fetch heavy pieces early: `{% prechargements "src/carte/carte.ts" "src/carte/scene.ts" %}`."""
    pieces = find_pieces(*sources)
    scripts = format_html_join("", '<link rel="modulepreload" href="{}">', ((one,) for one in pieces.scripts))
    styles = format_html_join("", '<link rel="preload" as="style" href="{}">', ((one,) for one in pieces.styles))
    return scripts + styles


@register.inclusion_tag("site/composants/navigation.html", takes_context=True)
def navigation(context: Context) -> dict[str, Any]:
    nav: Navigation = build_navigation(context.get("request"), context.get("droits"))
    return {"nav": nav}


@register.inclusion_tag("site/composants/tiroir.html", takes_context=True)
def tiroir_compte(context: Context) -> dict[str, Any]:
    """The menu under the espace's name, or under one's own outside an espace."""
    request, droits = context.get("request"), context.get("droits")
    kept = {name: context.get(name) for name in ("aide", "csrf_token")}
    return {"nav": build_navigation(request, droits), "request": request, **kept}


@register.inclusion_tag("site/composants/chercher.html", takes_context=True)
def chercher(context: Context) -> dict[str, str]:
    """The search of the espace, on each of its pages; a link where there is no room for a field."""
    droits = context.get("droits")
    return {"adresse": find_address("recherche:page", droits.espace.slug) if droits else ""}


@register.simple_tag
def adresse_espace(espace: Espace) -> str:
    """The page that opens an espace."""
    return find_espace(espace)


@register.inclusion_tag("site/composants/marque.html")
def marque(sphere: Sphere, taille: int = 20, *, muette: bool = False) -> dict[str, object]:
    """The shape and letter of a sphere. `muette`: its name is written beside, screen readers need not say it again."""
    return {"sphere": sphere, "taille": taille, "muette": muette}


@register.simple_block_tag(end_name="fincarte")
def carte(  # noqa: PLR0913, PLR0917  (named in templates)
    content: str, titre: str = "", niveau: int = 2, sous: str = "", filet: str = "", classe: str = ""
) -> SafeString:
    """A white card. `filet`: a coloured line on top (as, ds, dl, pa, accent)."""
    classes = " ".join(part for part in ("carte", f"filet-{filet}" if filet else "", classe) if part)
    heading = format_html("<h{0}>{1}</h{0}>", niveau, titre) if titre else ""
    below = format_html('<p class="sous">{}</p>', sous) if sous else ""
    return format_html('<div class="{}">{}{}{}</div>', classes, heading, below, mark_safe(content))  # noqa: S308


@register.inclusion_tag("site/composants/bouton.html")
def bouton(  # noqa: PLR0913, PLR0917  (named in templates)
    texte: str, href: str = "", genre: str = "principal", nom: str = "", valeur: str = "", precision: str = ""
) -> dict[str, str]:
    """A link when `href` is given, else a submit button. `precision` is said to screen readers only."""
    return {"texte": texte, "href": href, "genre": genre, "nom": nom, "valeur": valeur, "precision": precision}


@register.inclusion_tag("site/composants/facettes.html")
def facettes(groupes: Iterable[Facette]) -> dict[str, Iterable[Facette]]:
    """Groups of choices with their counts, inside the page's own GET form."""
    return {"groupes": groupes}


@register.simple_block_tag(end_name="fintableau")
def tableau(content: str, legende: str, *, legende_visible: bool = True, large: bool = True) -> SafeString:
    """A table in a region that scrolls and can be reached with the keyboard."""
    caption = format_html('<caption class="{}">{}</caption>', "" if legende_visible else "vu-lecteur", legende)
    return format_html(
        '<div class="defile{}" role="region" tabindex="0" aria-label="{}"><table>{}{}</table></div>',
        " large" if large else "",
        legende,
        caption,
        mark_safe(content),  # noqa: S308
    )


@register.inclusion_tag("site/composants/points.html")
def points(valeur: int, legende: str, teinte: str = "accent", sur: int = 100) -> dict[str, Any]:
    """`valeur` dots out of `sur`: a rate that can be counted."""
    return {
        "figure": place_points(valeur, sur),
        "legende": legende,
        "teinte": teinte if teinte in TEINTES else "accent",
    }


@register.inclusion_tag("site/composants/barres.html")
def barres(lignes: Sequence[Barre], vecu: str = "vécu aujourd’hui", souhaite: str = "souhaité") -> dict[str, Any]:
    """Two bars a line: what is lived (full), what is wanted (outlined)."""
    return {"lignes": draw_barres(lignes), "vecu": vecu, "souhaite": souhaite}


@register.simple_block_tag(end_name="finetatvide")
def etat_vide(content: str, titre: str, niveau: int = 2) -> SafeString:
    """Nothing here yet: what to do next."""
    return format_html('<div class="vide"><h{0}>{1}</h{0}>{2}</div>', niveau, titre, mark_safe(content))  # noqa: S308


@register.inclusion_tag("site/composants/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], parametre: str = "page") -> dict[str, Any]:
    """Pages of a list, keeping the other parameters of the address; `parametre` is the one that turns this list."""
    request = context.get("request")
    asked = request.GET.copy() if request else QueryDict(mutable=True)

    def lead(number: int | str) -> str:
        asked[parametre] = str(number)
        return f"?{asked.urlencode()}"

    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numeros": [(number, lead(number)) for number in numbers],
        "precedente": lead(page.previous_page_number()) if page.has_previous() else "",
        "suivante": lead(page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def etiquette(code: str, texte: str = "") -> SafeString:
    """A word with its state: `confirme`, `souhaite`, `conteste`, `fragile`, `a-verifier`…"""
    return format_html('<span class="etiquette {}">{}</span>', code, texte or ETIQUETTES.get(code, code))


@register.inclusion_tag("site/composants/fil.html")
def fil(*etapes: str) -> dict[str, Any]:
    """Breadcrumb: words and addresses by turns, ending with the name of this page (`"Acteurs" url "CIAS"`)."""
    return {"etapes": list(zip(etapes[0:-1:2], etapes[1:-1:2], strict=True)), "ici": etapes[-1]}


@register.inclusion_tag("site/composants/onglets.html")
def onglets(actif: str, titre: str = "Présentation", **adresses: str) -> dict[str, Any]:
    """Two or three ways to see the same thing: `{% onglets "dessin" dessin="?vue=dessin" tableau="?vue=tableau" %}`."""
    choix = [(name.replace("_", " ").capitalize(), href, name == actif) for name, href in adresses.items()]
    return {"titre": titre, "choix": choix}


@register.inclusion_tag("site/composants/confirmation.html", takes_context=True)
def confirmation(  # noqa: PLR0913, PLR0917  (named in templates)
    context: Context, geste: str, adresse: str, question: str, oui: str = "", nom: str = "", valeur: str = ""
) -> dict[str, Any]:
    """Asks once, without JavaScript: the gesture opens the question and the button that does it."""
    return {
        "geste": geste,
        "adresse": adresse,
        "question": question,
        "oui": oui or geste,
        "nom": nom,
        "valeur": valeur,
        "csrf_token": context.get("csrf_token"),
    }


@register.simple_block_tag(end_name="finalerte")
def alerte(content: str, genre: str = "info", titre: str = "", role: str = "") -> SafeString:
    """`info`, `reussite`, `attention` or `erreur`. `role="status"` or `"alert"` when it appears after an action."""
    heading = format_html("<strong>{}</strong>", titre) if titre else ""
    attribute = format_html(' role="{}"', role) if role else ""
    return format_html('<div class="alerte {}"{}>{}{}</div>', genre, attribute, heading, mark_safe(content))  # noqa: S308


@register.inclusion_tag("site/composants/progression.html")
def progression(fait: int, sur: int, texte: str = "") -> dict[str, Any]:
    return {"fait": fait, "sur": sur, "texte": texte or f"{fait} sur {sur}"}
