"""What each field becomes before it is compared."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from maillage.analyse.rapprochement import contacts
from maillage.analyse.rapprochement.adresses import read_adresse
from maillage.analyse.rapprochement.fiches import Fiche
from maillage.analyse.rapprochement.formes import make_forme, names_bodies
from maillage.analyse.rapprochement.niveaux import list_champs
from maillage.analyse.rapprochement.noms import read_nom
from maillage.analyse.rapprochement.raisons import list_missing_phrases
from maillage.analyse.rapprochement.textes import read_commune, read_table


@pytest.mark.parametrize(
    ("name", "commune", "genres", "cle"),
    [
        ("Centre communal d’action sociale de Valmorane", "Valmorane", ("ccas",), "ccas valmorane"),
        ("CCAS", "Valmorane", ("ccas",), "ccas valmorane"),
        ("CCAS", "", ("ccas",), None),
        ("Communauté de communes de la Lisaude", "Valmorane", ("cc",), "cc lisaude"),
        ("CCAS de la mairie de Valmorane", "Valmorane", ("ccas",), "ccas valmorane"),
        ("Mutualité sociale agricole", "", ("msa",), None),
        ("Caisse des allocations familiales de l’Ardèche", "", ("caf",), "ardeche caf"),
        ("A.D.M.R. du Val", "", ("admr",), "admr val"),
        ("PIMMS Médiation des Portes", "", ("pimms",), "pimms porte"),
        ("Maison des solidarités d’Aubrac", "", ("mds",), "aubrac mds"),
        ("SARL Le Panier", "", (), "panier"),
        ("  ", "", (), None),
    ],
)
def test_names(name: str, commune: str, genres: tuple[str, ...], cle: str | None) -> None:
    nom = read_nom(name, read_commune(commune))
    assert (nom.genres, nom.cle) == (genres, cle)


@pytest.mark.parametrize(
    ("address", "numero", "voie"),
    [
        ("12, av. de la Gare", "12", "avenue gare"),
        ("12 bis avenue de la Gare", "12", "avenue gare"),
        ("12 AVENUE DE LA GARE 07990 VALMORANE", "12", "avenue gare"),
        ("12 bd Victor-Hugo, BP 30, 07990 Valmorane Cedex", "12", "boulevard victor hugo"),
        ("Le Bourg", None, "bourg"),
        ("lieu-dit Les Chaux", None, "lieu dit chaux"),
        ("1242 AV AVENUE DU GENERAL DE GAULLE", "1242", "avenue general gaulle"),
        ("", None, None),
    ],
)
def test_addresses(address: str, numero: str | None, voie: str | None) -> None:
    read = read_adresse(address, "07990", ("valmorane",))
    assert (read.numero, read.voie) == (numero, voie)


FORMES_DU_TELEPHONE = (
    *("0475001200", "04 75 00 12 00", "04.75.00.12.00", "+33475001200", "+33 (0)4 75 00 12 00"),
    *("0033 4 75 00 12 00", "475001200", "04 75 00 12 00 ou 06 00 00 00 00"),
)


@pytest.mark.parametrize("typed", FORMES_DU_TELEPHONE)
def test_telephones(typed: str) -> None:
    assert contacts.read_telephone(typed) == "475001200"


@pytest.mark.parametrize("typed", ["0000000000", "néant", "12", ""])
def test_what_is_not_a_telephone(typed: str) -> None:
    assert contacts.read_telephone(typed) is None


def test_an_address_that_is_withheld_is_not_an_address() -> None:
    assert contacts.read_courriel("courriel.retire@exemple.invalid") is None
    assert contacts.read_courriel("<CCAS@Valmorane.fr>; autre@x.fr") == "ccas@valmorane.fr"


def test_a_siret_gives_its_siren_only_when_it_is_one() -> None:
    assert contacts.read_siren(contacts.read_siret("123 456 789 00011")) == "123456789"
    assert contacts.read_siren(contacts.read_siret("AB-1234")) is None
    assert contacts.read_siret("0") is None


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(0.0, 0.0), (91.0, 4.0), (float("nan"), 4.0), (None, 4.0), (845_000.0, 6.0)]
)
def test_coordinates_that_point_nowhere(latitude: float | None, longitude: float | None) -> None:
    assert contacts.read_point(latitude, longitude) is None


def test_communes_lose_their_cedex_and_their_small_words() -> None:
    assert read_commune("LES OLLIERES SUR EYRIEUX CEDEX 2") == read_commune("Ollières-sur-Eyrieux")
    assert read_commune("St-Agrève") == ("saint", "agreve")


def test_a_list_of_people_is_not_a_list_of_bodies() -> None:
    assert not names_bodies([make_forme(Fiche(id="1", nom=nom)) for nom in ("thomas clifford", "mitchell green", "")])
    assert names_bodies([make_forme(Fiche(id="1", nom=nom)) for nom in ("CCAS de X", "Le Panier", "Association Y")])


def test_every_acronym_has_words_and_no_word_has_two_uses() -> None:
    assert all(row["sigle"] and row["forme"] for row in read_table("sigles"))
    words = [row["mot"] for row in read_table("mots_courants")]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("structures", [True, False])
def test_every_degree_has_its_phrase(structures: bool) -> None:
    champs = list_champs(structures=structures, autres=1)
    degrees = tuple((champ.nom, niveau.code) for champ in champs for niveau in champ.niveaux)
    assert list_missing_phrases(degrees) == []


@pytest.mark.parametrize("structures", [True, False])
def test_weights_are_probabilities(structures: bool) -> None:
    for champ in list_champs(structures=structures, autres=1):
        assert all(0 < niveau.m < 1 and 0 < niveau.u < 1 for niveau in champ.niveaux)
        assert sum(niveau.m for niveau in champ.niveaux) <= 1.2


PAGE = Path(__file__).parents[2] / "docs" / "methode" / "rapprochement.md"


def write(figure: float) -> str:
    """As the page writes it: a decimal comma, a power of ten when very small."""
    powers = {1e-9: "10⁻⁹", 1e-12: "10⁻¹²"}
    return powers.get(figure) or f"{figure:.6f}".rstrip("0").replace(".", ",")


@pytest.mark.parametrize("structures", [True, False])
def test_every_weight_is_told_on_its_page(structures: bool) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for champ in list_champs(structures=structures, autres=1):
        name = champ.nom.replace("autre_0", "autres")
        for niveau in champ.niveaux:
            line = rf"\| {name} \| `{niveau.code}` \|[^|]*\| {write(niveau.m)} \| {write(niveau.u)} \|"
            assert re.search(line, page), (champ.nom, niveau.code)
