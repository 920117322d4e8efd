"""Writing a list of links: each row through `acteurs.declarer`, as if its side had been asked."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.utils.dateparse import parse_date

from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.apports.ecriture import LAISSES, SANS_OBJET, Ecrits, close_lines
from maillage.apports.liens import DATES, list_bouts
from maillage.apports.models import Apport, LigneApport, Reponse, SortLigne
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste
from maillage.referentiels.models import Theme

ORIGINE: Final = "import"


def write_liens(apport: Apport, qui: Utilisateur | None) -> Ecrits:
    """Inside the caller's transaction."""
    ecrits = Ecrits()
    lignes = list(apport.lignes.exclude(sort__in=SANS_OBJET))
    acteurs = Acteur.objects.select_related("espace").in_bulk(list_bouts(lignes))
    themes = {one.pk: one for one in Theme.objects.all()}
    for ligne in lignes:
        attributs = _choose(ligne, ecrits)
        source, cible = (acteurs.get(UUID(one)) for one in ligne.valeurs["bouts"])
        if attributs is None or source is None or cible is None:
            ecrits.identiques += 1
        else:
            said = declare(
                source=source, cible=cible, qui=qui, quand=apport.espace.aujourdhui,
                attributs=_type(attributs, themes) | {"origine": ORIGINE}, geste=Geste.IMPORTER,
            )  # fmt: skip
            ecrits.modifies += ligne.objet is not None
            ecrits.crees += ligne.objet is None
            ligne.objet = said.pk
    LigneApport.objects.bulk_update(lignes, ["objet"], batch_size=200)
    ecrits.laisses = apport.lignes.filter(sort__in=LAISSES).count()
    close_lines(apport)
    return ecrits


def _choose(ligne: LigneApport, ecrits: Ecrits) -> dict[str, Any] | None:
    """What to declare; None when nothing changes."""
    if ligne.sort == SortLigne.NOUVELLE:
        return dict(ligne.valeurs["lu"])
    kept = [one for one in ligne.ecarts if one["conflit"] and ligne.reponse != Reponse.PRENDRE]
    ecrits.gardes += len(kept)
    changes = {one["champ"]: one["valeur"] for one in ligne.ecarts if one not in kept}
    if not changes:
        return None
    said = Declaration.objects.filter(pk=ligne.objet).first() if ligne.objet else None
    return changes if "date" in changes or said is None else {"date": said.date, **changes}


def _type(attributs: dict[str, Any], themes: dict[int, Theme]) -> dict[str, Any]:
    typed: dict[str, Any] = {
        champ: parse_date(value) if champ in DATES and isinstance(value, str) else value
        for champ, value in attributs.items()
    }
    if "themes" in typed:
        typed["themes"] = [themes[pk] for pk in typed["themes"] if pk in themes]
    return typed
