"""The network of an espace: its drawing, its table, its data."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import search
from maillage.analyse.reseau import Niveau
from maillage.espaces.droits import ANIMER, LIRE, Droits, require, signed_in
from maillage.publication.figures.reseau import MAX_DESSINES
from maillage.referentiels.models import Liste, Theme, Valeur
from maillage.reseau import actions
from maillage.reseau.dessin import FORMATS, Feuille, draw, say, say_wishes, say_worlds
from maillage.reseau.donnees import MEMOIRE, encode, mark
from maillage.reseau.filtres import NIVEAUX, Demande, build_facettes, narrow, read_demande
from maillage.reseau.lecture import published
from maillage.reseau.mondes import list_spheres, tell_mondes
from maillage.reseau.places import describe_places, read_places
from maillage.reseau.tableau import list_around, show_table
from maillage.reseau.trame import Trame, read_trame

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
        feuille = Feuille(read_places(droits.espace, demande.niveau, whole), tell_mondes(spheres))
        context |= show_drawing(seen, demande, feuille)
        if demande.acteur:
            around = list_around(seen, demande.acteur, spheres, niveaux)
            context["voisins"] = [(ligne, demande.address(acteur=ligne.b.id)) for ligne in around]
        if droits.peut_animer:
            context["places"] = describe_places(droits.espace, demande.niveau, len(whole.noeuds))
    return render(request, "reseau/accueil.html", context)


def as_niveau(niveau: str) -> Niveau:
    return "structure" if niveau == "structure" else "service"


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


def show_drawing(seen: Trame, demande: Demande, feuille: Feuille) -> dict[str, Any]:
    # The figures are made by `publication`, which escapes every name it writes.
    return {nom: mark_safe(draw(seen, feuille, nom, souhaits=demande.souhaits).svg) for nom in FORMATS}  # noqa: S308


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


@require_POST
def reprendre(request: HttpRequest, slug: str) -> HttpResponse:
    """The animation finds the places of before again."""
    droits = require(request, slug, ANIMER)
    if actions.restore_places(droits=droits, qui=signed_in(request)):
        messages.success(request, "Chacun a repris sa place d’avant. Vous pouvez revenir sur ce choix.")
    else:
        messages.info(request, "Il n’y a pas de dessin d’avant\u00a0: rien n’a changé.")
    return redirect("reseau:accueil", slug)
