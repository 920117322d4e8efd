"""Everything or nothing, provenance and history kept; what is already there recognised; faults left aside by choice."""

from __future__ import annotations

import pytest

from maillage.acteurs.actions import remove_acteur, save_acteur
from maillage.acteurs.fiches import list_histoire
from maillage.acteurs.models import Acteur, PrecisionLieu
from maillage.apports import ecriture, taches
from maillage.apports.models import Apport, EtatApport, LigneApport, Reponse
from maillage.doublons.fusion import merge
from maillage.espaces.models import Trace
from maillage.referentiels.models import Sphere
from tests.apports.conftest import bring, choose, deposit, make_csv, post
from tests.fabriques_acteurs import make_acteur, make_commune

LISTE = (
    {"Nom": "CCAS de Valmorane", "Monde": "AS", "Commune": "Valmorane", "Téléphone": "04 75 00 00 01", "ID": "a1"},
    {"Nom": "Office de tourisme", "Monde": "DL", "Commune": "Valmorane", "Téléphone": "04 75 00 00 02", "ID": "a2"},
)


@pytest.fixture(autouse=True)
def _communes(db):
    commune = make_commune("Valmorane")
    commune.latitude, commune.longitude = 44.9, 4.9
    commune.save()


def change(row: dict[str, str], **values: str) -> dict[str, str]:
    return row | values


def test_actors_are_created_with_their_provenance_and_their_history(client, claire):
    apport = bring(client, make_csv(*LISTE), "annuaire_2026.csv")
    ccas = Acteur.objects.get(nom="CCAS de Valmorane")
    assert (ccas.source, ccas.source_id, ccas.sphere.code) == ("annuaire", "a1", "AS")
    assert ccas.date_verification is None  # nobody has verified it
    (line,) = list_histoire(ccas)
    assert (line.geste, line.trace.qui) == ("a importé", claire)
    assert Trace.objects.get(objet="apports.apport").apres["crees"] == 2
    assert str(apport) in client.get("/espace/lisaude/journal/").content.decode()


def test_the_journal_shows_one_line_for_the_whole_list(client):
    bring(client, make_csv(*LISTE))
    lignes = client.get("/espace/lisaude/journal/").context["lignes"]
    assert [one.trace.objet for one in lignes] == ["apports.apport"]


def test_without_coordinates_an_actor_stands_at_the_centre_of_its_commune(client):
    bring(client, make_csv(*LISTE))
    ccas = Acteur.objects.get(nom="CCAS de Valmorane")
    assert (ccas.latitude, ccas.longitude, ccas.precision_lieu) == (44.9, 4.9, PrecisionLieu.COMMUNE)


def test_the_same_file_again_changes_nothing(client):
    bring(client, make_csv(*LISTE))
    again = bring(client, make_csv(*LISTE))
    assert again.bilan["sorts"] == {"identique": 2}
    assert Acteur.objects.count() == 2


def test_a_newer_version_of_the_list_updates_what_it_changed(client):
    bring(client, make_csv(*LISTE), "annuaire_2025.csv")
    newer = bring(client, make_csv(change(LISTE[0], Téléphone="04 75 99 99 99"), LISTE[1]), "annuaire_2026.csv")
    assert newer.bilan["sorts"] == {"modifiee": 1, "identique": 1}
    assert Acteur.objects.get(source_id="a1").telephone == "04 75 99 99 99"


def test_what_a_person_wrote_since_is_kept_and_the_rest_updated(client, claire, lisaude):
    bring(client, make_csv(*LISTE))
    ccas = Acteur.objects.get(source_id="a1")
    save_acteur(espace=lisaude, qui=claire, champs={"telephone": "06 06 06 06 06"}, acteur=ccas)
    newer = [change(LISTE[0], Nom="CCAS de Valmorane et Cressignac", Téléphone="04 75 99 99 99")]
    apport = choose(client, deposit(client, make_csv(*newer)))
    assert [(one["champ"], one["conflit"]) for one in apport.lignes.get().ecarts] == [
        ("nom", False), ("telephone", True),
    ]  # fmt: skip
    post(client, apport, "importer")
    ccas.refresh_from_db()
    assert (ccas.nom, ccas.telephone) == ("CCAS de Valmorane et Cressignac", "06 06 06 06 06")


def test_a_disagreement_already_settled_is_not_asked_again(client, claire, lisaude):
    bring(client, make_csv(*LISTE))
    save_acteur(
        espace=lisaude, qui=claire, champs={"telephone": "06 06 06 06 06"}, acteur=Acteur.objects.get(source_id="a1")
    )
    assert bring(client, make_csv(*LISTE)).bilan["sorts"] == {"identique": 2}


def test_a_file_never_empties_a_field(client):
    bring(client, make_csv(*LISTE))
    assert bring(client, make_csv(change(LISTE[0], Téléphone=""))).bilan["sorts"] == {"identique": 1}


def test_an_actor_typed_by_hand_is_recognised_and_completed(client, lisaude):
    known = make_acteur(lisaude, "Centre communal d’action sociale de Valmorane", commune="Valmorane")
    apport = choose(client, deposit(client, make_csv(LISTE[0])))
    ligne = apport.lignes.get()
    assert (ligne.objet, ligne.reconnu) == (known.pk, "rapprochement")
    post(client, apport, "importer")
    known.refresh_from_db()
    assert known.telephone == "04 75 00 00 01"
    assert known.nom == "Centre communal d’action sociale de Valmorane"  # written by a person: kept
    assert Acteur.objects.count() == 1


def test_a_mairie_and_its_ccas_are_two_actors(client, lisaude):
    make_acteur(lisaude, "Mairie de Valmorane", commune="Valmorane", telephone="04 75 00 00 01", siret="2" * 14)
    apport = bring(client, make_csv(LISTE[0]))
    assert apport.bilan["sorts"] == {"nouvelle": 1}
    assert Acteur.objects.count() == 2


@pytest.fixture
def ressemblante(client, lisaude):
    """A row that may be an actor of the espace: a near name, in the same commune."""
    known = make_acteur(lisaude, "Épicerie sociale le Panier", commune="Valmorane")
    row = {"Nom": "Epicerie solidaire Le Panier", "Monde": "AS", "Commune": "Valmorane", "Téléphone": "01 02 03 04 05"}
    return known, choose(client, deposit(client, make_csv(row)))


def test_a_near_name_is_asked_about_with_reasons(client, ressemblante):
    known, apport = ressemblante
    assert apport.bilan["sorts"] == {"ressemblante": 1}
    page = client.get(f"{apport.get_absolute_url()}lignes/ressemblante/").content.decode()
    assert known.nom in page
    assert "un nom contient l’autre" in page
    assert "même commune" in page


def test_the_same_completes_it(client, ressemblante):
    known, apport = ressemblante
    post(client, apport, "repondre", sort="ressemblante", **{"reponse-2": str(known.pk)})
    post(client, apport, "importer")
    known.refresh_from_db()
    assert (Acteur.objects.count(), known.telephone) == (1, "01 02 03 04 05")


def test_another_is_added_and_never_asked_again(client, ressemblante, lisaude):
    _, apport = ressemblante
    post(client, apport, "repondre", sort="ressemblante", **{"reponse-2": "autre"})
    post(client, apport, "importer")
    assert Acteur.objects.count() == 2
    assert not LigneApport.objects.left_for_later(lisaude).exists()


def test_without_an_answer_it_is_added_apart_and_listed_for_later(client, ressemblante, lisaude):
    known, apport = ressemblante
    post(client, apport, "importer")
    (later,) = LigneApport.objects.left_for_later(lisaude)
    assert Acteur.objects.get(pk=later.objet).nom == "Epicerie solidaire Le Panier"
    assert later.candidats[0]["id"] == str(known.pk)
    assert "peut-être déjà là" in client.get(apport.get_absolute_url()).content.decode()


def test_one_answer_for_all(client, ressemblante):
    _, apport = ressemblante
    post(client, apport, "repondre", sort="ressemblante", toutes="autre", suite="apercu")
    assert apport.lignes.get().reponse == Reponse.AUTRE


def test_a_forged_answer_is_not_taken(client, ressemblante, lisaude):
    _, apport = ressemblante
    other = make_acteur(lisaude, "Sans rapport")
    post(client, apport, "repondre", sort="ressemblante", **{"reponse-2": str(other.pk)})
    assert apport.lignes.get().reponse == ""


def test_what_someone_removed_stays_removed_and_is_told(client, claire):
    bring(client, make_csv(*LISTE))
    remove_acteur(acteur=Acteur.objects.get(source_id="a1"), qui=claire)
    apport = bring(client, make_csv(change(LISTE[0], Téléphone="04 75 99 99 99")))
    assert apport.bilan["sorts"] == {"corbeille": 1}
    assert Acteur.objects.get(source_id="a1").retire_le is not None


def test_a_row_of_a_sheet_taken_over_corrects_the_one_that_stays(client, claire, lisaude):
    bring(client, make_csv(*LISTE))
    taken, kept = Acteur.objects.get(source_id="a1"), make_acteur(lisaude, "Autre écriture")
    merge(garde=kept, absorbe=taken, champs={}, qui=claire)
    bring(client, make_csv(change(LISTE[0], Téléphone="04 75 99 99 99")))
    kept.refresh_from_db()
    assert kept.telephone == "04 75 99 99 99"
    assert Acteur.objects.get(pk=taken.pk).retire_le is not None


def test_faulty_rows_stop_everything_unless_left_aside(client):
    apport = choose(client, deposit(client, make_csv(*LISTE, change(LISTE[0], Nom="", ID="a3"))))
    page = client.get(apport.get_absolute_url()).content.decode()
    assert "Ligne 4, colonne «\u00a0Nom\u00a0»" in page
    post(client, apport, "importer")
    assert (apport.etat, Acteur.objects.count()) == (EtatApport.APERCU, 0)
    post(client, apport, "importer", fautives="laisser")
    assert (apport.etat, Acteur.objects.count()) == (EtatApport.FAIT, 2)
    assert apport.bilan["ecrits"]["laisses"] == 1


def test_a_row_without_a_world_is_at_fault_unless_one_is_chosen(client):
    row = {"Nom": "Quelqu’un", "Commune": "Valmorane"}
    apport = choose(client, deposit(client, make_csv(row)))
    assert apport.bilan["sorts"] == {"fautive": 1}
    post(client, apport, "revoir")
    choose(client, apport, sphere=str(Sphere.objects.get(code="DL", espace=None).pk))
    assert apport.bilan["sorts"] == {"nouvelle": 1}


def test_the_type_tells_the_world_when_nothing_else_does(client):
    bring(client, make_csv({"Nom": "Point d’accueil", "Type de structure": "France services"}))
    assert Acteur.objects.get().sphere.code == "PA"


def test_services_and_postes_find_their_structure_in_the_file(client):
    rows = (
        {"Nom": "Chargée de mission", "Nature": "poste", "Monde": "PA", "Fait partie de": "Service alimentation"},
        {"Nom": "Service alimentation", "Nature": "service", "Monde": "DL", "Fait partie de": "CC de la Lisaude"},
        {"Nom": "CC de la Lisaude", "Nature": "structure", "Monde": "DL", "Fait partie de": ""},
    )
    bring(client, make_csv(*rows))
    poste = Acteur.objects.get(nature="poste")
    assert poste.parent.nom == "Service alimentation"
    assert poste.parent.parent.nom == "CC de la Lisaude"


def test_a_poste_without_its_structure_is_at_fault(client):
    rows = {"Nom": "Chargée de mission", "Nature": "poste", "Monde": "PA", "Fait partie de": "Inconnue"}
    apport = choose(client, deposit(client, make_csv(rows)))
    assert apport.bilan["sorts"] == {"fautive": 1}


def test_a_shelter_keeps_its_address_to_itself(client):
    row = {"Nom": "Les Tilleuls", "Typologie": "CHRS", "Monde": "AS", "Adresse": "3 rue Cachée", "Commune": "Valmorane"}
    bring(client, make_csv(row))
    acteur = Acteur.objects.get()
    assert acteur.lieu_confidentiel
    assert (acteur.adresse, acteur.latitude) == ("", None)


def test_a_failure_in_the_middle_leaves_nothing_behind(client, monkeypatch):
    apport = choose(client, deposit(client, make_csv(*LISTE)))

    def explode(*_args: object) -> None:
        raise RuntimeError("panne")

    monkeypatch.setattr(ecriture, "close_lines", explode)
    post(client, apport, "importer")
    assert (apport.etat, apport.etape) == (EtatApport.APERCU, taches.ECHEC)
    assert (Acteur.objects.count(), Trace.objects.count()) == (0, 0)
    assert "Rien n’a été écrit" in client.get(apport.get_absolute_url()).content.decode()
    monkeypatch.undo()
    monkeypatch.setattr(taches, "is_small", lambda apport: True)
    post(client, apport, "importer")
    assert Acteur.objects.count() == 2


def test_the_file_leaves_the_disk_once_imported(client, settings):
    apport = choose(client, deposit(client, make_csv(*LISTE)))
    kept = list(settings.MEDIA_ROOT.rglob("*.csv"))
    assert len(kept) == 1
    assert "liste" not in kept[0].name
    post(client, apport, "importer")
    assert not list(settings.MEDIA_ROOT.rglob("*.csv"))
    assert Apport.objects.get(pk=apport.pk).fichier.name == ""


def test_giving_up_changes_nothing_and_forgets_the_file(client, settings):
    apport = choose(client, deposit(client, make_csv(*LISTE)))
    post(client, apport, "abandonner")
    assert (apport.etat, Acteur.objects.count(), apport.lignes.count()) == (EtatApport.ABANDONNE, 0, 0)
    assert not list(settings.MEDIA_ROOT.rglob("*.csv"))


def test_choices_are_remembered_for_the_next_file_with_these_headings(client):
    row = {"Truc": "Les Tilleuls", "Monde": "AS", "Bidule": "x1"}
    apport = choose(client, deposit(client, make_csv(row)), colonnes={"Truc": "nom", "Bidule": "source_id"})
    again = deposit(client, make_csv(row | {"Truc": "Les Ormes"}))
    assert {one["entete"]: one["champ"] for one in again.colonnes} == {
        "Truc": "nom", "Monde": "sphere", "Bidule": "source_id",
    }  # fmt: skip
    assert "vos choix de la dernière fois" in client.get(again.get_absolute_url()).content.decode()
    assert apport.espace == again.espace
