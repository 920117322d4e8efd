"""The page of a pair of worlds, and the meeting proposed in one click."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.diagnostic import propositions
from maillage.diagnostic.constats import write_fiche
from maillage.diagnostic.couples import Couple, holds_bridges, read_couple
from maillage.diagnostic.croisement import write_croisement
from maillage.diagnostic.lecture import read_lecture, read_niveau
from maillage.diagnostic.matrice import read_spheres
from maillage.diagnostic.propositions import DejaSouhaite, mark_proposals
from maillage.diagnostic.rencontres import RencontreLue, list_rencontres
from maillage.diagnostic.renvois import find_cadres, open_cards
from maillage.diagnostic.views import find_travail, read_coverage
from maillage.espaces.droits import CONTRIBUER, LIRE, Droits, require, signed_in
from maillage.freins.cibles import Cible
from maillage.freins.lecture import read_section
from maillage.publication.postes import PRUDENCE
from maillage.publication.typographie import fr
from maillage.referentiels.models import Sphere

INCONNU = "Ce croisement n’existe pas\u00a0: l’un des deux mondes n’est pas connu ici."


@login_not_required
@require_safe
def croisement(request: HttpRequest, slug: str, couple: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    known = read_spheres(list(Sphere.objects.usable_in(droits.espace)))
    pair = read_couple(couple, known)
    if pair is None:
        raise Http404(INCONNU)
    if couple != "-".join(pair):
        return redirect(f"{reverse('diagnostic:croisement', args=[slug, '-'.join(pair)])}{find_query(request)}")
    niveau = read_niveau(request.GET.get("niveau"))
    lecture = read_lecture(droits, niveau)
    if lecture is None:
        return render(request, "diagnostic/a_calculer.html", find_travail(droits, niveau))
    found = write_croisement(lecture, pair, known)
    rencontres = mark_proposals(droits, list_rencontres(lecture, known, pair))
    souhaits = list_souhaits(droits, pair, rencontres)
    fiches = find_cadres(lecture.diagnostic.constats, droits) if found.cadres else {}
    context = read_coverage(lecture) | {
        "espace": droits.espace,
        "diagnostic": lecture.diagnostic,
        "suffixe": "" if niveau == "service" else f"?niveau={niveau}",
        "croisement": found,
        "cadres": [(dit, dit.open(fiches)) for dit in found.cadres],
        "taux": write_fiche(found.constat, lecture) if found.constat else None,
        "rencontres": rencontres,
        "proposable": any(one.proposable for one in rencontres),
        "proposes": [(lien, made) for lien, made in souhaits if made],
        "souhaits": [lien for lien, made in souhaits if not made],
        "autres": list_others(pair, lecture.diagnostic.reseau.spheres, known),
        "tient": holds_bridges(lecture.diagnostic, pair),
        "postes": open_cards(found.postes, known, droits),
        "prudence": fr(PRUDENCE),
        "propose": find_proposal(droits, request.GET.get("propose", "")),
        "freins": read_section(droits, Cible(spheres=(known[pair[0]], known[pair[1]])), request.GET.get("retire", "")),
    }
    return render(request, "diagnostic/croisement.html", context)


def find_query(request: HttpRequest) -> str:
    return f"?{request.GET.urlencode()}" if request.GET else ""


def list_souhaits(
    droits: Droits, pair: Couple, rencontres: list[RencontreLue]
) -> list[tuple[Lien, Declaration | None]]:
    """The wanted links that are not among the meetings, each with the proposal that may be taken back."""
    liens = [lien for lien in propositions.list_wished_liens(droits, pair) if not is_told(lien, rencontres)]
    made = propositions.list_wishes(droits, [(str(lien.a_id), str(lien.b_id)) for lien in liens])
    return [(lien, made.get(frozenset((str(lien.a_id), str(lien.b_id))))) for lien in liens]


def is_told(lien: Lien, rencontres: list[RencontreLue]) -> bool:
    """Whether a wish already stands among the meetings."""
    return any({one.a.id, one.b.id} == {str(lien.a_id), str(lien.b_id)} for one in rencontres)


def find_proposal(droits: Droits, pk: str) -> Declaration | None:
    """What was just proposed: the page says so and offers to take it back."""
    if not droits.peut_contribuer or not is_uuid(pk):
        return None
    found = Declaration.objects.filter(pk=pk, lien__espace=droits.espace, niveau_souhaite__gt=0)
    return found.select_related("source", "cible").first()


def is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


@require_POST
def proposer(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, CONTRIBUER)
    a, b = (find_end(droits, request.POST.get(name, "")) for name in ("a", "b"))
    if a.pk == b.pk:
        raise Http404("Une rencontre se propose entre deux acteurs différents.")
    cotes = propositions.list_sides(droits, a.pk, b.pk)
    if not cotes:
        raise PermissionDenied("Proposez une rencontre aux acteurs pour lesquels vous parlez, ou à l’animation.")
    back = reverse("diagnostic:croisement", args=[slug, f"{a.sphere.code}-{b.sphere.code}"])
    try:
        said = propositions.propose(a=a, b=b, cotes=cotes, qui=signed_in(request), quand=droits.espace.aujourdhui)
    except DejaSouhaite:
        messages.info(request, f"Le lien entre «\u00a0{a}\u00a0» et «\u00a0{b}\u00a0» est déjà souhaité.")
        return redirect(back)
    return redirect(f"{back}?propose={said.pk}#rencontres")


def find_end(droits: Droits, pk: str) -> Acteur:
    if not is_uuid(pk):
        raise Http404("Cet acteur n’existe pas.")
    return get_object_or_404(Acteur.objects.visible_to(droits).select_related("espace", "sphere"), pk=pk)


@require_POST
def annuler(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Twice is once: what is already gone is said to be gone."""
    droits = require(request, slug, CONTRIBUER)
    ends = ("source__espace", "source__sphere", "cible__sphere", "cible__espace")
    said = Declaration.objects.filter(pk=pk, lien__espace=droits.espace).select_related(*ends).first()
    if said is None:
        messages.info(request, "Cette proposition était déjà annulée.")
        return redirect("diagnostic:accueil", slug=slug)
    if said.source_id not in propositions.list_sides(droits, said.source_id):
        raise PermissionDenied("Seule l’animation, ou qui parle pour cet acteur, peut annuler cette proposition.")
    pair: Couple = (said.source.sphere.code, said.cible.sphere.code)
    names = f"«\u00a0{said.source}\u00a0» et «\u00a0{said.cible}\u00a0»"
    propositions.take_back(declaration=said, qui=signed_in(request), quand=droits.espace.aujourdhui)
    messages.success(request, f"La proposition entre {names} est annulée.")
    return redirect("diagnostic:croisement", slug=slug, couple="-".join(pair))


def list_others(pair: Couple, sizes: Mapping[str, int], known: dict[str, Sphere]) -> list[tuple[str, Sphere, Sphere]]:
    """The other pairs that share a world with this one, to go from one to the next."""
    codes = [code for code in known if code in sizes]
    pairs = {read_couple(f"{a}-{b}", known) for a in pair for b in codes} - {pair}
    return [("-".join(one), known[one[0]], known[one[1]]) for one in sorted(filter(None, pairs))]
