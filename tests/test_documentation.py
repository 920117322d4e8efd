"""The documentation says what the program does: one page per finding, every threshold, measure and French word."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

import maillage
from maillage.analyse import diagnostic as public
from maillage.analyse import mesures, reseau
from maillage.analyse.diagnostic import Constat
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.analyse.seuils import SEUILS
from maillage.commandes import main
from tests.analyse.reseaux import dix, said
from tests.demonstration.conftest import diagnose_par_service

RACINE = Path(__file__).parents[1]
METHODE = RACINE / "docs" / "methode"
PAGES = [RACINE / "README.md", *sorted((RACINE / "docs").rglob("*.md"))]
JOUR = date(2026, 11, 22)
CONSTATS = diagnostiquer(dix(), date_reference=JOUR).constats
"""Every code: a finding that may not be said is there too, with its guard."""


def network(links: list[Declaration], *others: Acteur) -> Reseau:
    """The actors that the links name; the letters of an id are its sphere."""
    named = {end for link in links for end in (link.source, link.cible)} - {acteur.id for acteur in others}
    acteurs = [Acteur(id=i, sphere=i.rstrip("0123456789")) for i in sorted(named)]
    return build_reseau([*others, *acteurs], links)


def service(identifiant: str, themes: str) -> Acteur:
    return Acteur(id=identifiant, sphere="DL", nature="service", parent="EPCI", themes=frozenset(themes.split()))


EXEMPLES = {
    "silo-interne": network(
        [said("ALIM", "ENF", 1), said("ALIM", "ECO", 3)],
        Acteur(id="EPCI", sphere="DL"),
        *(service("ENF", "JEU PEN ALI"), service("ALIM", "ALI JEU AGR"), service("ECO", "EMP AGR ALI")),
    ),
    "financeur-tardif": network(
        [
            said(f"DL{i}", "DEP", sujets=frozenset({sujet}), premier_contact_phase=phase)
            for i, (sujet, phase) in enumerate([("financement", "P4")] * 6 + [("orientation", "P1")] * 3)
        ],
        Acteur(id="DEP", nom="Le Département", sphere="AS", type="DEP"),
    ),
    "asymetrie": network(
        [
            link
            for i, (a, b) in enumerate([(4, 1), (3, 2), (2, 2)])
            for link in (said(f"AS{i}", f"DL{i}", a), said(f"DL{i}", f"AS{i}", b))
        ]
    ),
    "ecart-niveaux": network(
        [said("AS1", f"DL{i}", *levels) for i, levels in enumerate([(1, 3)] * 4 + [(0, 2), (4, 3)])]
    ),
    "ecart-phase": network(
        [
            said("AS1", f"DL{i}", premier_contact_phase=first, phase_souhaitee=wanted)
            for i, (first, wanted) in enumerate([("P4", "P2"), ("P5", "P3"), ("P3", "P2"), ("P2", "P2"), ("P1", "P2")])
        ]
    ),
    "liens-perimes": network(
        [
            said("AS1", f"DL{i}", date=date(*day))
            for i, day in enumerate([(2024, 3, 12), (2025, 5, 21), (2025, 5, 22), (2026, 2, 3), (2026, 9, 30)])
        ]
    ),
}
"""The worked examples of the pages whose finding the ten-actor network cannot show."""
DITS = [
    *(constat for constat in CONSTATS if constat.garde is None),
    *(diagnostiquer(exemple, date_reference=JOUR).constat(code) for code, exemple in EXEMPLES.items()),
]
CADRES = [c for c in diagnose_par_service().constats if c.code not in {constat.code for constat in CONSTATS}]
"""What is said of dispositifs, instances and actions, on the demonstration territory."""
DITS += CADRES


def read(path: Path) -> str:
    """The text, no-break spaces made plain: the engine writes plain ones."""
    return re.sub("[\u00a0\u202f]", " ", path.read_text(encoding="utf-8"))


def write_number(value: float) -> str:
    return f"{value:,}".replace(",", " ").replace(".", ",")


# Findings, thresholds, measures, words


@pytest.mark.parametrize("code", sorted({constat.methode for constat in [*CONSTATS, *CADRES]}))
def test_each_finding_has_its_page_linked_from_the_index(code: str) -> None:
    assert (METHODE / f"{code}.md").is_file()
    assert f"]({code}.md)" in read(METHODE / "index.md")


@pytest.mark.parametrize("constat", DITS, ids=lambda c: c.code)
def test_the_worked_example_quotes_what_the_engine_says(constat: Constat) -> None:
    assert f"> {constat.phrase}\n" in read(METHODE / f"{constat.methode}.md")


def test_every_finding_has_a_worked_example_that_is_said() -> None:
    assert {constat.code for constat in DITS if constat.garde is None} == {c.code for c in [*CONSTATS, *CADRES]}


@pytest.mark.parametrize("constat", DITS, ids=lambda c: c.code)
def test_each_key_of_the_detail_is_on_the_page(constat: Constat) -> None:
    page = read(METHODE / f"{constat.methode}.md")
    assert [key for key in list_keys(dict(constat.detail)) if f"`{key}`" not in page] == []


def list_keys(value: object) -> set[str]:
    """Keys at every depth, but for those that are codes (levels, phases)."""
    if isinstance(value, list):
        return {key for item in value for key in list_keys(item)}
    if not isinstance(value, dict):
        return set()
    own = {key for key in value if not re.fullmatch(r"P?\d", key)}
    return own.union(*(list_keys(item) for item in value.values()))


@pytest.mark.parametrize("name", [field.name for field in fields(SEUILS)])
def test_each_threshold_is_explained_with_its_value(name: str) -> None:
    assert f"| `{name}` | {write_number(getattr(SEUILS, name))} |" in read(METHODE / "seuils.md")


def list_measures() -> Iterator[str]:
    for info in pkgutil.iter_modules(mesures.__path__):
        module: ModuleType = importlib.import_module(f"{mesures.__name__}.{info.name}")
        for name, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__ and not name.startswith("_"):
                yield name


@pytest.mark.parametrize("name", sorted(list_measures()))
def test_each_measure_is_defined(name: str) -> None:
    assert f"### `{name}`\n" in read(METHODE / "mesures.md")


def list_words() -> set[str]:
    """Classes and fields of the diagnosis, codes of findings."""
    classes = [c for c in vars(public).values() if is_dataclass(c) and isinstance(c, type)]
    return (
        {c.__name__ for c in classes}
        | {f.name for c in classes for f in fields(c)}
        | {c.code for c in [*CONSTATS, *CADRES]}
    )


@pytest.mark.parametrize("word", sorted(list_words()))
def test_each_word_of_the_diagnosis_is_in_the_glossary(word: str) -> None:
    assert f"`{word}`" in read(RACINE / "docs" / "glossaire.md")


def list_network_words() -> set[str]:
    """What the engine's input is made of: classes, fields and what is told of them."""
    classes = (reseau.Acteur, reseau.Declaration, reseau.Voix, reseau.Lien, reseau.Reseau)
    told = {name for c in classes for name in vars(c) if not name.startswith("_")}
    return told | {c.__name__ for c in classes} | {f.name for c in classes for f in fields(c)}


@pytest.mark.parametrize("word", sorted(list_network_words()))
def test_each_word_of_the_network_is_in_the_glossary(word: str) -> None:
    assert f"`{word}`" in read(RACINE / "docs" / "glossaire.md")


SOURCES = Path(maillage.__path__[0])
PLUMBING = {"migrations", "management", "admin.py", "apps.py"}
"""Where classes are named for Django, not for people; forms too, whose words are their fields'."""


def is_plumbing(path: Path) -> bool:
    return bool(PLUMBING & {*path.relative_to(SOURCES).parts}) or path.name.startswith("forms")


def list_classes() -> Iterator[str]:
    """Public classes of the whole program; read, not imported, so that no drawing or printing library is loaded."""
    for path in sorted(path for path in SOURCES.rglob("*.py") if not is_plumbing(path)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        yield from (node.name for node in tree.body if isinstance(node, ast.ClassDef) and is_word(node.name))


def is_word(name: str) -> bool:
    return name[0] != "_" and not name.endswith(("QuerySet", "Form", "Admin", "Config"))


@pytest.mark.parametrize("name", sorted(set(list_classes())))
def test_each_class_is_in_the_glossary_or_among_the_measures(name: str) -> None:
    assert f"`{name}`" in read(RACINE / "docs" / "glossaire.md") + read(METHODE / "mesures.md")


def test_each_option_of_the_command_is_in_the_glossary(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["diagnostiquer", "--aide"])
    options = set(re.findall(r"--[a-z]+", capsys.readouterr().out)) - {"--help"}
    glossary = read(RACINE / "docs" / "glossaire.md")
    assert [option for option in sorted(options) if f"`{option}`" not in glossary] == []


# The site


def list_variables() -> set[str]:
    """What the program reads of its environment, by name."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES.rglob("*.py")]
    return {name for text in texts for name in re.findall(r'"(MAILLAGE_[A-Z_]+|DATABASE_URL)"', text)}


@pytest.mark.parametrize("name", sorted(list_variables()))
def test_each_variable_of_the_environment_is_in_the_guide(name: str) -> None:
    assert f"| `{name}` |" in read(RACINE / "docs" / "guide" / "installer.md")


@pytest.mark.parametrize("name", sorted(path.stem for path in SOURCES.glob("*/management/commands/[!_]*.py")))
def test_each_command_of_the_site_is_in_the_guide(name: str) -> None:
    assert f"| `{name}` |" in read(RACINE / "docs" / "guide" / "installer.md")


@pytest.mark.parametrize("folder", ["guide", "decisions"])
def test_each_page_is_linked_from_its_index(folder: str) -> None:
    pages = sorted((RACINE / "docs" / folder).glob("*.md"))
    index = next(page for page in pages if page.stem in ("index", "README"))
    assert [page.name for page in pages if page != index and f"]({page.name})" not in read(index)] == []


# Links and pins


def list_links(page: Path) -> list[str]:
    """Links to other pages and to headings, outside code."""
    text = re.sub(r"```.*?```", "", read(page), flags=re.DOTALL)
    return [link for link in re.findall(r"\]\(([^)\s]+)\)", text) if not re.match(r"[a-z]+:", link)]


def list_anchors(page: Path) -> list[str]:
    headings = re.findall(r"^#+ (.+)$", read(page), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]


def is_alive(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = page.parent / path if path else page
    return target.exists() and (not anchor or anchor in list_anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(RACINE)))
def test_links_lead_somewhere(page: Path) -> None:
    assert [link for link in list_links(page) if not is_alive(page, link)] == []


@pytest.mark.parametrize("name", ["package-lock.json", "requirements/base.txt", "requirements/dev.txt"])
def test_pinned_lists_name_no_host(name: str) -> None:
    assert "://" not in (RACINE / name).read_text(encoding="utf-8")
