"""The rows of a brought list of cadres, and those of the sheet that says who takes part."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, Final
from uuid import UUID

from maillage.formats import contenus, valeurs
from maillage.formats import valeurs_apports as lire
from maillage.formats.colonnes_cadres import NOMS_POSSIBLES, ROLES_PAR_COLONNE
from maillage.formats.fautes import Refus, quote
from maillage.formats.lecture import LecteurDeColonnes
from maillage.formats.table import Note
from maillage.formats.textes import make_key
from maillage.formats.valeurs import Lu

NATURES: Final = {
    "dispositif": "dispositif", "instance": "instance", "action": "action", "contrat": "dispositif",
    "convention": "dispositif", "plan": "dispositif", "schema": "dispositif", "programme": "dispositif",
    "comite": "instance", "commission": "instance", "reunion": "instance", "groupe_de_travail": "instance",
    "projet": "action",
}  # fmt: skip
STATUTS: Final = {
    "en_projet": "en-projet", "projet": "en-projet", "a_venir": "en-projet", "actif": "actif", "active": "actif",
    "en_cours": "actif", "se_termine": "se-termine", "finit_bientot": "se-termine", "termine": "termine",
    "terminee": "termine", "fini": "termine", "clos": "termine", "remplace": "remplace", "remplacee": "remplace",
    "abandonne": "abandonne", "abandonnee": "abandonne",
}  # fmt: skip
LONGUEURS: Final = {"nom": 200, "instance": 200, "dispositif": 200, "action": 200, "sigle": 30, "description": 1500}
_OUI: Final = frozenset(("oui", "vrai", "true", "x", "1", "o"))
_NON: Final = frozenset(("non", "faux", "false", "0", "n"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CadreLu:
    """One row. `membres`: the words that name actors, by column. Codes are as written, not yet looked up."""

    numero: int
    id: UUID | None = None
    nom: str = ""
    nature: str = ""
    dispositif: str = ""
    instance: str = ""
    action: str = ""
    sigle: str = ""
    reference: str = ""
    parent_id: UUID | None = None
    parent: str = ""
    sphere: str = ""
    description: str = ""
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    territoires: tuple[str, ...] = ()
    debut: date | None = None
    fin: date | None = None
    statut: str = ""
    phase: str = ""
    est_diagnostic: bool | None = None
    site_web: str = ""
    visibilite: str = ""
    date_verification: date | None = None
    source_id: str = ""
    modifie_le: str = ""
    membres: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def appele(self) -> str:
        """What the row is called."""
        return next((name for champ in NOMS_POSSIBLES if (name := getattr(self, champ))), "")

    @property
    def dans(self) -> str:
        """The name of its frame: told as such, or the dispositif beside an instance or an action."""
        return self.parent or (self.dispositif if self.dispositif != self.appele else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParticipationLue:
    numero: int
    cadre_id: UUID | None = None
    cadre: str = ""
    acteur_id: UUID | None = None
    acteur: str = ""
    role: str = ""
    phase: str = ""
    depuis: date | None = None
    jusqu_a: date | None = None


def _read_word(mots: Mapping[str, str], sens: str, attendu: str, text: str) -> Lu[str]:
    if contenus.is_blank(text):
        return Lu("")
    known = mots.get(make_key(text))
    if known is None:
        raise Refus(f"{quote(text)} n’est pas {sens}", attendu)
    return Lu(known)


def read_oui(text: str) -> Lu[bool | None]:
    key = make_key(text)
    if contenus.is_blank(text):
        return Lu(None)
    if key not in _OUI | _NON:
        return Lu(None, Note("ce n’est ni oui ni non", lire.SANS))
    return Lu(key in _OUI)


def _read_short(longueur: int, parse: Callable[[str], Lu[str]], text: str) -> Lu[str]:
    lu = parse(text)
    if len(lu.valeur) > longueur:
        raise Refus(f"ce texte dépasse {longueur} signes", "Raccourcissez-le.")
    return lu


def _read_phase(text: str) -> Lu[str]:
    lu = valeurs.read_phase(text)
    return Lu(lu.valeur or "", lu.note)


read_nature_cadre = partial(
    _read_word, NATURES, "une nature de cadre",
    "Écrivez «\u00a0dispositif\u00a0», «\u00a0instance\u00a0» ou «\u00a0action\u00a0».",
)  # fmt: skip
read_statut = partial(
    _read_word, STATUTS, "un statut",
    "Écrivez en projet, actif, se termine, terminé, remplacé ou abandonné, ou laissez vide.",
)  # fmt: skip
_LECTURES: Final[Mapping[str, tuple[Callable[[str], Lu[Any]], Any]]] = {
    "id": (lire.read_uuid, None),
    "nature": (read_nature_cadre, ""),
    "reference": (lire.read_plain, ""),
    "parent_id": (lire.read_uuid, None),
    "parent": (lire.read_plain, ""),
    "sphere": (valeurs.read_sphere, ""),
    "themes": (lire.read_mots, ()),
    "publics": (lire.read_mots, ()),
    "territoires": (lire.read_mots, ()),
    "debut": (valeurs.read_date, None),
    "fin": (valeurs.read_fin, None),
    "statut": (read_statut, ""),
    "phase": (_read_phase, ""),
    "est_diagnostic": (read_oui, None),
    "site_web": (lire.read_site, ""),
    "visibilite": (lire.read_visibilite, ""),
    "date_verification": (lire.read_jour, None),
    "source_id": (lire.read_identifiant, ""),
    "modifie_le": (lire.read_identifiant, ""),
    **{
        champ: (partial(_read_short, longueur, lire.read_long if champ == "description" else lire.read_plain), "")
        for champ, longueur in LONGUEURS.items()
    },
}


def read_cadres(lecteur: LecteurDeColonnes) -> list[CadreLu]:
    columns = {champ: lecteur.read(champ, parse, vide) for champ, (parse, vide) in _LECTURES.items()}
    nobody: tuple[str, ...] = ()
    members = {champ: lecteur.read(champ, lire.read_mots, nobody) for champ in ROLES_PAR_COLONNE}
    read = []
    for order, ligne in enumerate(lecteur.lignes):
        named = {champ: words[order] for champ, words in members.items() if words[order]}
        row = {champ: column[order] for champ, column in columns.items()}
        read.append(CadreLu(numero=ligne.numero, membres=named, **row))
    _check(lecteur, read)
    return read


def _check(lecteur: LecteurDeColonnes, rows: list[CadreLu]) -> None:
    """A row without a name is nothing; one that ends before it begins is a slip."""
    named = next(champ for champ in NOMS_POSSIBLES if champ in lecteur.places.positions)
    for row in rows:
        if not row.appele:
            lecteur.note(named, row.numero, Refus("vide", "Donnez un nom à cette ligne, ou supprimez-la."))
        if row.debut and row.fin and row.fin < row.debut:
            lecteur.note("fin", row.numero, Refus("la fin vient avant le début", "Corrigez l’une des deux dates."))


_LECTURES_PARTICIPATIONS: Final[Mapping[str, tuple[Callable[[str], Lu[Any]], Any]]] = {
    "cadre_id": (lire.read_uuid, None),
    "cadre": (lire.read_plain, ""),
    "acteur_id": (lire.read_uuid, None),
    "acteur": (lire.read_plain, ""),
    "role": (lire.read_plain, ""),
    "phase": (_read_phase, ""),
    "depuis": (valeurs.read_date, None),
    "jusqu_a": (valeurs.read_fin, None),
}


def read_participations(lecteur: LecteurDeColonnes) -> list[ParticipationLue]:
    columns = {champ: lecteur.read(champ, parse, vide) for champ, (parse, vide) in _LECTURES_PARTICIPATIONS.items()}
    rows = zip((ligne.numero for ligne in lecteur.lignes), *columns.values(), strict=True)
    read = [ParticipationLue(numero=numero, **dict(zip(columns, row, strict=True))) for numero, *row in rows]
    for row in read:
        if not row.acteur and not row.acteur_id:
            lecteur.note("acteur", row.numero, Refus("vide", "Écrivez qui prend part, ou supprimez la ligne."))
        if not row.cadre and not row.cadre_id:
            lecteur.note("cadre", row.numero, Refus("vide", "Écrivez à quoi il prend part, ou supprimez la ligne."))
        if row.depuis and row.jusqu_a and row.jusqu_a < row.depuis:
            lecteur.note("jusqu_a", row.numero, Refus("la fin vient avant le début", "Corrigez l’une des deux dates."))
    return read
