"""Writing about a person: add, inform, confirm, correct, erase. The journal never keeps a name nor an address.

A person is told of within the day that someone adds them, by e-mail, with a personal link: whoever holds the link
needs no account. Erasing leaves the poste and its links.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.acteurs.models import Acteur, Nature, Personne, VisibilitePersonne
from maillage.acteurs.titulaires import DELAI_CONFIRMATION
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus
from maillage.espaces.journal import Geste, forget, trace
from maillage.referentiels.textes import normalise

SEL = "acteurs.personne"
IDENTITE = ("prenom", "nom", "courriel", "telephone")


PAR_JOUR_ET_ADRESSE = 5
"""Adding someone writes to them: nobody is to be buried under notices, whoever adds them and wherever."""


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
    """Seen by the animation alone until confirmed. The same person sent twice is added once.

    Raises PosteOccupe, or Refus when that address was written to too often today.
    """
    Acteur.objects.select_for_update().get(pk=poste.pk, nature=Nature.POSTE)
    present = Personne.objects.filter(poste=poste).first()
    if present and present.courriel.lower() == identite["courriel"].lower():
        return present
    if present:
        raise PosteOccupe
    refuse_too_many_notices(identite["courriel"])
    personne = Personne.objects.create(poste=poste, ajoutee_par=qui, **{name: identite[name] for name in IDENTITE})
    trace_titulaire(personne, qui, "non indiqué", "ajouté, en attente de sa confirmation")
    return personne


def refuse_too_many_notices(courriel: str) -> None:
    today = Personne.objects.filter(courriel__iexact=courriel, ajoutee_le__gt=timezone.now() - timedelta(days=1))
    if today.count() >= PAR_JOUR_ET_ADRESSE:
        raise Refus("Cette adresse a déjà été indiquée à cinq postes depuis hier, c’est la limite. Réessayez demain.")


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
def confirm_personne(*, personne: Personne, maintenant: datetime | None = None) -> None:
    """By the person alone, from the personal link: for the first time, or once a year."""
    now = maintenant or timezone.now()
    if personne.is_to_confirm(now):
        first = personne.confirmee_le is None
        before = "en attente" if first else "masqué" if personne.masquee_le else "confirmé"
        _note_sign(personne, now)
        trace_titulaire(personne, None, before, "confirmé par la personne" if first else "confirmé à nouveau")


def _note_sign(personne: Personne, maintenant: datetime, *fields: str) -> None:
    """The person has just done something of their page: the year starts again, and the name is shown as they chose."""
    personne.confirmee_le, personne.rappel_le, personne.masquee_le = maintenant, None, None
    personne.save(update_fields=["confirmee_le", "rappel_le", "masquee_le", *fields])


@transaction.atomic
def choose_visibilite(*, personne: Personne, visibilite: str, public: bool) -> None:
    """Public display needs its own consent; taking it back leaves what was chosen for members."""
    chosen = VisibilitePersonne.PUBLIQUE if public else VisibilitePersonne(visibilite)
    if chosen == VisibilitePersonne.PUBLIQUE and not public:
        raise ValueError("L’affichage public demande un consentement.")
    before = VisibilitePersonne(personne.visibilite)
    personne.visibilite = chosen
    personne.consentement_le = (personne.consentement_le or timezone.now()) if public else None
    _note_sign(personne, timezone.now(), "visibilite", "consentement_le")
    if before != chosen:
        trace_titulaire(personne, None, f"visible par {before.label.lower()}", f"visible par {chosen.label.lower()}")


@transaction.atomic
def correct_personne(*, personne: Personne, identite: dict[str, str], qui: Utilisateur | None) -> None:
    changed = [name for name in IDENTITE if getattr(personne, name) != identite[name]]
    for name in changed:
        setattr(personne, name, identite[name])
    if not changed:
        return
    personne.save(update_fields=changed)
    trace_titulaire(personne, qui, "coordonnées", "coordonnées corrigées")
    if qui is None and personne.confirmee_le is not None:
        _note_sign(personne, timezone.now())


@transaction.atomic
def erase_personne(*, personne: Personne, qui: Utilisateur | None, pourquoi: str = "retiré") -> None:
    """The row goes, and all that the journal said of it; the poste and its links stay."""
    pk = personne.pk
    trace_titulaire(personne, qui, "indiqué", pourquoi)
    personne.delete()
    forget([pk])


def inform(personne: Personne, build_address: Callable[[str], str]) -> bool:
    """Send the notice; False when it could not leave (the person stays unseen, and it can be sent again)."""
    try:
        send_notice(personne=personne, lien=build_address(make_jeton(personne)))
    except (SMTPException, OSError):
        return False
    return True


def is_named_by(personne: Personne, poste: Acteur) -> bool:
    """The sheet of a poste outlives the person who holds it: their name has no place in its texts."""
    texts = " ".join((poste.nom, poste.description, poste.appelez_nous_pour, poste.courriel))
    return normalise(personne.nom) in normalise(texts).split()


def trace_titulaire(personne: Personne, qui: Utilisateur | None, avant: str, apres: str) -> None:
    """A line about the poste: the journal holds neither the name nor the address of the person."""
    trace(
        espace=personne.poste.espace,
        qui=qui,
        geste=Geste.MODIFIER,
        objet=personne.poste,
        avant={"titulaire": avant},
        apres={"titulaire": apres},
    )
