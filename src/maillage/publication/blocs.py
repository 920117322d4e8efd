"""What a report is made of, whatever its form: frozen blocks that each renderer lays out in its own way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from maillage.publication.mondes import COMMUNS, Mondes

Diffusion = Literal["publique", "animation"]
Ton = Literal["normal", "manque", "present"]
Alignement = Literal["gauche", "droite", "centre"]


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of words inside a sentence; « manque » and « present » are the two coloured figures."""

    texte: str
    ton: Ton = "normal"


@dataclass(frozen=True, slots=True)
class Phrase:
    """The one big true sentence, under the names of the worlds it speaks of."""

    segments: tuple[Segment, ...]
    spheres: tuple[str, ...] = ()

    @property
    def texte(self) -> str:
        return "".join(segment.texte for segment in self.segments)

    @property
    def lignes(self) -> tuple[tuple[Segment, ...], ...]:
        """Sentence by sentence: each begins a line of its own."""
        lines: list[list[Segment]] = []
        ended = True
        for segment in self.segments:
            if (ended and segment.texte[:1] in ("", " ")) or not lines:
                lines.append([])
            lines[-1].append(segment if len(lines[-1]) else replace(segment, texte=segment.texte.lstrip()))
            ended = segment.texte.endswith(".")
        return tuple(map(tuple, lines))


@dataclass(frozen=True, slots=True)
class Paragraphe:
    texte: str
    discret: bool = False


@dataclass(frozen=True, slots=True)
class Colonne:
    titre: str
    alignement: Alignement = "gauche"
    largeur: float = 1.0
    """Share of the page that print gives to it, relative to the other columns."""


CadreNomme = tuple[str, str]
"""The id of a cadre, and its name as the finding tells it."""


@dataclass(frozen=True, slots=True)
class Tableau:
    """A table whose first cell of each row is that row's header."""

    legende: str
    colonnes: tuple[Colonne, ...]
    lignes: tuple[tuple[str, ...], ...]
    note: str = ""
    replie: bool = False
    """Long enough for a page to keep it folded until it is asked for."""
    sujets: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    """Ids of the actors that each row is about, so that a page of the site may lead to them; empty when it has none."""
    cadres: tuple[tuple[CadreNomme, ...], ...] = field(default=(), compare=False)
    """The cadres that each row names, likewise."""
    colonne_cadres: int | None = field(default=None, compare=False)
    """Which column names them."""


@dataclass(frozen=True, slots=True)
class Liste:
    """Pairs « term: value », or bare values when the terms are empty."""

    entrees: tuple[tuple[str, str], ...]
    sujets: tuple[tuple[str, ...], ...] = field(default=(), compare=False)
    """Ids of the actors that each value names, in the same order as its words."""


Detail = Tableau | Liste


@dataclass(frozen=True, slots=True)
class ConstatEcrit:
    """A finding ready to be read: its sentence, then what is missing, then how it was computed."""

    code: str
    titre: str
    phrase: str
    garde: str | None
    explication: str
    fiche: str
    """Name of its method page, in words."""
    valeur: str | None
    details: tuple[Detail, ...]
    retenu: str | None
    """Why the detail is not in this document; None when nothing is withheld."""
    reserve: bool = False
    """Whether its detail first belongs to those concerned and to the animation."""


@dataclass(frozen=True, slots=True)
class ListeConstats:
    constats: tuple[ConstatEcrit, ...]
    forme: Literal["retenir", "fiches", "lignes"] = "fiches"
    """« retenir »: the three strongest; « fiches »: one card each; « lignes »: a close list of short sentences, folded
    where it can be."""


@dataclass(frozen=True, slots=True)
class Illustration:
    """A drawing with its words: the alternative for who does not see it, and the table that says the same."""

    nom: str
    svg: str
    titre: str
    alternative: str
    tableau: Tableau | None = None
    svg_etroit: str = ""
    """The same drawing laid out for a phone."""
    legende: str = ""
    """The one sentence that says what it shows, written under it; empty when the page says it already."""


@dataclass(frozen=True, slots=True)
class RencontreEcrite:
    """Two actors who would gain from meeting; each is (name, sphere code, sphere name)."""

    rang: int
    acteurs: tuple[tuple[str, str, str], tuple[str, str, str]]
    raisons: tuple[str, ...]
    souhait: str
    """Who wants it, in words; empty when nobody said so."""


@dataclass(frozen=True, slots=True)
class CartesRencontres:
    rencontres: tuple[RencontreEcrite, ...]


@dataclass(frozen=True, slots=True)
class PosteEcrit:
    """What holds a passage between two worlds; `echeance` says until when when that is near, else it is empty."""

    nom: str
    sphere: str
    monde: str
    precisions: tuple[str, ...]
    echeance: str
    acteur: str = field(default="", compare=False)
    """Its id, so that a page of the site may lead to it."""


@dataclass(frozen=True, slots=True)
class CartesPostes:
    postes: tuple[PosteEcrit, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """Rates inside each of two worlds and between them; None where one may not be said."""

    spheres: tuple[str, str]
    a: float | None
    entre: float
    b: float | None


Bloc = Paragraphe | Tableau | ListeConstats | Illustration | CartesRencontres | CartesPostes


@dataclass(frozen=True, slots=True)
class Section:
    ancre: str
    titre: str
    blocs: tuple[Bloc, ...]
    annexe: bool = False


@dataclass(frozen=True, slots=True)
class Rapport:
    """The whole document. `couverture` comes before any figure; `complement` says what chance would give."""

    titre: str
    reserve: str
    """Who the document is for, said before everything else; empty when it may be handed around."""
    mention: str
    date_reference: date
    surtitre: str
    spheres: tuple[str, ...]
    """Every sphere of the network: their marks are given together."""
    couverture: tuple[str, ...]
    une: Phrase
    complement: str
    comparaison: Comparaison | None
    points: Illustration | None
    sections: tuple[Section, ...]
    diffusion: Diffusion
    mondes: Mondes = COMMUNS
    court: bool = False
    """Two pages for an élu: how each sentence is computed is in the whole document."""

    @property
    def corps(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if not section.annexe)

    @property
    def annexes(self) -> tuple[Section, ...]:
        return tuple(section for section in self.sections if section.annexe)

    @property
    def calculs(self) -> tuple[ConstatEcrit, ...]:
        """The findings whose computation is told apart from their sentence, once each; one alone of a close list."""
        if self.court:
            return ()
        lists = [bloc for section in self.sections for bloc in section.blocs if isinstance(bloc, ListeConstats)]
        told = [c for bloc in lists for c in (bloc.constats[:1] if bloc.forme == "lignes" else bloc.constats)]
        return tuple(constat for constat in told if constat.garde is None)

    @property
    def equivalents(self) -> tuple[Tableau, ...]:
        """The tables that say the same as the drawings, for the forms where they cannot be folded beside them."""
        if self.court:
            return ()
        drawings = (bloc for section in self.sections for bloc in section.blocs if isinstance(bloc, Illustration))
        return tuple(drawing.tableau for drawing in drawings if drawing.tableau is not None)
