"""No third party unless the site has chosen one; then that one alone, on that page alone, never under a fiction."""

from __future__ import annotations

import html
import json
import re

import pytest
from django.core.exceptions import ImproperlyConfigured

from maillage.site.environnement import read_choice

PAGE = "/espace/lisaude/carte/"


def directives(response) -> dict[str, str]:
    policy = response.headers["Content-Security-Policy"]
    return {name: values for name, _, values in (part.strip().partition(" ") for part in policy.split(";"))}


def test_by_default_nobody_else_is_asked(pays, as_user, lou):
    response = as_user(lou).get(PAGE)
    assert "http" not in response.headers["Content-Security-Policy"]
    assert "data-fond" not in response.content.decode()
    assert directives(response)["worker-src"] == "'self'"


@pytest.mark.parametrize(
    ("fond", "hote", "attribution"),
    [
        ("ign", "https://data.geopf.fr", "© IGN"),
        ("osm", "https://tile.openstreetmap.org", "© contributeurs OpenStreetMap"),
    ],
)
def test_a_chosen_background_opens_its_host_alone(pays, as_user, lou, settings, fond, hote, attribution):
    settings.FOND_CARTE = fond
    response = as_user(lou).get(PAGE)
    opened = {name: values for name, values in directives(response).items() if "http" in values}
    assert opened == {"img-src": f"'self' data: {hote}", "connect-src": f"'self' {hote}"}
    told = re.search(r'data-fond="([^"]*)"', response.content.decode())
    assert json.loads(html.unescape(told[1]))["attribution"] == attribution
    assert "http" not in as_user(lou).get("/espace/lisaude/reseau/").headers["Content-Security-Policy"]


def test_a_fictional_territory_lies_on_no_real_ground(pays, as_user, lou, settings):
    settings.FOND_CARTE = "ign"
    type(pays.espace).objects.update(fictif=True)
    response = as_user(lou).get(PAGE)
    assert "geopf" not in response.headers["Content-Security-Policy"] + response.content.decode()


def test_an_unknown_background_is_refused_at_start(monkeypatch):
    monkeypatch.setenv("MAILLAGE_FOND_CARTE", "google")
    with pytest.raises(ImproperlyConfigured, match="ign ou osm"):
        read_choice("MAILLAGE_FOND_CARTE", ("ign", "osm"))
    monkeypatch.setenv("MAILLAGE_FOND_CARTE", " IGN ")
    assert read_choice("MAILLAGE_FOND_CARTE", ("ign", "osm")) == "ign"
