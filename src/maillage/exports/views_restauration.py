"""« Restaurer un espace »: an archive comes back, for the administrator of the installation."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from maillage.comptes.models import Utilisateur
from maillage.espaces.droits import signed_in
from maillage.exports.archive.fautes import AdressePrise, ArchiveRefusee
from maillage.exports.archive.lecture import open_archive
from maillage.exports.archive.restauration import Bilan, restore_espace
from maillage.exports.forms import RestaurationForm
from maillage.publication.typographie import fr


@require_http_methods(["GET", "HEAD", "POST"])
def restaurer(request: HttpRequest) -> HttpResponse:
    qui = signed_in(request)
    if not qui.is_staff:
        raise PermissionDenied("Seule l’administration de l’installation restaure un espace.")
    sent = request.method == "POST"
    form = RestaurationForm(request.POST, request.FILES) if sent else RestaurationForm()
    if sent and form.is_valid():
        bilan = _try(form, qui)
        if bilan is not None:
            messages.success(request, fr(say_bilan(bilan)))
            return redirect("espaces:liste")
    return render(request, "exports/restaurer.html", {"form": form}, status=422 if form.errors else 200)


def _try(form: RestaurationForm, qui: Utilisateur) -> Bilan | None:
    """None when it is refused: the form then says why."""
    try:
        archive = open_archive(form.cleaned_data["archive"].file)
        return restore_espace(archive=archive, qui=qui, adresse=form.cleaned_data["adresse"])
    except AdressePrise as taken:
        form.add_error("adresse", fr(str(taken)))
    except ArchiveRefusee as refused:
        form.add_error("archive", fr(str(refused)))
    return None


def say_bilan(bilan: Bilan) -> str:
    acteurs, declarations = bilan.lignes["acteurs.Acteur"], bilan.lignes["acteurs.Declaration"]
    members = bilan.lignes["espaces.Adhesion"]
    return (
        f"« {bilan.espace.nom} » est revenu, à l’adresse « {bilan.espace.slug} » : {acteurs} acteurs, "
        f"{declarations} déclarations, {members} membres. Les membres entrent avec leur adresse de courriel ; "
        f"{bilan.comptes_ouverts} n’avaient pas de compte ici."
    )
