"""The calendar: from the espace's day on, public facts for strangers, unverified said everywhere."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.cadres.calendrier import next_days
from maillage.espaces.models import Espace, Visibilite
from maillage.referentiels.models import Fenetre
from tests.conftest_site import count_queries
from tests.fabriques_cadres import make_cadre, make_dispositif

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 22)
PAGE = "/espace/lisaude/cadres/calendrier/"
AGENDA = "/espace/lisaude/cadres/calendrier.ics"


@pytest.fixture
def ouvert(lisaude):
    Espace.objects.filter(pk=lisaude.pk).update(visibilite=Visibilite.PUBLIQUE, date_reference=JOUR)
    return lisaude


def make_fenetre(code: str, debut: date | None, fin: date | None, **fields) -> Fenetre:
    return Fenetre.objects.create(code=code, nom=f"Fenêtre {code}", debut=debut, fin=fin, **fields)


@pytest.mark.parametrize(
    ("debut", "fin", "annuelle", "attendu"),
    [
        (date(2026, 1, 1), date(2027, 12, 31), False, (date(2026, 1, 1), date(2027, 12, 31))),
        (date(2025, 1, 1), date(2025, 12, 31), False, None),
        (date(2024, 11, 1), date(2025, 3, 31), True, (date(2026, 11, 1), date(2027, 3, 31))),
        (date(2024, 2, 29), date(2024, 2, 29), True, (date(2027, 2, 28), date(2027, 2, 28))),
        (None, None, False, None),
    ],
)
def test_the_present_or_next_time_of_a_window(debut, fin, annuelle, attendu):
    assert next_days(Fenetre(debut=debut, fin=fin, annuelle=annuelle), JOUR) == attendu


def test_in_order_from_the_day_of_the_espace(ouvert, visiteur):
    make_cadre(ouvert, "Contrat", fin=date(2027, 6, 30))
    make_cadre(ouvert, "Jardin", debut=date(2027, 2, 1))
    make_cadre(ouvert, "Ancien", fin=date(2026, 1, 1))
    make_cadre(ouvert, "Abandon", fin=date(2027, 3, 1), statut="abandonne")
    make_fenetre("leader", date(2027, 1, 1), date(2027, 12, 31))
    text = visiteur.get(PAGE).content.decode()
    assert text.index("Fenêtre leader") < text.index("Début\u00a0: Jardin") < text.index("Fin\u00a0: Contrat")
    assert "Ancien" not in text
    assert "Abandon" not in text


def test_a_window_without_date_is_told_by_what_exists_here(ouvert, visiteur):
    agrement = make_dispositif("D04", "", "Centre social")
    make_fenetre("agrements", None, None).dispositifs.set([agrement])
    make_cadre(ouvert, "Agrément de L’Escale", reference=agrement, fin=date(2027, 6, 30))
    text = visiteur.get(PAGE).content.decode()
    assert "Agrément de L’Escale</a>, jusqu’au 30 juin 2027" in text


@pytest.mark.parametrize("path", [PAGE, AGENDA])
def test_a_stranger_reads_what_is_published_only(ouvert, visiteur, as_user, driss, path):
    make_cadre(ouvert, "Publié", fin=date(2027, 6, 30))
    make_cadre(ouvert, "Réservé", fin=date(2027, 6, 30), reserve=True)
    make_cadre(ouvert, "Brouillon", fin=date(2027, 6, 30), brouillon=True)
    seen = [
        [name in client.get(path).content.decode() for name in ("Publié", "Réservé", "Brouillon")]
        for client in (visiteur, as_user(driss))
    ]
    assert seen == [[True, False, False], [True, True, True]]


def test_the_file_is_stable_and_says_what_is_unverified(ouvert, visiteur):
    make_fenetre("crte", date(2026, 1, 1), date(2027, 12, 31), a_verifier=True)
    make_fenetre("budgets", date(2025, 11, 1), date(2026, 3, 31), annuelle=True)
    one = make_cadre(ouvert, "Contrat", fin=date(2027, 6, 30))
    answer = visiteur.get(AGENDA)
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert {"SUMMARY:Fenêtre crte (à vérifier)", "SUMMARY:Fenêtre budgets", "UID:fenetre-crte@maillage"} <= set(lines)
    assert f"UID:cadre-{one.pk}-fin@maillage" in lines
    assert lines[lines.index("UID:fenetre-budgets@maillage") + 2] == "DTSTART;VALUE=DATE:20251101"
    assert lines[lines.index("UID:fenetre-budgets@maillage") + 3] == "DTEND;VALUE=DATE:20260401"
    assert visiteur.get(AGENDA).content == answer.content


def test_the_page_costs_the_same_for_many(ouvert, visiteur):
    make_cadre(ouvert, fin=date(2027, 6, 30))
    few = count_queries(visiteur, PAGE)
    for _ in range(20):
        make_cadre(ouvert, fin=date(2027, 6, 30), reference=make_dispositif())
    assert count_queries(visiteur, PAGE) == few
    assert few <= 8
