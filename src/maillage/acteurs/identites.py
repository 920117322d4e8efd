"""Writing about a person: add, inform, confirm, correct, erase. The journal never keeps a name nor an address.

A person is told of within the day that someone adds them, by e-mail, with a personal link: whoever holds the link
needs no account. Erasing leaves the poste and its links.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.acteurs.models import DELAI_CONFIRMATION, Acteur, Nature, Personne, VisibilitePersonne
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, forget, trace

SEL = "acteurs.personne"
IDENTITE = ("prenom", "nom", "courriel", "telephone")


class PosteOccupe(Exception):
    """Someone is already named for this poste."""


def make_jeton(personne: Personne) -> str:
    """The personal link: signed, never stored, dead with the person's row."""
    return signing.dumps(str(personne.pk), salt=SEL)


def find_personne(jeton: str) -> Personne | None:
    try:
        pk = UUID(signing.loads(jeton, salt=SEL))
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Personne.objects.select_related("poste__espace", "poste__parent", "poste__sphere").filter(pk=pk).first()


@transaction.atomic
def add_personne(*, poste: Acteur, qui: Utilisateur, identite: dict[str, str]) -> Personne:
    """Seen by the animation alone until confirmed. The same person sent twice is added once. Raises PosteOccupe."""
    Acteur.objects.select_for_update().get(pk=poste.pk, nature=Nature.POSTE)
    present = Personne.objects.filter(poste=poste).first()
    if present and present.courriel.lower() == identite["courriel"].lower():
        return present
    if present:
        raise PosteOccupe
    personne = Personne.objects.create(poste=poste, ajoutee_par=qui, **{name: identite[name] for name in IDENTITE})
    _trace(personne, qui, "non indiqué", "ajouté, en attente de sa confirmation")
    return personne


def send_notice(*, personne: Personne, lien: str, maintenant: datetime | None = None) -> None:
    """The information the law asks for: who, what, from whom, why, what for, one's rights, and how to leave."""
    now = maintenant or timezone.now()
    context = {
        "personne": personne,
        "espace": personne.poste.espace,
        "lien": lien,
        "jusquau": timezone.localtime(personne.ajoutee_le + DELAI_CONFIRMATION),
    }
    body = render_to_string("acteurs/courriels/notice.txt", context)
    subject = f"Vous figurez sur la carte « {personne.poste.espace} »".replace("« ", "«\u00a0").replace(" »", "\u00a0»")
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [personne.courriel]).send()
    Personne.objects.filter(pk=personne.pk).update(informee_le=now)


@transaction.atomic
def confirm_personne(*, personne: Personne) -> None:
    """By the person alone, from the personal link."""
    if personne.confirmee_le is None:
        personne.confirmee_le = timezone.now()
        personne.save(update_fields=["confirmee_le"])
        _trace(personne, None, "en attente", "confirmé par la personne")


@transaction.atomic
def choose_visibilite(*, personne: Personne, visibilite: str, public: bool) -> None:
    """Public display needs its own consent; taking it back leaves what was chosen for members."""
    chosen = VisibilitePersonne.PUBLIQUE if public else VisibilitePersonne(visibilite)
    if chosen == VisibilitePersonne.PUBLIQUE and not public:
        raise ValueError("L’affichage public demande un consentement.")
    before = VisibilitePersonne(personne.visibilite)
    personne.visibilite = chosen
    personne.consentement_le = (personne.consentement_le or timezone.now()) if public else None
    personne.confirmee_le = personne.confirmee_le or timezone.now()
    personne.save(update_fields=["visibilite", "consentement_le", "confirmee_le"])
    if before != chosen:
        _trace(personne, None, f"visible par {before.label.lower()}", f"visible par {chosen.label.lower()}")


@transaction.atomic
def correct_personne(*, personne: Personne, identite: dict[str, str], qui: Utilisateur | None) -> None:
    changed = [name for name in IDENTITE if getattr(personne, name) != identite[name]]
    for name in changed:
        setattr(personne, name, identite[name])
    if changed:
        personne.save(update_fields=changed)
        _trace(personne, qui, "coordonnées", "coordonnées corrigées")


@transaction.atomic
def erase_personne(*, personne: Personne, qui: Utilisateur | None) -> None:
    """The row goes, and all that the journal said of it; the poste and its links stay."""
    pk = personne.pk
    _trace(personne, qui, "indiqué", "retiré")
    personne.delete()
    forget([pk])


def purge_personnes(*, maintenant: datetime) -> int:
    """Erase those never confirmed for ninety days. Returns how many."""
    expired = list(Personne.objects.expired(maintenant).select_related("poste__espace"))
    for personne in expired:
        erase_personne(personne=personne, qui=None)
    return len(expired)


def inform(personne: Personne, build_address: Callable[[str], str]) -> bool:
    """Send the notice; False when it could not leave (the person stays unseen, and it can be sent again)."""
    try:
        send_notice(personne=personne, lien=build_address(make_jeton(personne)))
    except (SMTPException, OSError):
        return False
    return True


def _trace(personne: Personne, qui: Utilisateur | None, avant: str, apres: str) -> None:
    """A line about the poste: the journal holds neither the name nor the address of the person."""
    trace(
        espace=personne.poste.espace,
        qui=qui,
        geste=Geste.MODIFIER,
        objet=personne.poste,
        avant={"titulaire": avant},
        apres={"titulaire": apres},
    )
