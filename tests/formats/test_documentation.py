"""The page that people prepare their tables with says what the code reads."""

from __future__ import annotations

import re
from pathlib import Path

from maillage.formats.documentation import rewrite

from .ateliers import lire, make_csv

PAGE = Path(__file__).parents[2] / "docs" / "format-tableurs.md"


def test_the_tables_of_the_page_are_up_to_date():
    page = PAGE.read_text(encoding="utf-8")
    assert rewrite(page) == page, "run: python -m maillage.formats.documentation docs/format-tableurs.md"
    assert page.count("<!-- tableau ") == 8


def test_the_smallest_example_of_the_page_works(tmp_path):
    page = PAGE.read_text(encoding="utf-8")
    acteurs, liens = (_read_table(page, head) for head in ("| id | nom | sphere |", "| source | cible | niveau |"))
    saisie = lire(tmp_path, make_csv(acteurs), make_csv(liens))
    assert [acteur.sphere for acteur in saisie.acteurs] == ["AS", "DL"]
    assert [declaration.niveau_reel for declaration in saisie.declarations] == [2, 3]


def _read_table(page: str, head: str) -> list[list[str]]:
    table = page[page.index(head) :].partition("\n\n")[0]
    return [re.split(r"\s*\|\s*", line.strip("| ")) for line in table.splitlines() if not line.startswith("|---")]
