"""data·inclusion v1, checked by its official package."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date

import pytest
from data_inclusion.schema.v1 import Public, Service, Structure, Thematique

from maillage.formats.sorties.inclusion import (
    PUBLICS,
    THEMATIQUES,
    StructureInclusion,
    is_named,
    is_service,
    make_service,
    make_structure,
    map_publics,
    map_themes,
    write_inclusion,
)

CCAS = StructureInclusion(
    id="0192", nom="CCAS de Valmorane.", date_maj=date(2025, 3, 1), description="Aide alimentaire, domiciliation",
    siret="01234567890123", commune="Valmorane", code_insee="26281", adresse="1 place de la Mairie", longitude=4.9,
    latitude=44.7, telephone="0475001122", courriel="ccas@exemple.fr", site_web="https://exemple.fr",
    reseaux_porteurs=("ccas-cias",), themes=("ALI", "AGR", "DRO"), publics=("tous", "familles", "elus"),
)  # fmt: skip
ENTIERES = ("MOB", "LOG", "NUM", "DRO", "ESS")
"""Themes that stand for a whole category there."""


def check(modele, told):
    return modele.model_validate(told, context={"ignore_warnings": False})


def test_a_structure_is_accepted_without_a_warning():
    read = check(Structure, make_structure(CCAS))
    assert (read.id, read.nom, read.siret) == ("maillage--0192", "CCAS de Valmorane", "01234567890123")
    assert {one.value for one in read.reseaux_porteurs or ()} == {"ccas-cias"}


def test_a_service_carries_themes_and_publics():
    read = check(Service, make_service(CCAS))
    assert read.structure_id == "maillage--0192"
    assert Thematique("equipement-et-alimentation--alimentation") in (read.thematiques or ())
    assert read.publics == {Public.TOUS_PUBLICS}


def test_a_name_alone_is_enough():
    bare = StructureInclusion(id="1", nom="Mairie", date_maj=date(2025, 3, 1))
    assert make_structure(bare).keys() == {"source", "id", "nom", "date_maj"}
    check(Structure, make_structure(bare))


@pytest.mark.parametrize("nom", ["x" * 200, "Ateliers, jardins, etc.", "C. C. A. S."])
def test_names_are_brought_within_their_rules(nom):
    told = make_structure(StructureInclusion(id="1", nom=nom, date_maj=date(2025, 3, 1)))
    assert len(check(Structure, told).nom) <= 150


@pytest.mark.parametrize(
    ("change", "kept"), [({}, True), ({"description": ""}, False), ({"themes": ("AGR",)}, False), ({"nom": "A"}, False)]
)
def test_a_service_says_what_is_done_on_a_subject_known_there(change, kept):
    assert is_service(StructureInclusion(**CCAS.__dict__ | change)) is kept


def test_a_name_of_two_letters_is_left_out():
    assert not is_named(StructureInclusion(id="1", nom=" FR ", date_maj=date(2025, 3, 1)))


def test_every_thematique_and_public_exists_there():
    assert {value for values in THEMATIQUES.values() for value in values} <= {one.value for one in Thematique}
    assert {value for values in PUBLICS.values() for value in values} <= {one.value for one in Public}


@pytest.mark.parametrize("theme", ENTIERES)
def test_a_theme_that_stands_for_a_category_has_all_of_it(theme):
    by_category = defaultdict(set)
    for one in Thematique:
        by_category[one.value.partition("--")[0]].add(one.value)
    category = THEMATIQUES[theme][0].partition("--")[0]
    assert set(THEMATIQUES[theme]) == by_category[category]


def test_aidants_are_a_subject_there_and_everybody_stands_alone():
    assert map_themes([], ["aidants"]) == ["famille--soutien-aidants"]
    assert map_publics(["tous", "jeunes"]) == ["tous-publics"]
    assert map_publics(["elus", "aidants"]) == []


def test_the_file_is_a_list():
    assert json.loads(write_inclusion([{"id": "1"}, {"id": "2"}])) == [{"id": "1"}, {"id": "2"}]
    assert json.loads(write_inclusion([])) == []
