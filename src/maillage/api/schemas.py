"""What the API says, field by field; the words here are those of its public description."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema
from pydantic import Field


class Erreur(Schema):
    detail: str = Field(description="Ce qui s’est passé, et quoi faire.")


class Valeur(Schema):
    code: str
    nom: str


class Repere(Valeur):
    """Une valeur que l’on peut corriger, et qui dit si quelqu’un l’a vérifiée."""

    a_verifier: bool = Field(description="Vrai : ce que dit la liste n’est pas encore vérifié.")


class EspaceLu(Schema):
    """Un groupe sur son territoire."""

    id: UUID
    adresse: str = Field(description="Ce qui le désigne dans les adresses de l’API.")
    nom: str
    presentation: str
    fictif: bool = Field(description="Vrai : lieux, structures et personnes sont inventés.")
    public: bool = Field(description="Vrai : tout le monde peut le lire.")
    date_reference: date = Field(description="Le jour auquel les durées se comptent.")
    role: str | None = Field(description="Le rôle du jeton dans cet espace ; null pour le public.")


class SphereLue(Valeur):
    """Un monde : sa forme, sa lettre et sa couleur."""

    forme: str
    lettre: str
    couleur: str


class DispositifLu(Schema):
    """Un contrat, un plan, un fonds… tel qu’il est connu dans tout le pays."""

    code: str
    sigle: str
    nom: str
    libelle: str
    alias: list[str] = Field(description="Les autres noms sous lesquels on le connaît.")
    nature: str
    sphere: str
    statut: str
    precision_statut: str
    remplace_par: list[str] = Field(description="Les codes de ceux qui le remplacent.")
    a_verifier: bool = Field(description="Vrai : rien de cette ligne n’est à tenir pour établi.")
    date_verification: date | None = Field(description="Le jour où quelqu’un a dit que c’était vrai.")
    page: str = Field(description="L’adresse de sa page.")


class Referentiels(Schema):
    """Les codes que les autres réponses emploient."""

    spheres: list[SphereLue]
    themes: list[Repere]
    publics: list[Repere]
    types: list[Repere]
    listes: dict[str, list[Valeur]] = Field(description="Niveaux, sujets, phases, fréquences…, par nom de liste.")
    dispositifs: list[DispositifLu] = Field(description="Les dispositifs connus partout, que des cadres citent.")


class PersonneLue(Schema):
    prenom: str
    nom: str
    courriel: str
    telephone: str


class ActeurLu(Schema):
    """Une structure, un service, un poste ou un collectif."""

    id: UUID
    nom: str
    sigle: str
    nature: str
    parent_id: UUID | None
    sphere: str
    type: str | None
    description: str
    appelez_nous_pour: str
    themes: list[str]
    publics: list[str]
    commune: Valeur | None = Field(description="La commune du siège : code Insee et nom.")
    territoires: list[Valeur] = Field(description="Là où il agit.")
    adresse: str = Field(description="Vide pour un lieu confidentiel.")
    latitude: float | None
    longitude: float | None
    telephone: str
    courriel: str
    site_web: str
    siret: str
    visibilite: str
    source: str
    source_id: str
    date_verification: date | None = Field(description="Le jour où quelqu’un a dit que c’était vrai.")
    modifie_le: datetime
    personne: PersonneLue | None = Field(description="Qui tient le poste ; jamais sans jeton.")
    page: str = Field(description="L’adresse de sa page.")


class LienLu(Schema):
    """Ce que deux acteurs ont ensemble, réuni des paroles de chacun."""

    id: UUID
    a_id: UUID
    b_id: UUID
    etat: str = Field(description="declare, confirme ; avec un jeton aussi conteste, souhaite, absent.")
    niveau: float | None
    niveau_souhaite: int | None = Field(description="Null sans jeton.")
    date: date | None


class DeclarationLue(Schema):
    """Ce qu’un côté dit d’un lien. La satisfaction n’est jamais transmise."""

    id: UUID
    lien_id: UUID
    source_id: UUID
    cible_id: UUID
    niveau_reel: int | None
    niveau_souhaite: int | None
    sujets: list[str]
    themes: list[str]
    frequence: str
    formalisation: str
    financement: str
    initiateur: str
    cadre: str
    premier_contact_phase: str
    phase_souhaitee: str
    porte_par: str
    tendance: str
    freins: list[str]
    leviers: list[str]
    depuis: date | None
    date: date
    visibilite: str


class PageActeurs(Schema):
    resultats: list[ActeurLu]
    suivant: str | None = Field(description="L’adresse de la page suivante ; null à la fin.")


class PageLiens(Schema):
    resultats: list[LienLu]
    suivant: str | None


class PageDeclarations(Schema):
    resultats: list[DeclarationLue]
    suivant: str | None
