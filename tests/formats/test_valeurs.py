"""What cells say: levels, dates, phases, spheres, natures, lists."""

from __future__ import annotations

from datetime import date

import pytest

from maillage.analyse.vocabulaire import PHASES, SPHERES, THEMES
from maillage.formats import valeurs, vocabulaire
from maillage.formats.fautes import Refus


@pytest.mark.parametrize(
    ("text", "niveau"),
    [("3", 3), ("0", 0), ("3,0", 3), ("3.00", 3), ("se coordonner", 3), ("Coopérer", 4), ("5 – Co-construire", 5),
     ("0 : ne pas se connaître", 0), ("S'informer", 2), ("-", None), ("NA", None), ("nsp", None), ("?", None)],
)  # fmt: skip
def test_levels(text, niveau):
    assert valeurs.read_niveau(text).valeur == niveau


@pytest.mark.parametrize(
    ("text", "message"),
    [("6", "entre 0 et 5"), ("-1", "entre 0 et 5"), ("2,5", "nombre entier"), ("2.5", "nombre entier"),
     ("abc", "pas un niveau"), ("3 – coopérer", "pas un niveau"), ("12", "entre 0 et 5"), ("3/5", "pas un niveau"),
     ("1e400", "entre 0 et 5"), ("inf", "entre 0 et 5")],
)  # fmt: skip
def test_what_is_no_level_is_refused(text, message):
    with pytest.raises(Refus) as refus:
        valeurs.read_niveau(text)
    assert message in refus.value.message


MAI, FIN_MARS = date(2026, 5, 12), date(2027, 3, 31)


@pytest.mark.parametrize(
    ("text", "debut", "fin"),
    [
        ("2026-05-12", MAI, MAI),
        ("2026/5/12", MAI, MAI),
        ("12/05/2026", MAI, MAI),
        ("12/5/26", MAI, MAI),
        ("12.05.2026", MAI, MAI),
        ("12-05-2026", MAI, MAI),
        ("12 mai 2026", MAI, MAI),
        ("1er Février 2026", date(2026, 2, 1), date(2026, 2, 1)),
        ("2026-05-12T10:05:00", MAI, MAI),
        ("2026-05-12 10:05:00", MAI, MAI),
        ("12/05/2026 14:33", MAI, MAI),
        ("03/2027", date(2027, 3, 1), FIN_MARS),
        ("2027-03", date(2027, 3, 1), FIN_MARS),
        ("mars 2027", date(2027, 3, 1), FIN_MARS),
        ("déc. 2027", date(2027, 12, 1), date(2027, 12, 31)),
        ("février 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("2027", date(2027, 1, 1), date(2027, 12, 31)),
        ("n/a", None, None),
    ],
)
def test_dates(text, debut, fin):
    assert (valeurs.read_date(text).valeur, valeurs.read_fin(text).valeur) == (debut, fin)


@pytest.mark.parametrize(
    "text",
    ["31/02/2027", "05/31/2026", "bientôt", "46112", "3027", "ju 2027", "0/2027", "2027-13", "12/05", "31 mais 2026",
     "1/0/0"],
)  # fmt: skip
def test_what_is_no_date_is_refused(text):
    with pytest.raises(Refus, match="date"):
        valeurs.read_date(text)


@pytest.mark.parametrize("text", ["12/05/2101", "1949-12-31", "0206-05-12", "2101", "mars 1949"])
@pytest.mark.parametrize("read", [valeurs.read_date, valeurs.read_fin])
def test_a_year_no_one_can_mean_is_refused(read, text):
    with pytest.raises(Refus, match="n’est pas entre 1950 et 2100"):
        read(text)


@pytest.mark.parametrize(
    ("text", "phase"),
    [("P1", "P1"), ("p3", "P3"), ("4", "P4"), ("Phase 2", "P2"), ("émergence", "P1"), ("Diagnostic", "P2"),
     ("montage", "P3"), ("conception, montage", "P3"), ("Recherche de financement", "P4"), ("mise en oeuvre", "P5"),
     ("Mise en œuvre", "P5"), ("évaluation", "P6"), ("P3 – conception / montage", "P3"), ("-", None)],
)  # fmt: skip
def test_phases(text, phase):
    assert valeurs.read_phase(text).valeur == phase


@pytest.mark.parametrize("text", ["P7", "P0", "7", "demain", "P"])
def test_what_is_no_phase_is_refused(text):
    with pytest.raises(Refus, match="phase"):
        valeurs.read_phase(text)


@pytest.mark.parametrize(
    ("text", "sphere"),
    [("AS", "AS"), ("as", "AS"), ("Action sociale", "AS"), ("développement LOCAL", "DL"), ("Passerelles", "PA"),
     ("DS – Développement social", "DS"), ("Élus", "ELU"), ("GOV", "GOV"), ("1.0", "1.0"),
     ("santé  mentale", "santé mentale"),
     ("AS – Développement local", "AS – Développement local")],
)  # fmt: skip
def test_spheres_are_known_or_kept(text, sphere):
    assert valeurs.read_sphere(text).valeur == sphere


@pytest.mark.parametrize(
    ("text", "code"),
    [("Dev local", "DL"), ("Dév. local", "DL"), ("dvpt  LOCAL", "DL"), ("dvpt social", "DS"), ("Action social", "AS"),
     ("actions socials", "AS"), ("developement social local", "DS"), ("passerele", "PA"),
     ("Développement rural", ""), ("développement économique", ""), ("Action locale", ""), ("Habitat", ""),
     ("GOV", ""), ("PAR", ""), ("social", ""), ("AS", "")],
)  # fmt: skip
def test_a_sphere_near_a_known_one_is_kept_and_the_known_one_suggested(text, code):
    lu = valeurs.read_sphere(text)
    assert lu.valeur == " ".join(text.split())
    assert (lu.note.remede.split()[-1] if lu.note else "") == (f"{code}." if code else "")


@pytest.mark.parametrize("text", ["habitant", "Habitantes", "bénéficiaires", "Usager", "usager·ère", "PERSONNE",
                                  "personnes accompagnées", "allocataire"])  # fmt: skip
def test_people_who_are_helped_are_no_actors(text):
    with pytest.raises(Refus) as refus:
        valeurs.read_nature(text)
    assert "jamais les personnes qu’ils aident" in refus.value.remede


@pytest.mark.parametrize(
    ("text", "nature", "told"),
    [("structure", "structure", False), ("Services", "service", False), ("Direction", "service", False),
     ("Association", "structure", False), ("professionnelle", "poste", False), ("Réseau", "collectif", False),
     ("postte", "poste", True), ("Syndicat mixte", None, True)],
)  # fmt: skip
def test_natures(text, nature, told):
    lu = valeurs.read_nature(text)
    assert (lu.valeur, lu.note is not None) == (nature, told)


@pytest.mark.parametrize(
    ("text", "themes"),
    [("ALI|MOB", {"ALI", "MOB"}), ("ali", {"ALI"}), ("alimentation; Mobilité", {"ALI", "MOB"}),
     ("ALI,MOB", {"ALI", "MOB"}),
     ("Logement, habitat", {"LOG"}), ("Santé, santé mentale|budget", {"SAN", "PRE"}), ("acces-aux-droits", {"DRO"}),
     ("cirque|ALI", {"cirque", "ALI"}), ("a;b|c", {"a;b", "c"}), ("ALI\nMOB", {"ALI", "MOB"}),
     ("|", set()), ("-", set())],
)  # fmt: skip
def test_themes(text, themes):
    assert valeurs.read_themes(text).valeur == themes


@pytest.mark.parametrize(
    ("text", "sujets", "told"),
    [("information|orientation", {"information", "orientation"}, False), ("Action commune", {"action-commune"}, False),
     ("données / diagnostic", {"donnees-diagnostic"}, False),
     ("Mise en relation, Gouvernance", {"mise-en-relation", "gouvernance"}, False),
     ("locaux_matériel", {"locaux-materiel"}, False), ("papotage|formation", {"papotage", "formation"}, True)],
)  # fmt: skip
def test_sujets(text, sujets, told):
    lu = valeurs.read_sujets(text)
    assert (lu.valeur, lu.note is not None) == (sujets, told)


@pytest.mark.parametrize(
    ("read", "text", "code"),
    [
        (valeurs.read_formalisation, "Réglementaire", "reglementaire"),
        (valeurs.read_formalisation, "marché ou subvention", "marche-ou-subvention"),
        (valeurs.read_formalisation, "Échanges mails", "echange-mails"),
        (valeurs.read_cadre, "Action concrète", "action-concrete"),
        (valeurs.read_cadre, "hasard / proximité", "hasard-proximite"),
        (valeurs.read_financement, "a finance b", "A-finance-B"),
        (valeurs.read_financement, "Co-financement", "cofinancement"),
        (valeurs.read_financement, "Aucun", "aucun"),
        (valeurs.read_financement, "-", ""),
    ],
)
def test_controlled_words(read, text, code):
    assert read(text) == valeurs.Lu(code)


def test_a_word_out_of_the_list_is_kept_and_told():
    lu = valeurs.read_formalisation("pacte  secret")
    assert lu.valeur == "pacte secret"
    assert "pacte secret" in lu.note.message


def test_every_code_and_label_of_the_engine_is_understood():
    known = [
        (vocabulaire.SPHERES_PAR_MOT, SPHERES, valeurs.read_sphere),
        (vocabulaire.PHASES_PAR_MOT, PHASES, valeurs.read_phase),
    ]
    for _, words, read in known:
        assert [read(text).valeur for pair in words.items() for text in pair] == [c for c in words for _ in "12"]
    assert all(valeurs.read_themes(text).valeur == {code} for code, label in THEMES.items() for text in (code, label))
