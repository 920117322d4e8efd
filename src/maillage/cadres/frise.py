"""Who entered when: by phase, as columns; by date, as bars. Values only, the templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from maillage.analyse.francais import liste
from maillage.cadres.models import Cadre, Participation
from maillage.cadres.phases import CODES, Noms
from maillage.referentiels.models import Sphere

LIGNES_MAX = 30
"""Bars of one drawing; the table holds everyone."""
LARGEUR, GAUCHE, HAUT, PAS = 760.0, 250.0, 34.0, 34.0
NOM_MAX = 30
SUITE = "\u202f; "
ANNEES_MAX = 8
"""Years written on the axis; beyond, one in two, in three…"""


@dataclass(frozen=True)
class Entree:
    """One organisation that entered at a phase, with its roles there."""

    acteur_id: str
    nom: str
    adresse: str
    sphere: Sphere
    roles: str


@dataclass(frozen=True)
class Colonne:
    code: str
    nom: str
    entrees: list[Entree] = field(default_factory=list)
    courante: bool = False


def build_colonnes(cadre: Cadre, participations: Sequence[Participation], noms: Noms) -> list[Colonne]:
    """The six phases; each actor stands once in the phase where it entered first. Empty when no phase is said."""
    first: dict[str, str] = {}
    roles: dict[str, list[str]] = {}
    for one in participations:
        key = str(one.acteur_id)
        roles.setdefault(key, []).append(noms.say_role(one.role).lower())
        if one.phase:
            first[key] = min(first.get(key, one.phase), one.phase)
    if not first:
        return []
    shown = {str(one.acteur_id): one.acteur for one in participations}
    return [
        Colonne(
            code,
            noms.phases[code],
            [
                Entree(key, acteur.nom, acteur.get_absolute_url(), acteur.sphere, ", ".join(roles[key]))
                for key, acteur in sorted(shown.items(), key=lambda row: (row[1].sphere.ordre, row[1].nom_cherche))
                if first.get(key) == code
            ],
            courante=cadre.phase == code,
        )
        for code in CODES
    ]


def say_entries(colonnes: Sequence[Colonne]) -> str:
    """« Premiers entrés, monde par monde : Action sociale, émergence (P1) ; Développement local, diagnostic (P2). »"""
    worlds: dict[str, str] = {}
    for colonne in colonnes:
        for entree in colonne.entrees:
            worlds.setdefault(entree.sphere.nom, f"{colonne.nom.lower()} ({colonne.code})")
    if not worlds:
        return ""
    phases = list(dict.fromkeys(worlds.values()))
    told = [f"{liste([nom for nom, at in worlds.items() if at == phase])}, {phase}" for phase in phases]
    return f"Premiers entrés, monde par monde\u00a0: {SUITE.join(told)}."


@dataclass(frozen=True)
class Barre:
    nom: str
    """Cut to fit; the whole name is in the table."""
    sphere: Sphere
    x: float
    y: float
    largeur: float
    ouverte: bool
    """Not ended: the bar goes to the edge."""

    @property
    def texte_y(self) -> float:
        return self.y + 15

    @property
    def milieu(self) -> float:
        return self.y + 11

    @property
    def marque_x(self) -> float:
        """The mark begins where the bar does, and stays within the drawing."""
        return min(self.x, LARGEUR - 22)

    @property
    def bout(self) -> float:
        return self.x + self.largeur


@dataclass(frozen=True)
class Repere:
    x: float
    texte: str


@dataclass(frozen=True)
class Frise:
    largeur: float
    hauteur: float
    barres: list[Barre]
    annees: list[Repere]
    aujourdhui: float
    montres: int
    total: int
    gauche: float = GAUCHE


def draw_frise(cadre: Cadre, participations: Sequence[Participation], jour: date) -> Frise | None:
    """Those whose entry is dated, from the first to enter; None when nobody's is."""
    dated = sorted(
        (one for one in participations if one.depuis), key=lambda one: (one.depuis, one.acteur.nom_cherche, one.role)
    )
    if not dated:
        return None
    shown = dated[:LIGNES_MAX]
    first = min(one.depuis.year for one in shown if one.depuis)
    last = max([jour.year, *(end.year for end in (cadre.fin, *(one.jusqu_a for one in shown)) if end)])
    axis = Axe(date(first, 1, 1), date(last + 1, 1, 1))
    return Frise(
        largeur=LARGEUR,
        hauteur=HAUT + PAS * len(shown) + 6,
        barres=[_draw_barre(one, axis, HAUT + PAS * rank) for rank, one in enumerate(shown)],
        annees=axis.list_annees(),
        aujourdhui=axis.place(jour),
        montres=len(shown),
        total=len(dated),
    )


@dataclass(frozen=True)
class Axe:
    debut: date
    fin: date

    def place(self, quand: date) -> float:
        share = (quand - self.debut).days / (self.fin - self.debut).days
        return round(GAUCHE + (LARGEUR - GAUCHE) * min(max(share, 0.0), 1.0), 1)

    def list_annees(self) -> list[Repere]:
        years = self.fin.year - self.debut.year
        step = -(-years // ANNEES_MAX)
        return [Repere(self.place(date(year, 1, 1)), str(year)) for year in range(self.debut.year, self.fin.year, step)]


def _draw_barre(one: Participation, axis: Axe, y: float) -> Barre:
    assert one.depuis is not None
    x = axis.place(one.depuis)
    end = axis.place(one.jusqu_a) if one.jusqu_a else LARGEUR
    nom = one.acteur.sigle or one.acteur.nom
    short = nom if len(nom) <= NOM_MAX else f"{nom[: NOM_MAX - 1].rstrip()}…"
    return Barre(short, one.acteur.sphere, x, y, max(end - x, 4.0), ouverte=one.jusqu_a is None)
