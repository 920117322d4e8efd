"""What each column is taken for: by its heading, by its cells, and against them."""

from __future__ import annotations

from pathlib import Path

import pytest

from maillage.formats.reconnaissance import cut_at, find_title_row, guess_columns, guess_genre
from maillage.formats.tableaux import Feuille, open_source


def make_feuille(tmp_path: Path, text: str, nom: str = "liste.csv") -> Feuille:
    chemin = tmp_path / nom
    chemin.write_text(text, encoding="utf-8")
    source = open_source(chemin)
    return source.read(source.noms[0])


def guess(tmp_path: Path, text: str, genre: str = "acteurs") -> dict[str, str]:
    feuille = make_feuille(tmp_path, text)
    feuille = cut_at(feuille, find_title_row(feuille, genre))
    return {one.entete: one.champ for one in guess_columns(feuille, genre) if one.champ}


TITRES = {
    "Nomdelastructure": "nom", "NOM_STRUCTURE": "nom", "Dénomination sociale": "nom", "lib_com": "commune",
    "City Insee Code": "code_insee", "Zip Code": "code_postal", "CONTACT.MAIL": "courriel", "NUM_TEL": "telephone",
    "SiteWeb": "site_web", "N° SIRET": "siret", "typologie": "type", "ID_LieuMed": "source_id",
    "MATRICULE": "source_id", "Adressenumeronomdelavoie": "adresse", "structure_parente": "parent",
}  # fmt: skip
CELLULES = {
    "nom": "CCAS de Valmorane", "commune": "Valmorane", "code_insee": "26281", "code_postal": "26100",
    "courriel": "a@b.fr", "telephone": "04 75 00 00 00", "site_web": "https://b.fr", "siret": "26260001700012",
    "type": "ASSO", "source_id": "LMN008", "adresse": "1 rue Haute", "parent": "Département",
}  # fmt: skip


@pytest.mark.parametrize("titre", TITRES)
def test_headings_are_understood_whatever_their_spelling(tmp_path, titre):
    champ = TITRES[titre]
    assert guess(tmp_path, f"{titre};autre\n{CELLULES[champ]};x\n")[titre] == champ


CONTENUS = {
    "siret": ["26260001700012", "130 026 032 00016", ""],
    "courriel": ["contact@valmorane.fr", "mairie@cressignac.fr"],
    "telephone": ["04 75 00 00 00", "+33 4 75 00 00 01", "04.75.00.00.02"],
    "site_web": ["https://valmorane.fr", "www.cressignac.fr"],
    "code_insee": ["26281", "07019", "2A004"],
    "code_postal": ["26100", "07200", "26400"],
}


@pytest.mark.parametrize("champ", CONTENUS)
def test_cells_say_it_when_the_heading_does_not(tmp_path, champ):
    rows = "".join(f"Structure {rank};{cell}\n" for rank, cell in enumerate(CONTENUS[champ]))
    assert guess(tmp_path, f"Nom;machin\n{rows}")["machin"] == champ


def test_cells_may_give_the_lie_to_a_heading(tmp_path):
    assert guess(tmp_path, "Nom;Latitude\nA;ouvert le lundi\nB;fermé\n") == {"Nom": "nom"}


def test_of_two_columns_for_one_field_the_fuller_is_taken(tmp_path):
    found = guess(tmp_path, "Nom;Téléphone;Tél\nA;;04 75 00 00 00\nB;;04 75 00 00 01\n")
    assert found == {"Nom": "nom", "Tél": "telephone"}


def test_coordinates_called_the_wrong_way_round_are_put_right(tmp_path):
    found = guess(tmp_path, "Nom;Coord. X;Coord. Y\nA;44.8395;-0.5802\nB;44.9381;-0.2357\n")
    assert (found["Coord. X"], found["Coord. Y"]) == ("latitude", "longitude")


def test_lambert_93_is_told_by_its_metres(tmp_path):
    found = guess(tmp_path, 'Nom;a;b\nA;"475198,12";"6692424,50"\nB;"474971,17";"6692222,51"\n')
    assert (found["a"], found["b"]) == ("longitude", "latitude")


def test_whole_numbers_are_not_coordinates(tmp_path):
    assert guess(tmp_path, "Nom;catégorie;rang\nA;4;45\nB;5;46\n") == {"Nom": "nom"}


def test_a_file_without_headings_is_read_by_its_cells(tmp_path):
    feuille = make_feuille(tmp_path, "CCAS;26260001700012;a@b.fr\nMairie;21260001700011;c@d.fr\n")
    assert find_title_row(feuille) == -1
    seen = guess_columns(cut_at(feuille, -1), "acteurs")
    assert [one.champ for one in seen] == ["", "siret", "courriel"]
    assert seen[1].entete == "Colonne B"
    assert seen[1].exemples == ("26260001700012", "21260001700011")


def test_headings_under_a_title_are_found(tmp_path):
    assert find_title_row(make_feuille(tmp_path, "Nos partenaires\nmai 2026\nNom;Commune;SIRET\nA;B;\n")) == 2


@pytest.mark.parametrize(
    ("entetes", "genre"), [("source;cible;niveau", "liens"), ("De;Vers", "liens"), ("Nom;Commune", "acteurs")]
)
def test_a_list_of_links_names_its_two_ends(tmp_path, entetes, genre):
    assert guess_genre(make_feuille(tmp_path, f"{entetes}\na;b;c\n")) == genre


def test_geojson_points_and_nested_json_are_columns(tmp_path):
    text = (
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nom": "A", "t": {"v": "ASSO"}},'
        ' "geometry": {"type": "Point", "coordinates": [4.9, 44.9]}}]}'
    )
    feuille = make_feuille(tmp_path, text, "lieux.geojson")
    assert feuille.entetes == ("nom", "t.v", "geometry.longitude", "geometry.latitude")
    found = {one.entete: one.champ for one in guess_columns(feuille, "acteurs")}
    assert (found["geometry.latitude"], found["geometry.longitude"]) == ("latitude", "longitude")
