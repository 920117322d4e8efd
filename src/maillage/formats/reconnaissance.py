"""What each column of a list brought by a group probably is: by its heading, then by what its cells hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from maillage.formats import contenus
from maillage.formats.colonnes import Colonne
from maillage.formats.colonnes_apports import APPORT_ACTEURS, APPORT_LIENS, EXPORT_ACTEURS, EXPORT_LIENS
from maillage.formats.colonnes_cadres import (
    APPORT_CADRES,
    APPORT_PARTICIPATIONS,
    FEUILLES_CADRES,
    MARQUES,
    NOMS_POSSIBLES,
    find_sheet,
)
from maillage.formats.colonnes_refusees import PERSONNE, find_motif, find_person_names
from maillage.formats.entetes import name_column
from maillage.formats.table import Ligne
from maillage.formats.tableaux import Feuille, start_at
from maillage.formats.textes import make_key, make_strict_key

GENRES: Final = {
    "acteurs": APPORT_ACTEURS, "liens": APPORT_LIENS, "cadres": APPORT_CADRES, "participations": APPORT_PARTICIPATIONS,
}  # fmt: skip
_EXPORTS: Final = {"acteurs": frozenset(EXPORT_ACTEURS), "liens": frozenset(EXPORT_LIENS)}
_LIGNES_DE_TITRE: Final = 10
_EXEMPLES: Final = 3
_AXES: Final = ("latitude", "longitude")
_CODES: Final = frozenset(("code_insee", "code_postal"))
"""Any five digits may pass for one of them: looked for in the cells only when no heading names either."""
_MOTS_DE_NOM: Final = frozenset(("nom", "lib", "libelle", "denomination", "name", "titre", "structure", "intitule"))
_MOTS_D_IDENTIFIANT: Final = frozenset(("id", "identifiant", "matricule", "reference", "ref", "uid", "code", "num"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ColonneVue:
    """One column of the file. `champ`: what it is taken for, or ""; `par`: titre, contenu or ""; `motif`: why refused.

    `exemples`: the first three different values.
    """

    rang: int
    entete: str
    exemples: tuple[str, ...]
    remplies: int
    champ: str = ""
    par: str = ""
    motif: str = ""


def find_title_row(feuille: Feuille, genre: str = "acteurs") -> int:
    """Which row holds the headings: 0 for the first filled one, n for the nth under it, -1 when there is none."""
    rows = [feuille.entetes, *(ligne.cellules for ligne in feuille.lignes[:_LIGNES_DE_TITRE])]
    scores = [_count_names(row, genre) for row in rows]
    best = max(range(len(rows)), key=lambda rank: (scores[rank], -rank))
    if scores[best] == 0 and _look_like_data(rows[0]):
        return -1
    return best if scores[best] else 0


def _count_names(row: Sequence[str], genre: str) -> int:
    return sum(1 for cell in row if cell and any(_is_sure(cell, colonne) for colonne in GENRES[genre]))


def _look_like_data(row: Sequence[str]) -> bool:
    return any(contenus.find_kind([cell]) or contenus.read_number(cell) is not None for cell in row if cell)


def cut_at(feuille: Feuille, titres: int) -> Feuille:
    """The sheet with the headings of that row; for -1, headings that say only which column it is."""
    if titres > 0:
        return start_at(feuille, titres - 1)
    if titres == 0:
        return feuille
    width = max([len(feuille.entetes), *(len(ligne.cellules) for ligne in feuille.lignes[:100])])
    return _add_headings(feuille, width)


def _add_headings(feuille: Feuille, width: int) -> Feuille:
    first = Ligne(feuille.ligne_entetes, [*feuille.entetes, *[""] * (width - len(feuille.entetes))])
    padded = (Ligne(numero, [*cells, *[""] * (width - len(cells))]) for numero, cells in feuille.lignes)
    entetes = tuple(f"Colonne {name_column(rank)}" for rank in range(width))
    return replace(
        feuille, entetes=entetes, ligne_entetes=max(0, feuille.ligne_entetes - 1), largeur=width,
        lignes=(first, *padded),
    )  # fmt: skip


def guess_genre(feuille: Feuille) -> str:
    """`liens` when both ends of a link are named by their headings, `cadres` by the sheet's name or its headings."""
    if _EXPORTS["liens"] <= set(feuille.entetes):
        return "liens"
    ends = [colonne for colonne in APPORT_LIENS if colonne.obligatoire]
    found = [any(_is_sure(entete, colonne) for entete in feuille.entetes if entete) for colonne in ends]
    if all(found):
        return "liens"
    return "cadres" if _lists_cadres(feuille) else "acteurs"


def _lists_cadres(feuille: Feuille) -> bool:
    named = {
        colonne.nom for colonne in APPORT_CADRES for entete in feuille.entetes if entete and _is_sure(entete, colonne)
    }
    if not named & set(NOMS_POSSIBLES):
        return False
    return len(named & MARQUES) > 1 or find_sheet([feuille.nom], FEUILLES_CADRES) is not None


def is_our_export(feuille: Feuille, genre: str) -> bool:
    """At least the headings that only our exports have."""
    marks = {
        "acteurs": {"id", "parent_id", "modifie_le"}, "liens": {"id", "source_id_acteur", "cible_id_acteur"},
        "cadres": {"id", "parent_id", "est_diagnostic"}, "participations": {"cadre_id", "acteur_id", "role"},
    }  # fmt: skip
    return marks[genre] <= set(feuille.entetes)


def guess_columns(
    feuille: Feuille, genre: str, is_known_id: Callable[[str], bool] = lambda _text: False
) -> list[ColonneVue]:
    """Every column, with what it is taken for. `is_known_id`: whether a text is the id of something of this espace."""
    taken = [contenus.take_sample([ligne.cellules[rank] for ligne in feuille.lignes]) for rank in _ranks(feuille)]
    samples, filled = [sample for sample, _ in taken], [count for _, count in taken]
    motifs = _find_motifs(feuille, samples)
    free = {rank for rank in _ranks(feuille) if not motifs[rank] and feuille.entetes[rank] + "".join(samples[rank][:1])}
    found = dict(_match(feuille, genre, samples, filled, free))
    if genre == "acteurs":
        _settle_places(found, samples)
        _settle_ids(found, samples, is_known_id)
        _complete(feuille, found, samples, filled, free)
    return [
        ColonneVue(
            rang=rank, entete=feuille.entetes[rank], remplies=filled[rank], motif=motifs[rank],
            exemples=tuple(dict.fromkeys(samples[rank]))[:_EXEMPLES],
            champ=found.get(rank, ("", ""))[0], par=found.get(rank, ("", ""))[1],
        )
        for rank in _ranks(feuille)
    ]  # fmt: skip


def _ranks(feuille: Feuille) -> range:
    return range(len(feuille.entetes))


def _find_motifs(feuille: Feuille, samples: list[list[str]]) -> list[str]:
    persons = find_person_names(feuille.entetes)
    return [
        PERSONNE if rank in persons else find_motif(entete, samples[rank])
        for rank, entete in enumerate(feuille.entetes)
    ]


def _match(
    feuille: Feuille, genre: str, samples: list[list[str]], filled: list[int], free: set[int]
) -> Iterator[tuple[int, tuple[str, str]]]:
    """Headings that name a field surely, then vague ones; of several for one field, the fullest that looks like it."""
    taken: set[int] = set()
    named: set[str] = set()
    ours = is_our_export(feuille, genre)  # an empty column of an export was emptied on purpose
    for is_name in (_is_exact, _is_sure, _is_vague):
        for colonne in GENRES[genre]:
            ranks = [
                rank for rank in sorted(free - taken)
                if colonne.nom not in named and is_name(feuille.entetes[rank], colonne)
                and contenus.may_be(colonne.nom, samples[rank]) and (samples[rank] or (ours and is_name is _is_exact))
            ]  # fmt: skip
            if ranks:
                rank = max(ranks, key=lambda one: (contenus.share_known(colonne.nom, samples[one]), filled[one], -one))
                taken.add(rank)
                named.add(colonne.nom)
                yield rank, (colonne.nom, "titre")


def _is_exact(entete: str, colonne: Colonne) -> bool:
    return make_strict_key(entete) == make_strict_key(colonne.nom)


def _is_sure(entete: str, colonne: Colonne) -> bool:
    return _means(entete, (colonne.nom, *colonne.synonymes))


def _is_vague(entete: str, colonne: Colonne) -> bool:
    return _means(entete, colonne.a_defaut)


def _means(entete: str, names: Sequence[str]) -> bool:
    """The same words; or, for a heading in one word, the same letters in a row."""
    if make_key(entete) in {make_key(name) for name in names}:
        return True
    glued = make_strict_key(entete).replace("_", "")
    return len(glued) > 5 and glued in {make_strict_key(name).replace("_", "") for name in names}


def _settle_places(found: dict[int, tuple[str, str]], samples: list[list[str]]) -> None:
    """Two columns of coordinates, called x and y one way or the other: the figures decide which is which."""
    ranks = [rank for rank, (champ, _) in found.items() if champ in _AXES]
    axes = {rank: contenus.find_axis(samples[rank]) for rank in ranks}
    if len(ranks) == 2 and set(axes.values()) == set(_AXES):
        found.update(
            {rank: (axis, found[rank][1] if found[rank][0] == axis else "contenu") for rank, axis in axes.items()}
        )


def _settle_ids(
    found: dict[int, tuple[str, str]], samples: list[list[str]], is_known_id: Callable[[str], bool]
) -> None:
    """A column « id » is ours when it names something of this espace; else it is the identifier of its source."""
    taken = {champ for champ, _ in found.values()}
    for rank, (champ, par) in list(found.items()):
        if champ == "id" and not any(is_known_id(text) for text in samples[rank]):
            del found[rank]
            if "source_id" not in taken or not any(samples[r] for r, (c, _) in found.items() if c == "source_id"):
                _replace(found, "source_id", rank, par)
        elif champ == "source_id" and "id" not in taken and any(is_known_id(text) for text in samples[rank]):
            found[rank] = ("id", "contenu")


def _replace(found: dict[int, tuple[str, str]], champ: str, rank: int, par: str) -> None:
    for other in [other for other, (named, _) in found.items() if named == champ]:
        del found[other]
    found[rank] = (champ, par)


def _complete(
    feuille: Feuille, found: dict[int, tuple[str, str]], samples: list[list[str]], filled: list[int], free: set[int]
) -> None:
    """Columns whose heading says nothing: their cells may."""
    for rank in sorted(free - found.keys()):
        kind = contenus.find_kind(samples[rank])
        named = {champ for champ, _ in found.values()}
        taken = named | (_CODES if named & _CODES else set())
        elsewhere = any(_is_vague(feuille.entetes[rank], colonne) for colonne in APPORT_ACTEURS if colonne.nom != kind)
        if kind and kind not in taken and not elsewhere and filled[rank] > len(feuille.lignes) * 0.1:
            found[rank] = (kind, "contenu")
    _find_axes(found, samples, free)
    for champ, words in (("nom", _MOTS_DE_NOM), ("source_id", _MOTS_D_IDENTIFIANT)):
        if champ not in {named for named, _ in found.values()}:
            distinct = _find_distinct(feuille, words, free - found.keys(), filled, champ == "nom")
            if distinct is not None:
                found[distinct] = (champ, "contenu")


def _find_axes(found: dict[int, tuple[str, str]], samples: list[list[str]], free: set[int]) -> None:
    if set(_AXES) & {champ for champ, _ in found.values()}:
        return
    axes = {rank: contenus.find_axis(samples[rank]) for rank in sorted(free - found.keys())}
    pair = [next((rank for rank, found_axis in axes.items() if found_axis == axis), None) for axis in _AXES]
    if None not in pair:
        found.update({rank: (axis, "contenu") for rank, axis in zip(pair, _AXES, strict=True) if rank is not None})


def _find_distinct(
    feuille: Feuille, words: frozenset[str], ranks: set[int], filled: list[int], textual: bool
) -> int | None:
    """A column whose heading holds one of these words, filled everywhere and (almost) never twice the same."""
    total = len(feuille.lignes)
    for rank in sorted(ranks):
        entete = set(make_key(feuille.entetes[rank]).split("_"))
        if not entete & words or filled[rank] < 0.9 * total or not total:
            continue
        cells = [ligne.cellules[rank] for ligne in feuille.lignes]
        distinct = len(set(cells)) / total
        letters = contenus.share(cells[: contenus.TAILLE_ECHANTILLON], lambda text: any(map(str.isalpha, text)))
        if distinct >= (0.6 if textual else 1.0) and (not textual or letters > 0.8):
            return rank
    return None
