"""« Emporter »: each file, what it holds, for which tool, who may hand it on."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.acteurs.queries import Demande, read_demande
from maillage.espaces.droits import LIRE, Droits, require
from maillage.exports.catalogue import ACTEURS, CADRES, FICHIERS, INCLUSION, LIENS, RESEAU, Commande, name_file
from maillage.exports.diffusion import Diffusion, narrow_droits, read_diffusion, write_mention
from maillage.exports.envoi import add_licence, send
from maillage.exports.inclusion import list_decrits, tell_reste
from maillage.exports.models import Emport

LISTE = "liste"
"""In the address: only the actors that the page Acteurs shows with these filters."""


@login_not_required
@require_safe
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    demande = read_liste(request)
    context = {
        "espace": droits.espace,
        "liste": demande is not None,
        "filtres": request.GET.urlencode() if demande is not None else "",
        "acteurs": ACTEURS,
        "liens": LIENS,
        "cadres": CADRES,
        "reseau": RESEAU,
        "inclusion": INCLUSION,
        "emports": list_emports(droits),
        "publique": write_mention(droits.espace, Diffusion.PUBLIQUE),
    }
    return render(request, "exports/accueil.html", context)


@login_not_required
@require_safe
def fichier(request: HttpRequest, slug: str, fichier: str) -> HttpResponseBase:
    """`?diffusion=animation`: all that the animation may see. Filters of the list of actors with `?liste=oui`."""
    droits = require(request, slug, LIRE)
    found = FICHIERS.get(fichier)
    if found is None:
        raise Http404("On n’emporte rien sous ce nom.")
    diffusion = read_diffusion(request.GET.get("diffusion"), droits)
    commande = Commande.of(droits, diffusion, read_liste(request) if found.filtrable else None)
    mention = write_mention(droits.espace, diffusion)
    nom = name_file(found, slug, mention.jour.isoformat(), diffusion)
    return add_licence(send(request, found.write(commande), found.type_mime, nom), mention)


@login_not_required
@require_safe
def inclusion(request: HttpRequest, slug: str) -> HttpResponse:
    """What data·inclusion has a word for, and what it has not."""
    droits = require(request, slug, LIRE)
    reste = tell_reste(list_decrits(narrow_droits(droits, Diffusion.PUBLIQUE)))
    return render(request, "exports/inclusion.html", {"espace": droits.espace, "reste": reste})


def list_emports(droits: Droits) -> list[Emport]:
    """The archives that this person asked for and may still follow. None for who is no member."""
    if droits.adhesion is None:
        return []
    mine = Emport.objects.current().filter(espace=droits.espace, par=droits.adhesion.utilisateur_id)
    kept = mine if droits.peut_animer else mine.filter(diffusion=Diffusion.PUBLIQUE)
    return list(kept.select_related("espace"))


def read_liste(request: HttpRequest) -> Demande | None:
    return read_demande(request.GET) if request.GET.get(LISTE) else None
