"""Columns that never come in: names of persons, people helped, opinions, health (domain brief §10)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from maillage.formats.textes import make_key

PERSONNE: Final = "personne"
ACCOMPAGNE: Final = "accompagne"
OPINION: Final = "opinion"
MOTIFS: Final = {
    PERSONNE: "Noms ou coordonnées de personnes : non importés. Ajoutez la personne depuis la fiche de son poste : "
    "elle sera prévenue.",
    ACCOMPAGNE: "Parle des personnes accompagnées : jamais dans Maillage.",
    OPINION: "Un avis sur quelqu’un : non importé. Ici, des faits.",
}
"""Why a column is left out, as the page says it."""
_MOTS: Final = {
    PERSONNE: (
        "prénom", "prénoms", "first name", "last name", "nom de famille", "nom patronymique", "nom prénom",
        "prénom nom", "nom et prénom", "civilité", "nom du contact", "nom contact", "contact nom", "personne contact",
        "interlocuteur", "interlocutrice", "référent", "référente", "nom du référent", "responsable",
        "nom du responsable", "directeur", "directrice", "nom du directeur", "dirigeant", "nom du dirigeant",
        "président", "présidente", "nom du président", "coordinateur", "coordinatrice", "animateur", "animatrice",
        "date de naissance", "né le", "née le", "nir", "numéro de sécurité sociale", "portable personnel",
        "téléphone personnel", "adresse personnelle", "mail du référent", "courriel du référent", "mail référent",
        "téléphone du référent", "contact nom prénom", "contact prénom",
    ),
    ACCOMPAGNE: (
        "bénéficiaire", "nom du bénéficiaire", "nom bénéficiaire", "usager", "nom usager", "personne accompagnée",
        "personnes accompagnées", "allocataire", "numéro allocataire", "patient", "nom du patient", "habitant",
        "situation familiale", "diagnostic médical", "pathologie", "handicap de la personne", "nationalité",
        "liste des bénéficiaires", "personne aidée", "personnes aidées",
    ),
    OPINION: (
        "satisfaction", "tension", "tensions", "avis", "appréciation", "opinion", "note satisfaction", "jugement",
        "conflit", "conflits", "qualité de la relation", "confiance", "avis personnel", "ressenti",
    ),
}  # fmt: skip
_PAR_CLE: Final = {make_key(word): motif for motif, words in _MOTS.items() for word in words}
_PRENOMS: Final = frozenset(make_key(word) for word in ("prénom", "first name", "prénom nom", "nom prénom"))
_NOMS: Final = frozenset(make_key(word) for word in ("nom", "last name", "nom de famille", "name"))
_NIR: Final = re.compile(r"[12]\d{2}(?:0[1-9]|1[0-2]|[2-9]\d)(?:\d{2}|2[AB])\d{6}(?:\d{2})?")
_PART_DE_NIR: Final = 0.5


def find_motif(entete: str, echantillon: Sequence[str]) -> str:
    """`personne`, `accompagne`, `opinion`, or nothing: by the heading, then by social security numbers in the cells."""
    if motif := _PAR_CLE.get(make_key(entete)):
        return motif
    filled = ["".join(text.split()) for text in echantillon if text]
    numbers = sum(1 for text in filled if len(text) != 14 and _NIR.fullmatch(text))
    return ACCOMPAGNE if filled and numbers > len(filled) * _PART_DE_NIR else ""


def find_person_names(entetes: Sequence[str]) -> frozenset[int]:
    """« Nom » beside « Prénom » is the name of a person, whatever other column names the structure."""
    keys = [make_key(entete) for entete in entetes]
    if not _PRENOMS & set(keys):
        return frozenset()
    return frozenset(rank for rank, key in enumerate(keys) if key in _NOMS)
