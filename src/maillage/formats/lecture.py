"""One sheet, read column by column: headings matched, cells understood, and everything wrong noted with its place."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import Final, TypeVar

from maillage.formats.colonnes import Colonne, Correspondance, match_colonnes
from maillage.formats.entetes import find_headings, list_heading_faults, list_heading_remarks, list_headless_faults
from maillage.formats.fautes import Faute, Refus, quote
from maillage.formats.lignes_a_part import set_aside
from maillage.formats.table import Ligne, Note
from maillage.formats.tableaux import Feuille
from maillage.formats.valeurs import Lu

T = TypeVar("T")
_FORMULE_EN_ERREUR: Final = re.compile(
    r"#(?:REF!|NOM\?|NAME\?|VALEUR!|VALUE!|DIV/0!|NUL!|NULL!|NOMBRE!|NUM!|SPILL!|CALC!|PROPAGATION!)|Err ?: ?\d{3}",
    re.IGNORECASE,
)
_SANS_VALEUR: Final = frozenset(("#N/A", "#N/D"))
"""« Not available »: an error where a value is required, an empty cell elsewhere."""
_HAUTEUR_FUSIONNEE: Final = 20
CORRIGER_LA_FORMULE: Final = "Corrigez la formule, ou écrivez sa valeur à la place."


class LecteurDeColonnes:
    """Reads the columns of one sheet at known places; `fautes` and `remarques` grow as it goes."""

    def __init__(self, feuille: Feuille, places: Correspondance, obligatoires: Iterable[str] = ()) -> None:
        self.feuille, self.places = feuille, places
        self.fautes: list[Faute] = []
        self.remarques = [*feuille.remarques]
        self._obligatoires = set(obligatoires)

    @property
    def lignes(self) -> tuple[Ligne, ...]:
        return self.feuille.lignes

    @property
    def ignorees(self) -> tuple[str, ...]:
        """Headings that are not those of any column, as written."""
        return tuple(self.feuille.entetes[rank] for rank in self.places.ignorees)

    def read(self, nom: str, parse: Callable[[str], Lu[T]], vide: T) -> list[T]:
        """The values of a column, one for each row; `vide` where the cell or the column is empty or at fault."""
        rank = self.places.positions.get(nom)
        if rank is None:
            return [vide] * len(self.lignes)
        texts = [cellules[rank] for _, cellules in self.lignes]
        values: dict[str, T] = {"": vide}
        problems: dict[str, Note | Refus] = {}
        for text in filter(None, dict.fromkeys(texts)):
            values[text], problem = _understand(parse, text, vide, nom in self._obligatoires)
            if problem:
                problems[text] = problem
        if problems:
            for ligne, text in zip(self.lignes, texts, strict=True):
                if text in problems:
                    self.note(nom, ligne.numero, problems[text], trouve=text)
        return [values[text] for text in texts]

    def sort(self, fautes: Iterable[Faute]) -> list[Faute]:
        """In the order in which one goes through a table: by row, then by column."""
        places = {entete: rank for rank, entete in enumerate(self.feuille.entetes)}
        return sorted(fautes, key=lambda faute: (faute.ligne or 0, places.get(faute.colonne, -1)))

    def note_empty(self, nom: str, remede: str) -> None:
        """A fault for each empty cell of a required column: a formula in error, or maybe merged cells, is told as such.

        A CSV file does not say that cells were merged: several empty cells are needed to suspect it.
        """
        rank = self.places.positions[nom]
        empty = [order for order, (_, cellules) in enumerate(self.lignes) if not cellules[rank]]
        suspected = self.feuille.has_merged_cells or (len(empty) > 1 and not self.feuille.nom)
        for order in empty:
            numero = self.lignes[order].numero
            if (numero, rank) in self.feuille.erreurs:
                refus = Refus("la formule de cette cellule donne une erreur", CORRIGER_LA_FORMULE)
            elif suspected and self._is_under_filled(order, rank):
                refus = Refus("vide", f"{remede} Cellules fusionnées ? Recopiez la valeur sur chaque ligne.")
            else:
                refus = Refus("vide", remede)
            self.note(nom, numero, refus)

    def _is_under_filled(self, order: int, rank: int) -> bool:
        """Whether some cell right above, others as empty as this one between them, is filled."""
        if order and self.lignes[order - 1].numero != self.lignes[order].numero - 1:
            return False
        return any(cellules[rank] for _, cellules in self.lignes[max(0, order - _HAUTEUR_FUSIONNEE) : order])

    def note(self, nom: str, ligne: int | None, problem: Note | Refus, *, trouve: str = "") -> None:
        """Add a fault (`Refus`) or a remark (`Note`) about the cell of column `nom` on that row."""
        rank = self.places.positions.get(nom)
        bloquante = isinstance(problem, Refus)
        faute = Faute(
            fichier=self.feuille.fichier, feuille=self.feuille.nom, ligne=ligne,
            colonne="" if rank is None else self.feuille.entetes[rank],
            message=problem.message, remede=problem.remede, trouve=trouve, bloquante=bloquante,
            famille=problem.famille if isinstance(problem, Refus) else "",
        )  # fmt: skip
        (self.fautes if bloquante else self.remarques).append(faute)

    def check_width(self) -> None:
        """In a CSV file a row too long means that every cell after some point is in the wrong column."""
        named = len(self.feuille.entetes)
        usual = Counter(len(cellules) for _, cellules in self.lignes).most_common(1)
        longest = max([self.feuille.largeur, *(width for width, _ in usual)])
        for numero, cellules in self.lignes:
            extra = next((cell for cell in cellules[named:] if cell), "")
            if extra and self.feuille.nom:
                self.note(
                    "", numero, Note(f"{quote(extra)} est écrit à droite du tableau, sous aucun en-tête : non lu")
                )
            elif extra or (len(cellules) > longest and not self.feuille.nom):
                self.note("", numero, _describe_shift(len(cellules), named), trouve=extra)


class Lecteur(LecteurDeColonnes):
    """The same for a table of the diagnosis: its columns are found by their headings, or it is not readable.

    `autre` are the columns of the other table: a file given in the place of the other is recognised. `is_known` says
    whether a text is an actor that was read before: what looks like a heading or a total may be one.
    """

    def __init__(
        self, feuille: Feuille, colonnes: Sequence[Colonne], autre: Sequence[Colonne],
        is_known: Callable[[str], bool] = lambda _text: False,
    ) -> None:  # fmt: skip
        found = find_headings(feuille, colonnes)
        obligatoires = (colonne.nom for colonne in colonnes if colonne.obligatoire)
        super().__init__(found, match_colonnes(found.entetes, colonnes), obligatoires)
        self.fautes = list_heading_faults(self.feuille, self.places, colonnes, autre)
        self.remarques += list_heading_remarks(self.feuille, self.places, colonnes)
        if not self.fautes:
            self._set_aside(colonnes, is_known)
        self.est_lisible = not self.fautes
        if self.est_lisible:
            self.check_width()

    def _set_aside(self, colonnes: Sequence[Colonne], is_known: Callable[[str], bool]) -> None:
        lignes, notes = set_aside(self.feuille, self.places, colonnes, is_known)
        self.feuille = replace(self.feuille, lignes=lignes)
        for numero, note in notes:
            self.note("", numero, note)
        self.fautes += list_headless_faults(self.feuille, self.places, colonnes, is_known)


def _describe_shift(cells: int, columns: int) -> Refus:
    return Refus(
        f"cette ligne a {cells} cellules pour {columns} colonnes : les siennes sont sans doute décalées",
        'Si un texte contient le signe qui sépare les colonnes, mettez ce texte entre guillemets droits (").',
    )


def _understand(parse: Callable[[str], Lu[T]], text: str, vide: T, obligatoire: bool) -> tuple[T, Note | Refus | None]:
    if _FORMULE_EN_ERREUR.fullmatch(text) or (obligatoire and text.upper() in _SANS_VALEUR):
        return vide, Refus(f"formule en erreur ({text})", CORRIGER_LA_FORMULE)
    try:
        return parse(text)
    except Refus as refus:
        return vide, refus
