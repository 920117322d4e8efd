"""Members of an espace and invitations; and the page behind the link of an invitation."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.espaces import actions, invitations
from maillage.espaces.actions import Refus
from maillage.espaces.droits import LIRE_MEMBRE, REGLER, Droits, require, signed_in
from maillage.espaces.forms import DESCRIPTIONS, InvitationForm, RoleForm
from maillage.espaces.journal import Geste
from maillage.espaces.models import Adhesion, Invitation, Role, Trace

read_or_send = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def membres(request: HttpRequest, slug: str) -> HttpResponse:
    """Everybody's role for members; addresses and waiting invitations for the animation."""
    droits = require(request, slug, LIRE_MEMBRE)
    context: dict[str, object] = {"espace": droits.espace, "adhesions": list_adhesions(droits)}
    if droits.peut_regler:
        waiting = Invitation.objects.waiting().filter(espace=droits.espace)
        context["invitations"] = waiting.select_related("invite_par").order_by("-invite_le", "pk")
    return render(request, "espaces/membres.html", context)


def list_adhesions(droits: Droits) -> list[Adhesion]:
    return list(Adhesion.objects.filter(espace=droits.espace).for_list())


@read_or_send
def membre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """One member: change the role."""
    droits = require(request, slug, REGLER)
    adhesion = find_adhesion(droits, pk)
    form = RoleForm(request.POST or None, initial={"role": adhesion.role, "role_vu": adhesion.role})
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.change_role(adhesion=adhesion, qui=signed_in(request), **form.cleaned_data)
        except Refus as refus:
            messages.error(request, refus.message)
            return redirect("espaces:membre", slug=slug, pk=pk)
        messages.success(request, f"{adhesion.utilisateur} a maintenant le rôle {changed.get_role_display()}.")
        return redirect("espaces:membres", slug=slug)
    context = {"espace": droits.espace, "adhesion": adhesion, "form": form}
    return render(request, "espaces/membre.html", context, status=422 if form.errors else 200)


def find_adhesion(droits: Droits, pk: UUID) -> Adhesion:
    known = Adhesion.objects.select_related("utilisateur", "espace").filter(espace=droits.espace)
    return get_object_or_404(known, pk=pk)


def has_left(droits: Droits, pk: UUID) -> bool:
    """The journal remembers that this membership of this espace has ended."""
    ended = [Geste.EXCLURE, Geste.QUITTER]
    return Trace.objects.filter(espace=droits.espace, objet_id=pk, geste__in=ended).exists()


@read_or_send
def retirer_membre(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    """Asks once, then removes."""
    droits = require(request, slug, REGLER)
    members = reverse("espaces:membres", args=[slug])
    if has_left(droits, pk):  # a double click, or someone else was quicker
        messages.info(request, "Cette personne n’est plus membre de l’espace.")
        return redirect(members)
    adhesion = find_adhesion(droits, pk)
    if request.method == "POST":
        return leave(request, adhesion, f"{adhesion.utilisateur} n’est plus membre de l’espace.", members)
    return render(request, "espaces/retirer_membre.html", {"espace": droits.espace, "adhesion": adhesion})


@read_or_send
def quitter(request: HttpRequest, slug: str) -> HttpResponse:
    """Anyone may leave, whatever their role."""
    droits = require(request, slug, LIRE_MEMBRE)
    adhesion = get_object_or_404(Adhesion, espace=droits.espace, utilisateur=signed_in(request))
    if request.method == "POST":
        elsewhere = reverse("espaces:liste")
        return leave(request, adhesion, f"Vous avez quitté l’espace «\u00a0{droits.espace}\u00a0».", elsewhere)
    return render(request, "espaces/quitter.html", {"espace": droits.espace})


def leave(request: HttpRequest, adhesion: Adhesion, done: str, destination: str) -> HttpResponse:
    try:
        actions.remove_member(adhesion=adhesion, qui=signed_in(request))
    except Refus as refus:
        messages.error(request, refus.message)
        return redirect("espaces:membres", slug=adhesion.espace.slug)
    messages.success(request, done)
    return redirect(destination)


@read_or_send
def inviter(request: HttpRequest, slug: str) -> HttpResponse:
    droits = require(request, slug, REGLER)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        try:
            invitation, jeton = invitations.invite(
                espace=droits.espace,
                qui=signed_in(request),
                identifiant=wanted["jeton"],
                courriel=wanted["courriel"],
                role=wanted["role"],
            )
        except Refus as refus:
            form.add_error(None, refus)
        else:
            post(request, invitation, jeton)
            return redirect("espaces:membres", slug=slug)
    context = {"espace": droits.espace, "form": form}
    return render(request, "espaces/inviter.html", context, status=422 if form.errors else 200)


@require_POST
def renvoyer(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    invitation = find_waiting(require(request, slug, REGLER), pk)
    try:
        sent, jeton = invitations.send_again(invitation=invitation, qui=signed_in(request))
    except Refus as refus:
        messages.error(request, refus.message)
    else:
        post(request, sent, jeton)
    return redirect("espaces:membres", slug=slug)


@require_POST
def retirer_invitation(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    invitation = find_waiting(require(request, slug, REGLER), pk)
    try:
        invitations.withdraw(invitation=invitation, qui=signed_in(request))
    except Refus as refus:
        messages.error(request, refus.message)
    else:
        messages.success(request, f"L’invitation de {invitation.courriel} est retirée\u202f; son lien ne marche plus.")
    return redirect("espaces:membres", slug=slug)


def find_waiting(droits: Droits, pk: UUID) -> Invitation:
    return get_object_or_404(Invitation.objects.select_related("espace"), espace=droits.espace, pk=pk)


def post(request: HttpRequest, invitation: Invitation, jeton: str) -> None:
    """Send the e-mail (unless a double click already did) and say what became of it."""
    lien = request.build_absolute_uri(reverse("espaces:invitation", args=[jeton])) if jeton else ""
    if not jeton or invitations.send_invitation(invitation, lien):
        messages.success(request, f"L’invitation est partie à {invitation.courriel}.")
        return
    messages.error(
        request,
        f"L’invitation de {invitation.courriel} est enregistrée, mais le courriel n’a pas pu partir. "
        "Renvoyez-la dans quelques minutes.",
    )


@login_not_required
@never_cache
@require_safe
def invitation(request: HttpRequest, jeton: str) -> HttpResponse:
    """What is offered, by whom. Reading it accepts nothing."""
    found = invitations.find_invitation(jeton)
    if found is None or not found.est_valable:
        return render(request, "espaces/invitation_morte.html", {"invitation": found}, status=410)
    mine = None
    if request.user.is_authenticated:
        mine = Adhesion.objects.filter(espace=found.espace, utilisateur=request.user).first()
    context = {
        "invitation": found,
        "espace": found.espace,
        "jeton": jeton,
        "adhesion": mine,
        "description": DESCRIPTIONS[Role(found.role)],
    }
    return render(request, "espaces/invitation.html", context)


@never_cache
@require_POST
def accepter(request: HttpRequest, jeton: str) -> HttpResponse:
    """Closed: a stranger is sent to sign-in, and back to what they were accepting."""
    found = invitations.find_invitation(jeton)
    if found is None:
        return render(request, "espaces/invitation_morte.html", {"invitation": None}, status=410)
    try:
        adhesion = invitations.accept(invitation=found, qui=signed_in(request))
    except Refus as refus:
        messages.error(request, refus.message)
        return redirect("espaces:invitation", jeton=jeton)
    messages.success(request, f"Vous êtes membre de l’espace, avec le rôle {adhesion.get_role_display()}.")
    return redirect(found.espace)
