"""The ninety-six dispositifs: never established when nobody has checked them, asked when a name is two."""

from __future__ import annotations

import pytest

from maillage.referentiels.dispositifs import Dispositif, Fenetre, Moment

pytestmark = pytest.mark.django_db


def names(texte: str) -> set[str]:
    return {one.code for one in Dispositif.objects.named(texte)}


@pytest.mark.parametrize(
    ("asked", "codes"),
    [
        ("CTG", {"D01"}),
        ("convention globale", {"D01"}),
        ("plan mercredi", {"D13"}),
        ("msap", {"D33"}),
        ("R.A.M", set()),
        ("RAM", {"D12"}),
        ("PDU", {"D70"}),
        ("CEJ", {"D02", "D16"}),
        ("CLE", {"D25", "D29"}),
        ("CTE", {"D25", "D52"}),
        ("", set()),
    ],
)
def test_a_name_gives_all_that_it_may_mean(listes: None, asked: str, codes: set[str]) -> None:
    assert names(asked) == codes


def test_every_row_says_its_world_and_its_nature(listes: None) -> None:
    rows = Dispositif.objects.select_related("sphere")
    assert {row.sphere.code for row in rows} == {"AS", "DS", "DL", "PA"}
    assert all(row.get_nature_display() != row.nature for row in rows)


def test_a_replaced_one_leads_to_what_replaced_it(listes: None) -> None:
    followed = {d.code: [n.code for n in d.remplace_par.all()] for d in Dispositif.objects.filter(statut="remplace")}
    assert followed == {"D02": ["D01"], "D23": ["D22"], "D54": ["D52"], "D57": ["D56"]}


def test_what_is_unverified_says_so(listes: None) -> None:
    unsure = Dispositif.objects.filter(a_verifier=True)
    assert unsure.count() == 31
    assert all("à vérifier" in str(one) for one in unsure)
    assert not Dispositif.objects.exclude(date_verification=None).exists()


def test_the_moment_to_bring_in_the_other_world_is_read_by_phase(listes: None) -> None:
    pat = Dispositif.objects.get(code="D67").moments
    assert [one.phases for one in pat] == [("P2",), ("P3",), ("P6",)]
    assert Dispositif.objects.get(code="D78").moments[0].phases == ("P1", "P2", "P3")
    assert Dispositif.objects.get(code="D12").moments == [Moment(("P2",), "")]


def test_windows_are_dated_or_local(listes: None) -> None:
    assert set(Fenetre.objects.filter(debut=None).values_list("code", flat=True)) == {"agrements", "plans"}
    assert list(Fenetre.objects.filter(annuelle=True).values_list("code", flat=True)) == ["budgets"]
