"""Two sheets of one cadre become one and are split again: what hangs from both follows, and all comes back."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import serializers

from maillage.acteurs.models import Acteur
from maillage.cadres.actions import remove_cadre, save_cadre
from maillage.cadres.models import Cadre, Participation
from maillage.doublons.cote_a_cote import GAUCHE, read_champs
from maillage.doublons.fusion import merge, split
from maillage.doublons.genres import FusionRefusee
from maillage.espaces.models import Espace, Trace
from maillage.freins.actions import vote
from maillage.freins.models import Observation, Voix
from tests.fabriques_acteurs import make_acteur
from tests.fabriques_cadres import make_cadre, make_participation
from tests.fabriques_freins import make_observation

JOUR = date(2026, 11, 22)
CACHES = ("version", "modifie_le", "retire_le")
"""What a round trip may change of a cadre."""


@pytest.fixture
def copil(lisaude: Espace) -> Cadre:
    return make_cadre(lisaude, "COPIL de la CTG", nature="instance", debut=date(2024, 1, 1))


@pytest.fixture
def doublon(lisaude: Espace) -> Cadre:
    said = {"description": "Deux fois par an.", "fin": date(2028, 12, 31)}
    return make_cadre(lisaude, "Comité de pilotage CTG", nature="instance", **said)


@pytest.fixture
def ccas(lisaude: Espace) -> Acteur:
    return make_acteur(lisaude, "CCAS")


def dump() -> dict[str, Any]:
    rows = [row for model in (Cadre, Participation, Observation, Voix) for row in model._default_manager.all()]
    told = serializers.serialize("python", rows)
    hidden = {"cadres.cadre": CACHES, "cadres.participation": ("modifie_le",), "freins.voix": ()}
    return {
        f"{row['model']} {row['pk'] if row['model'] != 'freins.voix' else row['fields']}": {
            name: value for name, value in row["fields"].items() if name not in hidden.get(row["model"], ())
        }
        for row in told
    }


def seats(cadre: Cadre) -> set[tuple[str, str, str]]:
    return set(cadre.participations.values_list("acteur__nom", "role", "phase"))


def test_seats_follow_and_one_that_both_held_is_completed(lisaude, copil, doublon, ccas, claire):
    make_participation(copil, ccas, "membre")
    make_participation(doublon, ccas, "membre", phase="P2", depuis=JOUR)
    make_participation(doublon, ccas, "pilote")
    make_participation(doublon, make_acteur(lisaude, "Caf"), "financeur", phase="P4")
    before = dump()
    fusion = merge(garde=copil, absorbe=doublon, champs={}, qui=claire)
    assert seats(copil) == {("CCAS", "membre", "P2"), ("CCAS", "pilote", ""), ("Caf", "financeur", "P4")}
    assert copil.participations.get(acteur=ccas, role="membre").depuis == JOUR
    split(fusion=fusion, qui=claire)
    assert dump() == before


def test_what_the_kept_seat_says_is_not_replaced(copil, doublon, ccas, claire):
    make_participation(copil, ccas, "membre", phase="P1", depuis=date(2027, 1, 1))
    make_participation(doublon, ccas, "membre", phase="P2", jusqu_a=JOUR)
    merge(garde=copil, absorbe=doublon, champs={}, qui=claire)
    kept = copil.participations.get()
    assert (kept.phase, kept.depuis, kept.jusqu_a) == ("P1", date(2027, 1, 1), None)


def test_what_stands_under_it_follows(lisaude, doublon, claire):
    kept, other = make_cadre(lisaude, "CTG"), make_cadre(lisaude, "Convention territoriale globale")
    under = make_cadre(lisaude, "Comité", nature="instance", parent=other)
    fusion = merge(garde=kept, absorbe=other, champs={}, qui=claire)
    under.refresh_from_db()
    assert under.parent == kept
    split(fusion=fusion, qui=claire)
    under.refresh_from_db()
    assert under.parent == other


def test_what_is_observed_follows_and_voices_are_heard_once_each(lisaude, claire, driss, lou):
    kept, other = (make_cadre(lisaude, nom, nature="action") for nom in ("Navette", "La navette"))
    members = {one.utilisateur: one for one in lisaude.adhesions.all()}
    both = make_observation(lisaude, "F01", cadre=kept, voix=(members[claire],), retire=True)
    make_observation(lisaude, "F01", cadre=other, voix=(members[claire], members[driss]))
    moved = make_observation(lisaude, "L02", cadre=other, voix=(members[lou],))
    before = dump()
    fusion = merge(garde=kept, absorbe=other, champs={}, qui=claire)
    heard = {one.code: one.voix.count() for one in kept.observations.filter(retire_le=None)}
    assert heard == {"F01": 2, "L02": 1}
    split(fusion=fusion, qui=claire)
    assert dump() == before
    assert {both.cadre, moved.cadre} == {kept, other}


def test_a_voice_given_since_stays_with_the_kept_sheet(lisaude, claire, driss):
    kept, other = (make_cadre(lisaude, nom, nature="action") for nom in ("Navette", "La navette"))
    twin = make_observation(lisaude, "F01", cadre=kept)
    make_observation(lisaude, "F01", cadre=other)
    fusion = merge(garde=kept, absorbe=other, champs={}, qui=claire)
    vote(observation=twin, adhesion=lisaude.adhesions.get(utilisateur=driss))
    split(fusion=fusion, qui=claire)
    assert twin.voix.count() == 1


def test_blanks_are_filled_and_given_back_unless_rewritten(copil, doublon, claire):
    champs = read_champs({}, copil, doublon, GAUCHE)
    fusion = merge(garde=copil, absorbe=doublon, champs=champs, qui=claire)
    copil.refresh_from_db()
    assert (copil.nom, copil.description, copil.fin) == ("COPIL de la CTG", "Deux fois par an.", date(2028, 12, 31))
    save_cadre(espace=copil.espace, qui=claire, cadre=copil, champs={"description": "Chaque printemps."})
    assert split(fusion=fusion, qui=claire) == ["description"]
    copil.refresh_from_db()
    assert (copil.description, copil.fin) == ("Chaque printemps.", None)


def test_the_other_sheet_leads_to_the_kept_one_and_both_tell_it(copil, doublon, claire, as_user):
    merge(garde=copil, absorbe=doublon, champs={}, qui=claire)
    response = as_user(claire).get(doublon.get_absolute_url())
    assert response["Location"] == copil.get_absolute_url()
    assert doublon.nom not in as_user(claire).get("/espace/lisaude/cadres/corbeille/").content.decode()
    gestes = [Trace.objects.get(objet_id=one.pk).geste for one in (copil, doublon)]
    assert gestes == ["fusionner", "fusionner"]


def refuse(**sheets: Any) -> str:
    before = dump()
    with pytest.raises(FusionRefusee) as refusal:
        merge(**{"champs": {}} | sheets)
    assert dump() == before
    return str(refusal.value)


def test_what_cannot_be_one_is_refused_and_nothing_moves(lisaude, ailleurs, copil, doublon, claire):
    ctg = make_cadre(lisaude, "CTG")
    action = make_cadre(lisaude, "Action", nature="action", parent=ctg)
    under = make_cadre(lisaude, "Sous-action", nature="action", parent=action)
    assert "pareils" in refuse(garde=copil, absorbe=ctg, qui=claire)
    assert "fait partie de l’autre" in refuse(garde=action, absorbe=under, qui=claire)
    assert "même espace" in refuse(garde=copil, absorbe=make_cadre(ailleurs, nature="instance"), qui=claire)
    assert "contenir" in refuse(garde=copil, absorbe=doublon, champs={"parent": doublon}, qui=claire)
    remove_cadre(cadre=doublon, qui=claire)
    assert "n’est plus là" in refuse(garde=copil, absorbe=doublon, qui=claire)
