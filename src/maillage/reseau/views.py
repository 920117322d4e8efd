"""The network of an espace: its drawing, its table, its data."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import search
from maillage.analyse.reseau import Niveau
from maillage.espaces.droits import ANIMER, LIRE, Droits, require, signed_in
from maillage.espaces.models import Espace
from maillage.publication.figures.reseau import MAX_DESSINES
from maillage.referentiels.models import Liste, Sphere, Theme, Valeur
from maillage.reseau import actions
from maillage.reseau.dessin import draw, say, say_wishes, say_worlds
from maillage.reseau.donnees import MEMOIRE, encode, mark
from maillage.reseau.filtres import NIVEAUX, Demande, build_facettes, narrow, read_demande
from maillage.reseau.lecture import published
from maillage.reseau.places import read_places
from maillage.reseau.trame import Noeud, Trait, Trame, read_trame

PAR_PAGE = 50
TROUVES = 12
INTROUVABLE = "Cet acteur n’est pas dans le réseau que vous pouvez voir."


@login_not_required
@require_safe
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    """A fixed number of queries, whatever the network."""
    droits = require(request, slug, LIRE)
    demande = read_demande(request.GET, droits)
    whole = read_trame(droits, as_niveau(demande.niveau))
    demande = centre(whole, demande)
    spheres = list_spheres(droits.espace)
    niveaux = list(Valeur.objects.of(Liste.NIVEAU))
    seen = narrow(whole, demande)
    context = {
        "espace": droits.espace,
        "demande": demande,
        "total": len(whole.noeuds),
        "centre": seen.noeuds[seen.index[demande.acteur]] if demande.acteur else None,
        "phrase": say(seen, demande.filtree),
        "souhaits": say_wishes(seen),
        "mondes": say_worlds(seen),
        "groupes": build_facettes(whole, demande, droits, spheres, niveaux),
        "trouves": find_acteurs(droits, whole, demande.texte),
        "dessin": demande.address(vue="dessin"),
        "tableau": demande.address(vue="tableau"),
        "sans_acteur": demande.address(acteur=""),
        "autre_papier": demande.address(papier="a3" if demande.papier == "a4" else "a4"),
        "par_groupes": len(seen.noeuds) > MAX_DESSINES,
    }
    if demande.vue == "tableau":
        context |= show_table(request, seen, spheres, niveaux)
    else:
        context |= show_drawing(seen, demande, spheres)
    return render(request, "reseau/accueil.html", context)


def as_niveau(niveau: str) -> Niveau:
    return "structure" if niveau == "structure" else "service"


def list_spheres(espace: Espace) -> dict[str, Sphere]:
    """By code; a world of the espace's own wins over a shared one of the same code."""
    return {sphere.code: sphere for sphere in Sphere.objects.usable_in(espace)}


def centre(whole: Trame, demande: Demande) -> Demande:
    """The node that stands for the actor asked for. 404 when it is none that the visitor may see."""
    if not demande.acteur:
        return demande
    node = whole.node_of(demande.acteur)
    if node is None:
        raise Http404(INTROUVABLE)
    return replace(demande, acteur=node)


def find_acteurs(droits: Droits, whole: Trame, texte: str) -> list[tuple[Acteur, str]]:
    """Actors by name, each with the address of its neighbourhood. Two queries at most."""
    if not texte:
        return []
    seen = Acteur.objects.filter(pk__in=published(droits.espace, droits).values("pk"))
    found = search(seen, texte).acteurs.select_related("sphere")[:TROUVES]
    return [(one, node) for one in found if (node := whole.node_of(str(one.pk)))]


def show_drawing(seen: Trame, demande: Demande, spheres: dict[str, Sphere]) -> dict[str, Any]:
    figures = [draw(seen, spheres, etroit=etroit, souhaits=demande.souhaits) for etroit in (False, True)]
    # The figures are made by `publication`, which escapes every name it writes.
    return {"large": mark_safe(figures[0].svg), "etroit": mark_safe(figures[1].svg)}  # noqa: S308


@dataclass(frozen=True)
class Ligne:
    """One row of the table: a pair, as the drawing shows it."""

    a: Noeud
    b: Noeud
    monde_a: Sphere
    monde_b: Sphere
    niveau: str
    etat: str
    lien: str


def show_table(request: HttpRequest, seen: Trame, spheres: dict[str, Sphere], niveaux: list[Valeur]) -> dict[str, Any]:
    """The pairs by name, then the actors without any: all that the drawing shows."""
    noms = [noeud.nom.casefold() for noeud in seen.noeuds]
    ordered = sorted((turn(t, noms) for t in seen.traits), key=lambda t: (noms[t.a], noms[t.b]))
    page: Page[Trait] = Paginator(ordered, PAR_PAGE).get_page(request.GET.get("page"))
    names = {one.code: one.nom for one in niveaux}
    rows = find_rows(seen, list(page))
    linked = {end for t in seen.traits for end in t[:2]}
    alone = sorted((n for place, n in enumerate(seen.noeuds) if place not in linked), key=lambda n: n.nom.casefold())
    return {
        "page": page,
        "lignes": [describe(seen, t, spheres, names, rows) for t in page],
        "seuls": Paginator([(n, spheres[n.sphere]) for n in alone], 200).get_page(request.GET.get("seuls")),
    }


def turn(trait: Trait, noms: list[str]) -> Trait:
    """The end that comes first in the alphabet stands first."""
    return trait if noms[trait.a] <= noms[trait.b] else trait._replace(a=trait.b, b=trait.a)


def find_rows(seen: Trame, traits: list[Trait]) -> dict[frozenset[str], str]:
    """The row of each pair that has one of its own: folded services have several, and no page. One query."""
    ends = {UUID(seen.noeuds[end].id) for t in traits for end in (t.a, t.b)}
    rows = Lien.objects.filter(a__in=ends, b__in=ends).values_list("a_id", "b_id", "pk")
    return {frozenset((str(a), str(b))): str(pk) for a, b, pk in rows}


def describe(
    seen: Trame, trait: Trait, spheres: dict[str, Sphere], names: dict[str, str], rows: dict[frozenset[str], str]
) -> Ligne:
    a, b = seen.noeuds[trait.a], seen.noeuds[trait.b]
    level = trait.souhait if trait.etat == EtatLien.SOUHAITE else trait.niveau
    said = "" if level is None else names.get(str(round(level)), str(round(level)))
    own = rows.get(frozenset((a.id, b.id)), "")
    return Ligne(a, b, spheres[a.sphere], spheres[b.sphere], said, trait.etat, own)


@login_not_required
@require_safe
def donnees(request: HttpRequest, slug: str) -> HttpResponse:
    """A fixed number of queries; none but the mark's when the browser or this process already has the answer."""
    droits = require(request, slug, LIRE)
    asked = request.GET.get("niveau", "")
    niveau = as_niveau(asked if asked in NIVEAUX else "service")
    etag = mark(droits, niveau)
    if request.headers.get("If-None-Match", "").removeprefix("W/") == etag:
        return _private(HttpResponseNotModified(), etag)
    body = MEMOIRE.find(etag, lambda: make_body(droits, niveau))
    return _private(HttpResponse(body, content_type="application/json"), etag)


def make_body(droits: Droits, niveau: Niveau) -> bytes:
    trame = read_trame(droits, niveau)
    return encode(
        trame,
        read_places(droits.espace, niveau, trame),
        list_spheres(droits.espace),
        list(Theme.objects.all()),
        list(Valeur.objects.of(Liste.NIVEAU)),
    )


def _private(response: HttpResponse, etag: str) -> HttpResponse:
    """Kept by the browser that asked, never by what stands between: rights differ."""
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response


@require_POST
def garder(request: HttpRequest, slug: str) -> HttpResponse:
    """The animation lays the network out anew, and keeps the places."""
    droits = require(request, slug, ANIMER)
    actions.keep_places(droits=droits, qui=signed_in(request))
    messages.success(request, "Le dessin est refait. Chacun retrouvera désormais les acteurs à ces places.")
    return redirect("reseau:accueil", slug)
