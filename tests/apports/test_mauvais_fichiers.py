"""Files as they come: heavy, hostile, cut, badly encoded, protected. A clear word, nothing lost, nothing written."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.acteurs.models import Acteur
from maillage.apports.models import Apport, EtatApport
from tests.apports.conftest import bring, choose, deposit, make_csv, post
from tests.apports.fabriques import make_xlsx

LISTE = [["Nom", "Monde", "Description"], ["CCAS de Valmorane", "AS", "Accueil"]]


def zip_of(**parts: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return out.getvalue()


def with_macros() -> bytes:
    book = BytesIO(make_xlsx(*LISTE))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return book.getvalue()


REFUSES = {
    "zip bomb": ("bombe.xlsx", lambda: zip_of(xl__workbook_xml=b"<a/>" + b" " * 200_000_000), "démesuré"),
    "macros": ("m.xlsx", with_macros, "macros"),
    "macro suffix": ("m.xlsm", lambda: make_xlsx(*LISTE), "macros"),
    "cut in the middle": ("c.xlsx", lambda: make_xlsx(*LISTE)[:2000], "abîmé"),
    "old Excel": ("v.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 500, "ancien format"),
    "a picture": ("liste.csv", lambda: b"\x89PNG\r\n" + b"0" * 500, "une image"),
    "a web page": ("liste.csv", lambda: b"<!doctype html><table></table>", "page web"),
    "empty": ("liste.csv", lambda: b"\n\n\n", "lignes vides"),
    "open quotation mark": ("liste.csv", lambda: b'Nom;Monde\n"CCAS;AS\n', "guillemet"),
    "binary": ("liste.csv", lambda: bytes(range(256)) * 20, "tableau de texte"),
    "cut JSON": ("liste.json", lambda: b'[{"nom": "CCAS"}, {"no', "abîmé"),
    "JSON without a list": ("liste.json", lambda: b'{"nom": "CCAS"}', "ne contient pas de liste"),
    "deep JSON": ("liste.json", lambda: b"[" * 100_000, "abîmé"),
}


@pytest.mark.parametrize("sorte", REFUSES)
def test_it_is_refused_with_a_clear_word(client, sorte, settings):
    nom, make, word = REFUSES[sorte]
    apport = deposit(client, make(), nom)
    page = client.get(apport.get_absolute_url()).content.decode()
    assert apport.etat == EtatApport.REFUSE
    assert word in page
    assert "Rien n’a changé dans l’espace" in page
    assert not [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]  # not kept


@pytest.mark.parametrize("encodage", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_any_usual_csv_is_read(client, encodage, separateur):
    text = separateur.join(["Nom", "Monde"]) + "\n" + separateur.join(["Épicerie d’été", "AS"]) + "\n"
    bring(client, text.encode(encodage))
    assert Acteur.objects.get().nom == "Épicerie d’été"


def test_the_first_visible_sheet_is_read_and_hidden_ones_are_said_so(client):
    contenu = make_xlsx(*LISTE, feuille="Annuaire 2026", masquees={"Brouillon": [["x", "y"], ["1", "2"]]})
    apport = deposit(client, contenu, "liste.xlsx")
    assert apport.feuille == "Annuaire 2026"
    assert "Brouillon (masquée)" in client.get(apport.get_absolute_url()).content.decode()


def test_another_sheet_and_another_row_of_headings_may_be_chosen(client):
    contenu = make_xlsx(["Mes partenaires"], *LISTE, feuille="Un", masquees={"Deux": [["Nom", "Monde"], ["B", "DL"]]})
    apport = deposit(client, contenu, "liste.xlsx")
    assert (apport.feuille, apport.titres) == ("Un", 1)  # a title stands above the headings
    client.post(f"{apport.get_absolute_url()}feuille/", {"feuille": "Deux", "titres": "0", "genre": "acteurs"})
    apport.refresh_from_db()
    assert apport.feuille == "Deux"
    assert apport.colonnes[0]["exemples"] == ["B"]


def test_merged_cells_are_told(client):
    import openpyxl  # noqa: PLC0415

    book = openpyxl.load_workbook(BytesIO(make_xlsx(*LISTE, ["", "AS", "Autre"])))
    book.active.merge_cells("A2:A3")
    out = BytesIO()
    book.save(out)
    apport = choose(client, deposit(client, out.getvalue(), "liste.xlsx"))
    page = client.get(apport.get_absolute_url()).content.decode()
    assert "fusionnées" in page
    assert apport.bilan["sorts"] == {"nouvelle": 1, "fautive": 1}


def test_a_formula_typed_as_text_is_refused_and_html_becomes_text(client):
    rows = (
        {"Nom": '=HYPERLINK("http://exemple.invalid")', "Monde": "AS", "Description": "x"},
        {"Nom": "Tiers-lieu", "Monde": "DL", "Description": "<p>Un <b>lieu</b><script>alert(1)</script></p>"},
    )
    apport = choose(client, deposit(client, make_csv(*rows)))
    assert apport.bilan["sorts"] == {"fautive": 1, "nouvelle": 1}
    assert "est une formule" in client.get(apport.get_absolute_url()).content.decode()
    assert "<" not in apport.lignes.get(sort="nouvelle").valeurs["lu"]["description"]


def test_names_of_persons_opinions_and_people_helped_never_come_in(client):
    row = {
        "Structure": "CCAS", "Monde": "AS", "Nom": "Martin", "Prénom": "Odile", "Satisfaction": "4",
        "Bénéficiaire": "Paul", "Numéro": "1 84 05 26 281 123 45",
    }  # fmt: skip
    apport = deposit(client, make_csv(row, row | {"Structure": "Autre"}))
    motifs = {one["entete"]: one["motif"] for one in apport.colonnes if one["motif"]}
    assert motifs == {
        "Nom": "personne", "Prénom": "personne", "Satisfaction": "opinion", "Bénéficiaire": "accompagne",
        "Numéro": "accompagne",
    }  # fmt: skip
    page = client.get(apport.get_absolute_url()).content.decode()
    assert "jamais dans Maillage" in page
    assert "Martin" not in page
    choose(client, apport, colonnes={"Nom": "description"})  # forged
    assert "Martin" not in json.dumps([one.valeurs for one in apport.lignes.all()])


def test_a_social_security_number_in_a_text_is_left_out(client):
    bring(client, make_csv({"Nom": "CCAS", "Monde": "AS", "Description": "Suivi de 1 84 05 26 281 123 45"}))
    assert Acteur.objects.get().description == ""


CELLULES = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(CELLULES, min_size=1, max_size=6), min_size=1, max_size=6))
def test_any_table_ends_in_a_page_never_in_an_error(client, rows):
    walk(client, make_csv(*rows), "liste.csv")


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contenu=st.binary(min_size=1, max_size=300), nom=st.sampled_from(["l.csv", "l.xlsx", "l.ods", "l.json"]))
def test_any_bytes_end_in_a_page_never_in_an_error(client, contenu, nom):
    walk(client, contenu, nom)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(at=st.integers(0, 4000), byte=st.integers(0, 255))
def test_a_workbook_with_one_byte_changed_ends_in_a_page(client, at, byte):
    contenu = bytearray(CLASSEUR)
    contenu[at % len(contenu)] = byte
    walk(client, bytes(contenu), "liste.xlsx")


VALEURS_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(VALEURS_JSON, max_size=4))
def test_any_json_list_ends_in_a_page(client, rows):
    walk(client, json.dumps(rows).encode(), "liste.json")


CLASSEUR = make_xlsx(*LISTE)


def walk(client, contenu: bytes, nom: str) -> None:
    """As far as the preview: every state has its page, and nothing failed on the way."""
    apport = deposit(client, contenu, nom)
    assert client.get(apport.get_absolute_url()).status_code == 200
    assert apport.etat in (EtatApport.COLONNES, EtatApport.REFUSE), apport.etape
    if apport.etat == EtatApport.COLONNES:
        free = [column["rang"] for column in apport.colonnes if not column["motif"]]
        if free and apport.genre == "acteurs":
            post(
                client,
                apport,
                "colonnes",
                **{f"colonne-{free[0]}": "nom"},
                source="x",
                nature="structure",
                visibilite="publique",
            )
            assert apport.etat == EtatApport.APERCU, apport.etape
        assert client.get(apport.get_absolute_url()).status_code == 200
    Apport.objects.all().delete()
