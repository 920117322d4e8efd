"""Rows of a brought list: what each cell becomes, what is left out and told, what stops a row."""

from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maillage.formats import lambert93
from maillage.formats import valeurs_apports as lire
from maillage.formats.apports import Apporte, read_apport
from maillage.formats.apports_acteurs import tidy_adresse, turn_point
from maillage.formats.colonnes_apports import APPORT_ACTEURS, APPORT_LIENS, EXPORT_ACTEURS, EXPORT_LIENS
from maillage.formats.fautes import Refus
from maillage.formats.reconnaissance import guess_columns, guess_genre
from maillage.formats.tableaux import open_source
from maillage.formats.types_acteurs import read_types
from maillage.formats.vocabulaire_inclusion import find_theme


def read(tmp_path: Path, text: str) -> Apporte:
    chemin = tmp_path / "liste.csv"
    chemin.write_text(text, encoding="utf-8")
    source = open_source(chemin)
    feuille = source.read("")
    genre = guess_genre(feuille)
    return read_apport(feuille, genre, {one.rang: one.champ for one in guess_columns(feuille, genre) if one.champ})


CELLULES = [
    (lire.read_siret, "130 026 032 00016", "13002603200016"),
    (lire.read_siret, "0", ""),
    (lire.read_siret, "776060592", ""),
    (lire.read_courriel, "A@B.fr - c@d.fr", "a@b.fr"),
    (lire.read_courriel, "www.pimms.org", ""),
    (lire.read_telephone, "02 41 36 53 53 / 06 00 00 00 00", "02 41 36 53 53"),
    (lire.read_telephone, "'+33 4 75 00 00 00", "+33 4 75 00 00 00"),
    (lire.read_telephone, "3949", "3949"),
    (lire.read_site, "abracodabra.fr", "https://abracodabra.fr"),
    (lire.read_site, "@", ""),
    (lire.read_nombre, "48,909987", 48.909987),
    (lire.read_nombre, "'-0.58", -0.58),
    (lire.read_nombre, "NULL", None),
    (lire.read_code_insee, "1033", "01033"),
    (lire.read_code_insee, "2a004", "2A004"),
    (lire.read_code_postal, "1000", "01000"),
    (lire.read_mots, "ALI | MOB", ("ALI", "MOB")),
    (lire.read_mots, "a ; b;a", ("a", "b")),
    (lire.read_identifiant, "12.0", "12"),
    (lire.read_jour, "09/0102023", None),
    (lire.read_fin, "2027-03", date(2027, 3, 31)),
    (lire.read_plain, "#N/A", ""),
    (lire.read_long, "Un<br>deux &amp; trois", "Un\ndeux & trois"),
    (lire.read_long, "âge < 5 ans et > 2", "âge < 5 ans et > 2"),
    (lire.read_visibilite, "Membres", "membres"),
]


@pytest.mark.parametrize(("reader", "text", "value"), CELLULES, ids=lambda one: str(getattr(one, "__name__", one))[:30])
def test_a_cell_is_read(reader, text, value):
    assert reader(text).valeur == value


FORMULES = ['=HYPERLINK("x")', "=A1+B2", "@SUM(1)", "=cmd|'/c calc'!A1"]


@pytest.mark.parametrize("text", FORMULES)
def test_a_formula_is_refused(text):
    with pytest.raises(Refus, match="formule"):
        lire.read_plain(text)


@pytest.mark.parametrize("text", ["+33 4 75 00 00 00", "- Accueil (le matin)", "@mairie", "= égalité"])
def test_what_only_begins_like_one_is_text(text):
    assert lire.read_plain(text).valeur == text


@given(st.text(max_size=80))
def test_any_text_is_read_or_refused(text):
    for reader in LECTEURS:
        with suppress(Refus):
            assert isinstance(reader(text), lire.Lu)


LECTEURS = list(dict.fromkeys(reader for reader, _, _ in CELLULES))

POINTS = [
    ((44.9, 4.9), (44.9, 4.9)),
    ((6_692_424.5, 475_198.1), pytest.approx((47.294016, 0.02466), abs=1e-5)),
    ((475_198.1, 6_692_424.5), pytest.approx((47.294016, 0.02466), abs=1e-5)),
    ((0.0, 0.0), None),
    ((None, 4.9), None),
    ((1e9, 4.9), None),
]


@pytest.mark.parametrize(("given_point", "expected"), POINTS)
def test_points_become_degrees(given_point, expected):
    assert turn_point(*given_point) == expected


def test_lambert_93_agrees_with_the_ign():
    """Its origin, 46° 30′ N and 3° E, stands at 700 000 m and 6 600 000 m by definition."""
    assert lambert93.to_wgs84(700_000, 6_600_000) == (46.5, 3.0)


@given(st.floats(41.3, 51.1), st.floats(-5.1, 9.5))
def test_lambert_93_goes_there_and_back(latitude, longitude):
    assert lambert93.to_wgs84(*lambert93.to_lambert93(latitude, longitude)) == pytest.approx(
        (latitude, longitude), abs=1e-6
    )


ADRESSES = [
    (("8 rue de la Boétie - 33000 Bordeaux", "", "Bordeaux"), ("8 rue de la Boétie", "33000")),
    (("20 Avenue de Ségur, 75007 Paris", "75007", "Paris"), ("20 Avenue de Ségur", "75007")),
    (("75007 Paris", "75007", "Paris"), ("75007 Paris", "75007")),
    (("12345 route des Crêtes", "", "Valmorane"), ("12345 route des Crêtes", "")),
]


@pytest.mark.parametrize(("said", "expected"), ADRESSES)
def test_an_address_does_not_say_its_commune_twice(said, expected):
    assert tidy_adresse(*said) == expected


def test_number_street_and_complement_make_one_address(tmp_path):
    apporte = read(tmp_path, "Nom;N°;ADRESSE;COMP_ADRESSE\nA;20;rue Haute;Bâtiment B\n")
    assert apporte.lignes[0].adresse == "20 rue Haute, Bâtiment B"


def test_a_row_without_name_is_at_fault_with_its_place(tmp_path):
    apporte = read(tmp_path, "Nom;Commune\nA;B\n;C\n")
    assert apporte.fautives == {3}
    assert "ligne 3, colonne «\u00a0Nom\u00a0» : vide".replace(" :", "\u00a0:") in str(apporte.fautes[0])


def test_an_identifier_given_twice_is_at_fault(tmp_path):
    apporte = read(tmp_path, "Nom;ID;Commune\nA;1;x\nB;1;y\n")
    assert apporte.fautives == {3}
    assert apporte.fautes[0].trouve == "1, ligne 2"


def test_a_shifted_row_of_csv_is_at_fault(tmp_path):
    assert read(tmp_path, "Nom;Commune\nA;B\nA;B;C;D\n").fautives == {3}


def test_totals_and_headings_said_twice_are_left_out(tmp_path):
    apporte = read(tmp_path, "Nom;Commune\nNom;Commune\nA;B\nTotal;1\n")
    assert [row.nom for row in apporte.lignes] == ["A"]


def test_a_long_description_is_cut_and_told(tmp_path):
    apporte = read(tmp_path, f"Nom;Description\nA;{'mot ' * 500}\n")
    assert len(apporte.lignes[0].description) <= 1500
    assert "coupé" in apporte.remarques[0].message


def test_a_value_that_cannot_be_kept_does_not_stop_its_row(tmp_path):
    apporte = read(tmp_path, "Nom;SIRET\nA;12345678901234\nB;123\n")
    assert not apporte.fautives
    assert (apporte.lignes[1].siret, apporte.remarques[0].trouve) == ("", "123")


def test_links_are_read_with_the_words_of_the_other_table(tmp_path):
    apporte = read(tmp_path, "source;cible;niveau;premier contact\nA;B;se coordonner;P4\n")
    ligne = apporte.lignes[0]
    assert (ligne.source_nom, ligne.cible_nom, ligne.niveau_reel, ligne.premier_contact_phase) == ("A", "B", 3, "P4")


def test_a_level_that_is_not_one_stops_its_row(tmp_path):
    assert read(tmp_path, "source;cible;niveau\nA;B;9\n").fautives == {2}


def test_every_heading_of_an_export_is_a_field():
    assert set(EXPORT_ACTEURS) <= {one.nom for one in APPORT_ACTEURS}
    assert set(EXPORT_LIENS) <= {one.nom for one in APPORT_LIENS}


def test_words_of_types_are_known_codes():
    """The reference list ships them; no word stands for two types."""
    shipped = Path("src/maillage/referentiels/donnees/types.csv").read_text(encoding="utf-8")
    codes = {line.partition(",")[0] for line in shipped.splitlines()[1:]}
    assert set(read_types().values()) <= codes


@pytest.mark.parametrize(
    ("thematique", "code"),
    [
        ("mobilite--preparer-un-permis", "MOB"),
        ("famille--garde-denfants", "PEN"),
        ("numerique", "NUM"),
        ("autre", None),
    ],
)
def test_thematiques_of_data_inclusion_are_themes(thematique, code):
    assert find_theme(thematique) == code
