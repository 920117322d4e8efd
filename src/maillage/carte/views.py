"""The map of an espace: its drawing, its table, its data, and the contours it is drawn on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs import facettes
from maillage.acteurs.liste import build_filtres, build_groupes
from maillage.acteurs.models import ActeurQuerySet
from maillage.acteurs.queries import Liste, count_bilan
from maillage.analyse.francais import jour
from maillage.carte import actions
from maillage.carte.couverture import Presence
from maillage.carte.demande import LIEU, Demande, read_demande
from maillage.carte.dessin import draw
from maillage.carte.donnees import encode_contours, encode_places
from maillage.carte.fond import find_fond, open_to
from maillage.carte.groupes import build_perimetres
from maillage.carte.lecture import Vue, find_acteurs
from maillage.carte.marques import digest, mark_ground, mark_vue
from maillage.carte.memoire import find_terrain, find_vue
from maillage.carte.perimetres import draw_contours, list_contenants
from maillage.carte.phrases import find_names, say_aside, say_coverage, say_missing, say_subject
from maillage.carte.tableau import build_lignes, list_larges
from maillage.espaces.actions import Refus
from maillage.espaces.droits import ANIMER, LIRE, Droits, require, signed_in
from maillage.formats.contours import ContoursIllisibles

PAR_PAGE = 50
MAX_OCTETS = 20_000_000
"""Of a file of contours: a whole département weighs less than one."""


@login_not_required
@require_safe
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    """A fixed number of queries, whatever the territory and its actors."""
    droits = require(request, slug, LIRE)
    demande = read_demande(request.GET)
    liste, vue = read_page(droits, demande)
    sujet = say_subject(demande.acteurs.choix, find_names(liste), texte=demande.acteurs.texte)
    phrase = say_coverage(vue.presences, vue.places, sujet)
    fond = find_fond(droits.espace)
    context = {
        "espace": droits.espace,
        "fond": fond and fond.to_json(),
        "demande": demande,
        "requete": f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else "",
        "requete_contours": name_perimetres(request.GET),
        "vue": vue,
        "phrase": phrase,
        "apart": say_aside(vue.terrain, vue.places),
        "sans_contour": say_missing(vue.terrain),
        "aujourdhui": jour(droits.espace.aujourdhui),
        "corrige": liste.corrige,
        "groupes": [*build_groupes(liste, dict(vue.spheres)), build_perimetres(vue)],
        "filtres": build_filtres(liste, request.GET),
        "dessin": demande.address(vue=""),
        "tableau": demande.address(vue="tableau"),
        "autre_papier": demande.address(papier="a3" if demande.papier == "a4" else ""),
        "sans_lieu": Paginator([(p, vue.spheres[p.sphere]) for p in vue.sans_lieu], 100).get_page(
            request.GET.get("seuls")
        ),
    }
    if demande.vue == "tableau":
        context |= show_table(request, vue, lead(slug, demande))
    elif vue.terrain.dessinees:
        context |= show_drawing(vue, phrase, lead(slug, demande))
    return open_to(render(request, "carte/accueil.html", context), fond)


def name_perimetres(donnees: QueryDict) -> str:
    """The part of the address that shapes depend on, as the script asks for them."""
    chosen = donnees.getlist("perimetre")
    return f"?{urlencode({'perimetre': chosen}, doseq=True)}" if chosen else ""


def read_page(droits: Droits, demande: Demande) -> tuple[Liste, Vue]:
    """What the list of actors would count with the same filters, and what the map shows."""
    recherche, kept = find_acteurs(droits, demande)
    quand = droits.espace.aujourdhui
    comptes = count_facettes(recherche.acteurs, demande, quand)
    liste = Liste(demande.acteurs, count_bilan(kept, quand), comptes, page=(), corrige=recherche.corrige)
    sol = mark_ground(droits.espace)
    return liste, find_vue(droits, demande, (sol, mark_vue(droits, demande, sol)), lambda: kept)


def count_facettes(acteurs: ActeurQuerySet, demande: Demande, quand: date) -> dict[str, list[facettes.Compte]]:
    """As the list counts them, but for where: the map says it. Two queries each, one for the freshness."""
    choix = demande.acteurs.choix
    return {
        one.nom: [] if one.nom == LIEU else one.count(facettes.narrow(acteurs, choix, quand, sauf=one.nom), quand)
        for one in facettes.FACETTES
    }


def lead(slug: str, demande: Demande) -> Callable[[Presence], str]:
    """From a commune to the list of those who act there, the same filters kept."""
    page = reverse("acteurs:liste", args=[slug]) + demande.filters(territoire=[])
    start = page if page.endswith("?") else f"{page}&"
    return lambda presence: start + "&".join(f"territoire={one}" for one in presence.par)


def show_drawing(vue: Vue, phrase: str, adresse: Callable[[Presence], str]) -> dict[str, Any]:
    large, etroit = draw(vue, phrase, adresse)
    # The figures are made by `publication`, which escapes every name it writes.
    return {"large": mark_safe(large.svg), "etroit": mark_safe(etroit.svg)}  # noqa: S308


def show_table(request: HttpRequest, vue: Vue, adresse: Callable[[Presence], str]) -> dict[str, Any]:
    page = Paginator(vue.presences, PAR_PAGE).get_page(request.GET.get("page"))
    return {"page": page, "lignes": build_lignes(vue, list(page), adresse), "larges": list_larges(vue)}


@login_not_required
@require_safe
def donnees(request: HttpRequest, slug: str) -> HttpResponse:
    """A fixed number of queries; none but the mark’s when the browser, or the server's memory, has them."""
    droits = require(request, slug, LIRE)
    demande = read_demande(request.GET)
    sol = mark_ground(droits.espace)
    etag = mark_vue(droits, demande, sol)
    if _has(request, etag):
        return _answer(HttpResponseNotModified(), etag)
    vue = find_vue(droits, demande, (sol, etag), lambda: find_acteurs(droits, demande)[1])
    body = encode_places(vue, lead(slug, demande))
    return _answer(HttpResponse(body, content_type="application/json"), etag)


@login_not_required
@require_safe
def contours(request: HttpRequest, slug: str) -> HttpResponse:
    """The shapes, apart from the actors: a filter does not ask for them again. Five queries at most."""
    droits = require(request, slug, LIRE)
    terrain = find_terrain(droits.espace, mark_ground(droits.espace))
    contenants = list_contenants(droits.espace, terrain, read_demande(request.GET).perimetres)
    body = encode_contours(terrain, contenants, draw_contours(contenants, terrain))
    etag = digest(body)
    if _has(request, etag):
        return _answer(HttpResponseNotModified(), etag)
    return _answer(HttpResponse(body, content_type="application/json"), etag)


def _has(request: HttpRequest, etag: str) -> bool:
    return request.headers.get("If-None-Match", "").removeprefix("W/") == etag


def _answer(response: HttpResponse, etag: str) -> HttpResponse:
    """Kept by the browser that asked, never by what stands between: rights differ."""
    response["ETag"], response["Cache-Control"] = etag, "private, no-cache"
    return response


@require_POST
def charger(request: HttpRequest, slug: str) -> HttpResponse:
    """The animation brings the contours: of the file it gives, else of the national service, else approximate."""
    droits, qui = require(request, slug, ANIMER), signed_in(request)
    given = request.FILES.get("fichier")
    try:
        if given is not None and (given.size or 0) > MAX_OCTETS:
            raise Refus(
                f"Ce fichier dépasse {MAX_OCTETS // 10**6}\u00a0Mo\u00a0: donnez les communes d’un département."
            )
        if given is None:
            told = actions.load_contours(espace=droits.espace, qui=qui)
        else:
            told = actions.load_file(espace=droits.espace, qui=qui, contenu=given.read())
        messages.success(request, told)
    except Refus as refused:
        messages.error(request, " ".join(refused.messages))
    except ContoursIllisibles as fault:
        messages.error(request, f"{fault} Rien n’a changé.")
    return redirect("carte:accueil", slug)
