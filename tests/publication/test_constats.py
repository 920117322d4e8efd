"""Which findings are said first, and the words that go with each."""

from __future__ import annotations

import pytest

from maillage.analyse.diagnostic import Constat, Json
from maillage.publication.constats import choose_strongest, write_constat
from maillage.publication.details import Noms
from maillage.publication.methodes import METHODES, find_method
from tests.publication.exemple import lisaude


def make(code: str, valeur: float | None = 1, garde: str | None = None, **detail: Json) -> Constat:
    return Constat(code=code, phrase=code, valeur=valeur, garde=garde, detail=detail, methode=code)


@pytest.mark.parametrize(
    ("constats", "expected"),
    [
        ([make("liens-perimes"), make("postes-a-securiser"), make("ecart-niveaux")], "postes ecart liens"),
        ([make("repli", p_valeur=0.4), make("ecart-niveaux"), make("ecart-phase")], "ecart ecart repli"),
        ([make("repli", p_valeur=0.001), make("ecart-niveaux")], "repli ecart"),
        ([make("isoles-autre-sphere", 0), make("liens-perimes")], "liens isoles"),
        ([make("financeur-tardif"), make("financeur-tardif"), make("repli", garde="non")], "financeur"),
        ([make("couverture"), make("taux-par-couple"), make("nouveau-code")], ""),
    ],
    ids=["editorial-order", "not-significant-last", "significant", "nothing-to-say-last", "once-per-code", "set-apart"],
)
def test_strongest_findings_come_first(constats: list[Constat], expected: str) -> None:
    assert " ".join(constat.code.split("-")[0] for constat in choose_strongest(constats)) == expected


def test_every_finding_of_the_engine_has_a_title_and_an_explanation() -> None:
    _, diagnostic = lisaude()
    assert {constat.code for constat in diagnostic.constats} <= set(METHODES)
    assert all(methode.titre and methode.explication for methode in METHODES.values())


def test_an_unknown_finding_is_named_after_its_code() -> None:
    assert find_method("mot-nouveau", "autre") == ("Mot nouveau", "")


def test_a_guarded_finding_gives_no_figure_and_no_detail() -> None:
    written = write_constat(make("repli", valeur=0.3, garde="Il manque des liens.", liens=4), Noms({}), "animation")
    assert (written.valeur, written.details, written.garde) == (None, (), "Il manque des liens.")
