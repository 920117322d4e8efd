"""An animateur brings a contract with its instances and their members, reads what it will do, imports, undoes."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from maillage.acteurs.models import Acteur
from maillage.apports.models import Apport
from maillage.cadres.models import Cadre, Participation
from maillage.diagnostic.actions import take_photo
from maillage.diagnostic.models import Photo
from maillage.doublons.fusion import merge
from maillage.espaces.models import Trace
from tests.apports.conftest import ADRESSE, bring, choose, deposit, make_csv, post
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre, make_participation

CTG = {
    "Dispositif": "CTG de la Lisaude", "Instance": "", "Référence": "CTG", "Pilote": "CC de la Lisaude",
    "Financeurs": "Caf", "Membres": "", "Début": "01/01/2024", "Échéance": "31/12/2027", "Thèmes": "MOB | PEN",
}  # fmt: skip
COPIL = {
    "Dispositif": "CTG de la Lisaude", "Instance": "Comité de pilotage", "Référence": "", "Pilote": "",
    "Financeurs": "", "Membres": "CC de la Lisaude ; Caf ; CCAS", "Début": "", "Échéance": "", "Thèmes": "",
}  # fmt: skip


@pytest.fixture
def acteurs(reperes) -> dict[str, Acteur]:
    noms = {"CC de la Lisaude": "", "Caf": "", "CCAS de Valmorane": "CCAS", "Mission locale": "ML"}
    return {nom: make_acteur(reperes, nom, sigle=sigle) for nom, sigle in noms.items()}


def make_xlsx(**feuilles: list[list[object]]) -> bytes:
    book, out = Workbook(), BytesIO()
    book.remove(book.active)
    for nom, rows in feuilles.items():
        sheet = book.create_sheet(nom)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()


def list_seats() -> list[tuple[str, str, str]]:
    told = Participation.objects.values_list("cadre__nom", "acteur__nom", "role")
    return sorted(told)


SIEGES = [
    ("CTG de la Lisaude", "CC de la Lisaude", "pilote"),
    ("CTG de la Lisaude", "Caf", "financeur"),
    ("Comité de pilotage", "CC de la Lisaude", "membre"),
    ("Comité de pilotage", "CCAS de Valmorane", "membre"),
    ("Comité de pilotage", "Caf", "membre"),
]


def test_a_contract_comes_in_with_its_instances_and_their_members(client, acteurs):
    apport = bring(client, make_csv(CTG, COPIL))
    assert (apport.genre, apport.bilan["ecrits"]["crees"], apport.etat) == ("cadres", 2, "fait")
    ctg, copil = Cadre.objects.get(nature="dispositif"), Cadre.objects.get(nature="instance")
    assert (copil.parent, ctg.reference.code) == (ctg, "D01")
    assert (ctg.debut, ctg.fin) == (date(2024, 1, 1), date(2027, 12, 31))
    assert sorted(one.code for one in ctg.themes.all()) == ["MOB", "PEN"]
    assert list_seats() == SIEGES
    page = client.get(f"{ADRESSE}{apport.pk}/").content.decode()
    assert "Deux cadres ajoutés et " in page
    assert "Lire le diagnostic" in page


def test_nothing_is_written_before_the_preview_is_read(client, acteurs):
    apport = choose(client, deposit(client, make_csv(CTG, COPIL)))
    assert apport.bilan["sorts"] == {"nouvelle": 2}
    assert Cadre.objects.count() == 0
    page = client.get(f"{ADRESSE}{apport.pk}/lignes/nouvelle/").content.decode()
    assert "Comité de pilotage" in page
    assert "CCAS de Valmorane (membre)" in page


def test_the_same_file_again_changes_nothing(client, acteurs):
    bring(client, make_csv(CTG, COPIL))
    before = Trace.objects.count()
    apport = bring(client, make_csv(CTG, COPIL))
    assert apport.bilan["sorts"] == {"identique": 2}
    assert Trace.objects.count() == before + 1  # the import itself


def test_a_new_member_and_a_new_date_are_all_that_changes(client, acteurs):
    bring(client, make_csv(CTG, COPIL))
    apport = bring(
        client,
        make_csv({**CTG, "Échéance": "31/12/2028"}, {**COPIL, "Membres": "CC de la Lisaude | Mission locale"}),
    )
    assert apport.bilan["sorts"] == {"modifiee": 2}
    assert Cadre.objects.get(nature="dispositif").fin == date(2028, 12, 31)
    assert list_seats() == sorted([*SIEGES, ("Comité de pilotage", "Mission locale", "membre")])


def test_what_a_person_wrote_since_is_kept_unless_the_file_is_chosen(client, acteurs):
    bring(client, make_csv(CTG))
    Cadre.objects.update(fin=date(2030, 1, 1))
    again = make_csv({**CTG, "Échéance": "31/12/2028"})
    apport = bring(client, again)
    assert apport.bilan["sorts"] == {"conflit": 1}
    assert Cadre.objects.get().fin == date(2030, 1, 1)
    apport = choose(client, deposit(client, make_csv({**CTG, "Échéance": "31/12/2029"})))
    post(client, apport, "repondre", sort="conflit", toutes="prendre")
    post(client, apport, "importer")
    assert Cadre.objects.get().fin == date(2029, 12, 31)


FAUTES = {
    "an unknown actor": ({**CTG, "Pilote": "Personne d’ici"}, "Pilote", "n’est pas dans l’espace"),
    "an acronym of several": ({**CTG, "Référence": "CEJ"}, "Référence", "CEJ (D16)"),
    "a name of several": ({**CTG, "Dispositif": "CLE", "Référence": ""}, "Dispositif", "plusieurs dispositifs"),
    "a frame of nowhere": ({**COPIL, "Dispositif": "Contrat inconnu"}, "Dispositif", "ni dans l’espace ni dans"),
    "an end before its start": ({**CTG, "Échéance": "31/12/2020"}, "Échéance", "avant le début"),
    "a date that is none": ({**CTG, "Échéance": "bientôt"}, "Échéance", "date"),
}


@pytest.mark.parametrize("fault", FAUTES)
def test_a_fault_is_told_with_its_row_its_column_and_its_remedy(client, acteurs, fault):
    row, colonne, said = FAUTES[fault]
    apport = choose(client, deposit(client, make_csv(row)))
    assert apport.bilan["sorts"] == {"fautive": 1}
    [faute] = [one for one in apport.fautes if one["bloquante"]]
    assert (faute["colonne"], faute["lignes"]) == (colonne, [2])
    assert said in f"{faute['message']} {faute['remede']}"
    assert faute["remede"]
    post(client, apport, "importer")
    assert (apport.etat, Cadre.objects.count()) == ("apercu", 0)


def test_a_row_without_a_name_is_at_fault(client, acteurs):
    apport = choose(client, deposit(client, make_csv(CTG, {**CTG, "Dispositif": ""})))
    assert apport.bilan["sorts"] == {"nouvelle": 1, "fautive": 1}
    [faute] = [one for one in apport.fautes if one["bloquante"]]
    assert (faute["message"], faute["lignes"], faute["colonne"]) == ("vide", [3], "Dispositif")


def test_an_instance_written_above_its_contract_is_recognised_again(client, acteurs):
    bring(client, make_csv(COPIL, CTG))
    assert bring(client, make_csv(COPIL, CTG)).bilan["sorts"] == {"identique": 2}
    assert Cadre.objects.count() == 2


def test_an_acronym_of_several_is_read_with_its_code(client, acteurs):
    bring(client, make_csv({**CTG, "Référence": "CEJ (D16)"}))
    assert Cadre.objects.get().reference.code == "D16"


def test_what_stands_in_a_faulty_row_does_not_come_in_either(client, acteurs):
    apport = bring(client, make_csv({**CTG, "Pilote": "Inconnu"}, COPIL))
    assert apport.bilan["sorts"] == {"fautive": 2}
    assert Cadre.objects.count() == 0


def test_a_workbook_tells_members_in_a_sheet_of_their_own(client, acteurs):
    book = make_xlsx(
        cadres=[["nom", "nature", "parent"], ["CTG de la Lisaude", "dispositif", ""],
                ["Comité technique", "instance", "CTG de la Lisaude"]],
        participations=[["cadre", "acteur", "rôle", "phase", "depuis"],
                        ["Comité technique", "CCAS", "Membre", "P2", "03/2024"],
                        ["CTG de la Lisaude", "Caf", "", "", ""]],
    )  # fmt: skip
    apport = bring(client, book, "ctg.xlsx")
    assert apport.bilan["sorts"] == {"nouvelle": 2}
    seat = Participation.objects.get(cadre__nom="Comité technique")
    assert (seat.acteur.nom, seat.role, seat.phase, seat.depuis) == (
        "CCAS de Valmorane", "membre", "P2", date(2024, 3, 1),
    )  # fmt: skip
    assert Participation.objects.count() == 2


def test_a_fault_of_the_second_sheet_says_its_sheet_and_keeps_everything_out(client, acteurs):
    book = make_xlsx(
        cadres=[["nom", "nature"], ["CTG de la Lisaude", "dispositif"]],
        participations=[["cadre", "acteur"], ["CTG de la Lisaude", "Inconnu"], ["Autre contrat", "Caf"]],
    )
    apport = choose(client, deposit(client, book, "ctg.xlsx"))
    told = {(one["feuille"], one["colonne"], *one["lignes"]) for one in apport.fautes if one["bloquante"]}
    assert told == {("participations", "acteur", 2), ("participations", "cadre", 3)}
    post(client, apport, "importer")
    assert (apport.etat, Cadre.objects.count()) == ("apercu", 0)


def test_the_workbook_to_fill_in_comes_in_once_filled(client, acteurs):
    assert "Un classeur à remplir" in client.get(ADRESSE).content.decode()
    book = load_workbook(BytesIO(client.get(f"{ADRESSE}modele/").content))
    entetes = [cell.value for cell in book["cadres"][1]]
    told = {"nom": "CTG de la Lisaude", "nature": "dispositif", "reference": "CTG", "pilote": "Caf", "fin": "2027"}
    book["cadres"].append([told.get(entete, "") for entete in entetes])
    book["participations"].append(["CTG de la Lisaude", "Mission locale", "partenaire"])
    out = BytesIO()
    book.save(out)
    apport = bring(client, out.getvalue(), "modele-cadres.xlsx")
    assert (apport.genre, apport.bilan["sorts"]) == ("cadres", {"nouvelle": 1})
    assert Cadre.objects.get().fin == date(2027, 12, 31)
    assert [seat[1:] for seat in list_seats()] == [("Caf", "pilote"), ("Mission locale", "partenaire")]


@pytest.mark.parametrize("extension", ["xlsx", "ods"])
def test_an_untouched_export_changes_nothing_and_an_edited_one_only_what_was_edited(client, acteurs, extension):
    bring(client, make_csv(CTG, COPIL))
    Cadre.objects.filter(nature="instance").update(description="=somme de ce qui se décide")
    path = f"/espace/lisaude/emporter/cadres.{extension}?diffusion=animation"
    book = b"".join(client.get(path).streaming_content)
    apport = bring(client, book, f"cadres.{extension}")
    assert (apport.genre, apport.bilan["sorts"]) == ("cadres", {"identique": 2})
    if extension == "xlsx":
        opened, out = load_workbook(BytesIO(book)), BytesIO()
        entetes = [cell.value for cell in opened["Cadres"][1]]
        opened["Cadres"].cell(2, entetes.index("nom") + 1).value = "CTG 2024-2027"
        opened.save(out)
        before = list(Cadre.objects.order_by("pk").values_list("fin", "parent", "nature"))
        assert bring(client, out.getvalue(), "cadres.xlsx").bilan["sorts"] == {"identique": 1, "modifiee": 1}
        assert Cadre.objects.filter(nom="CTG 2024-2027").exists()
        assert list(Cadre.objects.order_by("pk").values_list("fin", "parent", "nature")) == before


def test_an_import_is_undone_whole(client, acteurs, reperes):
    old = make_cadre(reperes, "Contrat local de santé", fin=date(2026, 1, 1))
    rows = [CTG, COPIL, {**CTG, "Dispositif": "Contrat local de santé", "Référence": "", "Échéance": "31/12/2029"}]
    apport = choose(client, deposit(client, make_csv(*rows)))
    post(client, apport, "repondre", sort="conflit", toutes="prendre")
    post(client, apport, "importer")
    old.refresh_from_db()
    assert (old.fin, Cadre.objects.count()) == (date(2029, 12, 31), 3)
    post(client, apport, "annuler")
    old.refresh_from_db()
    assert apport.etat == "annule"
    assert (old.fin, old.debut, list(Cadre.objects.all())) == (date(2026, 1, 1), None, [old])
    assert Participation.objects.count() == 0


def test_what_someone_touched_since_stays_when_the_import_is_undone(client, acteurs):
    apport = bring(client, make_csv(CTG, COPIL))
    make_participation(Cadre.objects.get(nature="instance"), acteurs["Mission locale"])
    post(client, apport, "annuler")
    assert sorted(Cadre.objects.values_list("nom", flat=True)) == ["CTG de la Lisaude", "Comité de pilotage"]
    assert list_seats() == [("Comité de pilotage", "Mission locale", "membre")]


def test_a_row_said_twice_comes_in_once(client, acteurs):
    apport = bring(client, make_csv(CTG, CTG))
    assert apport.bilan["sorts"] == {"nouvelle": 1, "repetee": 1}
    assert Cadre.objects.count() == 1


def test_a_name_close_to_one_that_is_here_is_told(client, acteurs, reperes):
    make_cadre(reperes, "CTG de la Lisaudde")
    apport: Apport = choose(client, deposit(client, make_csv(CTG)))
    assert any("ressemble à" in one["message"] for one in apport.fautes)


def test_a_row_of_a_sheet_taken_over_speaks_of_the_one_that_stays(client, acteurs, reperes, claire):
    taken, kept = make_cadre(reperes, "CTG"), make_cadre(reperes, "CTG de la Lisaude")
    merge(garde=kept, absorbe=taken, champs={}, qui=claire)
    apport = bring(client, make_csv({"ID": str(taken.pk)} | CTG))
    assert apport.bilan["sorts"] == {"modifiee": 1}
    assert {seat[0] for seat in list_seats()} == {"CTG de la Lisaude"}


def test_a_removed_cadre_is_not_brought_back(client, acteurs, reperes):
    make_cadre(reperes, "CTG de la Lisaude", retire=True)
    apport = bring(client, make_csv(CTG))
    assert apport.bilan["sorts"] == {"corbeille": 1}
    assert Cadre.objects.filter(retire_le=None).count() == 0


def test_the_preview_counts_participations_new_completed_and_already_here(client, acteurs):
    apport = choose(client, deposit(client, make_csv(CTG, COPIL)))
    assert apport.bilan["sieges"] == {"nouvelles": 5}
    assert "Participations\u00a0: cinq nouvelles." in client.get(f"{ADRESSE}{apport.pk}/").content.decode()
    post(client, apport, "importer")
    assert apport.bilan["ecrits"]["sieges"] == 5
    again = make_xlsx(
        cadres=[["nom", "nature", "fait partie de"], ["Comité de pilotage", "instance", "CTG de la Lisaude"]],
        participations=[
            ["cadre", "acteur", "rôle", "depuis"],
            ["Comité de pilotage", "Caf", "membre", "01/02/2024"],
            ["Comité de pilotage", "CCAS", "membre", ""],
            ["Comité de pilotage", "Mission locale", "membre", ""],
        ],
    )
    apport = choose(client, deposit(client, again, "siege.xlsx"))
    page = client.get(f"{ADRESSE}{apport.pk}/").content.decode()
    assert "Participations\u00a0: une nouvelle, une à compléter et une déjà là." in page
    post(client, apport, "importer")
    assert apport.bilan["ecrits"]["sieges"] == 2


def test_a_row_at_fault_brings_no_participation(client, acteurs):
    apport = choose(client, deposit(client, make_csv({**CTG, "Échéance": "bientôt"})))
    assert apport.bilan["sieges"] == {}
    assert "Participations" not in client.get(f"{ADRESSE}{apport.pk}/").content.decode()


def test_a_list_of_actors_says_nothing_of_participations(client, reperes):
    apport = choose(client, deposit(client, make_csv({"Nom": "Caf"})), visibilite="publique")
    assert "Participations" not in client.get(f"{ADRESSE}{apport.pk}/").content.decode()


def follow_changes(client, apport):
    page = client.get(f"{ADRESSE}{apport.pk}/").content.decode()
    found = re.search(r'href="([^"]+)">Ce que cela change dans le diagnostic', page)
    return found and found[1]


def test_what_an_import_changes_in_the_diagnosis_is_one_click_away(client, acteurs):
    apport = bring(client, make_csv(CTG, COPIL))
    photo = Photo.objects.get()
    assert photo.declencheur == "import"
    page = client.get(follow_changes(client, apport))
    assert page.status_code == 200
    said = page.content.decode()
    assert "juste avant un import" in said
    assert "Tout ce qui a changé depuis y compte" in said


def test_what_was_kept_for_an_import_leaves_with_it(client, acteurs):
    apport = bring(client, make_csv(CTG, COPIL))
    post(client, apport, "annuler")
    assert not Photo.objects.exists()
    assert follow_changes(client, apport) is None


def test_a_diagnosis_that_a_person_kept_stays_when_the_import_is_undone(client, acteurs, reperes):
    photo = take_photo(espace=reperes, qui=None)
    apport = bring(client, make_csv(CTG, COPIL))
    assert follow_changes(client, apport) == f"/espace/lisaude/diagnostic/photos/{photo.pk}/depuis/"
    post(client, apport, "annuler")
    assert Photo.objects.get() == photo


def test_an_import_that_changes_nothing_keeps_nothing(client, acteurs):
    bring(client, make_csv(CTG, COPIL))
    apport = bring(client, make_csv(CTG, COPIL))
    assert Photo.objects.count() == 1
    assert follow_changes(client, apport) is None


def test_a_large_espace_without_a_diagnosis_of_today_imports_all_the_same(client, acteurs, monkeypatch):
    monkeypatch.setattr("maillage.diagnostic.lecture.SUR_PLACE", 1)
    apport = bring(client, make_csv(CTG, COPIL))
    assert (apport.etat, Photo.objects.count()) == ("fait", 0)
    assert follow_changes(client, apport) is None
    assert "Lire le diagnostic" in client.get(f"{ADRESSE}{apport.pk}/").content.decode()


def test_an_import_never_fails_because_nothing_could_be_kept(client, acteurs, monkeypatch):
    def fail(**said: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("maillage.diagnostic.temoin.take_photo", fail)
    assert bring(client, make_csv(CTG, COPIL)).etat == "fait"
