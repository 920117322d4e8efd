"""« Tout ce qui me concerne » : everything recorded about a person, for reading and for carrying away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q, QuerySet

from maillage.acteurs.actions import CHAMPS
from maillage.acteurs.identites import IDENTITE
from maillage.acteurs.lien_forms import read_valeurs
from maillage.acteurs.lien_lecture import list_details
from maillage.acteurs.liens import Declaration, VisibiliteLien
from maillage.acteurs.models import Acteur, Personne
from maillage.espaces.journal import describe_changes, describe_field, describe_geste, describe_value, snapshot
from maillage.espaces.models import Trace

DATES = ("ajoutee_le", "informee_le", "confirmee_le", "consentement_le", "rappel_le", "masquee_le")
POSTE = (*CHAMPS, "date_verification", "verifie_par", "cree_le", "modifie_le")


@dataclass(frozen=True)
class DitDuPoste:
    """What someone recorded of a link of the poste, and who did. Opinions are not told: they belong to their author."""

    de: str
    avec: str
    niveau_vecu: int | None
    niveau_souhaite: int | None
    date: date
    declare_par: str
    precisions: dict[str, str]


@dataclass(frozen=True)
class Passage:
    quand: datetime
    qui: str
    geste: str


@dataclass(frozen=True)
class Dossier:
    identite: dict[str, str]
    poste: dict[str, str]
    suivi: dict[str, str]
    dates: dict[str, datetime | None]
    liens: list[DitDuPoste]
    journal: list[Passage]


def build_dossier(personne: Personne) -> Dossier:
    poste = personne.poste
    said = list(_list_declarations(poste))
    return Dossier(
        identite={describe_field(Personne, name): getattr(personne, name) for name in IDENTITE},
        poste=_tell_poste(poste),
        suivi={"ajoutée par": _say_who(personne.ajoutee_par), "visible par": personne.get_visibilite_display()},
        dates={describe_field(Personne, name): getattr(personne, name) for name in DATES},
        liens=list(_tell_liens(said)),
        journal=list(_list_journal(personne, said)),
    )


def _tell_poste(poste: Acteur) -> dict[str, str]:
    """Every field of the sheet that says something, and the espace where it stands."""
    kept = snapshot(poste, [name for name in POSTE if name != "verifie_par"])
    told = {describe_field(Acteur, name): describe_value(Acteur, name, value) for name, value in kept.items() if value}
    verified = {"vérifié par": _say_who(poste.verifie_par)} if poste.verifie_par else {}
    return told | verified | {"espace": poste.espace.nom}


def _list_declarations(poste: Acteur) -> QuerySet[Declaration]:
    about = Q(source=poste) | Q(cible=poste)
    found = Declaration.objects.filter(about).select_related("source", "cible", "declare_par")
    return found.prefetch_related("themes").order_by("date", "id")


def _tell_liens(said: Iterable[Declaration]) -> Iterator[DitDuPoste]:
    valeurs = read_valeurs()
    for one in said:
        yield DitDuPoste(
            one.source.nom,
            one.cible.nom,
            one.niveau_reel,
            one.niveau_souhaite,
            one.date,
            _say_who(one.declare_par),
            dict(list_details(one, one.cible, valeurs, intime=False))
            | {"qui connaît ce lien": str(dict(VisibiliteLien.choices).get(one.visibilite, one.visibilite))}
            | ({"origine": one.origine} if one.origine else {}),
        )


def _list_journal(personne: Personne, said: Iterable[Declaration]) -> Iterator[Passage]:
    """What was done to the person, and to the poste and its links since the person is named there."""
    since = Q(objet_id__in=[personne.poste_id, *(one.pk for one in said)], quand__gte=personne.ajoutee_le)
    lines = Trace.objects.filter(Q(objet_id=personne.pk) | since, espace=personne.poste.espace)
    for line in lines.select_related("qui"):
        told = "\u202f; ".join(f"{one.champ}\u00a0: {one.apres}" for one in describe_changes(line))
        yield Passage(line.quand, _say_who(line.qui), f"{describe_geste(line.geste)} ({told})")


def _say_who(qui: Any) -> str:
    return str(qui.get_short_name()) if qui else "quelqu’un sans compte, ou dont le nom est oublié"


def tell_dossier(dossier: Dossier) -> dict[str, Any]:
    return asdict(dossier)


def write_json(dossier: Dossier) -> str:
    return json.dumps(tell_dossier(dossier), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


def write_csv(dossier: Dossier) -> str:
    """One line per fact: rubrique, champ, valeur. Opens in any spreadsheet; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(["rubrique", "champ", "valeur"])
    for rubrique, champ, valeur in _list_facts(dossier):
        writer.writerow([rubrique, champ, _disarm(valeur)])
    return "\ufeff" + out.getvalue()


def _list_facts(dossier: Dossier) -> Iterator[tuple[str, str, str]]:
    for rubrique in ("identite", "poste", "suivi"):
        for champ, valeur in getattr(dossier, rubrique).items():
            yield rubrique, champ, valeur
    for champ, moment in dossier.dates.items():
        yield "dates", champ, moment.isoformat() if moment else ""
    for number, lien in enumerate(dossier.liens, 1):
        told = asdict(lien)
        for champ, valeur in (told | told.pop("precisions")).items():
            yield f"lien {number}", champ, "" if valeur is None else str(valeur)
    for passage in dossier.journal:
        yield "journal", passage.quand.isoformat(), f"{passage.qui} {passage.geste}"


def _disarm(valeur: str) -> str:
    return f"'{valeur}" if valeur[:1] in {"=", "+", "-", "@", "\t", "\r"} else valeur
