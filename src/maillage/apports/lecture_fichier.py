"""The deposited file, opened; what each of its columns probably is, remembered or guessed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any, Final
from uuid import UUID

from maillage.acteurs.models import Acteur
from maillage.apports.models import Apport, MemoireColonnes
from maillage.formats.apports import Apporte, read_apport
from maillage.formats.colonnes_cadres import FEUILLES_CADRES, FEUILLES_PARTICIPATIONS, find_sheet
from maillage.formats.contenus import UUID as UUID_ECRIT
from maillage.formats.reconnaissance import (
    GENRES,
    ColonneVue,
    cut_at,
    find_title_row,
    guess_columns,
    guess_genre,
)
from maillage.formats.saisie import find_sheets
from maillage.formats.tableaux import Feuille, Source, open_source
from maillage.formats.textes import make_key

MAX_EXEMPLE: Final = 90
MAX_COLONNES: Final = 300
"""Columns shown and kept: the widest real directory has 113."""


def open_apport(apport: Apport) -> Source:
    """Raises `ClasseurIllisible`, with every reason in French."""
    return open_source(Path(apport.fichier.path), nom=apport.nom_fichier)


def read_feuille(apport: Apport, source: Source | None = None) -> Feuille:
    """The chosen sheet from its headings on."""
    return cut_at((source or open_apport(apport)).read(apport.feuille), apport.titres)


def choose_sheet(source: Source) -> str:
    """The first that bears a known name, else the first that the spreadsheet shows."""
    shown = [nom for nom in source.noms if nom not in source.cachees] or list(source.noms)
    named = [nom for table in ("acteurs", "liens") for nom in find_sheets(shown, table)]
    return find_sheet(shown, FEUILLES_CADRES) or shown[0] if not named else named[0]


def read_participations(apport: Apport) -> tuple[Feuille, Apporte, dict[str, int]] | None:
    """The sheet that says who takes part in the cadres of another, when there is one; its columns by their headings."""
    source = open_apport(apport)
    name = find_sheet([nom for nom in source.noms if nom != apport.feuille], FEUILLES_PARTICIPATIONS)
    if name is None:
        return None
    brute = source.read(name)
    feuille = cut_at(brute, max(0, find_title_row(brute, "participations")))
    champs = {one.rang: one.champ for one in guess_columns(feuille, "participations") if one.champ}
    return feuille, read_apport(feuille, "participations", champs), {champ: rang for rang, champ in champs.items()}


def understand(apport: Apport, source: Source) -> None:
    """Write on the row what was understood: sheets, headings, columns and the choices of last time."""
    apport.feuilles = [[nom, nom in source.cachees] for nom in source.noms]
    apport.feuille = choose_sheet(source)
    understand_sheet(apport, source.read(apport.feuille))


def understand_sheet(apport: Apport, brute: Feuille, titres: int | None = None, genre: str = "") -> None:
    """The same for a sheet, a row of headings or a kind that someone has just chosen."""
    apport.titres = find_title_row(brute) if titres is None else titres
    feuille = cut_at(brute, apport.titres)
    apport.genre = genre or guess_genre(feuille)
    seen = guess_columns(feuille, apport.genre, make_id_check(apport))[:MAX_COLONNES]
    memory = find_memory(apport, feuille.entetes)
    champs = memory.champs if memory else {}
    apport.colonnes = [describe(one, champs if memory else None) for one in seen]
    apport.defauts = {**_guess_defaults(apport), **(memory.defauts if memory else {})}
    apport.bilan = {"lignes": len(feuille.lignes)}


def describe(vue: ColonneVue, champs: Mapping[str, str] | None) -> dict[str, Any]:
    """As JSON; a remembered choice comes first, but never over a column that is refused."""
    column = asdict(vue) | {"exemples": [_cut(text) for text in vue.exemples]}
    if champs is not None and not vue.motif and vue.entete in champs:
        column |= {"champ": champs[vue.entete], "par": "memoire"}
    return column


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= MAX_EXEMPLE else f"{plain[: MAX_EXEMPLE - 1]}…"


def make_id_check(apport: Apport) -> Any:
    """Whether a text is the id of an actor, or of a declaration's end, of this espace."""
    known: set[UUID] | None = None

    def check(text: str) -> bool:
        nonlocal known
        if not UUID_ECRIT.fullmatch(text):
            return False
        if known is None:
            known = set(Acteur.objects.filter(espace=apport.espace_id).values_list("pk", flat=True))
        return UUID(text) in known

    return check


def sign(entetes: Sequence[str]) -> str:
    """The same headings in the same order, whatever their case and accents."""
    return hashlib.sha256("|".join(make_key(entete) for entete in entetes).encode()).hexdigest()


def find_memory(apport: Apport, entetes: Sequence[str]) -> MemoireColonnes | None:
    found = MemoireColonnes.objects.filter(espace=apport.espace_id, signature=sign(entetes), genre=apport.genre)
    return found.first()


def _guess_defaults(apport: Apport) -> dict[str, Any]:
    return {"source": guess_source(apport.nom_fichier), "nature": "structure", "visibilite": "publique"}


def guess_source(nom: str) -> str:
    """« france_services_20240801.csv » → « france services »: the name without its dates."""
    words = re.split(r"[\s_\-.()]+", PurePath(nom).stem)
    kept = [word for word in words if word and not re.fullmatch(r"v?\d+", word)]
    return " ".join(kept)[:60] or "fichier"


def read_champs(apport: Apport) -> dict[int, str]:
    """Rank of each column → its field, as chosen; one column for a field, the first."""
    champs: dict[int, str] = {}
    allowed = {colonne.nom for colonne in GENRES[apport.genre]}
    for column in apport.colonnes:
        champ = column["champ"]
        if champ in allowed and champ not in champs.values() and not column["motif"]:
            champs[column["rang"]] = champ
    return champs
