"""The JSON of a diagnosis keeps its contract: keys, order, types, no figure that is not one."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import jsonschema
import numpy as np
import pytest

from maillage.analyse.diagnostic import (
    VERSION,
    Cohesion,
    Constat,
    Courtage,
    Croisement,
    Diagnostic,
    MesuresActeur,
    Mixite,
    Rencontre,
    Resume,
    Roles,
)
from maillage.formats.diagnostic_json import dumps, load_schema, to_json

DOCUMENT = Path(__file__).parents[2] / "docs" / "format-diagnostic.md"
ROLES = Roles(coordinateur=1, consultant=0, porte=4.5, liaison=2)
DIAGNOSTIC = Diagnostic(
    version=VERSION,
    graine=20260322,
    niveau="service",
    date_reference=date(2026, 11, 22),
    echantillon_intermediarite=None,
    reseau=Resume(acteurs=2, liens=1, declarations=2, confirmes=1, contestes=0, spheres={"AS": 1, "DL": 1}),
    cohesion=Cohesion(
        densite=1.0, liens_par_acteur=1.0, composantes=1, isoles=("S5",), connexite=0.1 + 0.2,
        centralisation_degre=None, centralisation_intermediarite=None,
    ),
    mixite=Mixite(
        matrice=(Croisement(spheres=("AS", "DL"), liens=1, possibles=1, taux=1.0),
                 Croisement(spheres=("AS", "AS"), liens=0, possibles=0, taux=None)),
        part_liens_croises=1.0, indice_ei=1.0, indice_ei_attendu=1.0, p_valeur=None, permutations=0,
        rapport_de_cotes=None, assortativite=-1.0, modularite=-0.5,
    ),
    courtage=Courtage(reseau=ROLES, attendu=None),
    acteurs=(
        MesuresActeur(id="S1", nom="Épicerie", sphere="AS", degre=1, intermediarite=0.0, contrainte=1.0,
                      taille_effective=1.0, coeur=1, articulation=False, courtage=ROLES),
        MesuresActeur(id="S5", nom="S5", sphere="DL", degre=0, intermediarite=0.0, contrainte=None,
                      taille_effective=None, coeur=0, articulation=False, courtage=ROLES),
    ),
    constats=(
        Constat(code="repli", phrase="Chacun reste chez soi.", valeur=0.5, garde=None, detail={"n": [1, None, "é"]},
                methode="repli"),
        Constat(code="silo-interne", phrase="Ne peut être dit.", valeur=None, garde="Trop peu.", detail={},
                methode="silo-interne", diffusion="concernes"),
    ),
    rencontres=(Rencontre(acteurs=("S1", "S5"), raisons=("Deux thèmes communs",), gain=3, souhaitee=True),),
)  # fmt: skip


def valid(content: object) -> bool:
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(load_schema(), format_checker=checker).is_valid(content)


def test_the_schema_is_a_schema_and_admits_a_diagnosis():
    jsonschema.Draft202012Validator.check_schema(load_schema())
    assert valid(to_json(DIAGNOSTIC))


def test_keys_come_in_the_order_of_the_contract():
    assert list(to_json(DIAGNOSTIC)) == [
        "version", "graine", "reseau", "cohesion", "mixite", "courtage", "acteurs", "constats", "rencontres",
        "niveau", "date_reference", "echantillon_intermediarite",
    ]  # fmt: skip


def test_the_schema_lists_every_key_in_that_order():
    def compare(schema, content):
        schema = schema if "$ref" not in schema else load_schema()["$defs"]["roles"]
        if isinstance(content, dict) and "properties" in schema:
            assert list(schema["properties"]) == list(content)
            assert schema["required"] == list(content)
            assert schema["additionalProperties"] is False
            for name, item in content.items():
                assert schema["properties"][name]["description"]
                compare(schema["properties"][name], item)
        for item in content if isinstance(content, list) and "items" in schema else ():
            compare(schema["items"], item)

    compare(load_schema(), to_json(DIAGNOSTIC))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d.pop("rencontres"),
        lambda d: d.update(autre=1),
        lambda d: d.update(version="2.0"),
        lambda d: d.update(date_reference="22/11/2026"),
        lambda d: d["cohesion"].update(densite=1.5),
        lambda d: d["acteurs"][0].update(degre=0.5),
        lambda d: d["acteurs"][0]["courtage"].update(rang=1),
        lambda d: d["constats"][1].update(valeur=0.0),
        lambda d: d["constats"][0].update(diffusion="secrete"),
        lambda d: d["rencontres"][0].update(acteurs=["S1"]),
        lambda d: d["mixite"].update(p_valeur="NaN"),
    ],
)
def test_the_schema_is_closed(change):
    content = json.loads(dumps(DIAGNOSTIC))
    change(content)
    assert not valid(content)


def test_what_does_not_apply_is_null_and_figures_keep_twelve_digits():
    content = to_json(DIAGNOSTIC)
    assert content["cohesion"]["centralisation_degre"] is None
    assert content["cohesion"]["connexite"] == 0.3
    assert str(to_json(with_cohesion(densite=-0.0))["cohesion"]["densite"]) == "0.0"
    assert to_json(with_cohesion(densite=1 / 3e-9))["cohesion"]["densite"] == 333333333.333


def with_cohesion(**changes):
    return replace(DIAGNOSTIC, cohesion=replace(DIAGNOSTIC.cohesion, **changes))


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), np.float64("nan")])
def test_a_figure_that_is_not_finite_is_refused_with_its_place(figure):
    with pytest.raises(ValueError, match=r"cohesion\.densite"):
        dumps(with_cohesion(densite=figure))


def test_figures_of_numpy_are_plain_figures():
    content = to_json(with_cohesion(densite=np.float64(0.5), composantes=np.int64(3)))
    assert (content["cohesion"]["densite"], content["cohesion"]["composantes"]) == (0.5, 3)
    assert type(content["cohesion"]["composantes"]) is int


def test_what_has_no_form_in_the_contract_is_refused():
    with pytest.raises(TypeError):
        dumps(with_cohesion(isoles=({"S1"},)))


def test_text_is_readable_and_the_same_each_time():
    text = dumps(DIAGNOSTIC)
    assert text == dumps(replace(DIAGNOSTIC))
    assert "Épicerie" in text
    assert text.endswith("}\n")
    assert json.loads(text) == to_json(DIAGNOSTIC)


def test_the_page_names_every_key_of_the_contract():
    page = DOCUMENT.read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z_]+)`", page))

    def keys(content):
        if isinstance(content, dict):
            yield from content
            yield from (
                key for name, item in content.items() if name not in ("spheres", "detail") for key in keys(item)
            )
        elif isinstance(content, list):
            yield from (key for item in content for key in keys(item))

    assert sorted(set(keys(to_json(DIAGNOSTIC))) - named) == []
    assert f"« {VERSION} »" in page.replace("\u00a0", " ")
