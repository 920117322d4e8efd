"""The page of a link, one's own links, wished links, and who speaks for whom."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs import declarer
from maillage.acteurs.lien_etapes import PAS_LE_DROIT, get_end
from maillage.acteurs.lien_forms import PLUS, PREMIERES, Valeurs, read_valeurs
from maillage.acteurs.lien_lecture import name_level, read_lien
from maillage.acteurs.lien_paroles import PAR_PROPOSITION, list_own, list_spoken, may_speak, name_origin, spoken_by
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, PorteParole
from maillage.espaces.droits import ANIMER, CONTRIBUER, LIRE, LIRE_MEMBRE, Droits, require, signed_in

PAR_PAGE = 50


def get_lien(droits: Droits, pk: UUID) -> Lien:
    found = Lien.objects.visible_to(droits).select_related("a__sphere", "b__sphere", "a__espace", "b__espace")
    return get_object_or_404(found, pk=pk)


@login_not_required
@require_safe
def lien(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    droits = require(request, slug, LIRE)
    lecture = read_lien(droits, get_lien(droits, pk))
    return render(request, "acteurs/lien.html", {"espace": droits.espace, "lecture": lecture, "plus": PLUS})


@require_safe
def lien_entre(request: HttpRequest, slug: str, source: UUID, cible: UUID) -> HttpResponse:
    """The link of two actors, wherever one comes from; with nothing said of it, the first question about it."""
    droits = require(request, slug, CONTRIBUER)
    a, b = sorted((source, cible))
    found = Lien.objects.visible_to(droits).filter(a=a, b=b).first()
    if found is not None:
        return redirect("acteurs:lien", slug, found.pk)
    ends = [get_end(droits, source), get_end(droits, cible)]
    spoken = list_spoken(droits, [end.pk for end in ends])
    for me, other in (ends, ends[::-1]):
        if me.pk in spoken and me != other:
            return redirect("acteurs:declarer_etape", slug, me.pk, other.pk, PREMIERES[0])
    return redirect("acteurs:declarer", slug, source)


@require_POST
def confirmer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """« Oui, c’est bien cela », in the name of `cote`."""
    droits = require(request, slug, CONTRIBUER)
    found = get_lien(droits, pk)
    me = find_side(droits, found, request.POST.get("cote", ""))
    theirs = get_object_or_404(Declaration, lien=found, cible=me)
    try:
        declarer.confirm(
            declaration=theirs,
            qui=signed_in(request),
            quand=droits.espace.aujourdhui,
            lu=read_number(request.POST.get("lu", "")),
            origine=name_origin(droits, me),
        )
    except declarer.DeclarationChangee:
        messages.warning(
            request, "L’autre côté vient de changer sa réponse. Rien n’est enregistré\u00a0: relisez-la ci-dessous."
        )
    else:
        messages.success(request, "C’est confirmé.")
    return redirect("acteurs:lien", slug, found.pk)


def find_side(droits: Droits, found: Lien, cote: str) -> Acteur:
    """The end in whose name one acts; 403 for the other side’s."""
    me = next((end for end in (found.a, found.b) if str(end.pk) == cote), None)
    if me is None or not may_speak(droits, me):
        raise PermissionDenied(PAS_LE_DROIT)
    return me


def read_number(texte: str) -> int | None:
    return int(texte) if texte in {"0", "1", "2", "3", "4", "5"} else None


@require_POST
def retirer_declaration(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One side's own word. The page has asked once."""
    droits = require(request, slug, CONTRIBUER)
    found = get_lien(droits, pk)
    me = find_side(droits, found, request.POST.get("cote", ""))
    mine = Declaration.objects.filter(lien=found, source=me).first()
    if mine is not None and declarer.withdraw(declaration=mine, qui=signed_in(request)):
        messages.success(request, "Votre déclaration est retirée. Celle de l’autre côté, s’il y en a une, reste.")
    if Lien.objects.visible_to(droits).filter(pk=pk).exists():
        return redirect("acteurs:lien", slug, pk)
    return redirect(me)


@dataclass(frozen=True)
class Mien:
    """A link of mine in a list."""

    lien: Lien
    moi: Acteur
    autre: Acteur
    niveau: str
    a_repondre: bool


@require_safe
def mes_liens(request: HttpRequest, slug: str) -> HttpResponse:
    """One's structures, what waits for an answer, what is seen differently, the rest."""
    droits = require(request, slug, CONTRIBUER)
    mine = list_mine(droits, read_valeurs())
    context = {
        "espace": droits.espace,
        "siennes": list_own(droits),
        "a_repondre": [one for one in mine if one.a_repondre],
        "contestes": [one for one in mine if not one.a_repondre and one.lien.etat == EtatLien.CONTESTE],
        "page": Paginator(
            [one for one in mine if not one.a_repondre and one.lien.etat != EtatLien.CONTESTE], PAR_PAGE
        ).get_page(request.GET.get("page")),
    }
    return render(request, "acteurs/liens_miens.html", context)


def list_mine(droits: Droits, valeurs: Valeurs) -> list[Mien]:
    """Three queries, whatever their number."""
    own = set(spoken_by(droits).values_list("pk", flat=True))
    found = Lien.objects.around(droits, own).exclude(etat=EtatLien.ABSENT)
    liens = list(found.select_related("a__sphere", "b__sphere").order_by("a__nom_cherche", "b__nom_cherche", "id"))
    said = set(Declaration.objects.filter(lien__in=liens).values_list("lien_id", "source_id"))
    return [_turn(one, own, said, valeurs) for one in liens]


def _turn(found: Lien, own: set[UUID], said: set[tuple[UUID, UUID]], valeurs: Valeurs) -> Mien:
    me, other = (found.a, found.b) if found.a_id in own else (found.b, found.a)
    return Mien(found, me, other, name_level(found.niveau, valeurs), (found.pk, me.pk) not in said)


@dataclass(frozen=True)
class Souhait:
    lien: Lien
    aujourdhui: str
    demain: str
    propose: bool
    """Born of a meeting proposed from the diagnosis, not yet taken up by either side."""


@require_safe
def souhaits(request: HttpRequest, slug: str) -> HttpResponse:
    """Wished links: those that nobody lives yet first, then those that someone would like closer."""
    droits = require(request, slug, LIRE_MEMBRE)
    wished = Lien.objects.visible_to(droits).wished().select_related("a__sphere", "b__sphere")
    page = Paginator(wished, PAR_PAGE).get_page(request.GET.get("page"))
    context = {"espace": droits.espace, "page": page, "souhaits": read_souhaits(list(page))}
    return render(request, "acteurs/liens_souhaites.html", context)


def read_souhaits(liens: list[Lien]) -> list[Souhait]:
    """Two queries."""
    valeurs = read_valeurs()
    born = Declaration.objects.filter(lien__in=liens, origine=PAR_PROPOSITION).values_list("lien_id", flat=True)
    proposed = set(born)
    return [
        Souhait(one, name_level(one.niveau, valeurs), name_level(one.niveau_souhaite, valeurs), one.pk in proposed)
        for one in liens
    ]


@require_POST
def rattacher(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """« C’est ma structure »."""
    droits = require(request, slug, CONTRIBUER)
    acteur = get_end(droits, pk)
    if declarer.attach(acteur=acteur, qui=signed_in(request)):
        messages.success(
            request,
            f"Vous parlez maintenant au nom de «\u00a0{acteur.nom}\u00a0». L’animation le voit, et peut l’annuler.",
        )
    return redirect("acteurs:declarer", slug, acteur.pk)


@require_safe
def porte_parole(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, ANIMER)
    found = PorteParole.objects.filter(acteur__espace=droits.espace, acteur__retire_le=None)
    page = Paginator(
        found.select_related("acteur__sphere", "adhesion__utilisateur").order_by("acteur__nom_cherche", "pk"), PAR_PAGE
    ).get_page(request.GET.get("page"))
    return render(request, "acteurs/liens_porte_parole.html", {"espace": droits.espace, "page": page})


@require_POST
def detacher(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The animation for anyone, a member for oneself."""
    droits = require(request, slug, CONTRIBUER)
    found = PorteParole.objects.filter(acteur__espace=droits.espace).select_related(
        "acteur__espace", "adhesion__utilisateur"
    )
    if not droits.peut_animer:
        found = found.filter(adhesion=droits.adhesion)
    parole = get_object_or_404(found, pk=pk)
    declarer.detach(parole=parole, qui=signed_in(request))
    messages.success(request, f"{parole.utilisateur} ne parle plus au nom de «\u00a0{parole.acteur}\u00a0».")
    return redirect(
        "acteurs:porte_parole" if droits.peut_animer and parole.utilisateur != request.user else "acteurs:liens", slug
    )
