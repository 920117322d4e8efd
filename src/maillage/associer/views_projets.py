"""Projects kept and followed: their secret link is their key; the animation reads those that were shown to it."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from maillage.analyse.association.demande import Demande
from maillage.analyse.association.mots import understand
from maillage.associer import actions
from maillage.associer.debit import refuse, too_many
from maillage.associer.demandes import Lue, find_cercles, read_demande
from maillage.associer.forms import PHASES, DemandeForm
from maillage.associer.models import Projet, digest
from maillage.associer.views import answer_faults, describe, find_structure
from maillage.comptes.models import Utilisateur
from maillage.espaces.avertissements import warn
from maillage.espaces.droits import ANIMER, LIRE, Droits, find_droits, require

PAR_PAGE = 30
INTROUVABLE = "Ce projet n’existe pas, ou a été effacé."


@login_not_required
@require_POST
def garder(request: HttpRequest, slug: str) -> HttpResponse:
    return receive(request, require(request, slug, LIRE))


@login_not_required
@require_POST
def garder_general(request: HttpRequest) -> HttpResponse:
    return receive(request, None)


def receive(request: HttpRequest, droits: Droits | None) -> HttpResponse:
    espace = droits.espace if droits else None
    form = DemandeForm(request.POST, espace=espace)
    if not form.is_valid():
        return answer_faults(request, droits, form)
    if too_many(request):
        return refuse(request)
    lue = read_demande(form.cleaned_data, espace)
    _, cle = actions.keep_projet(
        espace=espace,
        qui=find_member(request, droits),
        mots=lue.mots,
        themes=sorted(lue.demande.themes),
        publics=sorted(lue.demande.publics),
        commune=lue.commune,
        phase=lue.demande.phase,
        monde=lue.demande.sphere,
        montre_animation=bool(request.POST.get("montrer")),
    )
    warn(request, form)
    messages.success(request, "Projet gardé. L’adresse de cette page en est la seule clé\u00a0: notez-la.")
    return redirect("associer:projet", cle=cle)


def find_member(request: HttpRequest, droits: Droits | None) -> Utilisateur | None:
    member = droits is not None and droits.est_membre
    return request.user if member and request.user.is_authenticated else None


def get_projet(request: HttpRequest, cle: str) -> tuple[Projet, Droits | None]:
    """The project of that key, and the rights of the visitor where it lies; None where the espace is closed to them.

    Raises Http404 for a key that opens nothing.
    """
    found = Projet.objects.alive().filter(empreinte=digest(cle)).select_related("espace", "commune").first()
    if found is None:
        raise Http404(INTROUVABLE)
    if found.espace is None or found.espace.supprime_le is not None:
        return found, None
    droits = find_droits(request.user, found.espace)
    if not droits.allows(LIRE):
        return found, None
    request.droits = droits  # type: ignore[attr-defined]
    return found, droits


@login_not_required
@never_cache
@require_safe
def projet(request: HttpRequest, cle: str) -> HttpResponse:
    found, droits = get_projet(request, cle)
    lue = read_projet(found, droits)
    context = {
        "projet": found,
        "cle": cle,
        "espace": droits.espace if droits else None,
        "adresse": request.build_absolute_uri(),
        "phases": PHASES,
    }
    return render(request, "associer/projet.html", context | describe(lue, droits, faits=found.faits))


def read_projet(projet: Projet, droits: Droits | None) -> Lue:
    espace = droits.espace if droits else None
    demande = Demande(
        phase=projet.phase,
        themes=frozenset(projet.themes),
        publics=frozenset(projet.publics),
        sphere=projet.monde,
        structure=find_structure(droits, ""),
        cercles=find_cercles(projet.commune, espace),
    )
    return Lue(demande, understand(projet.mots), projet.mots, projet.commune, corrigee=True)


@login_not_required
@require_POST
def changer(request: HttpRequest, cle: str) -> HttpResponse:
    """`geste`: phase, fait, a-faire, montrer or cacher."""
    found, droits = get_projet(request, cle)
    if too_many(request):
        return refuse(request)
    qui, geste, valeur = find_member(request, droits), request.POST.get("geste", ""), request.POST.get("valeur", "")
    if geste == "phase" and valeur in dict(PHASES):
        actions.change_phase(projet=found, qui=qui, phase=valeur)
    elif geste in ("fait", "a-faire") and 0 < len(valeur) <= 50:
        actions.tick(projet=found, qui=qui, cle=valeur, fait=geste == "fait")
    elif geste in ("montrer", "cacher"):
        actions.show_to_animation(projet=found, qui=qui, montre=geste == "montrer")
    else:
        return HttpResponse("Ce geste ne se lit pas.", status=422, content_type="text/plain; charset=utf-8")
    return redirect("associer:projet", cle=cle)


@login_not_required
@require_POST
def effacer(request: HttpRequest, cle: str) -> HttpResponse:
    found, droits = get_projet(request, cle)
    actions.erase_projet(projet=found, qui=find_member(request, droits))
    messages.success(request, "Le projet est effacé\u00a0: il n’en reste rien.")
    return redirect("associer:accueil")


@require_safe
def projets(request: HttpRequest, slug: str) -> HttpResponse:
    """For the animation: those that their bearers chose to show. Their links are not told."""
    droits = require(request, slug, ANIMER)
    rows = Projet.objects.shown_in(droits.espace).select_related("commune")
    page = Paginator(rows, PAR_PAGE).get_page(request.GET.get("page", "1"))
    context = {"espace": droits.espace, "page": page, "lignes": [(one, dict(PHASES)[one.phase]) for one in page]}
    return render(request, "associer/projets.html", context)
