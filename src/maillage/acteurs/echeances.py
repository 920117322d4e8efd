"""What time does to a person: asked once a year, masked after eighteen months of silence. Erasing: `identites`."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from maillage.acteurs.identites import trace_titulaire
from maillage.acteurs.titulaires import DELAI_MASQUE, DELAI_OUBLI, Personne


@transaction.atomic
def mask_personne(*, personne: Personne, maintenant: datetime) -> None:
    """Back to the animation alone; what the person chose is kept, for the day they answer."""
    personne.masquee_le = maintenant
    personne.save(update_fields=["masquee_le"])
    trace_titulaire(personne, None, "indiqué", "masqué, faute de confirmation")


def ask_again(*, personne: Personne, lien: str, maintenant: datetime) -> None:
    """« Est-ce toujours exact ? » : one link, one button. Raises SMTPException or OSError, and will be tried again."""
    assert personne.confirmee_le is not None
    until = DELAI_OUBLI if personne.masquee_le else DELAI_MASQUE
    context = {
        "personne": personne,
        "espace": personne.poste.espace,
        "lien": lien,
        "confirmee_le": timezone.localtime(personne.confirmee_le),
        "jusquau": timezone.localtime(personne.confirmee_le + until),
    }
    body = render_to_string("acteurs/courriels/rappel.txt", context)
    subject = f"Êtes-vous toujours au poste «\u00a0{personne.poste}\u00a0»\u202f?"
    EmailMessage(" ".join(subject.split(" ")), body, settings.DEFAULT_FROM_EMAIL, [personne.courriel]).send()
    Personne.objects.filter(pk=personne.pk).update(rappel_le=maintenant)
