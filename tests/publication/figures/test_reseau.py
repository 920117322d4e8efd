from __future__ import annotations

from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from maillage.analyse.reseau import Acteur, Declaration, Reseau, build_reseau
from maillage.publication.figures import dessiner_reseau, say_what_is_shown
from maillage.publication.figures.plan import Plan, list_ways_to_name, make_plan
from maillage.publication.figures.reseau import choose_height, find_hull
from maillage.publication.figures.textes import wrap
from maillage.publication.mondes import Monde, Mondes
from maillage.publication.tokens import Marque

from .lecture_svg import ESPACE, count, parse, texts
from .reseaux import make_acteurs, make_declarations, make_random, make_reseau, read_reseau, territoire

TAILLES = [pytest.param(900.0, id="screen"), pytest.param(320.0, id="phone")]


def plan_of(reseau: Reseau, largeur: float) -> Plan:
    return make_plan(reseau, largeur, choose_height(reseau.graphe.n, largeur))


def test_same_picture_twice_and_whatever_the_order_of_rows() -> None:
    acteurs = make_acteurs(AS=8, DS=4, DL=7)
    declarations = make_declarations(acteurs)
    first = dessiner_reseau(build_reseau(acteurs, declarations))
    assert first == dessiner_reseau(build_reseau(acteurs[::-1], declarations[::-1]))


@pytest.mark.parametrize("largeur", TAILLES)
def test_names_cover_neither_names_nor_marks(largeur: float) -> None:
    plan = plan_of(territoire(), largeur)
    boxes = [label.boite for label in (*plan.etiquettes, *plan.titres.values())]
    for a, b in combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
    for left, top, right, bottom in boxes:
        nearest = np.clip(plan.centres, (left, top), (right, bottom))
        assert (np.hypot(*(nearest - plan.centres).T) >= plan.portees).all()


@pytest.mark.parametrize("largeur", [*TAILLES, pytest.param(1120.0, id="paper")])
@pytest.mark.parametrize("graine", range(6))
def test_names_cover_nothing_on_random_networks(graine: int, largeur: float) -> None:
    plan = plan_of(make_random(graine), largeur)
    boxes = np.array([label.boite for label in (*plan.etiquettes, *plan.titres.values())])
    assert len(boxes) > 3
    across = (boxes[:, None, 0] < boxes[:, 2]) & (boxes[:, None, 2] > boxes[:, 0])
    along = (boxes[:, None, 1] < boxes[:, 3]) & (boxes[:, None, 3] > boxes[:, 1])
    assert (across & along).sum() == len(boxes)  # each touches itself only
    nearest = np.clip(plan.centres, boxes[:, None, :2], boxes[:, None, 2:])
    assert (np.hypot(*(nearest - plan.centres).transpose(2, 0, 1)) >= plan.portees).all()


@pytest.mark.parametrize("largeur", TAILLES)
def test_names_stay_in_the_frame(largeur: float) -> None:
    plan = plan_of(territoire(), largeur)
    for left, top, right, bottom in (label.boite for label in plan.etiquettes):
        assert 0 <= left <= right <= largeur
        assert 0 <= top <= bottom <= choose_height(60, largeur)


def test_most_actors_of_a_territory_are_named() -> None:
    assert len(plan_of(territoire(), 900).etiquettes) >= 40


@pytest.mark.parametrize("largeur", TAILLES)
@pytest.mark.parametrize("size", [3, 60, 400])
def test_marks_never_overlap(size: int, largeur: float) -> None:
    plan = plan_of(make_reseau(isoles=size // 10, AS=size // 2, DL=size // 3, PA=size // 6), largeur)
    away = plan.centres[:, None] - plan.centres
    gap = np.hypot(away[..., 0], away[..., 1]) - plan.portees[:, None] - plan.portees
    assert gap[np.triu_indices(len(gap), 1)].min() >= 0


def test_names_are_escaped() -> None:
    wild = "<script>alert(1)</script> & \"L’Escale\" 'x' \x00\x0b]]>"
    reseau = build_reseau(
        [Acteur(id="a", sphere="AS", nom=wild), Acteur(id="b", sphere="<b>", nom="B")],
        [Declaration(source="a", cible="b")],
    )
    figure = dessiner_reseau(reseau)
    assert "<script" not in figure.svg
    assert any("<script>" in title.text for title in parse(figure.svg).iter(f"{ESPACE}title") if title.text)


@settings(max_examples=40)
@example([("a", "\r", " ")])
@given(st.lists(st.tuples(st.text(min_size=1), st.text(), st.text(min_size=1, max_size=3)), max_size=6))
def test_any_name_and_any_sphere_make_a_picture(rows: list[tuple[str, str, str]]) -> None:
    acteurs = [Acteur(id=i, nom=nom, sphere=s) for i, nom, s in {row[0]: row for row in rows}.values()]
    declarations = [Declaration(source=a.id, cible=b.id) for a, b in pairwise(acteurs)]
    figure = dessiner_reseau(build_reseau(acteurs, declarations), 400)
    assert parse(figure.svg).tag.endswith("svg")


def test_picture_is_named_and_described_for_who_does_not_see_it() -> None:
    figure = dessiner_reseau(territoire())
    root = parse(figure.svg)
    title, description = root[0], root[1]
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert (title.text, description.text) == (figure.titre, figure.texte_alternatif)


def test_text_says_the_numbers() -> None:
    acteurs = make_acteurs(AS=2, DS=1, DL=2)
    alone = Acteur(id="seul", sphere="PA")
    pairs = [("AS000", "AS001"), ("AS000", "DL000"), ("DS000", "DL000"), ("AS001", "DS000")]
    reseau = build_reseau([*acteurs, alone], [Declaration(source=a, cible=b) for a, b in pairs])
    assert dessiner_reseau(reseau).texte_alternatif == (
        "Dessin du réseau. 6 acteurs\u00a0: action sociale (2), développement social (1), développement local (2), "
        "passerelle (1). 4 liens, dont 3 passent d’une sphère à l’autre et 2 relient le monde social au développement "
        "local. 2 acteurs n’ont aucun lien déclaré."
    )


def test_legend_counts_each_kind_of_link() -> None:
    said = " ".join(texts(dessiner_reseau(territoire()).svg))
    assert "Action sociale (20)" in said
    assert "liens entre le monde social et le développement local" in said


def test_without_the_two_worlds_all_crossing_links_are_alike() -> None:
    said = " ".join(texts(dessiner_reseau(make_reseau(GOV=5, VOL=5)).svg))
    assert "monde" not in said
    assert "liens entre sphères" in said


def test_an_actor_without_link_is_hollow_and_the_legend_says_so() -> None:
    figure = dessiner_reseau(make_reseau(isoles=3, AS=6, DL=5))
    assert "3 acteurs sans lien sur ce dessin" in texts(figure.svg)
    assert count(figure.svg, "circle", fill="#FFFFFF", stroke="#1D5FA6") == 3
    assert "sans lien sur ce dessin" not in " ".join(texts(dessiner_reseau(make_reseau(AS=3)).svg))


def test_own_worlds_have_their_name_and_mark() -> None:
    monde = Monde("santé", Marque("losange", "Z", "#123456", "#ABCDEF"))
    figure = dessiner_reseau(make_reseau(AS=6, SAN=6), mondes=Mondes.of({"SAN": monde}))
    assert {"Santé", "Santé (6)", "Z"} <= set(texts(figure.svg))
    assert "santé (6)" in figure.texte_alternatif
    assert count(figure.svg, "polygon", fill="#123456") == 7  # six actors, and the legend
    groups = dessiner_reseau(make_reseau(AS=400, SAN=300), mondes=Mondes.of({"SAN": monde}))
    assert "Santé" in texts(groups.svg)


def test_places_that_are_given_are_those_drawn() -> None:
    reseau = make_reseau(AS=3, DL=3)
    places = {acteur.id: (rank / 5, 1 - rank / 5) for rank, acteur in enumerate(reseau.acteurs)}
    steps = np.diff(make_plan(reseau, 900, 700, places=places).centres, axis=0)
    assert np.allclose(steps, steps[0])


def test_close_places_shrink_marks_and_move_nobody() -> None:
    reseau = make_reseau(AS=3, DL=3)
    places = {acteur.id: (0.5 + 0.004 * rank, 0.5) for rank, acteur in enumerate(reseau.acteurs)}
    plan = make_plan(reseau, 900, 700, places=places)
    assert np.ptp(plan.centres[:, 0]) < 20
    assert plan.rayons.max() < 2


def test_every_mark_tells_its_full_name() -> None:
    reseau = territoire()
    titles = {title.text for title in parse(dessiner_reseau(reseau).svg).iter(f"{ESPACE}title")}
    assert {acteur.libelle for acteur in reseau.acteurs} <= titles


def test_above_150_actors_a_few_are_numbered_and_listed() -> None:
    figure = dessiner_reseau(make_reseau(AS=100, DL=80))
    plan = plan_of(make_reseau(AS=100, DL=80), 900)
    assert not plan.etiquettes
    assert sorted(plan.numeros.values()) == list(range(1, 13))
    assert "sans ordre de mérite" in figure.texte_alternatif


def test_above_600_actors_spheres_are_drawn_as_groups() -> None:
    figure = dessiner_reseau(make_reseau(AS=400, DL=210))
    assert "par sphères" in figure.texte_alternatif
    assert "610 acteurs" in figure.texte_alternatif
    assert {"400 acteurs", "210 acteurs"} <= set(texts(figure.svg))
    assert len(figure.svg) < 10_000


@pytest.mark.parametrize(
    ("reseau", "words"),
    [
        pytest.param(build_reseau([], []), "Aucun acteur n’est encore inscrit", id="empty"),
        pytest.param(make_reseau(AS=1), "1 acteur\u00a0: action sociale (1). Aucun lien n’est déclaré.", id="one"),
        pytest.param(make_reseau(AS=3, DL=2), "Aucun lien n’est déclaré.", id="no link"),
    ],
)
def test_small_networks_have_an_honest_picture(reseau: Reseau, words: str) -> None:
    figure = dessiner_reseau(reseau)
    assert words in figure.texte_alternatif
    parse(figure.svg)


def test_wishes_are_dashed_and_counted_when_asked_for() -> None:
    acteurs = make_acteurs(AS=2, DL=1)
    declarations = [
        Declaration(source="AS000", cible="AS001", niveau_reel=3),
        Declaration(source="AS000", cible="DL000", niveau_souhaite=3),
    ]
    reseau = build_reseau(acteurs, declarations)
    assert count(dessiner_reseau(reseau).svg, "path", **{"stroke-dasharray": "4 4"}) == 0
    figure = dessiner_reseau(reseau, souhaits=True)
    assert count(figure.svg, "path", **{"stroke-dasharray": "4 4"}) == 2  # the link and its legend
    assert "1 lien souhaité, pas encore vécu" in texts(figure.svg)


def test_names_that_would_read_the_same_are_told_apart() -> None:
    services = [f"Communauté de communes – service {name}" for name in ("économie", "enfance", "habitat")]
    ways = list_ways_to_name([*services, "CCAS d’Orsanne (siège)"])
    assert not set(ways[0]) & set(ways[1])
    assert ("Service économie",) in ways[0]
    assert ("CCAS d’Orsanne",) in ways[3]


def test_a_name_is_cut_only_where_it_has_no_room_and_never_to_one_acronym() -> None:
    ways = list_ways_to_name(["ADMR de la vallée de la Lisaude et des communes voisines"])[0]
    assert ways
    assert not ways[0][-1].endswith("…")
    assert all(" " in " ".join(lines) for lines in ways)


def test_those_to_name_first_are_named_whole() -> None:
    reseau = territoire()
    last = reseau.acteurs[-1].id
    plan = make_plan(reseau, 900, 738, [last])
    first = plan.etiquettes[0]
    assert first.noeud == reseau.index[last]
    assert not first.lignes[-1].endswith("…")


def test_above_150_actors_those_to_name_first_have_a_number() -> None:
    reseau = make_reseau(AS=100, DL=80)
    unknown = [a.id for node, a in enumerate(reseau.acteurs) if node not in plan_of(reseau, 900).numeros]
    linked = next(i for i in unknown if reseau.graphe.degrees[reseau.index[i]])
    assert reseau.index[linked] in make_plan(reseau, 900, 700, [linked]).numeros


def test_one_sentence_says_what_is_shown() -> None:
    pairs = [("AS000", "AS001"), ("AS000", "DL000")]
    reseau = build_reseau(make_acteurs(AS=2, DL=1), [Declaration(source=a, cible=b) for a, b in pairs])
    name = reseau.noms["AS000"]
    assert say_what_is_shown(reseau, ["AS000", "inconnu"]) == (
        "3 acteurs et 2 liens, dont 1 passe d’un monde à l’autre\u202f; "
        f"les chemins entre les mondes passent surtout par {name}."
    )


def test_a_line_never_breaks_at_a_no_break_space() -> None:
    assert wrap("jusqu’à 5\u00a0% des liens", 13, 1) == ["jusqu’à", "5\u00a0%", "des", "liens"]


def test_two_actors_of_the_same_name_are_named_alike() -> None:
    assert list_ways_to_name(["CCAS", "CCAS"]) == [[("CCAS",)], [("CCAS",)]]


def test_a_name_is_never_cut_after_a_linking_word() -> None:
    structure = "Département de la Haute-Lisaude, maison départementale des solidarités"
    ways = list_ways_to_name([f"{structure}, direction de la solidarité et de l’autonomie des personnes"])
    assert any(lines[-1].endswith("…") for lines in ways[0])
    assert all(not lines[-1].endswith(("de…", "la…", "et…")) for lines in ways[0])


@pytest.mark.parametrize(
    ("points", "hull"),
    [
        pytest.param([(0, 0), (2, 0), (2, 2), (0, 2), (1, 1)], {(0, 0), (2, 0), (2, 2), (0, 2)}, id="square"),
        pytest.param([(0, 0), (1, 1), (2, 2)], {(0, 0), (2, 2)}, id="in line"),
        pytest.param([(0, 0), (3, 1)], {(0, 0), (3, 1)}, id="two"),
    ],
)
def test_shores_follow_the_convex_hull(points: list[tuple[int, int]], hull: set[tuple[int, int]]) -> None:
    assert set(find_hull(np.array(points, dtype=float))) == hull


@pytest.mark.parametrize(("nom", "acteurs", "liens"), [("tccoll", 25, 161), ("knoke", 10, 32)])
def test_real_networks_are_drawn(partage: Path, nom: str, acteurs: int, liens: int) -> None:
    reseau = read_reseau(partage / "reseaux", nom)
    figure = dessiner_reseau(reseau)
    assert f"{acteurs} acteurs" in figure.texte_alternatif
    assert f"{liens} liens" in figure.texte_alternatif
    assert len(plan_of(reseau, 900).etiquettes) == acteurs
