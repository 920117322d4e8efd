"""The preview, kind of row by kind of row; the answers; « Tout importer »; undoing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.facettes import is_uuid
from maillage.analyse.francais import compte
from maillage.apports import actions
from maillage.apports.models import Apport, EtatApport, LigneApport, Reponse, SortLigne
from maillage.apports.pages import PHRASES, say_kind
from maillage.apports.pages_lignes import describe_lignes
from maillage.apports.views import get_apport
from maillage.espaces.actions import Refus
from maillage.espaces.droits import APPORTER, require, signed_in

PAR_PAGE: Final = 25
AVEC_REPONSE: Final = (SortLigne.RESSEMBLANTE, SortLigne.CONFLIT)


@require_safe
def lignes(request: HttpRequest, slug: str, pk: UUID, sort: str) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    if sort not in SortLigne.values or current.etat not in (EtatApport.APERCU, EtatApport.FAIT):
        raise Http404("Il n’y a pas de lignes de cette sorte à montrer.")
    found = LigneApport.objects.filter(apport=current, sort=sort).defer("empreintes")
    page = Paginator(found, PAR_PAGE).get_page(request.GET.get("page"))
    context = {
        "espace": droits.espace,
        "apport": current,
        "sort": sort,
        "titre": PHRASES[SortLigne(sort)],
        "phrase": say_kind(SortLigne(sort), page.paginator.count),
        "page": page,
        "lignes": describe_lignes(current, page.object_list),
        "modifiable": current.etat == EtatApport.APERCU and sort in AVEC_REPONSE,
        "ressemblance": sort == SortLigne.RESSEMBLANTE,
        "simple": sort not in (*AVEC_REPONSE, SortLigne.MODIFIEE),
    }
    return render(request, "apports/lignes.html", context)


@require_POST
def repondre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    sort = request.POST.get("sort", "")
    if sort not in AVEC_REPONSE:
        raise Http404("Ces lignes n’attendent pas de réponse.")
    every = request.POST.get("toutes", "")
    try:
        if every in Reponse.values:
            number = actions.answer_all(apport=current, sort=sort, reponse=every)
        else:
            number = actions.answer(apport=current, reponses=read_answers(request.POST))
        messages.success(request, f"{compte(number, 'réponse notée', 'réponses notées', feminin=True).capitalize()}.")
    except Refus as refus:
        messages.error(request, refus.messages[0])
        return redirect(current)
    if request.POST.get("suite") == "apercu":
        return redirect(current)
    page = request.POST.get("page", "1")
    return redirect(f"{current.get_absolute_url()}lignes/{sort}/?page={page if page.isdecimal() else 1}")


def read_answers(donnees: Mapping[str, str]) -> dict[int, tuple[str, UUID | None]]:
    """« reponse-12 » → « autre », « plus-tard », « garder », « prendre », or the id of « c’est la même »."""
    told: dict[int, tuple[str, UUID | None]] = {}
    for name, value in donnees.items():
        prefix, _, numero = name.partition("-")
        if prefix != "reponse" or not (numero.isdecimal() and len(numero) < 9):
            continue
        if is_uuid(value):
            told[int(numero)] = Reponse.MEME, UUID(value)
        elif value in Reponse.values:
            told[int(numero)] = value, None
    return told


@require_POST
def revoir(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """From the preview back to the columns."""
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    return attempt(request, current, lambda: actions.return_to_columns(apport=current))


@require_POST
def importer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    qui, sans_fautives = signed_in(request), request.POST.get("fautives") == "laisser"
    return attempt(
        request, current, lambda: actions.request_import(apport=current, qui=qui, sans_fautives=sans_fautives)
    )


@require_POST
def annuler(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """The page has asked once."""
    droits = require(request, slug, APPORTER)
    current = get_apport(droits, pk)
    return attempt(request, current, lambda: actions.request_undo(apport=current, qui=signed_in(request)))


def attempt(request: HttpRequest, current: Apport, act: Callable[[], object]) -> HttpResponse:
    """Back to the file, done or not; why not is said there."""
    try:
        act()
    except Refus as refus:
        messages.error(request, refus.messages[0])
    return redirect(current)
