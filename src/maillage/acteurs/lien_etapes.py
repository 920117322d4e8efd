"""Declaring a link, one question a page: with whom, at which level, wished or not, then more for who wants to."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from maillage.acteurs import declarer
from maillage.acteurs.lien_forms import ETAPES, PLUS, PREMIERES, Contexte, Etape, Valeurs, read_valeurs
from maillage.acteurs.lien_paroles import list_own, may_speak, name_origin
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.acteurs.recherche import search
from maillage.espaces.droits import CONTRIBUER, Droits, require, signed_in
from maillage.referentiels.models import Liste

MONTRES = 12
PROPOSES = 6
FINE = "\u202f"
PAS_LE_DROIT = "Vous ne parlez pas au nom de cet acteur. Dites d’abord que c’est votre structure, sur sa fiche."
read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def declarer_lien(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """« Avec qui ? » for who speaks for this actor; else in whose name one would declare a link with it."""
    droits = require(request, slug, CONTRIBUER)
    acteur = get_end(droits, pk)
    if not may_speak(droits, acteur):
        own = [one for one in list_own(droits) if one.pk != acteur.pk]
        return render(request, "acteurs/lien_qui.html", {"espace": droits.espace, "acteur": acteur, "siennes": own})
    texte = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    others = Acteur.objects.visible_to(droits).nodes().exclude(pk=acteur.pk)
    found = search(others, texte)
    context = {
        "espace": droits.espace,
        "acteur": acteur,
        "texte": texte,
        "corrige": found.corrige,
        "trouves": list(found.acteurs.select_related("sphere", "commune", "type")[: MONTRES + 1]) if texte else [],
        "montres": MONTRES,
        "attendus": [] if texte else list_waiting(droits, acteur),
        "proches": [] if texte else list_near(droits, acteur),
    }
    return render(request, "acteurs/lien_avec.html", context)


def get_end(droits: Droits, pk: UUID) -> Acteur:
    """404 as well for what is of another espace as for what the visitor may not see."""
    found = Acteur.objects.visible_to(droits).select_related("espace", "sphere", "parent", "commune", "type")
    return get_object_or_404(found, pk=pk)


def list_waiting(droits: Droits, acteur: Acteur) -> list[Acteur]:
    """Those who said something of their link with this actor, and have had no answer."""
    said = Declaration.objects.filter(cible=acteur).exclude(lien__declarations__source=acteur).values("source")
    found = Acteur.objects.visible_to(droits).filter(pk__in=said)
    return list(found.select_related("sphere", "commune", "type")[:MONTRES])


def list_near(droits: Droits, acteur: Acteur) -> list[Acteur]:
    """Those who work on the most of the same themes, of whom nothing is said yet."""
    linked = Lien.objects.filter(espace=droits.espace).of(acteur)
    others = Acteur.objects.visible_to(droits).nodes().exclude(pk=acteur.pk)
    unsaid = others.exclude(Q(pk__in=linked.values("a")) | Q(pk__in=linked.values("b")))
    shared = unsaid.filter(themes__in=acteur.themes.values("pk")).annotate(communs=Count("themes"))
    return list(shared.select_related("sphere", "commune", "type").order_by("-communs", "nom_cherche")[:PROPOSES])


@dataclass(frozen=True)
class Page:
    """One step as it is shown: where it stands, what was said before, where to go next."""

    droits: Droits
    source: Acteur
    cible: Acteur
    code: str
    dit: Declaration | None
    valeurs: Valeurs

    @property
    def niveaux(self) -> dict[int, str]:
        return {int(one.code): one.nom.lower() for one in self.valeurs[Liste.NIVEAU]}

    @property
    def modele(self) -> type[Etape]:
        return ETAPES[self.code]

    @property
    def titre(self) -> str:
        return self.modele.titre.format(self.cible.nom, FINE)

    @property
    def aide(self) -> str:
        """Its advice, and the level lived when a wish is asked for."""
        lived = self.dit.niveau_reel if self.dit else None
        told = (
            f" Aujourd’hui, vous avez répondu «\u00a0{self.niveaux.get(lived, lived)}\u00a0»."
            if lived is not None
            else ""
        )
        return self.modele.aide + (told if self.code == "souhait" else "")

    @property
    def rang(self) -> tuple[int, int, str]:
        """Its number, out of how many, in words."""
        if self.code in PREMIERES:
            number, total = PREMIERES.index(self.code) + 2, len(PREMIERES) + 1
            return number, total, f"Avec qui · {number} sur {total}"
        number, total = list(PLUS).index(self.code) + 1, len(PLUS)
        return number, total, f"Dire plus · {number} sur {total}"

    @property
    def suite(self) -> str:
        """The address after this step: the next one of the same part, else the link itself."""
        part = list(PREMIERES if self.code in PREMIERES else PLUS)
        place = part.index(self.code) + 1
        if place < len(part):
            return step_address(self.droits, self.source, self.cible, part[place])
        return reverse("acteurs:lien_entre", args=[self.droits.espace.slug, self.source.pk, self.cible.pk])


def step_address(droits: Droits, source: Acteur, cible: Acteur, code: str) -> str:
    return reverse("acteurs:declarer_etape", args=[droits.espace.slug, source.pk, cible.pk, code])


@read_or_send
def etape(request: HttpRequest, slug: str, source: UUID, cible: UUID, code: str) -> HttpResponse:
    page = open_page(require(request, slug, CONTRIBUER), source, cible, code)
    contexte = Contexte(page.cible.nom, page.valeurs)
    if request.method != "POST":
        form = page.modele(
            initial=page.modele.read(page.dit) if page.dit else {"visibilite": "territoire"}, contexte=contexte
        )
        return show_step(request, page, form)
    form = page.modele(request.POST, contexte=contexte)
    if not form.is_valid():
        return show_step(request, page, form, status=422)
    declarer.declare(
        source=page.source,
        cible=page.cible,
        qui=signed_in(request),
        quand=page.droits.espace.aujourdhui,
        attributs=form.write() | {"origine": name_origin(page.droits, page.source)},
    )
    if page.code not in (PREMIERES[0], *list(PLUS)[:-1]):
        messages.success(request, "Enregistré.")
    return redirect(page.suite)


def open_page(droits: Droits, source: UUID, cible: UUID, code: str) -> Page:
    if code not in ETAPES or source == cible:
        raise Http404("Cette page n’existe pas.")
    me, other = get_end(droits, source), get_end(droits, cible)
    if not may_speak(droits, me):
        raise PermissionDenied(PAS_LE_DROIT)
    dit = Declaration.objects.filter(source=me, cible=other).first()
    return Page(droits, me, other, code, dit, read_valeurs())


def show_step(request: HttpRequest, page: Page, form: Etape, *, status: int = 200) -> HttpResponse:
    context = {"espace": page.droits.espace, "page": page, "form": form}
    return render(request, "acteurs/lien_etape.html", context, status=status)
