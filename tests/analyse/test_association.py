"""The recommender on small cases: who is named, through whom, what is said of an absence, and what words mean."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from maillage.analyse.association import build_territoire, recommander
from maillage.analyse.association.demande import ActeurLocal, Demande, Regle
from maillage.analyse.association.locaux import find_cible, find_passage, find_rang
from maillage.analyse.association.metiers import load_metiers, recognise
from maillage.analyse.association.mots import load_ambigus, load_lexique, understand
from maillage.analyse.association.notes import multiply, note_monde, note_public, note_sujet, note_themes
from maillage.analyse.association.reperes import QUESTIONS
from tests.analyse.exemples_association import (
    ACTEURS,
    DISPOSITIFS,
    LIBELLES,
    LIENS,
    REGLES,
    TERRITOIRE,
    acteur,
    demander,
)


def find(reponse, code):
    return next(one for one in reponse.recommandations if one.regle == code)


def names(cible):
    return [one.acteur for one in cible.nommes]


def test_the_same_question_has_the_same_answer_whatever_the_order():
    asked = demander("épicerie itinérante", "P1")
    expected = recommander(asked, REGLES, TERRITOIRE, LIBELLES)
    for seed in range(5):
        mixed = random.Random(seed)
        regles, acteurs, liens = list(REGLES), list(ACTEURS), list(LIENS)
        for rows in (regles, acteurs, liens):
            mixed.shuffle(rows)
        assert recommander(asked, regles, build_territoire(acteurs, liens, DISPOSITIFS), LIBELLES) == expected


def test_an_unknown_phase_is_refused():
    with pytest.raises(ValueError, match="P9"):
        recommander(Demande(phase="P9"), REGLES)


def test_without_rules_nothing_is_invented():
    assert recommander(Demande(phase="P1"), ()).recommandations == ()


def test_a_rule_without_question_asks_that_of_its_phase_and_the_next_one_asks_of_its_role():
    rules = tuple(Regle(code=code, phases=("P2",), associer=("CS",), role=f"rôle {code}") for code in ("X1", "X2"))
    first, second = recommander(Demande(phase="P2"), rules).recommandations
    assert first.question == QUESTIONS["P2"]
    assert second.question != first.question
    assert second.role in second.question


def test_a_rule_asks_its_own_question():
    rule = Regle(code="X1", phases=("P1",), associer=("HAB",), question="Et vous\u202f?")
    assert recommander(Demande(phase="P1"), (rule,)).recommandations[0].question == "Et vous\u202f?"


def test_without_territory_kinds_are_told_and_nobody_is_named():
    told = recommander(demander("mobilité", "P2", "DL"), REGLES, None, LIBELLES).recommandations
    assert {cible.presence for one in told for cible in one.cibles} <= {"sans-territoire", "role"}


def test_those_on_the_theme_come_first_then_the_nearest():
    cible = find_cible("ALIM", demander("aide alimentaire", "P2", "DL"), TERRITOIRE, LIBELLES)
    assert names(cible) == ["secours-bourg", "secours-voisine", "restos-loin"]
    assert [one.rang for one in cible.nommes] == [0, 2, 4]


def test_a_theme_in_common_is_worth_more_than_the_next_street():
    cible = find_cible("CCAS", demander("navette pour les anciens", "P2", "DL"), TERRITOIRE, LIBELLES)
    assert names(cible) == ["ccas-bourg", "ccas-village"]
    vers_village = replace(demander("vieillir", "P2"), cercles=(frozenset({"village"}),))
    assert names(find_cible("CCAS", vers_village, TERRITOIRE, LIBELLES)) == ["ccas-bourg", "ccas-village"]


def test_who_acts_here_is_as_near_as_who_sits_here():
    everywhere = next(one for one in ACTEURS if one.id == "cias")
    assert find_rang(demander("", "P1"), everywhere) == 0


@pytest.mark.parametrize(
    ("code", "presence"),
    [
        ("CCAS", "nomme"),
        ("PREV", "absent"),
        ("GEND", "partout"),
        ("ARS", "partout"),
        ("M47", "nomme"),
        ("M35", "nomme"),
        ("M14", "nomme"),
        ("ELU", "role"),
    ],
)
def test_what_a_well_described_territory_says(code, presence):
    assert find_cible(code, demander("", "P1"), TERRITOIRE, LIBELLES).presence == presence


def test_an_employer_is_told_as_a_lead_when_nobody_holds_the_metier():
    cible = find_cible("M57", demander("logement", "P2"), TERRITOIRE, LIBELLES)
    assert names(cible) == ["communaute"]
    assert cible.nommes[0].employeur
    assert not find_cible("M47", demander("", "P2"), TERRITOIRE, LIBELLES).nommes[0].employeur


def test_a_metier_is_never_said_to_be_absent():
    assert find_cible("M45", demander("", "P1"), TERRITOIRE, LIBELLES).presence == "inconnu"


def test_a_thin_map_does_not_say_that_there_is_none():
    thin = build_territoire(ACTEURS[:5])
    assert find_cible("PREV", demander("", "P1"), thin, LIBELLES).presence == "inconnu"
    assert not recommander(demander("", "P1"), REGLES, thin, LIBELLES).decrit
    assert recommander(demander("", "P1"), REGLES, TERRITOIRE, LIBELLES).decrit


def test_through_whom_the_neighbour_both_know_best():
    asked = demander("", "P1", "DL", structure="communaute")
    passage = find_passage(asked, TERRITOIRE, "secours-bourg")
    assert (passage.acteur, passage.niveau, passage.direct) == ("ccas-bourg", 2, False)


def test_a_direct_link_needs_no_go_between():
    passage = find_passage(demander("", "P1", structure="communaute"), TERRITOIRE, "ccas-bourg")
    assert passage.direct
    assert passage.niveau == 2


def test_without_structure_someone_of_the_asker_s_world():
    passage = find_passage(demander("", "P1", "AS"), TERRITOIRE, "secours-bourg")
    assert passage.acteur == "ccas-bourg"


def test_who_does_not_know_them_is_no_go_between():
    assert find_passage(demander("", "P1", "DS"), TERRITOIRE, "foyer-rural") is None


def test_the_asker_is_never_advised_to_call_itself():
    cible = find_cible("CCAS", demander("", "P1", structure="ccas-bourg"), TERRITOIRE, LIBELLES)
    assert names(cible) == ["ccas-village"]


def test_a_local_frame_is_told_before_the_national_one():
    told = find(recommander(demander("épicerie", "P1", "DL"), REGLES, TERRITOIRE, LIBELLES), "R01")
    assert told.dispositif.code == "PAT-ICI"
    no_local = build_territoire(ACTEURS, LIENS, DISPOSITIFS[:1])
    told = find(recommander(demander("épicerie", "P1", "DL"), REGLES, no_local, LIBELLES), "R01")
    assert told.dispositif.code == "D67"


def test_a_frame_on_another_theme_is_not_told():
    told = find(recommander(demander("mobilité", "P2", "DL"), REGLES, TERRITOIRE, LIBELLES), "R07")
    assert told.dispositif is None


def test_a_bridge_stands_between_worlds_and_is_reached_through_someone():
    acteurs = [
        ActeurLocal(id="moi", nom="Moi", sphere="AS"),
        ActeurLocal(id="ami", nom="Ami", sphere="AS"),
        ActeurLocal(id="pont", nom="Pont", sphere="DL", themes=frozenset({"LIE"})),
        ActeurLocal(id="autre", nom="Autre", sphere="DS"),
        ActeurLocal(id="muet", nom="Muet", sphere="DL", themes=frozenset({"LIE"})),
    ]
    liens = [("moi", "ami", 3), ("ami", "pont", 2), ("pont", "autre", 2), ("ami", "muet", 4)]
    territoire = build_territoire(acteurs, liens)
    asked = Demande(phase="P1", themes=frozenset({"LIE"}), sphere="AS", structure="moi")
    regle = Regle(code="R1", phases=("P1",), associer=("CCAS",), priorite=1)
    surprise = next(one for one in recommander(asked, [regle], territoire).recommandations if one.surprise)
    assert names(surprise.cibles[0]) == ["pont"]
    assert surprise.cibles[0].nommes[0].passage.acteur == "ami"


def test_the_score_is_the_product_of_what_is_told():
    for one in recommander(demander("mobilité", "P2", "DL"), REGLES, TERRITOIRE, LIBELLES).recommandations:
        assert one.score == multiply(one.facteurs)


@pytest.mark.parametrize(
    ("themes", "regle", "expected"),
    [
        pytest.param({"MOB"}, {"MOB"}, 1.0, id="the same"),
        pytest.param({"MOB"}, {"MOB", "VIE"}, 0.75, id="half of the rule"),
        pytest.param({"MOB", "VIE"}, {"MOB"}, 0.75, id="half of the request"),
        pytest.param({"MOB"}, {"LOG"}, 0.0, id="nothing in common"),
        pytest.param({"MOB"}, set(), 0.65, id="a rule for all"),
    ],
)
def test_how_themes_meet(themes, regle, expected):  # by hand: half of each share
    asked = Demande(phase="P1", themes=frozenset(themes))
    assert note_themes(asked, Regle(code="R", themes=frozenset(regle))) == expected


def test_a_rule_about_elders_does_not_speak_of_the_young():
    regle = Regle(code="R", themes=frozenset({"MOB", "VIE"}))
    young = Demande(phase="P1", themes=frozenset({"MOB"}), publics=frozenset({"jeunes"}))
    assert note_public(young, regle) == 0
    assert 0 < note_public(replace(young, publics=frozenset()), regle) < 1
    assert note_public(replace(young, publics=frozenset({"seniors"})), regle) == 1


@pytest.mark.parametrize(("sphere", "expected"), [("DL", 1.0), ("AS", 0.0), ("PA", 0.7), ("", 0.85), ("ELU", 0.85)])
def test_whom_an_advice_speaks_to(sphere, expected):
    assert note_monde(Demande(phase="P1", sphere=sphere), Regle(code="R", initiateur="DL")) == expected


MOTS = [
    ("épicerie itinérante", "ALI CDV MOB", ""),
    ("EPICERIES ITINERANTES", "ALI CDV MOB", ""),
    ("navette pour les anciens", "MOB VIE", "seniors"),
    ("jardin partagé", "ALI LIE TRE", ""),
    ("jardin d’insertion", "ALI EMP", "demandeurs-emploi"),
    ("crèche en horaires décalés", "EMP PEN", "familles petite-enfance"),
    ("logement des saisonniers", "EMP LOG TOU", "saisonniers"),
    ("médiatheque", "CUL", ""),
    ("bibliothéques de village", "CDV CUL", ""),
    ("proches aidants", "VIE", "aidants"),
    ("allocataires du RSA", "EMP PRE", "brsa"),
    ("violences conjugales", "SEC", "victimes-violences"),
    ("vieux chevaux", "", ""),
    ("", "", ""),
]


@pytest.mark.parametrize(("texte", "themes", "publics"), MOTS)
def test_what_words_say(texte, themes, publics):
    compris = understand(texte)
    assert sorted(compris.themes) == themes.split()
    assert sorted(compris.publics) == publics.split()


def test_what_was_understood_is_told_as_it_was_written():
    assert [(one.ecrit, one.mots) for one in understand("Des épicieries itinérantes").compris] == [
        ("épicieries", "épicerie"),
        ("itinérantes", "itinérant"),
    ]


@pytest.mark.parametrize("sigle", ["CEJ", "CLE", "CTE", "cej"])
def test_an_acronym_with_two_meanings_is_asked_never_guessed(sigle):
    compris = understand(f"un {sigle} ici")
    assert compris.themes == frozenset()
    assert [(asked, len(sens)) for asked, sens in compris.ambigus] == [(sigle.upper(), 2)]


def test_a_key_is_not_an_acronym():
    assert understand("la clé du local").ambigus == ()


def test_the_lexicon_speaks_of_every_theme_and_of_every_public():
    lexique = load_lexique().values()
    assert len(lexique) >= 250
    assert len({theme for one in lexique for theme in one.themes}) == 22
    assert len({public for one in lexique for public in one.publics}) >= 23
    assert set(load_ambigus()) == {"CEJ", "CLE", "CTE"}


@pytest.mark.parametrize(
    ("titre", "type_code", "expected"),
    [
        ("Chargée de coopération CTG", "EPCI", {"M33"}),
        ("Chef·fe de projet PAT", "EPCI", {"M47"}),
        ("Assistante sociale de secteur", "MDS", {"M01"}),
        ("Directrice du centre social", "CS", {"M19"}),
        ("Jardinier", "COM", set()),
    ],
)
def test_a_title_tells_its_metier(titre, type_code, expected):
    assert recognise(titre, type_code) == expected


def test_every_code_of_a_rule_has_a_name():
    assert len(load_metiers()) == 65
    assert len(REGLES) == 64
    assert [code for regle in REGLES for code in regle.associer if LIBELLES.nommer(code) == code] == []


def test_a_rule_about_something_else_weighs_half():
    regle = Regle(code="R", themes=frozenset({"SEC", "JEU"}), sujet="SEC")
    assert note_sujet(Demande(phase="P1", themes=frozenset({"JEU"})), regle) == 0.5
    assert note_sujet(Demande(phase="P1", themes=frozenset({"SEC"})), regle) == 1.0


@pytest.mark.parametrize(
    ("publics", "themes", "expected"),
    [
        pytest.param({"jeunes"}, {"JEU"}, 1.2, id="named"),
        pytest.param(set(), {"JEU"}, 1.0, id="its theme is asked"),
        pytest.param(set(), {"MOB"}, 0.6, id="nobody named"),
        pytest.param({"saisonniers"}, {"MOB"}, 0.0, id="others named"),
    ],
)
def test_a_rule_about_young_people(publics, themes, expected):
    regle = Regle(code="R", themes=frozenset({"MOB"}), publics=frozenset({"jeunes"}))
    assert note_public(Demande(phase="P1", themes=frozenset(themes), publics=frozenset(publics)), regle) == expected


def test_victims_are_never_supposed():
    regle = Regle(code="R", themes=frozenset({"SEC"}), publics=frozenset({"victimes-violences"}))
    assert note_public(demander("incivilités", "P1"), regle) == 0
    assert note_public(demander("violences conjugales", "P1"), regle) > 1


def test_one_house_is_named_once_off_the_theme():
    services = [acteur(f"service-{name}", "EPCI", "DL", set()) for name in "ab"]
    owned = [replace(one, maison="communaute") for one in services]
    cible = find_cible("EPCI", demander("théâtre", "P1"), build_territoire([*ACTEURS, *owned]), LIBELLES)
    assert names(cible) == ["communaute"]


def test_who_no_advice_names_is_the_surprise_of_a_resident():
    told = recommander(demander("café associatif", "P4", "DL"), REGLES, TERRITOIRE, LIBELLES).recommandations
    surprise = next(one for one in told if one.surprise)
    named = {nomme.acteur for one in told if not one.surprise for cible in one.cibles for nomme in cible.nommes}
    assert not named & set(names(surprise.cibles[0]))


@pytest.mark.parametrize(
    ("texte", "themes"),
    [
        ("les anciens", {"VIE"}),
        ("ancien atelier", set()),
        ("l’ancienne école", {"CDV"}),
        ("permis", {"MOB"}),
        ("repas à domicile", {"ALI", "VIE"}),
        ("ménages précaires", {"PRE"}),
    ],
)
def test_words_of_every_day(texte, themes):
    assert understand(texte).themes == themes
