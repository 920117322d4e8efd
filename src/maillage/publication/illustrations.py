"""What a report asks of whoever draws. A text in a terminal has no one who draws."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.reseau import Reseau
from maillage.publication.blocs import Comparaison, Illustration, Tableau


class Illustrations(Protocol):
    """Each drawing comes with its words, and with the table that says the same."""

    def points(self, comparaison: Comparaison) -> Illustration:
        """Out of a hundred possible links, those that exist, inside each of two worlds and between them."""
        ...

    def matrice(self, diagnostic: Diagnostic, table: Tableau) -> Illustration:
        """The sphere × sphere table as a heat map."""
        ...

    def reseau(self, reseau: Reseau, table: Tableau, a_nommer: Sequence[str] = ()) -> Illustration:
        """The network; the actors `a_nommer` are named before the others."""
        ...

    def niveaux(self, vecus: Mapping[int, int], souhaites: Mapping[int, int], table: Tableau) -> Illustration:
        """Levels lived and wanted."""
        ...

    def phases(self, comptes: Mapping[str, int], table: Tableau) -> Illustration:
        """Phase of the first call."""
        ...
