"""The drawing of the home page counts what the public diagnosis counts."""

from __future__ import annotations

import pytest

from maillage.diagnostic.demonstration import load_demonstration
from maillage.diagnostic.lecture import read_lecture
from maillage.espaces.droits import Droits
from maillage.site.deux_mondes import draw_deux_mondes

pytestmark = pytest.mark.django_db


def test_home_and_diagnosis_of_the_example_count_the_same_links(client) -> None:
    espace = load_demonstration()
    dessin = draw_deux_mondes(espace)
    lecture = read_lecture(Droits(espace, None))
    told = {cell.spheres: cell.liens for cell in lecture.diagnostic.mixite.matrice}
    assert dessin.nombres == (told["AS", "AS"], told["AS", "DL"], told["DL", "DL"])
    drawn = tuple(path.count("M") for path in (dessin.dedans[0][1], dessin.entre, dessin.dedans[1][1]))
    assert drawn == dessin.nombres
    page = client.get("/").content.decode()
    assert f"{dessin.nombres[1]} entre les deux" in page
    assert "les mêmes que dans son diagnostic" in page


def test_each_mark_has_its_shape_and_letter(client) -> None:
    espace = load_demonstration()
    marks = draw_deux_mondes(espace).marques
    sizes = read_lecture(Droits(espace, None)).diagnostic.reseau.spheres
    assert (marks.count("<circle"), marks.count(">S</text>")) == (sizes["AS"], sizes["AS"])
    assert (marks.count("<polygon"), marks.count(">L</text>")) == (sizes["DL"], sizes["DL"])


def test_without_example_the_drawing_says_it_is_one_of_principle(client) -> None:
    page = client.get("/").content.decode()
    assert "Dessin de principe" in page
    assert page.count(">L</text>") == 20
