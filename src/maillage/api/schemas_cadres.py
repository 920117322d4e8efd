"""What the API says of cadres and of who takes part in them."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field

from maillage.api.schemas import Valeur


class ReferenceLue(Schema):
    """Le dispositif connu partout dont un cadre est l’exemplaire d’ici."""

    code: str
    libelle: str
    a_verifier: bool = Field(description="Vrai : ce que dit la liste de référence n’est pas encore vérifié.")


class CadreLu(Schema):
    """Un dispositif d’ici, une instance où l’on se réunit, ou une action menée."""

    id: UUID
    nature: str = Field(description="dispositif, instance ou action.")
    nom: str
    sigle: str
    reference: ReferenceLue | None
    parent_id: UUID | None = Field(description="Le cadre dont il fait partie, si vous pouvez le lire.")
    sphere: str | None = Field(description="Le monde qui le porte ; null s’il est entre plusieurs.")
    description: str
    themes: list[str]
    publics: list[str]
    territoires: list[Valeur]
    debut: date | None
    fin: date | None
    statut: str
    phase: str = Field(description="Où il en est, de P1 à P6 ; vide si ce n’est pas dit.")
    est_diagnostic: bool = Field(description="Vrai : une étude, une enquête, une analyse des besoins.")
    site_web: str
    visibilite: str
    source: str
    source_id: str
    date_verification: date | None = Field(description="Le jour où quelqu’un a dit que c’était vrai.")
    modifie_le: datetime
    page: str = Field(description="L’adresse de sa page.")


class NommeLu(Schema):
    id: UUID
    nom: str


class ParticipationLue(Schema):
    """Un acteur dans un cadre, dans un rôle ; il peut en tenir plusieurs."""

    id: UUID
    acteur: NommeLu
    cadre: NommeLu
    role: Valeur
    phase: str = Field(description="La phase à laquelle il est entré, de P1 à P6 ; vide si ce n’est pas dit.")
    depuis: date | None
    jusqu_a: date | None
    modifie_le: datetime


class PageCadres(Schema):
    resultats: list[CadreLu]
    suivant: str | None = Field(description="L’adresse de la page suivante ; null à la fin.")


class PageParticipations(Schema):
    resultats: list[ParticipationLue]
    suivant: str | None
