"""The cadres of an espace: how many, which ones, narrowed by facets."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.acteurs.facettes import Compte, is_uuid
from maillage.acteurs.liste import build_filtres, build_groupes
from maillage.acteurs.recherche import search
from maillage.analyse.francais import compte, liste, majuscule
from maillage.cadres.demande import Demande, Trouves, find, read_demande
from maillage.cadres.dispositifs import list_homonymes
from maillage.cadres.facettes import CADRES, OUVERTES
from maillage.cadres.models import Cadre, NatureCadre
from maillage.espaces.droits import LIRE, Droits, require
from maillage.referentiels.models import Sphere

GENRES = {NatureCadre.DISPOSITIF: False, NatureCadre.INSTANCE: True, NatureCadre.ACTION: True}
"""Whether the word is feminine."""


@login_not_required
@require_safe
def cadres(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    demande = read_demande(request.GET, CADRES)
    found = find_cadres(droits, demande)
    spheres = {sphere.code: sphere for sphere in Sphere.objects.usable_in(droits.espace)}
    context = {
        "espace": droits.espace,
        "liste": found,
        "phrase": say_sentence(found),
        "groupes": build_groupes(found, spheres, liste=CADRES, ouvertes=OUVERTES),
        "filtres": build_filtres(found, request.GET, liste=CADRES),
        "homonymes": list_homonymes(demande.texte),
        "retire": find_removed(droits, request.GET.get("retire", "")),
    }
    return render(request, "cadres/liste.html", context)


def find_cadres(droits: Droits, demande: Demande) -> Trouves:
    recherche = search(Cadre.objects.visible_to(droits), demande.texte)
    return find(recherche, demande, CADRES, droits.espace.aujourdhui)


def say_sentence(found: Trouves) -> str:
    """« Douze dispositifs, trois instances et quarante actions. »"""
    ticked = found.demande.choix["nature"]
    told = [_say_count(one) for one in found.comptes["nature"] if one.nombre and (not ticked or one.valeur in ticked)]
    return f"{majuscule(liste(told))}." if told and found.total else ""


def _say_count(one: Compte) -> str:
    nature = NatureCadre(one.valeur)
    return compte(one.nombre, str(nature.label).lower(), feminin=GENRES[nature])


def find_removed(droits: Droits, pk: str) -> Cadre | None:
    """The one just removed: the page offers to bring it back."""
    if not droits.peut_contribuer or not is_uuid(pk):
        return None
    return Cadre.objects.removed_from(droits.espace).filter(pk=pk).first()
