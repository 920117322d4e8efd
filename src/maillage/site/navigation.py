"""Where one can go from here: only to pages that exist and that the visitor may open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from maillage.espaces.droits import Droits
from maillage.espaces.models import Espace

SECTIONS = (
    ("Acteurs", "acteurs:liste"),
    ("Cadres", "cadres:liste"),
    ("Réseau", "reseau:accueil"),
    ("Diagnostic", "diagnostic:accueil"),
    ("Qui associer\u202f?", "associer:espace"),
)
"""In the order of the roadmap's three subjects; a section appears when its room is installed."""

AUSSI = {"reseau:accueil": "carte:accueil"}
"""Pages that share an entry, one switch away from each other."""

GROUPE = (
    ("Accueil de l’espace", "diagnostic:espace", "accordes"),
    ("Présentation", "espaces:presentation", "accordes"),
    ("Rechercher", "recherche:page", "accordes"),
    ("Vos liens", "acteurs:liens", "peut_contribuer"),
    ("Liens souhaités", "acteurs:souhaits", "est_membre"),
    ("Freins et leviers", "freins:accueil", "est_membre"),
    ("Membres", "espaces:membres", "est_membre"),
    ("Apporter une liste", "apports:accueil", "peut_apporter"),
    ("Emporter", "exports:accueil", "accordes"),
    ("Doublons", "doublons:liste", "peut_animer"),
    ("Journal", "espaces:journal", "peut_animer"),
    ("Réglages", "espaces:reglages", "peut_regler"),
)
DEHORS = (
    ("Territoires", "espaces:liste"),
    ("Dispositifs", "cadres:dispositifs"),
    ("Qui associer\u202f?", "associer:accueil"),
)


@dataclass(frozen=True)
class Lien:
    texte: str
    adresse: str
    actif: bool = False


@dataclass(frozen=True)
class Navigation:
    espace: Espace | None = None
    principal: list[Lien] = field(default_factory=list)
    groupe: list[Lien] = field(default_factory=list)
    chercher: Lien | None = None
    """In the menu of narrow screens: the header has no room for a field."""


def find_address(name: str, *args: str) -> str:
    """Empty when the page does not exist (its room is not installed)."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def find_espace(espace: Espace) -> str:
    """The page that opens an espace."""
    return find_address("diagnostic:espace", espace.slug) or find_address("espaces:presentation", espace.slug)


def build_navigation(request: HttpRequest | None, droits: Droits | None) -> Navigation:
    path = request.path if request else ""
    if droits is None:
        return Navigation(principal=_make_liens(DEHORS, path))
    slug = droits.espace.slug
    allowed = [(texte, name) for texte, name, droit in GROUPE if getattr(droits, droit)]
    return Navigation(
        espace=droits.espace,
        principal=_make_liens(SECTIONS, path, slug),
        groupe=_make_liens(allowed, path, slug),
        chercher=next(iter(_make_liens([("Rechercher", "recherche:page")], path, slug)), None),
    )


def _make_liens(entries: Iterable[tuple[str, str]], path: str, *args: str) -> list[Lien]:
    found = [(texte, name, address) for texte, name in entries if (address := find_address(name, *args))]
    places = [(address, address) for _, _, address in found]
    places += [(find_address(AUSSI[name], *args) or address, address) for _, name, address in found if name in AUSSI]
    current = _find_current(path, places)
    return [Lien(texte, address, address == current) for texte, _, address in found]


def _find_current(path: str, places: list[tuple[str, str]]) -> str:
    """Of the longest place that begins this page's, the entry: « Acteurs » stays lit on an actor's page."""
    return max((place for place in places if path.startswith(place[0])), key=lambda one: len(one[0]), default=("", ""))[
        1
    ]
