"""Rows that are not data (totals, second headings, no headings at all) and cells that are empty for a reason."""

from __future__ import annotations

import openpyxl
import pytest
from odf import opendocument, table, text

from .ateliers import ACTEURS, LIENS, fautes, fautes_de_classeur, lire

AB = "id,nom,sphere\nA,CCAS,AS\nB,Communauté,DL\nC,Centre social,DS\n"


def told(lines):
    return [str(line).replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


@pytest.mark.parametrize(
    "row",
    ["Total,3 acteurs,", "TOTAL,,3", "Somme :,,", ",Total,3", "Total général,,", "Nombre d’acteurs,3,", "total,#REF!,"],
)
def test_a_total_under_the_actors_is_not_an_actor(tmp_path, row):
    saisie = lire(tmp_path, f"{ACTEURS}\n{row}\n", LIENS)
    assert [acteur.id for acteur in saisie.acteurs] == ["S1", "S2", "S3"]
    [remarque] = told(saisie.remarques)
    assert remarque.startswith("acteurs.csv, ligne 6 : ligne de total non lue (« ")


@pytest.mark.parametrize("row", ["Total,,12", "TOTAL,1,12", "Total des liens : 12,,", "Sous-total,,12\nTotal,,24"])
def test_a_total_under_the_links_is_not_a_link(tmp_path, row):
    saisie = lire(tmp_path, ACTEURS, f"source,cible,niveau\nS1,S2,3\n{row}\n")
    assert len(saisie.declarations) == 1
    assert all("ligne de total non lue" in remarque for remarque in told(saisie.remarques))
    assert len(saisie.remarques) == row.count("\n") + 1


def test_an_actor_named_like_a_total_is_an_actor(tmp_path):
    acteurs = f"{ACTEURS}Somme,Département de la Somme,AS\n"
    saisie = lire(tmp_path, acteurs, "source,cible\nS1,S2\nSomme,S1\n")
    assert (saisie.acteurs[-1].id, len(saisie.declarations), saisie.remarques) == ("Somme", 2, ())
    assert (
        len(lire(tmp_path, "id,nom,sphere\n1,a,AS\nTotal,b,AS\n", "source,cible\n1,Total\nTotal,1\n").declarations) == 2
    )


def test_a_total_higher_up_is_still_an_unknown_actor(tmp_path):
    [faute] = fautes(lire, tmp_path, ACTEURS, "source,cible\nTotal,S2\nS1,S2\n")
    assert "« Total » n’est l’identifiant d’aucun acteur" in told([faute])[0]


@pytest.mark.parametrize(
    ("acteurs", "liens", "ligne"),
    [
        (AB, "A,B\nA,C\n", 1),
        (AB, "A,B\nB,C\n", 1),
        (AB, "A,B\n", 1),
        (AB, "A,C\nA,B\n", 1),
        (AB, "X,Y\nA,B\nB,C\n", 1),
        (AB, "Nos liens,\nacteur,partenaire\nacteur,B\n", 2),
        (AB, "A,B\nA,B\n", 1),
        (AB, "S1,S2\nS1,S3\n", 1),
        ("id,sphere\nX,AS\n", "A,B\nA,X\n", 1),
    ],
)
def test_a_first_link_is_never_taken_for_headings(tmp_path, acteurs, liens, ligne):
    [faute] = fautes(lire, tmp_path, acteurs, liens)
    assert (faute.fichier, faute.ligne) == ("liens.csv", ligne)
    assert "ne ressemble pas à des titres de colonnes" in faute.message
    assert "« source », « cible »" in told([faute])[0]


def test_first_actors_are_never_taken_for_headings(tmp_path):
    [faute] = fautes(lire, tmp_path, "acteur,groupe\nacteur,AS\n", LIENS)
    assert "la première ligne ne ressemble pas à des titres" in faute.message


def test_letters_as_headings_are_read_when_no_actor_bears_them(tmp_path):
    assert len(lire(tmp_path, ACTEURS, "A,B\nS1,S2\n").declarations) == 1


@pytest.mark.parametrize(
    ("acteurs", "liens", "fichier", "ligne"),
    [
        ("id,nom,sphere\nidentifiant,libellé,monde\nS1,a,AS\nS2,b,DL\n", LIENS, "acteurs.csv", 2),
        ("id,nom,sphere\nID,Nom,Sphère\nS1,a,AS\nS2,b,DL\n", LIENS, "acteurs.csv", 2),
        (ACTEURS, "source,cible,niveau\nacteur,partenaire,niveau\nS1,S2,3\n", "liens.csv", 2),
        (ACTEURS, "source,cible\nS1,S2\nsource,cible\n", "liens.csv", 3),
        (ACTEURS, "acteur,partenaire\nacteur,partenaire\nS1,S2\n", "liens.csv", 2),
    ],
    ids=["other words", "other case", "vague words", "further down", "vague repeated"],
)
def test_a_second_row_of_headings_is_left_out_and_told(tmp_path, acteurs, liens, fichier, ligne):
    saisie = lire(tmp_path, acteurs, liens)
    assert len(saisie.declarations) == 1
    [remarque] = saisie.remarques
    assert (remarque.fichier, remarque.ligne, remarque.message) == (fichier, ligne, "seconde ligne de titres, non lue")


@pytest.mark.parametrize(
    "acteurs",
    ["Acteur,,Groupe\nid,nom,sphere\nS1,a,AS\nS2,b,DL\n", "Identité,,Monde\nid,nom,sphere\nS1,a,AS\nS2,b,DL\n"],
    ids=["groups that read as headings", "groups that do not"],
)
def test_a_row_of_groups_may_stand_above_the_headings(tmp_path, acteurs):
    saisie = lire(tmp_path, acteurs, LIENS)
    assert [(acteur.id, acteur.nom) for acteur in saisie.acteurs] == [("S1", "a"), ("S2", "b")]
    assert all("deux lignes de titres : la ligne 2 est lue" in remarque for remarque in told(saisie.remarques))


@pytest.mark.parametrize("erreur", ["#N/A", "#n/a", "#VALUE!", "#REF!", "Err:502", "#NOM?", "#N/D"])
@pytest.mark.parametrize("table", ["acteurs", "liens"])
def test_a_formula_in_error_where_a_value_is_required_is_told_as_such(tmp_path, table, erreur):
    rows = {"acteurs": (f"{ACTEURS}{erreur},d,AS\n", LIENS), "liens": (ACTEURS, f"{LIENS}{erreur},S2\n")}[table]
    [faute] = fautes(lire, tmp_path, *rows)
    assert f"formule en erreur ({erreur})" in told([faute])[0].replace(" :", ":")


def test_a_formula_in_error_in_a_workbook_is_not_told_as_an_empty_cell(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "acteurs"
    for rank, row in enumerate((["id", "sphere"], ["S1", "AS"], ["S2", "#N/A"], ["#REF!", "DL"], ["S4", None]), 3):
        sheet.cell(rank, 2, row[0])  # the table starts at B3
        sheet.cell(rank, 3, row[1])
    workbook.create_sheet("liens").append(["source", "cible"])
    workbook.save(tmp_path / "c.xlsx")
    assert [(f.ligne, f.colonne, f.message) for f in fautes_de_classeur(tmp_path / "c.xlsx")] == [
        (5, "sphere", "la formule de cette cellule donne une erreur"),
        (6, "id", "la formule de cette cellule donne une erreur"),
        (7, "sphere", "vide"),
    ]


def ods_cell(words, **attributes):
    cell = table.TableCell(valuetype="string", **attributes)
    cell.addElement(text.P(text=words))
    return cell


def test_a_formula_in_error_in_opendocument_is_not_told_as_an_empty_cell(tmp_path):
    path = tmp_path / "c.ods"
    workbook = opendocument.OpenDocumentSpreadsheet()
    for nom, rows in (("acteurs", [["id", "sphere"], ["S1", "Err:502"]]), ("liens", [["source", "cible"]])):
        sheet = table.Table(name=nom)
        for row in rows:
            line = table.TableRow()
            for words in row:
                line.addElement(ods_cell(words))
            sheet.addElement(line)
        workbook.spreadsheet.addElement(sheet)
    workbook.save(str(path))
    [faute] = fautes_de_classeur(path)
    assert (faute.ligne, faute.colonne) == (2, "sphere")
    assert "formule en erreur" in faute.message


def test_cells_merged_over_several_rows_are_suspected(tmp_path):
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "acteurs"
    for row in (["id", "sphere"], ["S1", "AS"], ["S2", None], ["S3", None]):
        sheet.append(row)
    sheet.merge_cells("B2:B4")
    workbook.create_sheet("liens").append(["source", "cible"])
    workbook.save(tmp_path / "c.xlsx")
    lines = told(fautes_de_classeur(tmp_path / "c.xlsx"))
    assert len(lines) == 2
    assert all("Cellules fusionnées ? Recopiez la valeur sur chaque ligne." in line for line in lines)


@pytest.mark.parametrize(
    ("rows", "suspected"), [("S1,S2\n,S3\n,S2\n", 2), ("S1,S2\n,S3\n", 0), (",S2\nS1,S3\n,S2\n", 1)]
)
def test_merged_cells_saved_as_csv_are_suspected_from_two_empty_cells_on(tmp_path, rows, suspected):
    lines = told(fautes(lire, tmp_path, ACTEURS, f"source,cible\n{rows}"))
    assert sum("Cellules fusionnées ?" in line for line in lines) == suspected
