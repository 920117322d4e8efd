"""The official list comes in, a second time changes nothing, a newer one brings what changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maillage.espaces.models import Espace
from maillage.site.lancement import load_communes_once
from maillage.territoires.chargement import load_decoupage
from maillage.territoires.lecture import ListeIllisible, read_centres, read_decoupage
from maillage.territoires.management.commands import charger_territoires
from maillage.territoires.models import Territoire
from tests.territoires.conftest import COMMUNES, EPCIS, find, make_perimetre, write_list

pytestmark = pytest.mark.django_db


def held_by(nom: str) -> set[str]:
    return set(find(nom).communes.values_list("nom", flat=True))


def test_territories_and_what_holds_what(france: None) -> None:
    assert Territoire.objects.communes().count() == 6
    assert Territoire.objects.count() == 6 + 2 + 2 + 1
    assert held_by("Communauté de communes du Val de Drôme") == {"Crest", "Beaufort-sur-Gervanne"}
    assert held_by("Drôme") == {"Crest", "Aouste-sur-Sye", "Beaufort-sur-Gervanne"}
    assert len(held_by("Auvergne-Rhône-Alpes")) == 6


def test_names_are_typeset_and_searchable(france: None) -> None:
    oeuvre = find("L’Œuvre-Sainte-Élise")
    assert (oeuvre.nom_cherche, oeuvre.population) == ("l oeuvre sainte elise", None)
    epci = find("Communauté de communes du Val de Drôme")
    assert (epci.nom_cherche, epci.population) == ("communaute de communes du val de drome cc", 8400)


def test_a_second_time_writes_nothing(france: None, liste: Path) -> None:
    with CaptureQueriesContext(connection) as captured:
        bilan = load_decoupage(read_decoupage(liste))
    assert (bilan.crees, bilan.modifies, bilan.disparus) == (0, 0, 0)
    assert not [q["sql"] for q in captured.captured_queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


def test_a_newer_list_brings_what_changed(france: None, tmp_path: Path, lisaude: Espace) -> None:
    petr = make_perimetre(lisaude, "PETR", "Crest", "Beaufort-sur-Gervanne")
    kept = find("Crest").pk
    communes = [("26108", "Crest-en-Drôme", "26", 8400), *(row for row in COMMUNES[1:] if row[0] != "26035")]
    bilan = load_decoupage(read_decoupage(write_list(tmp_path / "neuve", communes, EPCIS[:1])))
    assert (bilan.modifies, bilan.disparus) == (1, 2)
    assert find("Crest-en-Drôme").pk == kept
    assert held_by("Communauté de communes du Val de Drôme") == {"Crest-en-Drôme"}
    assert not find("Beaufort-sur-Gervanne").actuel
    assert held_by("Communauté d’agglomération Privas Centre Ardèche") == {"Privas", "Saint-Martin-sur-Lavezon"}
    assert petr.communes.count() == 2


def test_what_left_the_list_is_no_longer_proposed_but_may_come_back(france: None, liste: Path, tmp_path: Path) -> None:
    load_decoupage(read_decoupage(write_list(tmp_path / "neuve", COMMUNES[:1], EPCIS)))
    assert not Territoire.objects.current().search("privas").exclude(nature="epci").exists()
    load_decoupage(read_decoupage(liste))
    assert find("Privas").actuel


def test_positions_come_from_a_csv_and_stay(liste: Path, tmp_path: Path) -> None:
    centres = tmp_path / "centres.csv"
    centres.write_text("code_insee,nom,latitude,longitude\n26108,Crest,44.7287,5.0226\n99999,Nulle part,1,1\n")
    call_command("charger_territoires", source=liste, centres=centres)
    assert (find("Crest").latitude, find("Crest").longitude) == (44.7287, 5.0226)
    call_command("charger_territoires", source=liste)
    assert find("Crest").latitude == 44.7287


def test_the_command_tells_its_progress_apart(liste: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("charger_territoires", source=liste)
    said = capsys.readouterr()
    assert "Territoires\u00a0: 11, dont 11 nouveaux." in said.out
    assert "Aucune commune n’a de position" in said.out
    assert "11 territoires lus, 0 déjà là" in said.err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("communes.json", None, "npm ci"),
        ("communes.json", "{", "illisible"),
        ("communes.json", "{}", "n’est pas une liste"),
        ("communes.json", "[]", "aucune commune"),
        ("communes.json", '[{"type": "commune-actuelle"}]', "forme attendue"),
        ("epci.json", '[{"code": "1", "nom": "CC"}]', "forme attendue"),
    ],
)
def test_an_unreadable_list_is_told_and_loads_nothing(liste: Path, name: str, content: str | None, said: str) -> None:
    (liste / name).unlink()
    if content is not None:
        (liste / name).write_text(content)
    with pytest.raises(CommandError, match=said):
        call_command("charger_territoires", source=liste)
    assert not Territoire.objects.exists()


@pytest.mark.parametrize("content", ["nom\nCrest\n", "code_insee,latitude,longitude\n26108,nord,5\n", None])
def test_unreadable_positions_are_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "centres.csv"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ListeIllisible):
        read_centres(path)


def test_a_member_out_of_the_list_is_passed_over(liste: Path) -> None:
    rows = json.loads((liste / "epci.json").read_text())
    rows[0]["membres"].append({"code": "99999"})
    (liste / "epci.json").write_text(json.dumps(rows))
    load_decoupage(read_decoupage(liste))
    assert len(held_by("Communauté de communes du Val de Drôme")) == 2


def test_the_first_start_loads_the_list_and_the_next_ones_do_not(liste, monkeypatch, capsys, db) -> None:
    monkeypatch.setattr(charger_territoires, "find_source", lambda: liste)
    load_communes_once()
    assert Territoire.objects.communes().count() == 6
    assert "les communes de France se chargent" in capsys.readouterr().out
    load_communes_once()
    assert capsys.readouterr().out == ""


def test_a_start_without_the_list_says_so_and_goes_on(tmp_path, monkeypatch, capsys, db) -> None:
    monkeypatch.setattr(charger_territoires, "find_source", lambda: tmp_path / "absente")
    load_communes_once()
    assert "n’est pas installée" in capsys.readouterr().err
    assert not Territoire.objects.exists()
