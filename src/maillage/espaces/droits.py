"""Every access rule of an espace, named. Views ask `require`, templates receive `Droits`; nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest

from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Adhesion, Espace, Role, Visibilite

LIRE = "lire"
"""See the espace and what it shows to everybody."""
LIRE_MEMBRE = "lire-membre"
"""See what is for members: unpublished actors, levels told by each side of one's own links."""
CONTRIBUER = "contribuer"
"""Add and correct actors and cadres, declare, confirm and contest links, observe a frein or a levier."""
APPORTER = "apporter"
"""Bring a list of actors, of links or of cadres, and undo it: hundreds of sheets at once."""
ANIMER = "animer"
"""See both sides of every link and what concerns a few; propose wanted links; keep snapshots; read the journal."""
REGLER = "regler"
"""Change the espace, its members and its invitations."""

RULES: dict[str, frozenset[str]] = {
    Role.LECTURE: frozenset({LIRE, LIRE_MEMBRE}),
    Role.CONTRIBUTION: frozenset({LIRE, LIRE_MEMBRE, CONTRIBUER}),
    Role.ANIMATION: frozenset({LIRE, LIRE_MEMBRE, CONTRIBUER, APPORTER, ANIMER, REGLER}),
}
PUBLIC = frozenset({LIRE})
INTROUVABLE = "Cet espace n’existe pas, ou n’est pas ouvert à tous."

DROITS: dict[str, str] = {
    LIRE: "Lire l’espace\u00a0: présentation, acteurs, cadres et liens publiés, réseau, diagnostic",
    LIRE_MEMBRE: "Voir ce qui est réservé aux membres\u00a0: fiches non publiques, personnes, liste des membres",
    CONTRIBUER: (
        "Ajouter et corriger des acteurs et des cadres\u202f; déclarer, confirmer et contester des liens\u202f; "
        "observer un frein ou un levier"
    ),
    APPORTER: "Apporter une liste d’acteurs, de liens ou de cadres, et annuler cet import",
    ANIMER: "Voir les deux côtés de chaque lien, proposer des rencontres, conserver un diagnostic, lire le journal",
    REGLER: "Régler l’espace, inviter, changer les rôles, retirer un membre, supprimer l’espace",
}
"""Each right in the words of the guide; its keys are every right there is."""


@dataclass(frozen=True)
class Regle:
    """One line of the table of rules: a right, and who holds it, from the public to the animation."""

    droit: str
    description: str
    detenteurs: tuple[tuple[str, bool], ...]


def list_rules() -> list[Regle]:
    """Every rule, in the order of the table shown in docs/guide/roles.md."""
    holders = [("Public (espace ouvert à tous)", PUBLIC)]
    holders += [(str(role.label), RULES[role]) for role in reversed(Role)]
    return [
        Regle(droit, description, tuple((name, droit in granted) for name, granted in holders))
        for droit, description in DROITS.items()
    ]


def format_rules() -> str:
    """The same as a Markdown table: the generated section of docs/guide/roles.md."""
    rules = list_rules()
    names = [name for name, _ in rules[0].detenteurs]
    lines = ["| Ce que l’on peut faire | " + " | ".join(names) + " |", "|---|" + "---|" * len(names)]
    for regle in rules:
        marks = " | ".join("oui" if held else "–" for _, held in regle.detenteurs)
        lines.append(f"| {regle.description} | {marks} |")
    return "\n".join(lines)


@dataclass(frozen=True)
class Droits:
    """What one visitor may do in one espace. Templates ask `droits.peut_contribuer`."""

    espace: Espace
    adhesion: Adhesion | None

    @cached_property
    def accordes(self) -> frozenset[str]:
        if self.adhesion is not None:
            return RULES[self.adhesion.role]
        return PUBLIC if self.espace.visibilite == Visibilite.PUBLIQUE else frozenset()

    def allows(self, droit: str) -> bool:
        return droit in self.accordes

    @property
    def est_membre(self) -> bool:
        return self.adhesion is not None

    @property
    def peut_contribuer(self) -> bool:
        return self.allows(CONTRIBUER)

    @property
    def peut_apporter(self) -> bool:
        return self.allows(APPORTER)

    @property
    def peut_animer(self) -> bool:
        return self.allows(ANIMER)

    @property
    def peut_regler(self) -> bool:
        return self.allows(REGLER)


def find_droits(user: Utilisateur | AnonymousUser, espace: Espace) -> Droits:
    """One query for someone signed in, none for a stranger."""
    if not user.is_authenticated:
        return Droits(espace, None)
    adhesion = Adhesion.objects.filter(espace=espace, utilisateur=user).first()
    if adhesion is not None:
        adhesion.utilisateur, adhesion.espace = user, espace
    return Droits(espace, adhesion)


def require(request: HttpRequest, slug: str, droit: str) -> Droits:
    """The espace and the right to act in it, in one call at the top of each view.

    Raises Http404 when the visitor may not even know that the espace exists, PermissionDenied when it may be read but
    not acted upon. Leaves the rights on the request: the base template draws the espace's menu from `droits`.
    """
    espace = Espace.objects.kept().filter(slug=slug).first()
    if espace is None:
        raise Http404(INTROUVABLE)
    droits = find_droits(request.user, espace)
    if not droits.allows(LIRE):
        raise Http404(INTROUVABLE)
    request.droits = droits  # type: ignore[attr-defined]
    if not droits.allows(droit):
        raise PermissionDenied("Votre rôle dans cet espace ne permet pas cette action.")
    return droits


def signed_in(request: HttpRequest) -> Utilisateur:
    """Who acts. The middleware has already sent strangers to sign-in; this tells the type checker."""
    if not request.user.is_authenticated:
        raise PermissionDenied("Connectez-vous pour faire cela.")
    return request.user
