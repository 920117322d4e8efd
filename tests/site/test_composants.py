"""Components: what they draw, and that what they are given cannot break them."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template import RequestContext, Template
from django.test import RequestFactory

from maillage.referentiels.models import Forme, Sphere
from maillage.site.facettes import Choix, Facette
from maillage.site.figures import Barre, draw_barres, place_points


def draw(source: str, **context: Any) -> str:
    request = RequestFactory().get("/?theme=a&page=2")
    request.user = AnonymousUser()
    return Template(source).render(RequestContext(request, context))


@pytest.mark.parametrize(
    ("forme", "drawn"),
    [
        (Forme.CERCLE, "<circle"),
        (Forme.CARRE, "<rect"),
        (Forme.TRIANGLE, "M12 1"),
        (Forme.LOSANGE, "M12 0"),
        (Forme.HEXAGONE, "M12 .5"),
    ],
)
def test_sphere_has_a_shape_and_a_letter(forme: str, drawn: str) -> None:
    sphere = Sphere(nom="Élus", forme=forme, lettre="É", trait="#000000")
    html = draw("{% marque s %}", s=sphere)
    assert drawn in html
    assert ">É</text>" in html
    assert 'aria-label="Élus"' in html
    assert 'aria-hidden="true"' in draw("{% marque s muette=True %}", s=sphere).split("<text")[0]


def test_card_escapes_its_title_and_keeps_its_content() -> None:
    html = draw('{% carte titre=t filet="as" %}<p>{{ t }}</p>{% fincarte %}', t="<b>")
    assert html == '<div class="carte filet-as"><h2>&lt;b&gt;</h2><p>&lt;b&gt;</p></div>'


def test_table_scrolls_and_is_reached_with_the_keyboard() -> None:
    html = draw('{% tableau legende="Liens" %}<tbody></tbody>{% fintableau %}')
    assert 'role="region" tabindex="0" aria-label="Liens"' in html
    assert "<caption" in html


@pytest.mark.parametrize(("valeur", "full"), [(0, 0), (6, 6), (100, 100), (130, 100)])
def test_points_count(valeur: int, full: int) -> None:
    assert sum(plein for *_, plein in place_points(valeur).cercles) == full
    assert draw("{% points v 'x' %}", v=valeur).count('class="plein"') == full


def test_points_have_decimal_points_in_french() -> None:
    assert "3,9" not in draw("{% points 3 'x' %}")


def test_bars_are_relative_to_the_longest() -> None:
    drawn = draw_barres([Barre("a", 5, 10), Barre("b", 0)])
    assert [(b.vecu, b.souhaite, b.dit) for b in drawn] == [(49.0, 98.0, "5, souhaité 10"), (0.0, None, "0")]


def test_bars_of_nothing() -> None:
    assert draw_barres([]) == []
    assert draw_barres([Barre("a", 0, 0)])[0].vecu == 0


def test_pagination_keeps_the_filters() -> None:
    page = Paginator(range(200), 20).page(2)
    html = draw("{% pagination page %}", page=page)
    assert "?theme=a&amp;page=3" in html
    assert 'aria-current="page"' in html
    assert draw("{% pagination page %}", page=Paginator([1], 20).page(1)).strip() == ""


def test_each_list_of_a_page_turns_by_its_own_parameter() -> None:
    html = draw('{% pagination page "seuls" %}', page=Paginator(range(60), 20).page(1))
    assert 'href="?theme=a&amp;page=2&amp;seuls=3"' in html


def test_breadcrumb_ends_where_one_is() -> None:
    html = draw('{% fil "Acteurs" "/a/" nom %}', nom="CIAS")
    assert '<a href="/a/">Acteurs</a>' in html
    assert '<span aria-current="page">CIAS</span>' in html


def test_tabs_say_which_is_shown() -> None:
    html = draw('{% onglets "tableau" dessin="?vue=dessin" tableau="?vue=tableau" %}')
    assert '<a href="?vue=tableau" aria-current="page">Tableau</a>' in html


def test_confirmation_asks_once_and_posts() -> None:
    html = draw('{% confirmation "Retirer" "/x/" "Sûr ?" %}')
    assert '<form method="post" action="/x/">' in html
    assert "csrfmiddlewaretoken" in html
    assert "<summary" in html


def test_facet_with_a_ticked_value_is_open() -> None:
    groupes = [Facette("theme", "Thème", [Choix("m", "Mobilité", 3, coche=True)]), Facette("vide", "Vide")]
    html = draw("{% facettes g %}", g=groupes)
    assert "<details open>" in html
    assert "checked" in html
    assert "Vide" not in html


class Essai(forms.Form):
    nom = forms.CharField(label="Nom", help_text="Comme au téléphone.")
    texte = forms.CharField(label="Texte", required=False)


def test_field_ties_its_help_and_errors() -> None:
    html = str(Essai({"nom": ""}))
    assert 'aria-describedby="id_nom_helptext id_nom_error"' in html
    assert 'id="id_nom_error"' in html
    assert 'id="id_nom_helptext"' in html
    assert 'href="#id_nom"' in html
    assert 'role="alert"' in html


def test_required_and_optional_are_told_in_words() -> None:
    html = str(Essai())
    assert html.count("(à remplir)") == html.count("(facultatif)") == 1


def test_help_text_cannot_carry_markup() -> None:
    form = Essai()
    form.fields["nom"].help_text = "<script>"
    assert "<script>" not in str(form)
