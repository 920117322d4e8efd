"""The diagnosis as a document: made while one waits, or in the background for a large espace."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from maillage.diagnostic.documents import FORMES, JSON, name_file, render
from maillage.diagnostic.lecture import Demande, Lecture, find_lecture, is_large, make_demande, read_niveau, read_reseau
from maillage.diagnostic.models import Travail
from maillage.espaces.droits import LIRE, require


@login_not_required
@require_safe
def document(request: HttpRequest, slug: str, genre: str) -> HttpResponse:
    """`?diffusion=animation`: with what is not to be handed around, for the animation only."""
    droits = require(request, slug, LIRE)
    if genre not in FORMES:
        raise Http404("Ce diagnostic n’existe pas sous cette forme.")
    publique = request.GET.get("diffusion") != "animation"
    if not publique and not droits.peut_animer:
        raise PermissionDenied("Ce document porte des détails qui vont d’abord à l’animation et aux acteurs concernés.")
    demande = make_demande(droits, read_niveau(request.GET.get("niveau")), publique=publique)
    if is_large(droits.espace) and genre != JSON:
        return send_finished(demande, genre, publique=publique)
    return send_now(demande, genre, publique=publique)


def send_now(demande: Demande, genre: str, *, publique: bool) -> HttpResponse:
    lecture = find_lecture(demande)
    if lecture is None:
        return redirect("diagnostic:accueil", slug=demande.espace.slug)
    shown: Lecture = lecture.for_public() if publique else lecture
    reseau = read_reseau(demande.espace, demande.niveau, demande.portee)
    content = render(demande.espace, shown.diagnostic, reseau, genre, publique=publique)
    return send(demande, genre, content, publique=publique)


def send_finished(demande: Demande, genre: str, *, publique: bool) -> HttpResponse:
    """The file if it was made from today's data; else the page that offers to make it."""
    portee = document_portee(publique=publique)
    made = Travail.objects.done().filter(
        espace=demande.espace, genre=genre, niveau=demande.niveau, portee=portee, empreinte=demande.empreinte
    )
    travail = made.first()
    if travail is None or travail.contenu is None:
        return redirect(f"{reverse('diagnostic:accueil', args=[demande.espace.slug])}#documents")
    return send(demande, genre, bytes(travail.contenu), publique=publique)


def document_portee(*, publique: bool) -> str:
    """A document made in the background is either for everybody or for the animation."""
    return "publique" if publique else "complete"


def send(demande: Demande, genre: str, content: bytes, *, publique: bool) -> HttpResponse:
    """Always as a file: a page made of an espace's words is never opened under our own address."""
    name = name_file(demande.espace, genre, publique=publique)
    response = HttpResponse(content, content_type=FORMES[genre].type_mime)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Robots-Tag"] = "noindex"
    return response
