"""A row in comparable form: one value for each column that the engine compares."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from maillage.analyse.rapprochement import contacts
from maillage.analyse.rapprochement.adresses import read_adresse
from maillage.analyse.rapprochement.fiches import Fiche
from maillage.analyse.rapprochement.noms import Nom, read_nom
from maillage.analyse.rapprochement.textes import drop_small, read_commune, split_words

_BOITES_COMMUNES: Final = frozenset(
    ("gmail.com", "orange.fr", "wanadoo.fr", "laposte.net", "free.fr", "sfr.fr", "hotmail.com", "hotmail.fr",
     "outlook.fr", "outlook.com", "yahoo.fr", "yahoo.com", "live.fr", "icloud.com", "bbox.fr", "neuf.fr",
     "numericable.fr", "club-internet.fr", "aol.com", "msn.com", "protonmail.com", "proton.me")
)  # fmt: skip
"""Domains where anyone has a box: sharing one says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forme:
    """None or () where there is nothing to compare. `lieu`: postcode and commune; `porte`: address at that place."""

    jeu: str
    nom: Nom
    commune: str | None
    code_postal: str | None
    numero: str | None
    voie: str | None
    adresse: str | None
    telephone: str | None
    courriel: str | None
    domaine: str | None
    siret: str | None
    siren: str | None
    point: tuple[float, float] | None
    autres: tuple[str | None, ...]

    @property
    def lieu(self) -> str | None:
        return "|".join(filter(None, (self.code_postal, self.commune))) or None

    @property
    def porte(self) -> str | None:
        return f"{self.adresse}|{self.lieu}" if self.adresse and self.lieu else None

    @property
    def contenu(self) -> str:
        """Everything compared, as one text: equal for rows that nothing can tell apart."""
        nom = self.nom
        values = (
            self.jeu, nom.cle, nom.suite, nom.tete, ",".join(nom.genres), ",".join(nom.mots), ",".join(nom.initiales),
            self.commune, self.code_postal, self.numero, self.voie, self.telephone, self.courriel, self.siret,
            self.point, *self.autres,
        )  # fmt: skip
        return "\x1f".join("" if value is None else str(value) for value in values)


def make_formes(fiches: Iterable[Fiche]) -> list[Forme]:
    return [make_forme(fiche) for fiche in fiches]


def make_forme(fiche: Fiche) -> Forme:
    commune = read_commune(fiche.commune) if fiche.commune else ()
    code_postal = contacts.read_code_postal(fiche.code_postal) if fiche.code_postal else None
    adresse = read_adresse(fiche.adresse, code_postal or "", commune)
    courriel = contacts.read_courriel(fiche.courriel) if fiche.courriel else None
    siret = contacts.read_siret(fiche.siret) if fiche.siret else None
    return Forme(
        jeu=fiche.jeu,
        nom=read_nom(fiche.nom, commune),
        commune=" ".join(commune) or None,
        code_postal=code_postal,
        numero=adresse.numero,
        voie=adresse.voie,
        adresse=adresse.entiere,
        telephone=contacts.read_telephone(fiche.telephone) if fiche.telephone else None,
        courriel=courriel,
        domaine=_read_domain(courriel),
        siret=siret,
        siren=contacts.read_siren(siret),
        point=contacts.read_point(fiche.latitude, fiche.longitude),
        autres=tuple(_read_other(value) for value in fiche.autres),
    )


def _read_domain(courriel: str | None) -> str | None:
    domain = courriel.rpartition("@")[2] if courriel else None
    return None if domain in _BOITES_COMMUNES else domain


def _read_other(value: str) -> str | None:
    return " ".join(drop_small(split_words(value))) or None


PART_DE_STRUCTURES: Final = 0.1


def names_bodies(formes: Sequence[Forme]) -> bool:
    """Whether these are names of bodies (kinds, legal forms, « centre »…), rather than of people or works."""
    told = [forme.nom.structure for forme in formes if forme.nom.structure is not None]
    return sum(told) >= PART_DE_STRUCTURES * len(told)
