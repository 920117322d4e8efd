"""A project followed as one A4 page (PDF/UA-1): whom to bring in, phase by phase, and what to ask them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, time

from maillage.analyse.francais import jour
from maillage.publication import tokens
from maillage.publication.pdf import NORME, compile_pdf
from maillage.publication.polices import TEXTE, TITRES
from maillage.publication.signes_rares import REPLIS

COULEURS = ("ENCRE", "DOUX", "TRAIT", "ACCENT", "ACCENT_CLAIR", "NEUTRE_CLAIR")


@dataclass(frozen=True, slots=True, kw_only=True)
class CibleProjet:
    """One kind of people, with those that are known: each as it is to be read."""

    nom: str
    nommes: tuple[str, ...] = ()
    absence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConseilProjet:
    titre: str
    etiquette: str
    role: str
    raison: str
    question: str
    cibles: tuple[CibleProjet, ...] = ()
    fait: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EtapeProjet:
    moment: str
    titre: str
    conseils: tuple[ConseilProjet, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PageProjet:
    """`reserve`: said when the page names what not everybody may read; `mention`: a warning shown first."""

    titre: str
    chapeau: str
    date: date
    etapes: tuple[EtapeProjet, ...] = ()
    reserve: str = ""
    mention: str = ""


def render_projet(page: PageProjet) -> bytes:
    """Never more than one page: names are told less fully, then the last advices give way to « la suite ».

    The same page gives the same bytes.
    """
    told = {
        "page": asdict(page) | {"date": [page.date.year, page.date.month, page.date.day]},
        "jour": jour(page.date),
        "couleurs": {name.lower(): getattr(tokens, name) for name in COULEURS},
        "texte": [TEXTE, *REPLIS],
        "titres": [TITRES, TEXTE, *REPLIS],
    }
    at_noon = datetime.combine(page.date, time(12), tzinfo=UTC)
    return compile_pdf("projet.typ", told, timestamp=at_noon, pdf_standards=NORME)
