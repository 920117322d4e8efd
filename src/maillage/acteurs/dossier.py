"""« Tout ce qui me concerne » : everything recorded about a person, for reading and for carrying away."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Personne
from maillage.espaces.journal import describe_changes, describe_geste
from maillage.espaces.models import Trace


@dataclass(frozen=True)
class DitDuPoste:
    """What someone recorded of a link of the poste, and who did."""

    de: str
    avec: str
    niveau_vecu: int | None
    niveau_souhaite: int | None
    date: date
    declare_par: str


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
    return Dossier(
        identite={
            "prénom": personne.prenom,
            "nom": personne.nom,
            "courriel": personne.courriel,
            "téléphone": personne.telephone,
        },
        poste={
            "intitulé": poste.nom,
            "structure": poste.parent.nom if poste.parent else "",
            "monde": poste.sphere.nom,
            "appelez-nous pour": poste.appelez_nous_pour,
            "description": poste.description,
            "espace": poste.espace.nom,
        },
        suivi={"ajoutée par": _say_who(personne.ajoutee_par), "visible par": personne.get_visibilite_display()},
        dates={
            "ajoutée le": personne.ajoutee_le,
            "informée le": personne.informee_le,
            "confirmée le": personne.confirmee_le,
            "affichage public accepté le": personne.consentement_le,
        },
        liens=list(_list_liens(personne)),
        journal=list(_list_journal(personne)),
    )


def _list_liens(personne: Personne) -> Iterator[DitDuPoste]:
    about = Q(source=personne.poste) | Q(cible=personne.poste)
    for one in (
        Declaration.objects.filter(about).select_related("source", "cible", "declare_par").order_by("date", "id")
    ):
        yield DitDuPoste(
            one.source.nom,
            one.cible.nom,
            one.niveau_reel,
            one.niveau_souhaite,
            one.date,
            _say_who(one.declare_par),
        )


def _list_journal(personne: Personne) -> Iterator[Passage]:
    """What was done to the person and to the poste since the person is named there."""
    about = Q(objet_id=personne.pk) | Q(objet_id=personne.poste_id, quand__gte=personne.ajoutee_le)
    for line in Trace.objects.filter(about, espace=personne.poste.espace).select_related("qui"):
        told = "\u202f; ".join(f"{one.champ}\u00a0: {one.apres}" for one in describe_changes(line))
        yield Passage(line.quand, _say_who(line.qui), f"{describe_geste(line.geste)} ({told})")


def _say_who(qui: Any) -> str:
    return str(qui.get_short_name()) if qui else "sans compte, ou compte supprimé"


def write_json(dossier: Dossier) -> str:
    return json.dumps(asdict(dossier), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)


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
        for champ, valeur in asdict(lien).items():
            yield f"lien {number}", champ, "" if valeur is None else str(valeur)
    for passage in dossier.journal:
        yield "journal", passage.quand.isoformat(), f"{passage.qui} {passage.geste}"


def _disarm(valeur: str) -> str:
    return f"'{valeur}" if valeur[:1] in {"=", "+", "-", "@", "\t", "\r"} else valeur
