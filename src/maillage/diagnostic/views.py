"""The home of an espace, and its diagnosis."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from maillage.analyse.reseau import Niveau
from maillage.analyse.seuils import SEUILS
from maillage.diagnostic import accueil as maison
from maillage.diagnostic import suite
from maillage.diagnostic.concernes import withhold_details
from maillage.diagnostic.constats import find_constat, sort_constats, write_fiche
from maillage.diagnostic.lecture import Lecture, is_large, read_lecture, read_niveau
from maillage.diagnostic.matrice import build_matrice, read_spheres
from maillage.diagnostic.models import Genre, Travail
from maillage.diagnostic.propositions import mark_proposals
from maillage.diagnostic.rencontres import list_rencontres
from maillage.diagnostic.renvois import open_cards
from maillage.espaces.droits import LIRE, Droits, require
from maillage.publication.postes import PRUDENCE, list_posts
from maillage.publication.typographie import fr
from maillage.publication.une import write_une
from maillage.referentiels.models import Sphere


@login_not_required
@require_safe
def espace(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    comptes = maison.count_all(droits)
    if not comptes.acteurs and not comptes.brouillons:
        return render(
            request, "diagnostic/espace_vide.html", {"espace": droits.espace, "situer": suite.must_situate(droits)}
        )
    lecture = read_lecture(droits)
    context = {
        "espace": droits.espace,
        "chiffres": maison.list_chiffres(droits, comptes, lecture),
        "etape": suite.find_next(droits, comptes, lecture),
        "changements": suite.list_changes(droits),
        "attentes": suite.list_waiting(droits, comptes, lecture),
    }
    return render(request, "diagnostic/espace.html", context)


@login_not_required
@require_safe
def accueil(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, LIRE)
    niveau = read_niveau(request.GET.get("niveau"))
    lecture = read_lecture(droits, niveau)
    if lecture is None:
        return render(request, "diagnostic/a_calculer.html", find_travail(droits, niveau), status=200)
    if lecture.diagnostic.reseau.acteurs < SEUILS.min_acteurs_reseau or not lecture.diagnostic.reseau.liens:
        return render(request, "diagnostic/trop_tot.html", {"espace": droits.espace} | read_coverage(lecture))
    lecture = replace(lecture, diagnostic=withhold_details(lecture.diagnostic, droits))
    known = read_spheres(list(Sphere.objects.usable_in(droits.espace)))
    context = describe(lecture, droits, known) | {
        "espace": droits.espace,
        "rencontres": mark_proposals(droits, list_rencontres(lecture, known)),
        "grand": is_large(droits.espace),
    }
    if not lecture.fraiche:
        context |= find_travail(droits, niveau)
    return render(request, "diagnostic/accueil.html", context)


def describe(lecture: Lecture, droits: Droits | None, known: dict[str, Sphere]) -> dict[str, Any]:
    """What the page of a diagnosis says, of today or of a photo."""
    une = write_une(lecture.diagnostic)
    ponts = find_constat(lecture, "postes-a-securiser")
    approches = find_constat(lecture, "rencontres")
    taux = find_constat(lecture, "taux-par-couple")
    constats = sort_constats(lecture, droits)
    return read_coverage(lecture) | {
        "diagnostic": lecture.diagnostic,
        "suffixe": "" if lecture.diagnostic.niveau == "service" else f"?niveau={lecture.diagnostic.niveau}",
        "une": une,
        "complement": fr(une.complement),
        "constats": constats,
        "ponts_dits": any(fiche.code == "postes-a-securiser" for fiche in constats.retenir),
        "matrice": build_matrice(lecture.diagnostic, known),
        "taux": write_fiche(taux, lecture) if taux else None,
        "ponts": write_fiche(ponts, lecture, droits) if ponts else None,
        "postes": open_cards(list_posts(ponts, lecture.noms), known, droits) if ponts else [],
        "prudence": fr(PRUDENCE),
        "approches": write_fiche(approches, lecture, droits) if approches else None,
    }


def read_coverage(lecture: Lecture) -> dict[str, Any]:
    constat = find_constat(lecture, "couverture")
    return {"couverture": write_fiche(constat, lecture) if constat else None, "lecture": lecture}


def find_travail(droits: Droits, niveau: Niveau) -> dict[str, Any]:
    """The work under way for a large espace, if any."""
    travaux = Travail.objects.alive().filter(espace=droits.espace, genre=Genre.DIAGNOSTIC, niveau=niveau)
    return {"espace": droits.espace, "niveau": niveau, "travail": travaux.first()}
