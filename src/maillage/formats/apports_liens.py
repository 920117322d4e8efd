"""The rows of a brought list of links."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from uuid import UUID

from maillage.formats import valeurs
from maillage.formats import valeurs_apports as lire
from maillage.formats.lecture import LecteurDeColonnes
from maillage.formats.valeurs import Lu

REMPLACANTS: Final = {"source_nom": "source_id_acteur", "cible_nom": "cible_id_acteur"}
"""What may name an end of a link instead of its name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LienLu:
    """One declaration. The two ends are as written: an id of Maillage, else a name, an acronym or a source's own id."""

    numero: int
    id: UUID | None = None
    source_id_acteur: UUID | None = None
    source_nom: str = ""
    cible_id_acteur: UUID | None = None
    cible_nom: str = ""
    niveau_reel: int | None = None
    niveau_souhaite: int | None = None
    sujets: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    frequence: str = ""
    formalisation: str = ""
    financement: str = ""
    initiateur: str = ""
    premier_contact_phase: str = ""
    phase_souhaitee: str = ""
    cadre: str = ""
    porte_par: str = ""
    tendance: str = ""
    depuis: date | None = None
    date: date | None = None
    visibilite: str = ""
    declare_par: str = ""


_LECTURES_LIENS: Final[Mapping[str, tuple[Callable[[str], Lu[Any]], Any]]] = {
    "id": (lire.read_uuid, None),
    "source_id_acteur": (lire.read_uuid, None),
    "source_nom": (lire.read_plain, ""),
    "cible_id_acteur": (lire.read_uuid, None),
    "cible_nom": (lire.read_plain, ""),
    "niveau_reel": (valeurs.read_niveau, None),
    "niveau_souhaite": (valeurs.read_niveau, None),
    "sujets": (lire.read_mots, ()),
    "themes": (lire.read_mots, ()),
    "frequence": (lire.read_plain, ""),
    "formalisation": (valeurs.read_formalisation, ""),
    "financement": (valeurs.read_financement, ""),
    "initiateur": (lire.read_plain, ""),
    "premier_contact_phase": (valeurs.read_phase, None),
    "phase_souhaitee": (valeurs.read_phase, None),
    "cadre": (valeurs.read_cadre, ""),
    "porte_par": (lire.read_plain, ""),
    "tendance": (lire.read_plain, ""),
    "depuis": (lire.read_jour, None),
    "date": (lire.read_jour, None),
    "visibilite": (lire.read_plain, ""),
    "declare_par": (lire.read_plain, ""),
}


def read_liens(lecteur: LecteurDeColonnes) -> list[LienLu]:
    for champ, ou in (("source_nom", "qui déclare"), ("cible_nom", "l’autre acteur")):
        if REMPLACANTS[champ] not in lecteur.places.positions:
            lecteur.note_empty(champ, f"Écrivez {ou}, ou supprimez la ligne.")
    columns = {champ: lecteur.read(champ, parse, vide) for champ, (parse, vide) in _LECTURES_LIENS.items()}
    for champ in ("premier_contact_phase", "phase_souhaitee"):
        columns[champ] = [phase or "" for phase in columns[champ]]
    rows = zip((ligne.numero for ligne in lecteur.lignes), *columns.values(), strict=True)
    return [LienLu(numero=numero, **dict(zip(columns, row, strict=True))) for numero, *row in rows]
