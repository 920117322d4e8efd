"""From « Mon compte »: everything recorded about oneself, and leaving for good."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import signed_in
from maillage.vieprivee.depart import SeulAAnimer, list_personnes, list_sole_animations, remove_compte
from maillage.vieprivee.recueil import list_recorded


@require_safe
def exporter(request: HttpRequest) -> HttpResponse:
    """Everything this installation records about the account, as a file one can read and keep."""
    response = JsonResponse(list_recorded(signed_in(request)), json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mon-compte-maillage.json"'
    return response


@require_safe
def quitter(request: HttpRequest) -> HttpResponse:
    """Asks once, and says what goes and what stays."""
    utilisateur = signed_in(request)
    return show(request, utilisateur, list_sole_animations(utilisateur))


@require_POST
def supprimer(request: HttpRequest) -> HttpResponse:
    utilisateur = signed_in(request)
    try:
        remove_compte(utilisateur=utilisateur)
    except SeulAAnimer as alone:
        return show(request, utilisateur, alone.espaces, status=409)
    logout(request)
    messages.success(request, "Votre compte est supprimé. Rien de ce que vous avez apporté aux espaces n’est perdu.")
    return redirect("accueil")


def show(request: HttpRequest, utilisateur: Utilisateur, alone: list[str], status: int = 200) -> HttpResponse:
    postes = [personne.poste for personne in list_personnes(utilisateur)]
    return render(request, "vieprivee/quitter.html", {"seul_a_animer": alone, "postes": postes}, status=status)
