"""The archive of the espace: asked for, followed, downloaded once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.espaces.droits import ANIMER, LIRE_MEMBRE, Droits, require, signed_in
from maillage.exports import actions
from maillage.exports.diffusion import Diffusion
from maillage.exports.envoi import send
from maillage.exports.models import Emport

RAFRAICHIR = 3
"""Seconds between two looks, without JavaScript."""
TRANCHE = 256 * 1024


@require_POST
def preparer(request: HttpRequest, slug: str) -> HttpResponse:
    complete = request.POST.get("diffusion") == Diffusion.ANIMATION
    droits = require(request, slug, ANIMER if complete else LIRE_MEMBRE)
    actions.purge_emports()
    diffusion = Diffusion.ANIMATION if complete else Diffusion.PUBLIQUE
    emport = actions.request_emport(espace=droits.espace, qui=signed_in(request), diffusion=diffusion)
    return redirect("exports:archive", slug=slug, pk=emport.pk)


@require_safe
def archive(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Where it is; as a page that asks for itself again, or as data for the script."""
    emport = get_emport(request, slug, pk)[1]
    if request.headers.get("Accept") == "application/json":
        return JsonResponse(emport.describe())
    response = render(request, "exports/archive.html", {"espace": emport.espace, "emport": emport})
    if not (emport.fini or emport.rate):
        response["Refresh"] = str(RAFRAICHIR)
    return response


@require_POST
def telecharger(request: HttpRequest, slug: str, pk: UUID) -> HttpResponseBase:
    """A POST: it is done once, and the file goes with it."""
    emport = get_emport(request, slug, pk)[1]
    try:
        opened = actions.take_away(emport=emport)
    except (actions.DejaEmportee, FileNotFoundError):
        messages.error(request, "Cette archive n’est plus là. Préparez-en une autre.")
        return redirect(f"{reverse('exports:accueil', args=[slug])}#archive")
    return send(request, _read_and_erase(opened, emport), "application/zip", name_archive(emport))


def get_emport(request: HttpRequest, slug: str, pk: UUID) -> tuple[Droits, Emport]:
    """Of the person who asked for it, as long as they may: 404 to anyone else, and after a day."""
    droits = require(request, slug, LIRE_MEMBRE)
    mine = Emport.objects.current().filter(espace=droits.espace, par=signed_in(request)).select_related("espace")
    emport = get_object_or_404(mine, pk=pk)
    if emport.diffusion == Diffusion.ANIMATION:
        require(request, slug, ANIMER)
    return droits, emport


def name_archive(emport: Emport) -> str:
    reserve = "-reservee-a-l-animation" if emport.diffusion == Diffusion.ANIMATION else ""
    return f"espace-{emport.espace.slug}-{emport.espace.aujourdhui.isoformat()}{reserve}.zip"


def _read_and_erase(opened: IO[bytes], emport: Emport) -> Iterator[bytes]:
    """Erased once read to the end, or left in the middle."""
    try:
        with opened:
            while piece := opened.read(TRANCHE):
                yield piece
    finally:
        emport.forget_file()
