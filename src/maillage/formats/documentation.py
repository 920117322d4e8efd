"""The tables of docs/format-tableurs.md, made from the code that reads.

`python -m maillage.formats.documentation docs/format-tableurs.md` rewrites them; a test checks that they are so.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from maillage.formats import vocabulaire
from maillage.formats.colonnes import ACTEURS, LIENS, Colonne
from maillage.formats.colonnes_cadres import APPORT_CADRES, APPORT_PARTICIPATIONS
from maillage.formats.colonnes_diagnostic import CADRES, PARTICIPATIONS
from maillage.formats.fautes import set_spaces
from maillage.formats.saisie import NOMS_DE_FEUILLES

_MARQUE: Final = re.compile(r"<!-- tableau (?P<nom>[a-z-]+) -->\n.*?<!-- fin -->", re.DOTALL)
_LISTES: Final[Mapping[str, Mapping[str, str]]] = {
    "sujets": vocabulaire.SUJETS_PAR_MOT,
    "cadre": vocabulaire.CADRES_PAR_MOT,
    "formalisation": vocabulaire.FORMALISATIONS_PAR_MOT,
    "financement": vocabulaire.FINANCEMENTS_PAR_MOT,
}


def rewrite(page: str) -> str:
    """The page with each table between `<!-- tableau … -->` and `<!-- fin -->` made anew."""
    tables = {
        "acteurs": describe_colonnes(ACTEURS),
        "liens": describe_colonnes(LIENS),
        "cadres-diagnostic": describe_colonnes(CADRES),
        "participations-diagnostic": describe_colonnes(PARTICIPATIONS),
        "cadres": describe_colonnes(APPORT_CADRES),
        "participations": describe_colonnes(APPORT_PARTICIPATIONS),
        "listes": _describe_lists(),
        "feuilles": _make_table(
            ("Tableau", "Noms de feuille reconnus"), ((nom, ", ".join(noms)) for nom, noms in NOMS_DE_FEUILLES.items())
        ),
    }
    return _MARQUE.sub(lambda match: f"{_open(match['nom'])}\n{tables[match['nom']]}<!-- fin -->", page)


def describe_colonnes(colonnes: Sequence[Colonne]) -> str:
    """A Markdown table of columns, their meaning, and the headings that are understood as them."""
    rows = (
        (
            f"`{colonne.nom}`" + (" (obligatoire)" if colonne.obligatoire else ""),
            set_spaces(colonne.sens),
            f"`{colonne.exemple}`".replace("|", r"\|"),
            ", ".join(colonne.synonymes) or "—",
            ", ".join(colonne.a_defaut) or "—",
        )
        for colonne in colonnes
    )
    return _make_table(("Colonne", "Sens", "Exemple", "Autres noms", "À défaut"), rows)


def _describe_lists() -> str:
    rows = (
        (f"`{nom}`", ", ".join(f"`{code}`" for code in dict.fromkeys(mots.values()))) for nom, mots in _LISTES.items()
    )
    return _make_table(("Colonne", "Valeurs"), rows)


def _make_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruled = (" | ".join(cells) for cells in (heads, *rows))
    head, *body = (f"| {line} |\n" for line in ruled)
    return "".join((head, "|---" * len(heads) + "|\n", *body))


def _open(nom: str) -> str:
    return f"<!-- tableau {nom} -->"


if __name__ == "__main__":
    chemin = Path(sys.argv[1])
    chemin.write_text(rewrite(chemin.read_text(encoding="utf-8")), encoding="utf-8")
