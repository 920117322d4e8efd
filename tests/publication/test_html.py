"""The page: one file, accessible, that asks nothing of the network."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from maillage.analyse.reseau import Acteur
from maillage.publication import rendre
from tests.publication.exemple import MENTION, TITRE, hostile, lisaude, small, write, written

VIDES = frozenset({"meta", "br", "img", "col", "input", "link", "hr"})
Tag = tuple[str, dict[str, str | None]]


class Lecteur(HTMLParser):
    """Reads a page strictly: every tag that opens must close, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[Tag] = []
        self.words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VIDES:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not {"style", "script"} & set(self.open):
            self.words.append(data)

    def select(self, *names: str) -> list[Tag]:
        return [tag for tag in self.tags if tag[0] in names]


def parse(page: bytes) -> Lecteur:
    reader = Lecteur()
    reader.feed(page.decode())
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def page() -> Lecteur:
    return parse(written("html"))


def write_hostile() -> bytes:
    reseau, diagnostic = hostile()
    return rendre(diagnostic, reseau, "html", titre="<b>Titre</b>", mention="<i>Mention</i>")


def test_page_is_whole_and_in_french(page: Lecteur) -> None:
    assert page.select("html")[0][1]["lang"] == "fr"
    assert "Diagnostic du maillage du 22" in written("html").decode().partition("</title>")[0]


def test_headings_begin_with_one_title_and_never_skip_a_level(page: Lecteur) -> None:
    levels = [int(tag[1]) for tag, _ in page.select("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_page_has_landmarks_and_a_way_to_skip_to_the_content(page: Lecteur) -> None:
    assert {tag for tag, _ in page.select("header", "main", "nav", "footer")} == {"header", "main", "nav", "footer"}
    assert page.select("a")[0][1]["href"] == "#contenu"
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {link["href"] for _, link in page.select("a")} <= {f"#{identifier}" for identifier in ids}


def test_page_asks_nothing_of_the_network(page: Lecteur) -> None:
    text = written("html").decode()
    without_namespaces = text.replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|//[a-z]", without_namespaces.partition("</style>")[2])
    assert not re.findall(r"url\((?!\"data:)", text)
    assert not page.select("script", "link", "iframe", "object")
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    policy = next(attributes["content"] for _, attributes in page.select("meta") if "content" in attributes)
    assert policy == "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:"


def test_drawings_are_described_or_hidden(page: Lecteur) -> None:
    for _, attributes in page.select("svg"):
        assert attributes.get("aria-hidden") == "true" or (
            attributes["role"] == "img" and attributes["aria-labelledby"]
        )


def test_tables_have_a_caption_and_scoped_headers(page: Lecteur) -> None:
    assert len(page.select("table")) == len(page.select("caption")) > 5
    assert {attributes.get("scope") for _, attributes in page.select("th")} == {"col", "row"}


def test_names_stay_names() -> None:
    reader = parse(write_hostile())
    words = "".join(reader.words)
    assert "<script>alert(1)</script>" in words
    assert '"><img src=x onerror=alert(1)>' in words
    assert "<b>Titre</b>" in words
    assert "<i>Mention</i>" in words
    assert not reader.select("script", "img", "b", "i")


def test_mention_and_sentences_are_there(page: Lecteur) -> None:
    words = "".join(page.words)
    _, diagnostic = lisaude()
    assert TITRE in words
    assert MENTION.replace(" :", "\u00a0:") in words
    plain = words.replace("\u00a0", " ").replace("\u202f", " ")
    missing = [
        c.phrase for c in diagnostic.constats if c.phrase.replace("\u00a0", " ").replace("\u202f", " ") not in plain
    ]
    assert missing == []


def test_public_page_does_not_name_who_sees_differently() -> None:
    public, animation = (" ".join(parse(written("html", reader)).words) for reader in ("publique", "animation"))  # type: ignore[arg-type]
    assert "n’est pas dans ce document" in public
    assert "n’est pas dans ce document" not in animation
    assert "Lien vu différemment avec" in animation
    assert "Lien vu différemment avec" not in public


def test_public_page_tells_the_state_of_no_link() -> None:
    words = " ".join(parse(written("html", "publique")).words).partition("retenir")[2]
    assert "dit d’un seul côté" not in words
    assert "dit des deux côtés" not in words
    assert "confirmés des deux côtés" not in words
    assert "Travaille avec" in words


def test_what_is_for_the_animation_says_so_first() -> None:
    words = [word for word in parse(written("html", "animation")).words if word.strip()]
    assert words[2] == "Document de travail de l’animation\u00a0: ne pas diffuser."


def test_page_keeps_to_a_reasonable_weight() -> None:
    assert len(written("html")) < 500_000


def test_an_empty_network_gives_a_whole_page() -> None:
    for acteurs in ((), (Acteur(id="a", sphere="AS", nom="CCAS"),)):
        reseau, diagnostic = small(*acteurs)
        reader = parse(rendre(diagnostic, reseau, "html"))
        assert "la carte est à commencer" in "".join(reader.words)


def test_the_same_report_gives_the_same_page() -> None:
    assert write("html") == write("html")
