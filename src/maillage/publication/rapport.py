"""One diagnosis, composed once: what is said, in which order, to whom. Every form lays out the same blocks.

Coverage first, then the strongest sentences, then tables and pictures, then what to do; the measures come last, in an
annex, and never rank anyone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import overload

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.francais import jour
from maillage.analyse.reseau import Reseau
from maillage.analyse.seuils import SEUILS
from maillage.publication import sections
from maillage.publication.blocs import Diffusion, Illustration, Paragraphe, Rapport, Section
from maillage.publication.constats import choose_strongest
from maillage.publication.details import Noms
from maillage.publication.illustrations import Illustrations
from maillage.publication.mondes import COMMUNS, Mondes
from maillage.publication.sections import Matiere
from maillage.publication.tableaux import order_spheres
from maillage.publication.typographie import clean, fr
from maillage.publication.une import write_une, write_une_of_coverage

TITRE = "Diagnostic du maillage"
RESERVE = "Document de travail de l’animation : ne pas diffuser."


def compose(  # noqa: PLR0913
    diagnostic: Diagnostic,
    reseau: Reseau,
    *,
    titre: str = "",
    mention: str = "",
    diffusion: Diffusion = "publique",
    illustrations: Illustrations | None = None,
    mondes: Mondes = COMMUNS,
    court: bool = False,
) -> Rapport:
    """The report of a diagnosis and of the network it was made from.

    `diffusion="publique"` keeps the detail of findings that first belong to those concerned out of the document.
    `court`: what an élu reads in two pages. Without `illustrations` there is no drawing. A network too small to speak
    of gives a short, honest report.
    """
    une = write_une(diagnostic) if not _is_thin(diagnostic) else write_une_of_coverage(diagnostic)
    kept = choose_strongest(c for c in diagnostic.constats if c.code != une.code)
    matiere = Matiere(diagnostic, reseau, diffusion, illustrations, Noms.of(reseau), une, kept)
    day, thin = jour(diagnostic.date_reference), _is_thin(diagnostic)
    rapport = Rapport(
        titre=titre.strip() or TITRE,
        reserve=RESERVE if diffusion == "animation" else "",
        mention=mention.strip(),
        date_reference=diagnostic.date_reference,
        surtitre=_write_surtitre(titre.strip(), day),
        spheres=tuple(order_spheres(diagnostic.reseau.spheres)),
        couverture=() if thin else tuple(sections.write_coverage(matiere)),
        une=une.phrase,
        complement=une.complement,
        comparaison=une.comparaison,
        points=illustrations.points(une.comparaison) if illustrations and une.comparaison else None,
        sections=(sections.write_first_steps(),) if thin else tuple((_write_short if court else _write_full)(matiere)),
        diffusion=diffusion,
        mondes=mondes,
        court=court,
    )
    return _polish(rapport)


def _write_surtitre(titre: str, day: str) -> str:
    """What the title does not say: footers write one after the other."""
    if not titre:
        return day
    return f"Du {day}" if TITRE.lower() in titre.lower() else f"{TITRE} du {day}"


def _is_thin(diagnostic: Diagnostic) -> bool:
    return diagnostic.reseau.acteurs < SEUILS.min_acteurs_reseau or not diagnostic.reseau.liens


def _write_short(matiere: Matiere) -> Iterator[Section]:
    yield from sections.write_strongest(matiere)
    yield from sections.write_first_meetings(matiere)
    worlds = sections.write_worlds(matiere)
    yield replace(worlds, blocs=(*worlds.blocs, Paragraphe(sections.SUITE, discret=True)))


def _write_full(matiere: Matiere) -> Iterator[Section]:
    yield from sections.write_strongest(matiere)
    yield from sections.write_first_meetings(matiere)
    yield sections.write_worlds(matiere)
    yield sections.write_network(matiere)
    yield from sections.write_pair_of_worlds(matiere)
    yield from sections.write_other_meetings(matiere)
    yield from sections.write_posts(matiere)
    yield from sections.write_others(matiere)
    yield sections.write_measures(matiere)
    yield sections.write_limits()
    yield sections.write_reading(matiere)
    yield sections.write_actors(matiere)


@overload
def _polish(value: Rapport) -> Rapport: ...
@overload
def _polish(value: object) -> object: ...
def _polish(value: object) -> object:
    """Every text, ours or from a table, with French no-break spaces and nothing that XML or PDF would refuse."""
    if isinstance(value, str):
        return fr(clean(value))
    if isinstance(value, tuple):
        return tuple(map(_polish, value))
    if is_dataclass(value) and not isinstance(value, type):
        drawn = {"svg", "svg_etroit"} if isinstance(value, Illustration) else set()
        texts = {f.name: _polish(getattr(value, f.name)) for f in fields(value) if f.name not in drawn}
        return replace(value, **texts)
    return value
