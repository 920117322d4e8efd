"""Who an identifier, or a name typed in its place, stands for."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import Final

from maillage.formats import limites
from maillage.formats.fautes import Refus, quote
from maillage.formats.table import Note
from maillage.formats.textes import fold, squeeze
from maillage.formats.valeurs import Lu

RESSEMBLANCE: Final = 0.75
MIN_SIGNES: Final = 5
"""Short codes all look alike: S19 is not a slip for S9."""
_ZEROS: Final = re.compile(r"(?<!\d)0+(?=\d)")


class Repertoire:
    """The identifiers and names of a table of actors. Empty when that table could not be read: then all is admitted.

    `sorte`: what they are called in what is told, for a table of something else.
    """

    def __init__(self, acteurs: Iterable[tuple[str, str]], *, est_complet: bool = True, sorte: str = "acteur") -> None:
        self._sorte = sorte
        self._noms = dict(acteurs)
        self._est_complet = est_complet
        self._par_nom: dict[str, list[str]] = {}
        for identifiant, nom in self._noms.items():
            if nom:
                self._par_nom.setdefault(squeeze(nom), []).append(identifiant)
        self._par_forme = {_simplify(text): text for text in (*self._par_nom, *self._noms)}
        self._comparaisons = 0

    def __contains__(self, identifiant: str) -> bool:
        return identifiant in self._noms

    def knows(self, text: str) -> bool:
        """Whether it is the identifier or the name of an actor."""
        return (plain := squeeze(text)) in self._noms or plain in self._par_nom

    def find(self, text: str) -> Lu[str | None]:
        """The identifier that is meant. Raises `Refus`, with the closest known one, when there is none."""
        identifiant = squeeze(text)
        if identifiant in self._noms or not self._est_complet:
            return Lu(identifiant)
        called = self._par_nom.get(identifiant, [])
        if len(called) == 1:
            note = Note(f"nom au lieu d’un identifiant : {quote(text)} est lu comme {quote(called[0])}")
            return Lu(called[0], note)
        raise Refus(
            f"{quote(text)} n’est l’identifiant d’aucun {self._sorte}",
            self._advise(identifiant, called),
            famille=f"{self._sorte}s inconnus",
        )

    def find_or_keep(self, text: str) -> Lu[str | None]:
        """The same for who speaks: anyone else is a third party (a workshop, a person), kept as written."""
        said = squeeze(text)
        try:
            return self.find(text)
        except Refus:
            alike = self._par_forme.get(_simplify(said))
        if alike is None:
            return Lu(said)
        note = Note(
            f"{quote(text)} est pris pour un tiers", f"Si c’est l’acteur {self._describe(alike)}, écrivez-le ainsi."
        )
        return Lu(said, note)

    def _advise(self, text: str, called: list[str]) -> str:
        if called:
            return f"Plusieurs {self._sorte}s portent ce nom : écrivez l’identifiant ({', '.join(called)})."
        close = self._find_closest(text)
        hint = f" Vouliez-vous écrire {self._describe(close)} ?" if close else ""
        return f"Ajoutez-le au tableau des {self._sorte}s, ou corrigez l’identifiant.{hint}"

    def _find_closest(self, text: str) -> str | None:
        form = _simplify(text)
        if form in self._par_forme:
            return self._par_forme[form]
        self._comparaisons += len(self._par_forme)
        if len(form) < MIN_SIGNES or self._comparaisons > limites.MAX_COMPARAISONS:
            return None
        close = difflib.get_close_matches(form, self._par_forme, 1, RESSEMBLANCE)
        return self._par_forme[close[0]] if close else None

    def _describe(self, text: str) -> str:
        """« S07 » (CC de la Lisaude), whether an identifier or a name was recognised."""
        identifiant = text if text in self._noms else self._par_nom[text][0]
        nom = self._noms[identifiant]
        return f"{quote(identifiant)} ({quote(nom)[2:-2]})" if nom and nom != identifiant else quote(identifiant)


def _simplify(text: str) -> str:
    """What remains when case, accents, spaces and the zeros spreadsheets add or drop (S01, 1, 1.0) are put aside."""
    return _ZEROS.sub("", "".join(fold(text).split()).removesuffix(".0"))
