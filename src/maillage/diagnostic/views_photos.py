"""Diagnoses kept: the list, one of them, two of them compared."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.diagnostic import actions
from maillage.diagnostic.comparer import compare
from maillage.diagnostic.concernes import withhold_details
from maillage.diagnostic.lecture import Lecture, read_lecture, read_niveau, reread_lecture
from maillage.diagnostic.matrice import read_spheres
from maillage.diagnostic.models import Declencheur, Photo
from maillage.diagnostic.rencontres import list_rencontres
from maillage.diagnostic.views import describe
from maillage.diagnostic.views_croisement import is_uuid
from maillage.espaces.droits import ANIMER, LIRE_MEMBRE, Droits, require, signed_in
from maillage.referentiels.models import Sphere

LOURDES = ("diagnostic", "noms", "liens")


@require_safe
def photos(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE_MEMBRE)
    kept = Photo.objects.filter(espace=droits.espace).select_related("par", "espace").defer(*LOURDES)
    return render(request, "diagnostic/photos.html", {"espace": droits.espace, "photos": list(kept)})


@require_POST
def conserver(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    niveau = read_niveau(request.POST.get("niveau"))
    try:
        photo = actions.take_photo(espace=droits.espace, qui=signed_in(request), niveau=niveau)
    except actions.PasEncore:
        messages.error(request, "Le diagnostic de ce jour n’est pas encore fait. Mettez-le à jour, puis conservez-le.")
        return redirect("diagnostic:accueil", slug=slug)
    messages.success(request, f"C’est conservé\u00a0: {str(photo).lower()}.")
    return redirect("diagnostic:photos", slug=slug)


@require_safe
def photo(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE_MEMBRE)
    kept = get_object_or_404(Photo.objects.select_related("par", "espace"), pk=pk, espace=droits.espace)
    lecture = reread(kept, droits)
    known = read_spheres(list(Sphere.objects.usable_in(droits.espace)))
    context = describe(lecture, droits, known) | {
        "espace": droits.espace,
        "photo": kept,
        "rencontres": list_rencontres(lecture, known),
    }
    return render(request, "diagnostic/photo.html", context)


def reread(photo: Photo, droits: Droits) -> Lecture:
    """As it was that day, less what this reader may not see."""
    written = {name: getattr(photo, name) for name in LOURDES}
    lecture = reread_lecture(written)
    return replace(lecture, diagnostic=withhold_details(lecture.diagnostic, droits))


@require_POST
def supprimer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The page has asked once. A second click finds it gone, and says so."""
    droits = require(request, slug, ANIMER)
    kept = Photo.objects.filter(pk=pk).select_related("espace").first()
    if kept is not None and kept.espace_id != droits.espace.pk:
        raise Http404("Cette photo n’existe pas.")
    if kept is not None:
        actions.delete_photo(photo=kept, qui=signed_in(request))
    messages.success(request, "Cette photo du diagnostic est supprimée.")
    return redirect("diagnostic:photos", slug=slug)


@require_safe
def comparer(request: HttpRequest, slug: str) -> HttpResponse:
    """`?avant=…&apres=…`: the older one is always « avant », whatever was asked."""
    droits = require(request, slug, LIRE_MEMBRE)
    asked = [request.GET.get(name, "") for name in ("avant", "apres")]
    if not all(map(is_uuid, asked)):
        messages.error(request, "Choisissez deux diagnostics à comparer.")
        return redirect("diagnostic:photos", slug=slug)
    found = {str(one.pk): one for one in Photo.objects.filter(espace=droits.espace, pk__in=asked)}
    if len(found) != 2:
        messages.error(request, "Choisissez deux diagnostics différents, parmi ceux qui sont conservés.")
        return redirect("diagnostic:photos", slug=slug)
    before, after = sorted(found.values(), key=lambda one: (one.date_reference, one.cree_le))
    context = {
        "espace": droits.espace,
        "avant": before,
        "apres": after,
        "comparaison": compare(reread(before, droits), reread(after, droits)),
    }
    return render(request, "diagnostic/comparer.html", context)


@require_safe
def depuis(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """A photo beside the diagnosis of now: never beside one that is no longer of the data."""
    droits = require(request, slug, LIRE_MEMBRE)
    kept = get_object_or_404(Photo.objects.select_related("espace"), pk=pk, espace=droits.espace)
    niveau = read_niveau(kept.niveau)
    lecture = read_lecture(droits, niveau)
    if lecture is None or not lecture.fraiche:
        messages.info(request, "Le diagnostic de ce jour n’est pas encore fait. Mettez-le à jour pour le comparer.")
        suffixe = "" if niveau == "service" else f"?niveau={niveau}"
        return redirect(f"{reverse('diagnostic:accueil', args=[slug])}{suffixe}")
    now = replace(lecture, diagnostic=withhold_details(lecture.diagnostic, droits))
    context = {
        "espace": droits.espace,
        "avant": kept,
        "avant_import": kept.declencheur == Declencheur.IMPORT,
        "comparaison": compare(reread(kept, droits), now),
    }
    return render(request, "diagnostic/comparer.html", context)
