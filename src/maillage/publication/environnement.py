"""The Jinja environment that the page and the editable document share: escaping on, nothing undefined."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import jinja2
from markupsafe import Markup

from maillage.analyse.francais import majuscule
from maillage.analyse.vocabulaire import name_sphere
from maillage.publication.blocs import Illustration, Section, Tableau
from maillage.publication.typographie import fr

GABARITS: Final = Path(__file__).with_name("gabarits")
COLONNES_LARGES: Final = 8
"""A table with more columns than this is set across a wide page."""


@cache
def load_environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(GABARITS),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.tests["petit"] = is_small
    environment.filters |= {
        "genre": lambda bloc: type(bloc).__name__,
        "monde": lambda code: majuscule(name_sphere(code)),
        "fr": fr,
        "large": is_wide,
        "petit": is_small,
        "dessin": trust,
    }
    return environment


def is_small(bloc: object) -> bool:
    """A bar chart, that stands beside another."""
    return isinstance(bloc, Illustration) and bloc.nom in ("niveaux", "phases")


def is_wide(section: Section) -> bool:
    return any(isinstance(bloc, Tableau) and len(bloc.colonnes) > COLONNES_LARGES for bloc in section.blocs)


def trust(ours: str) -> Markup:
    """Markup that this package wrote itself (drawings, style sheet): every text in it is already escaped."""
    return Markup(ours)  # noqa: S704
