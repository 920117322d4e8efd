"""Loading: everything comes in, a second time changes nothing, what was corrected here stays."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.management import call_command

from maillage.referentiels.chargement import LISTES, Liste, load_all, load_rows, read_rows, restore_shipped
from maillage.referentiels.models import Dispositif, Fenetre, Public, Sphere, Theme, TypeActeur, Valeur
from maillage.referentiels.models import Liste as ListeValeur
from tests.fabriques import make_espace

pytestmark = pytest.mark.django_db
THEMES = next(liste for liste in LISTES if liste.modele is Theme)
TYPES = next(liste for liste in LISTES if liste.modele is TypeActeur)


def ship(liste: Liste, code: str, **changes: object) -> list[str]:
    """A newer release changes one row; names of the rows where a correction was kept."""
    rows = [row | changes if row["code"] == code else row for row in read_rows(liste)]
    return load_rows(liste, rows).gardees


def test_everything_comes_in(listes: None) -> None:
    counts = [modele.objects.count() for modele in (Sphere, Theme, Public, TypeActeur, Valeur, Dispositif, Fenetre)]
    assert counts == [7, 22, 24, 72, 152, 96, 9]
    assert [sphere.code for sphere in TypeActeur.objects.get(code="EPCI").spheres.all()] == ["DS", "DL"]
    assert [valeur.code for valeur in Valeur.objects.of(ListeValeur.PHASE)] == ["P1", "P2", "P3", "P4", "P5", "P6"]


def test_a_second_time_changes_nothing(listes: None) -> None:
    assert [(bilan.creees, bilan.mises_a_jour, bilan.gardees) for bilan in load_all().values()] == [(0, 0, [])] * 8


def test_a_correction_made_here_is_kept_and_said(listes: None) -> None:
    Theme.objects.filter(code="ALI").update(nom="Bien manger")
    assert load_all()["thèmes"].gardees == ["Bien manger"]
    assert Theme.objects.get(code="ALI").nom == "Bien manger"


def test_a_shipped_correction_reaches_rows_left_as_shipped(listes: None) -> None:
    assert ship(THEMES, "ALI", nom="Alimentation, cuisine") == []
    assert Theme.objects.get(code="ALI").nom == "Alimentation, cuisine"


def test_the_two_corrections_meet_field_by_field(listes: None) -> None:
    Theme.objects.filter(code="ALI").update(nom="Bien manger")
    ship(THEMES, "ALI", nom="Alimentation, cuisine", slug="manger")
    theme = Theme.objects.get(code="ALI")
    assert (theme.nom, theme.slug) == ("Bien manger", "manger")
    ship(THEMES, "ALI", nom="Alimentation, encore")
    assert Theme.objects.get(code="ALI").nom == "Bien manger"


def test_spheres_of_a_type_are_corrected_too(listes: None) -> None:
    mjc = TypeActeur.objects.get(code="MJC")
    mjc.spheres.set(Sphere.objects.shared().filter(code="PA"))
    load_all()
    assert [sphere.code for sphere in mjc.spheres.all()] == ["PA"]
    restore_shipped(TypeActeur.objects.get(code="MJC"))
    assert [sphere.code for sphere in mjc.spheres.all()] == ["DS"]


def test_new_spheres_of_a_type_arrive(listes: None) -> None:
    ship(TYPES, "MJC", spheres=["DS", "PA"])
    assert TypeActeur.objects.get(code="MJC").spheres.count() == 2


def test_a_row_added_here_before_it_is_shipped_belongs_to_who_added_it() -> None:
    Theme.objects.create(code="ALI", slug="ali", nom="Manger")
    load_all()
    theme = Theme.objects.get(code="ALI")
    assert (theme.nom, theme.slug) == ("Manger", "ali")


def test_rows_that_are_no_longer_shipped_stay(listes: None) -> None:
    load_rows(THEMES, read_rows(THEMES)[1:])
    assert Theme.objects.filter(code="ALI").exists()


def test_a_sphere_of_an_espace_is_not_the_shared_one_of_that_code() -> None:
    espace = make_espace()
    Sphere.objects.create(espace=espace, code="AS", nom="À nous", lettre="N")
    load_all()
    assert Sphere.objects.get(espace=espace).nom == "À nous"
    assert Sphere.objects.shared().get(code="AS").nom == "Action sociale"


def test_a_fault_in_a_file_loads_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*LISTES, replace(THEMES, fichier="absent.csv"))
    monkeypatch.setattr("maillage.referentiels.chargement.LISTES", broken)
    with pytest.raises(FileNotFoundError):
        load_all()
    assert not Theme.objects.exists()


def test_the_command_says_what_it_did(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("charger_referentiels")
    assert "thèmes\u00a0: 22 ajouts, 0 mise à jour." in capsys.readouterr().out
    Theme.objects.filter(code="ALI").update(nom="Bien manger")
    call_command("charger_referentiels")
    assert "vos corrections gardées pour Bien manger" in capsys.readouterr().out
