"""Pictures of the guide: named with words for who does not see them, light, and all there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from maillage.aide.images import FICTIF, read_sizes
from maillage.aide.pages import list_codes, read_page, read_source

GUIDE = Path(__file__).parents[2] / "docs" / "guide"
IMAGES = sorted((GUIDE / "images").glob("*.webp"))
ECRITES = re.compile(r"!\[([^\]]*)\]\(images/([\w-]+)\.webp( \"[^\"]+\")?\)")
NOMMEES = [(code, *found) for code in sorted(list_codes()) for found in ECRITES.findall(read_source(code))]


@pytest.mark.parametrize(("code", "mots", "nom", "legende"), NOMMEES, ids=lambda value: str(value)[:20])
def test_each_picture_is_said_in_words_and_has_a_caption(code: str, mots: str, nom: str, legende: str) -> None:
    assert 25 < len(mots) < 220
    assert legende


def test_each_picture_is_shown_once_and_stored() -> None:
    assert sorted(nom for _, _, nom, _ in NOMMEES) == sorted(path.stem for path in IMAGES) == sorted(read_sizes())


def test_pictures_are_light() -> None:
    weights = {path.name: path.stat().st_size for path in IMAGES}
    assert [name for name, weight in weights.items() if weight > 60_000] == []
    assert sum(weights.values()) < 1_500_000


def test_every_picture_written_in_a_page_is_a_figure_that_says_it_is_fictional() -> None:
    for code in list_codes():
        corps = read_page(code).corps
        shown = re.findall(r"<figure><img [^>]*>(?:<figcaption>([^<]*)</figcaption>)?</figure>", corps)
        assert len(shown) == read_source(code).count("](images/") == corps.count("<img")
        assert [caption for caption in shown if not caption.endswith(FICTIF)] == []


def test_a_picture_keeps_its_place_while_it_comes_and_is_served() -> None:
    first = re.search(r"<img [^>]*>", read_page("acteurs").corps)
    assert first
    for attribute in ('loading="lazy"', 'width="1100"', 'alt="La liste des acteurs', 'src="/statique/aide/images/'):
        assert attribute in first[0]
    assert [path.name for path in IMAGES if finders.find(f"aide/images/{path.name}") is None] == []


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(list_codes()))
def test_a_page_weighs_little(visiteur: Client, code: str) -> None:
    path = "/aide/" if code == "index" else f"/aide/{code}/"
    assert len(visiteur.get(path, headers={"Accept-Encoding": "gzip"}).content) < 20_000
