"""The two tables together: every fault at once, with its place; what can be mended without asking is mended."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.reseau import Acteur, Declaration, build_reseau
from maillage.formats.saisie import read_acteurs_liens, read_classeur

from .ateliers import ACTEURS, LIENS, fautes, lire, make_csv, make_ods, make_xlsx

A = "id,nom,sphere,nature,parent\n"
BASE = A + "S1,Maison des solidarités,AS,,\nS2,Communauté de communes,DL,,\n"


def told(lines):
    return [str(line).replace("\u00a0", " ").replace("\u202f", " ") for line in lines]


def test_a_full_row_is_understood(tmp_path):
    saisie = lire(
        tmp_path,
        "id;nom;nature;parent;type;sphere;themes;communes;fin_financement\n"
        "S07;CC de la Lisaude;structure;;EPCI;DL;ESS|LOG;Valmorane|Orsanne;\n"
        " P01 ;Chargée de CTG;poste;S07;;PA;PEN;;31/03/2027\n",
        "source;cible;niveau_reel;niveau_souhaite;sujets;formalisation;financement;premier_contact_phase;"
        "phase_souhaitee;cadre;date;declare_par\n"
        "P01;S07;3;4;orientation;convention;aucun;P4;P1;instance;12/05/2026;atelier du 12 mai\n",
    )
    assert saisie.acteurs == (
        Acteur(id="S07", nom="CC de la Lisaude", sphere="DL", type="EPCI", themes=frozenset({"ESS", "LOG"}),
               communes=frozenset({"Valmorane", "Orsanne"})),
        Acteur(id="P01", nom="Chargée de CTG", nature="poste", parent="S07", sphere="PA", themes=frozenset({"PEN"}),
               fin_financement=date(2027, 3, 31)),
    )  # fmt: skip
    assert saisie.declarations == (
        Declaration(source="P01", cible="S07", niveau_reel=3, niveau_souhaite=4, sujets=frozenset({"orientation"}),
                    formalisation="convention", financement="aucun", premier_contact_phase="P4", phase_souhaitee="P1",
                    cadre="instance", date=date(2026, 5, 12), declare_par="atelier du 12 mai"),
    )  # fmt: skip
    assert saisie.remarques == ()


@pytest.mark.parametrize(
    ("acteurs", "ligne", "words"),
    [
        (BASE + ",Sans identifiant,AS,,\n", 4, "colonne « id » : vide. Donnez à cet acteur un identifiant court"),
        (BASE + "S1,Autre,AS,,\n", 4, "l’identifiant « S1 » est déjà donné à la ligne 2"),
        (BASE + "S3,a,,,\n", 4, "colonne « sphere » : vide. Indiquez la sphère de cet acteur"),
        (BASE + "S3,a,\u00a0,,\n", 4, "colonne « sphere » : vide."),
        (BASE + "S3,a,AS,,S9\n", 4, "colonne « parent » : « S9 » n’est l’identifiant d’aucun acteur"),
        (BASE + "S3,a,AS,,S3\n", 4, "« S3 » dépend de lui-même (S3 → S3)"),
        (BASE + "S3,a,AS,,S4\nS4,b,AS,,S5\nS5,c,AS,,S3\n", 4, "(S3 → S4 → S5 → S3)"),
        (BASE + "P1,Poste,AS,poste,\n", 4, "ce poste ne dit pas où il se trouve"),
        (BASE + "P1,Poste,AS,poste,-\n", 4, "ce poste ne dit pas où il se trouve"),
        (BASE + "S3,Centre, social,AS,,\n", 4, "cette ligne a 6 cellules pour 5 colonnes"),
        (BASE + "#REF!,a,AS,,\n", 4, "formule en erreur (#REF!)"),
        (A + "".join(f"S{n},a,s{n},,\n" for n in range(1, 102)), None, "101 sphères différentes, 100 au plus"),
    ],
    ids=["no id", "same id", "no sphere", "blank sphere", "unknown parent", "own parent", "circle", "poste", "poste -",
         "shifted row", "error", "spheres"],
)  # fmt: skip
def test_faults_of_actors(tmp_path, acteurs, ligne, words):
    [faute] = fautes(lire, tmp_path, acteurs, "source,cible\nS1,S2\n")
    assert (faute.fichier, faute.ligne) == ("acteurs.csv", ligne)
    assert words in told([faute])[0]


@pytest.mark.parametrize(
    ("row", "colonne", "words"),
    [
        ("S1,S9,3,,,,", "cible", "« S9 » n’est l’identifiant d’aucun acteur. Ajoutez-le au tableau"),
        ("s1,S2,3,,,,", "source", "Vouliez-vous écrire « S1 » (Maison des solidarités) ?"),
        ("S1,Comunauté de communes,3,,,,", "cible", "Vouliez-vous écrire « S2 » (Communauté de communes) ?"),
        ("S01,S2,3,,,,", "source", "Vouliez-vous écrire « S1 »"),
        (",S2,3,,,,", "source", "vide. Écrivez l’identifiant de l’acteur qui déclare"),
        ("S1,,3,,,,", "cible", "vide. Écrivez l’identifiant de l’autre acteur"),
        ("S1,S2,6,,,,", "niveau_reel", "le niveau « 6 » n’est pas entre 0 et 5"),
        ("S1,S2,,\"2,5\",,,", "niveau_souhaite", "le niveau « 2,5 » n’est pas un nombre entier"),
        ("S1,S2,abc,,,,", "niveau_reel", "« abc » n’est pas un niveau"),
        ("S1,S2,3,,P9,,", "phase", "« P9 » n’est pas une phase de projet"),
        ("S1,S2,3,,,31/02/2026,", "date", "« 31/02/2026 » n’est pas une date"),
    ],
)  # fmt: skip
def test_faults_of_links(tmp_path, row, colonne, words):
    liens = f"source,cible,niveau_reel,niveau_souhaite,phase,date,declare_par\nS1,S2,3,4,P1,,\n{row}\n"
    [faute] = fautes(lire, tmp_path, BASE, liens)
    assert (faute.fichier, faute.ligne, faute.colonne) == ("liens.csv", 3, colonne)
    assert words in told([faute])[0]


def test_every_fault_of_both_tables_is_told_at_once_by_row(tmp_path):
    found = fautes(
        lire, tmp_path,
        "id,sphere,fin\nS1,AS,bientôt\nS2,,\n,DL,\nS1,DL,jamais\n",
        "source,cible,niveau\nS1,S9,7\nS2,S1,2\nS8,,x\n",
    )  # fmt: skip
    assert [(f.fichier, f.ligne, f.colonne) for f in found] == [
        ("acteurs.csv", 2, "fin"), ("acteurs.csv", 3, "sphere"), ("acteurs.csv", 4, "id"), ("acteurs.csv", 5, "id"),
        ("acteurs.csv", 5, "fin"), ("liens.csv", 2, "cible"), ("liens.csv", 2, "niveau"), ("liens.csv", 4, "source"),
        ("liens.csv", 4, "cible"), ("liens.csv", 4, "niveau"),
    ]  # fmt: skip


def test_unreadable_actors_do_not_make_every_link_a_fault(tmp_path):
    found = fautes(lire, tmp_path, "id,nom\nS1,a\n", "source,cible,niveau\nS1,S2,9\nS3,S4,1\n")
    assert [(f.fichier, f.ligne) for f in found] == [("acteurs.csv", 1), ("liens.csv", 2)]


@pytest.mark.parametrize(
    ("row", "kept", "words"),
    [
        ("S1,S1,3,,", 1, "lien de « S1 » avec lui-même, laissé de côté"),
        ("S1,S2,3,,", 1, "cette ligne répète la ligne 2, laissée de côté"),
        ("S1,S2,3,S1,", 1, "cette ligne répète la ligne 2"),
        ("S1,S2,4,,", 2, "la ligne 2 dit autre chose du même lien, « S1 » vers « S2 »"),
        ("Maison des solidarités,S2,4,atelier,", 2, "« Maison des solidarités » est lu comme « S1 »"),
        ("S2,S1,3,s1,", 2, "« s1 » est pris pour un tiers. Si c’est l’acteur « S1 » (Maison des solidarités)"),
        ("S2,S1,3,,pacte", 2, "« pacte » ne fait pas partie de la liste"),
    ],
)
def test_what_is_told_without_stopping(tmp_path, row, kept, words):
    saisie = lire(tmp_path, BASE, f"source,cible,niveau,declare_par,cadre\nS1,S2,3,,\n{row}\n")
    assert len(saisie.declarations) == kept
    [remarque] = saisie.remarques
    assert (remarque.bloquante, remarque.ligne) == (False, 3)
    assert words in told([remarque])[0]


@pytest.mark.parametrize(
    ("row", "nature", "words"),
    [
        ("S3,Habitat,DL,service,", "service", "ce service ne dit pas de quelle structure il dépend"),
        ("S3,Habitat,DL,,Communauté de communes", "service", "« Communauté de communes » est lu comme « S2 »"),
        ("S3,Habitat,DL,EPCI,", "structure", "« EPCI » n’est pas une nature connue"),
        ("S3,Habitat,dl2,,", "structure", "« DL2 » et « dl2 » sont lues comme des sphères différentes"),
    ],
)
def test_what_is_told_of_actors_without_stopping(tmp_path, row, nature, words):
    saisie = lire(tmp_path, BASE.replace("DL", "DL2"), LIENS) if "dl2" in row else None
    saisie = lire(tmp_path, (BASE.replace(",DL,", ",DL2,") if "dl2" in row else BASE) + row + "\n", LIENS)
    assert saisie.acteurs[-1].nature == nature
    assert words in told(saisie.remarques)[0]


def test_an_actor_with_a_parent_and_no_nature_is_a_service(tmp_path):
    saisie = lire(tmp_path, BASE + "S3,Habitat,DL,,S2\n", LIENS)
    assert (saisie.acteurs[2].nature, saisie.acteurs[2].parent, saisie.remarques) == ("service", "S2", ())


@pytest.mark.parametrize(
    ("said", "declare_par"),
    [
        ("S1", None),
        ("", None),
        ("S2", "S2"),
        ("Communauté de communes", "S2"),
        ("Atelier  du 12 mai", "Atelier du 12 mai"),
    ],
)
def test_who_speaks(tmp_path, said, declare_par):
    saisie = lire(tmp_path, BASE, f"source,cible,déclarant\nS1,S2,{said}\n")
    assert saisie.declarations[0].declare_par == declare_par


def test_a_name_that_two_actors_bear_is_not_guessed(tmp_path):
    [faute] = fautes(lire, tmp_path, "id,nom,sphere\nS1,CCAS,AS\nS2,CCAS,AS\n", "source,cible\nCCAS,S2\n")
    assert "Plusieurs acteurs portent ce nom : écrivez l’identifiant (S1, S2)." in told([faute])[0]


def test_identifiers_keep_their_case_and_lose_stray_spaces(tmp_path):
    saisie = lire(tmp_path, "id,sphere\n S\u00a0 1 ,AS\ns 1,DL\n", "source,cible\nS 1,s  1\n")
    assert [acteur.id for acteur in saisie.acteurs] == ["S 1", "s 1"]
    assert len(saisie.declarations) == 1


@pytest.mark.parametrize(
    ("acteurs", "liens", "size"),
    [("id,sphere\n", "source,cible\n", (0, 0)), ("id,sphere\nS1,AS\n", "source,cible\n", (1, 0))],
    ids=["nobody", "one actor"],
)
def test_empty_tables_are_an_empty_network(tmp_path, acteurs, liens, size):
    saisie = lire(tmp_path, acteurs, liens)
    assert (len(saisie.acteurs), len(saisie.declarations)) == size


def test_markup_and_formulas_in_names_are_text(tmp_path):
    noms = ["<script>alert(1)</script>", "=HYPERLINK(1)", "{{ 7*7 }}", "Le «\u00a0Panier\u00a0»"]
    saisie = lire(tmp_path, make_csv([["id", "nom", "sphere"], *([f"S{n}", nom, "AS"] for n, nom in enumerate(noms))]),
                  "source,cible\n")  # fmt: skip
    assert [acteur.nom for acteur in saisie.acteurs] == noms


def test_a_note_beside_the_table_of_a_workbook_is_not_a_fault(tmp_path):
    path = make_xlsx(
        tmp_path / "c.xlsx",
        {"acteurs": [["id", "sphere"], ["S1", "AS", "à revoir"]], "liens": [["source", "cible"]]},
    )  # fmt: skip
    [remarque] = read_classeur(path).remarques
    assert "« à revoir » est écrit à droite du tableau" in told([remarque])[0]


ROWS_A = [
    ["id", "nom", "sphere", "fin_financement"],
    [1, "Épicerie l’Œuvre", "AS", "2027-03-31"],
    [2, "b, c; d", "DL", ""],
]
ROWS_L = [["source", "cible", "niveau", "date"], [1, 2, 3, date(2026, 5, 12)], [2, 1, "", ""]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separateur", [",", ";", "\t"])
def test_the_same_tables_in_any_csv_are_the_same(tmp_path, separateur, encoding):
    reference = lire(tmp_path, make_csv(ROWS_A), make_csv(ROWS_L))
    assert lire(tmp_path, make_csv(ROWS_A, separateur, encoding), make_csv(ROWS_L, separateur, encoding)) == reference


@pytest.mark.parametrize(
    "noms", [("acteurs", "liens"), ("Structures", "RELATIONS"), ("1. Acteurs 2026", "Liste des liens")]
)
@pytest.mark.parametrize("make", [make_xlsx, make_ods])
def test_the_same_tables_in_a_workbook_are_the_same(tmp_path, make, noms):
    reference = lire(tmp_path, make_csv(ROWS_A), make_csv(ROWS_L))
    path = make(tmp_path / "c.bin", {"Lisez-moi": [["bonjour"]], noms[1]: ROWS_L, noms[0]: ROWS_A})
    assert read_classeur(path) == reference
    assert read_acteurs_liens(path, path) == reference


def test_one_sheet_of_a_workbook_beside_a_csv(tmp_path):
    (tmp_path / "liens.csv").write_bytes(make_csv(ROWS_L))
    path = make_xlsx(tmp_path / "a.xlsx", {"Feuil1": ROWS_A, "Feuil2": [["notes"]]})
    saisie = read_acteurs_liens(path, tmp_path / "liens.csv")
    assert [acteur.id for acteur in saisie.acteurs] == ["1", "2"]
    assert "la première, « Feuil1 », est lue" in told(saisie.remarques)[0]


def test_real_networks_read_without_a_remark(partage):
    for nom, size in (("knoke", (10, 32)), ("tccoll", (25, 161)), ("tcdiss", (25, 103))):
        base = partage / "reseaux"
        saisie = read_acteurs_liens(base / f"{nom}_acteurs.csv", base / f"{nom}_liens.csv")
        assert (len(saisie.acteurs), len(saisie.declarations), saisie.remarques) == (*size, ())
        build_reseau(saisie.acteurs, saisie.declarations)


def test_default_tables_of_these_tests_are_sound(tmp_path):
    assert fautes(lire, tmp_path, ACTEURS, LIENS) == []
