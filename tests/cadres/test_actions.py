"""Writing a cadre: traced, all or nothing, within its espace."""

from __future__ import annotations

from datetime import date

import pytest
import uuid_utils.compat as uuid

from maillage.cadres import actions
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.actions import Refus
from maillage.espaces.fiches_actions import EditionConcurrente
from maillage.espaces.models import Trace
from tests.fabriques import make_espace, make_utilisateur
from tests.fabriques_acteurs import make_acteur, make_theme
from tests.fabriques_cadres import make_cadre, make_participation

pytestmark = pytest.mark.django_db


def test_a_creation_sent_twice_is_one() -> None:
    espace, qui, pk = make_espace(), make_utilisateur(), uuid.uuid7()
    for _ in range(2):
        actions.save_cadre(espace=espace, qui=qui, champs={"nature": "dispositif", "nom": "CTG"}, pk=pk)
    assert Cadre.objects.get().nom_cherche.startswith("ctg")
    assert [trace.geste for trace in Trace.objects.all()] == ["creer"]


def test_a_correction_is_traced_with_what_it_was() -> None:
    cadre = make_cadre(make_espace(), "PAT", themes=[make_theme()])
    actions.save_cadre(espace=cadre.espace, qui=None, cadre=cadre, champs={"nom": "PAT Lisaude", "themes": []})
    trace = Trace.objects.get()
    assert (trace.avant["nom"], trace.apres["nom"]) == ("PAT", "PAT Lisaude")
    assert (len(trace.avant["themes"]), trace.apres["themes"]) == (1, [])


def test_two_people_on_one_sheet_are_told() -> None:
    cadre = make_cadre(make_espace())
    actions.save_cadre(espace=cadre.espace, qui=None, cadre=cadre, champs={"nom": "A"}, version=1)
    with pytest.raises(EditionConcurrente):
        actions.save_cadre(espace=cadre.espace, qui=None, cadre=cadre, champs={"nom": "B"}, version=1)
    assert Cadre.objects.get().nom == "A"


@pytest.mark.parametrize(
    ("holder", "held", "allowed"),
    [("dispositif", "instance", True), ("dispositif", "action", True), ("action", "instance", True),
     ("instance", "action", False), ("instance", "dispositif", False), ("action", "dispositif", False)],
)  # fmt: skip
def test_what_may_hold_what(holder: str, held: str, *, allowed: bool) -> None:
    espace = make_espace()
    champs = {"nature": held, "nom": "Dedans", "parent": make_cadre(espace, nature=holder)}
    if allowed:
        assert actions.save_cadre(espace=espace, qui=None, champs=champs).parent is not None
    else:
        with pytest.raises(Refus):
            actions.save_cadre(espace=espace, qui=None, champs=champs)


def test_a_parent_of_another_espace_or_in_circle_is_refused() -> None:
    espace = make_espace()
    above = make_cadre(espace)
    below = make_cadre(espace, parent=above)
    for parent in (below, make_cadre(make_espace())):
        with pytest.raises(Refus):
            actions.save_cadre(espace=espace, qui=None, cadre=above, champs={"parent": parent})


def test_removed_and_brought_back_as_it_was() -> None:
    cadre = make_cadre(make_espace())
    make_participation(cadre, make_acteur(cadre.espace))
    actions.remove_cadre(cadre=cadre, qui=None)
    assert Cadre.objects.get().retire_le is not None
    actions.restore_cadre(cadre=cadre, qui=None)
    assert (Cadre.objects.get().retire_le, Participation.objects.count()) == (None, 1)
    assert [trace.geste for trace in Trace.objects.order_by("pk")] == ["retirer", "retablir"]


def test_a_role_said_twice_is_one_and_two_roles_are_two() -> None:
    cadre = make_cadre(make_espace())
    acteur = make_acteur(cadre.espace)
    for role, phase in (("pilote", ""), ("pilote", "P2"), ("financeur", "P4")):
        actions.save_participation(cadre=cadre, acteur=acteur, qui=None, role=role, phase=phase)
    assert set(Participation.objects.values_list("role", "phase")) == {("pilote", "P2"), ("financeur", "P4")}


def test_an_actor_of_another_espace_and_inverted_dates_are_refused() -> None:
    cadre = make_cadre(make_espace())
    with pytest.raises(Refus):
        actions.save_participation(cadre=cadre, acteur=make_acteur(make_espace()), qui=None, role="membre")
    late, early = date(2026, 5, 1), date(2026, 1, 1)
    with pytest.raises(Refus):
        actions.save_participation(
            cadre=cadre, acteur=make_acteur(cadre.espace), qui=None, role="membre", depuis=late, jusqu_a=early
        )
    assert not Participation.objects.exists()


def test_a_participation_withdrawn_leaves_its_trace() -> None:
    cadre = make_cadre(make_espace())
    actions.remove_participation(participation=make_participation(cadre, make_acteur(cadre.espace)), qui=None)
    assert (Participation.objects.count(), Trace.objects.get().geste) == (0, "supprimer")
