"""A project followed, as a page to print: what its page says to this visitor, and no more."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from maillage.associer.debit import refuse, too_many
from maillage.associer.demandes import Lue
from maillage.associer.forms import PHASES
from maillage.associer.models import Projet
from maillage.associer.presentation import Etape, Fiche, LigneCible, LigneNommee
from maillage.associer.views import describe
from maillage.associer.views_projets import get_projet, read_projet
from maillage.diagnostic.documents import MENTION_FICTIVE
from maillage.espaces.droits import Droits
from maillage.publication.projet import CibleProjet, ConseilProjet, EtapeProjet, PageProjet, render_projet
from maillage.publication.typographie import fr

RESERVE = "Imprimé par un membre de l’espace\u00a0: cette page peut nommer ce que le public ne lit pas."


@login_not_required
@never_cache
@require_safe
def papier(request: HttpRequest, cle: str) -> HttpResponse:
    """A document costs more than a page: it counts among the sendings of an address."""
    found, droits = get_projet(request, cle)
    if too_many(request):
        return refuse(request)
    lue = read_projet(found, droits)
    etapes = describe(lue, droits, faits=found.faits)["etapes"]
    response = HttpResponse(render_projet(make_page(found, droits, lue, etapes)), content_type="application/pdf")
    nom = f"projet-{slugify(found.mots)[:60].strip('-') or 'suivi'}.pdf"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nom) or "attachment"
    return response


def make_page(projet: Projet, droits: Droits | None, lue: Lue, etapes: Iterable[Etape]) -> PageProjet:
    """The key of the project is not told: paper is left on tables."""
    espace = droits.espace if droits else None
    ou = f"À {projet.commune.nom}" if projet.commune else espace.nom if espace else "Sans territoire"
    return PageProjet(
        titre=f"«\u00a0{projet.mots}\u00a0»" if projet.mots else "Votre projet",
        chapeau=fr(f"{ou}. Étape : {dict(PHASES)[projet.phase].lower()}."),
        date=espace.aujourdhui if espace else timezone.localdate(),
        etapes=tuple(_write_etape(one, ici=lue.commune is not None, locale=espace is not None) for one in etapes),
        reserve=RESERVE if droits and droits.est_membre else "",
        mention=MENTION_FICTIVE if espace and espace.fictif else "",
    )


def _write_etape(etape: Etape, *, ici: bool, locale: bool) -> EtapeProjet:
    conseils = tuple(_write_conseil(one, ici=ici, locale=locale) for one in etape.fiches)
    return EtapeProjet(moment=etape.moment, titre=etape.titre, conseils=conseils)


def _write_conseil(fiche: Fiche, *, ici: bool, locale: bool) -> ConseilProjet:
    return ConseilProjet(
        titre=fiche.titre,
        etiquette="À quoi l’on ne pense pas" if fiche.surprise else fiche.priorite,
        role=fiche.role,
        raison=fiche.raison,
        question=fiche.question,
        cibles=tuple(_write_cible(one, ici=ici) for one in fiche.cibles) if locale else (),
        fait=fiche.fait,
    )


def _write_cible(cible: LigneCible, *, ici: bool) -> CibleProjet:
    """An absence in its first words: « Non connu ici »."""
    absence = cible.absence.split("\u00a0:")[0]
    return CibleProjet(
        nom=cible.nom,
        nommes=tuple(_write_nomme(one, ici=ici) for one in cible.nommes),
        absence=f"{absence.lower()}." if absence else "",
    )


def _write_nomme(nomme: LigneNommee, *, ici: bool) -> str:
    ou = f", {nomme.ou}" if ici else ""
    employeur = "emploie souvent ce métier" if nomme.employeur else ""
    passage = nomme.passage[:1].lower() + nomme.passage[1:].rstrip(".")
    precisions = ", ".join(part for part in (employeur, passage) if part)
    return f"{nomme.nom}{ou} ({precisions})" if precisions else f"{nomme.nom}{ou}"
