"""What is said of cadres: each finding on the smallest network that shows it, and none without any cadre."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from maillage.analyse.cadres import Cadre, Cadres, CadresInvalides, Participation, build_cadres
from maillage.analyse.diagnostic import Constat
from maillage.analyse.indicateurs import INDICATEURS
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from tests.analyse.reseaux import dix, said

JOUR = date(2026, 11, 22)
COMMUNES = {code: code.lower() for code in ("A", "B", "C", "D")}


def network(spheres: str, links: Sequence[Declaration] = (), **more: Any) -> Reseau:
    """« AS1 DL1 »: the letters are the sphere; each covers every commune."""
    people = [
        Acteur(id=i, sphere=i.rstrip("0123456789"), communes=frozenset(COMMUNES), **more.get(i, {}))
        for i in spheres.split()
    ]
    return build_reseau(people, links)


def cadre(identifiant: str, nature: str, themes: str = "ALI JEU", communes: str = "A B C D", **more: Any) -> Cadre:
    told = {"themes": frozenset(themes.split()), "communes": frozenset(communes.split())}
    return Cadre(id=identifiant, nature=nature, **told, **more)  # type: ignore[arg-type]


def seats(where: str, actors: str, role: str = "membre", **more: Any) -> list[Participation]:
    return [Participation(acteur=actor, cadre=where, role=role, **more) for actor in actors.split()]


def read(reseau: Reseau, cadres: Sequence[Cadre], said_of: Sequence[Participation] = ()) -> dict[str, Constat]:
    """The findings about cadres, by code."""
    built = build_cadres(cadres, said_of, reseau, COMMUNES)
    plain = {c.code for c in diagnostiquer(reseau, date_reference=JOUR).constats}
    told = diagnostiquer(reseau, date_reference=JOUR, cadres=built).constats
    return {constat.code: constat for constat in told if constat.code not in plain}


# The input


def test_without_cadre_nothing_is_said_of_them() -> None:
    without = diagnostiquer(dix(), date_reference=JOUR)
    assert diagnostiquer(dix(), date_reference=JOUR, cadres=Cadres()) == without
    assert len({constat.code for constat in without.constats}) == len(INDICATEURS) - 10


def test_every_fault_is_said() -> None:
    bad = [
        cadre("X", "dispositif", parent="Y"),
        cadre("X", "action"),
        cadre("Z", "fête", phase="P9", debut=date(2026, 2, 1), fin=date(2026, 1, 1)),
        cadre("U", "action", parent="V"),
        cadre("V", "action", parent="U"),
    ]
    with pytest.raises(CadresInvalides) as raised:
        build_cadres(bad, [Participation(acteur="?", cadre="!", phase="P7")], dix())
    assert len(raised.value.fautes) == 10


def test_rows_in_any_order_make_the_same_cadres() -> None:
    rows = [cadre("X", "dispositif"), cadre("W", "instance", parent="X")]
    taken = [*seats("W", "S1 S2"), *seats("X", "D1")]
    one, other = (build_cadres(r, t, dix()) for r, t in ((rows, taken), (rows[::-1], taken[::-1])))
    assert (one.cadres, one.participations) == (other.cadres, other.participations)
    assert [p.acteur for p in one.whole["X"]] == ["S1", "S2", "D1"]


@pytest.mark.parametrize("nature", ["dispositif", "instance", "action"])
def test_a_lone_cadre_breaks_nothing(nature: str) -> None:
    for constat in read(network("AS1"), [cadre("X", nature)], seats("X", "AS1")).values():
        assert constat.phrase.endswith((".", "?"))


# Dispositifs


def ctg_and_pat(links: Sequence[Declaration] = (), shared: str = "", **pat: Any) -> Constat:
    reseau = network("DL1 DS1 DL2", links)
    rows = [cadre("CTG", "dispositif", sphere="DS", publics=frozenset({"enfants"})), cadre("PAT", "dispositif", **pat)]
    taken = [*seats("CTG", "DL1", "animateur"), *seats("CTG", "DS1"), *seats("PAT", "DL2", "animateur")]
    return read(reseau, rows, taken + seats("PAT", shared))["dispositifs-cote-a-cote"]


def test_two_dispositifs_side_by_side() -> None:
    constat = ctg_and_pat()
    assert constat.phrase == (
        "« CTG » et « PAT » parlent des mêmes sujets (alimentation et enfance-jeunesse) aux mêmes communes sans se "
        "rencontrer : aucun membre commun, aucun lien entre ceux qui les animent."
    )
    assert (constat.valeur, constat.garde) == (1, None)


def test_level_zero_is_no_link_and_a_link_is_a_meeting() -> None:
    assert ctg_and_pat([said("DL1", "DL2", 0, 3)]).valeur == 1
    assert ctg_and_pat([said("DL1", "DL2", 1)]).valeur == 0


def test_a_shared_member_is_a_meeting() -> None:
    assert ctg_and_pat(shared="DS1").valeur == 0


@pytest.mark.parametrize(
    "pat",
    [{"themes": "ALI AGR"}, {"communes": ""}, {"publics": frozenset({"seniors"})}],
    ids=["one theme", "no commune", "another public"],
)
def test_other_grounds_are_not_compared(pat: dict[str, Any]) -> None:
    assert ctg_and_pat(**pat).garde is not None


def test_a_closed_dispositif_is_beside_no_one() -> None:
    with pytest.raises(KeyError):
        ctg_and_pat(fin=date(2026, 11, 21))


def test_for_all_meets_every_public() -> None:
    assert ctg_and_pat(publics=frozenset({"tous", "seniors"})).valeur == 1


def test_diagnoses_made_again_within_two_years() -> None:
    rows = [
        cadre("ABS", "dispositif", reference="D03", debut=date(2025, 1, 1)),
        cadre("CTG", "dispositif", est_diagnostic=True, debut=date(2024, 1, 1)),
        cadre("PAT", "dispositif", est_diagnostic=True, debut=date(2026, 1, 1)),
        cadre("OLD", "dispositif", est_diagnostic=True, debut=date(2023, 12, 31)),
        cadre("FAR", "dispositif", "ALI", "Z", est_diagnostic=True, debut=date(2025, 1, 1)),
    ]
    constat = read(network("AS1"), rows)["diagnostics-en-double"]
    assert constat.valeur == 3
    assert constat.phrase.startswith(
        "Trois diagnostics en moins de deux ans sur les mêmes communes : « CTG », « ABS » et « PAT »."
    )
    assert read(network("AS1"), rows[:1])["diagnostics-en-double"].valeur == 0


# Instances


def test_instances_nearly_the_same() -> None:
    """Four members each, three in common: 3 / 5 = 0.6, the threshold."""
    reseau = network("AS1 AS2 AS3 AS4 AS5")
    rows = [cadre("I", "instance"), cadre("J", "instance")]
    taken = [*seats("I", "AS1 AS2 AS3 AS4"), *seats("J", "AS2 AS3 AS4 AS5")]
    constat = read(reseau, rows, taken)["instances-redondantes"]
    assert constat.phrase.startswith("« I » et « J » réunissent presque les mêmes membres sur les mêmes sujets")
    assert constat.detail["paires"][0]["jaccard"] == pytest.approx(0.6)  # type: ignore[index,call-overload]
    other = [cadre("I", "instance"), cadre("J", "instance", "LOG")]
    assert read(reseau, other, taken)["instances-redondantes"].valeur == 0
    assert read(reseau, rows, taken[:7])["instances-redondantes"].garde is not None


def conversion(links: Sequence[Declaration]) -> Constat:
    """Two instances of five: {1…5} and {5…9}. 10 + 10 = 20 pairs sit together; 36 pairs of nine, so 16 sit apart."""
    reseau = network(" ".join(f"AS{i}" for i in range(1, 10)), links)
    rows = [cadre("I", "instance", debut=date(2025, 1, 1)), cadre("J", "instance")]
    taken = [
        *seats("I", "AS1 AS2 AS3 AS4"),
        *seats("I", "AS5", depuis=date(2025, 6, 1)),
        *seats("J", "AS5 AS6 AS7 AS8 AS9"),
    ]
    return read(reseau, rows, taken)["conversion-instances"]


def test_conversion_counted_by_hand() -> None:
    """Everyone speaks. Together: 1-2 (4), 1-5 (3), 5-6 (3) work, 2-3 (2) does not. Apart: 1-9 works, 2-8 does not.

    3 / 20 against 1 / 16: 2.4 times. Met: 1-2 on 1 January 2025, 1-5 on 1 June 2025, 5-6 unknown; told first on
    2 January 2025 (new), on 1 June 2025 (old), on a day that says nothing.
    """
    links = [
        said("AS1", "AS2", 2, date=date(2025, 1, 2)),
        said("AS2", "AS1", 4, date=date(2026, 1, 2)),
        said("AS1", "AS5", 3, date=date(2025, 6, 1)),
        said("AS5", "AS6", 3, date=date(2025, 6, 1)),
        said("AS2", "AS3", 2),
        said("AS1", "AS9", 3),
        said("AS2", "AS8", 1),
        *(said(f"AS{i}", f"AS{j}", 0, 2) for i, j in ((3, 7), (4, 7), (7, 3), (8, 3), (9, 3))),
        said("AS6", "AS3", 0, 1),
    ]
    constat = conversion(links)
    assert constat.valeur == pytest.approx(3 / 20)
    assert constat.detail == {
        "paires_ensemble": 20,
        "travaillent_ensemble": 3,
        "paires_a_part": 16,
        "travaillent_a_part": 1,
        "rapport": pytest.approx(2.4),
        "nouvelles": 1,
        "anciennes": 1,
        "sans_date": 1,
    }
    assert constat.phrase == (
        "Sur 100 paires d’acteurs qui siègent ensemble, celles qui travaillent aussi ensemble sont 15 ; parmi les "
        "paires qui ne siègent nulle part ensemble, 6, soit 2,4 fois plus souvent."
    )


def test_pairs_of_which_neither_spoke_are_not_known() -> None:
    """Only 1 and 9 speak: pairs with either. 1 sits with 2, 3, 4, 5 and 9 with 5, 6, 7, 8: 8 together, below ten."""
    assert conversion([said("AS1", "AS9", 3)]).garde == (
        "Il faut dix paires qui siègent ensemble et dix qui ne siègent pas ensemble."
    )


def test_conversion_needs_levels() -> None:
    everyone = [said(f"AS{i}", f"AS{i % 9 + 1}") for i in range(1, 10)]
    assert conversion(everyone).garde == "Aucun lien entre les membres d’instances ne dit son niveau."


def test_an_assembly_is_no_sitting_together() -> None:
    many = " ".join(f"AS{i}" for i in range(101))
    found = read(network(many), [cadre("I", "instance"), cadre("J", "instance")], seats("I", many))
    assert "conversion-instances" not in found


def relay(*speakers: str, at: str) -> dict[str, Constat]:
    people = [Acteur(id=i, sphere="AS") for i in (*speakers, "MAIRIE", "X")]
    people.append(Acteur(id="SG", nom="Secrétaire", sphere="AS", nature="poste", parent="MAIRIE"))
    reseau = build_reseau(people, [said(i, "SG", 1) for i in speakers])
    return read(reseau, [cadre("I", "instance")], seats("I", at))


def test_a_relay_that_sits_nowhere() -> None:
    six = [f"A{i}" for i in range(6)]
    constat = relay(*six, at="X")["acteur-sans-instance"]
    assert constat.phrase == (
        "Un acteur nommé par au moins six autres ne siège dans aucune instance connue : à inviter, ou la carte est à "
        "compléter."
    )
    assert constat.detail["acteurs"] == [
        {"acteurs": ["SG"], "noms": ["Secrétaire"], "maison": "MAIRIE", "sphere": "AS", "cite_par": 6}
    ]
    assert constat.diffusion == "concernes"
    assert relay(*six[:5], at="X")["acteur-sans-instance"].valeur == 0
    assert relay(*six, at="MAIRIE")["acteur-sans-instance"].valeur == 0


# Actions


def entries(where: str, told: str) -> list[Participation]:
    """« AS1:P1 DEP:P4:financeur »"""
    cut = [one.split(":") for one in told.split()]
    return [Participation(acteur=a, cadre=where, phase=p, role=(r or ["membre"])[0]) for a, p, *r in cut]


def test_funders_that_come_in_late() -> None:
    rows = [cadre(i, "action") for i in "XYZW"]
    taken = [
        *entries("X", "AS1:P1 FIN1:P4:financeur"),
        *entries("Y", "AS1:P4 FIN1:P4:financeur"),
        *entries("Z", "AS1:P1 FIN1:P2:financeur"),
        *entries("W", "AS1:P1"),
    ]
    constat = read(network("AS1 FIN1"), rows, taken)["financeur-tardif-actions"]
    assert constat.detail["actions_comparees"] == 3
    assert constat.phrase.startswith("Dans une action sur trois, le financeur n’est entré")
    assert read(network("AS1 FIN1"), rows[:2], taken[:4])["financeur-tardif-actions"].garde is not None


def test_which_world_comes_in_first() -> None:
    """Social less local: (1+3)/2 − 1 = 1, 3 − 1 = 2, 1 − 1 = 0 in ranks: one phase on the whole."""
    rows = [cadre(i, "action") for i in "XYZ"]
    taken = [*entries("X", "AS1:P2 DS1:P4 DL1:P2"), *entries("Y", "AS1:P3 DL1:P1"), *entries("Z", "AS1:P1 DL1:P1")]
    constat = read(network("AS1 DS1 DL1"), rows, taken)["ecart-phase-actions"]
    assert constat.valeur == pytest.approx(1)
    assert constat.phrase == (
        "Dans trois actions qui mêlent les deux mondes, le social entre en moyenne 1,0 phase après le développement "
        "local."
    )


def success(links: Sequence[Declaration], told: str, phase: str = "P5") -> int | float | None:
    constat = read(network("AS1 DS1 DL1", links), [cadre("X", "action", phase=phase)], entries("X", told))
    return constat["reussites-a-raconter"].valeur


def test_a_success_worth_telling() -> None:
    strong = [said("AS1", "DS1", 4), said("DS1", "DL1", 5)]
    assert success(strong, "AS1:P1 DS1:P1 DL1:P1") == 1
    assert success(strong, "AS1:P1 DS1:P1 DL1:P2") == 0, "not all from the start"
    assert success([*strong[:1], said("DS1", "DL1", 3)], "AS1:P1 DS1:P1 DL1:P1") == 0, "one is apart"


def test_a_white_zone_where_the_rest_is_served() -> None:
    """A and B have it for the elderly and for all, C by an action for all; D has neither."""
    old = frozenset({"seniors"})
    rows = [cadre("X", "action", "VIE MOB", "A B", publics=old), cadre("Y", "action", "VIE MOB", "C")]
    constat = read(network("AS1"), rows)["zones-blanches"]
    assert constat.detail["zones"] == [{"public": "les aînés", "themes": ["MOB", "VIE"], "communes": ["d"]}]
    assert constat.phrase == (
        "Une commune (d) sans action connue pour les aînés (mobilité et vieillissement), quand le reste du territoire "
        "en a. Ou bien la carte est incomplète."
    )
    alone = [cadre("X", "action", "VIE", "A", publics=old)]
    assert read(network("AS1"), alone)["zones-blanches"].valeur == 0, "too few are served for the others to lack it"


def test_a_triangle_to_close() -> None:
    traits = {"AS1": {"themes": frozenset({"SAN"})}, "DL1": {"themes": frozenset({"AGR"})}}
    rows = [cadre("CLS", "instance", "SAN AGR")]
    strong = [said("AS1", "DL1", 4)]
    found = read(network("AS1 DL1 PA1 PA2", strong, **traits), rows, seats("CLS", "PA1 PA2"))["triangles-a-fermer"]
    assert found.phrase == (
        "Deux acteurs qui coopèrent d’un monde à l’autre n’ont aucun lien connu avec « CLS » (agriculture et santé) : "
        "un triangle à fermer ?"
    )
    assert found.detail["triangles"][0]["acteurs"] == ["AS1", "DL1"]  # type: ignore[index,call-overload]
    tied = network("AS1 DL1 PA1 PA2", [*strong, said("PA1", "DL1", 1)], **traits)
    assert read(tied, rows, seats("CLS", "PA1 PA2"))["triangles-a-fermer"].valeur == 0
