"""A small invented territory where every section of a report has something to say, and what it becomes in each form."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import cache
from typing import Final

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import Acteur, Declaration, Nature, Reseau, build_reseau
from maillage.publication import Format, rendre
from maillage.publication.blocs import Diffusion, Rapport
from maillage.publication.dessins import PAPIER, Dessins
from maillage.publication.rapport import compose

JOUR: Final = date(2026, 11, 22)
TITRE: Final = "Monts et Vallée de la Lisaude"
MENTION: Final = "Territoire fictif : lieux et structures sont inventés."

_ACTEURS: Final = """
AS a1 Maison des solidarités de Pont-de-Lisaude | PRE LOG
AS a2 CIAS de la Lisaude | VIE LOG
AS a3 Épicerie solidaire Le Panier | ALI PRE
AS a4 Mission locale des Trois Vallées | EMP MOB
AS a5 CCAS de Valmorane | VIE PRE
AS a6 Département de la Haute-Lisaude | PRE VIE
DS s1 Centre social L’Escale | LIE PAR
DS s2 EVS La Remise | LIE CUL
DS s3 EVS de Chantebise | LIE ALI
DS s4 MJC de Pont-de-Lisaude | JEU CUL
DS s5 Caf de la Haute-Lisaude | PEN PAR
DL l1 CC de la Lisaude – service Habitat | LOG VIE
DL l2 CC de la Lisaude – service Alimentation | ALI EMP
DL l3 CC de la Lisaude – service Économie | EMP ALI
DL l4 Chambre d’agriculture | ALI AGR
DL l5 Office de tourisme | TOU CUL
DL l6 Commune de Valmorane | CDV LOG
PA p1 Tiers-lieu La Filature | LIE CUL
PA p2 France services de Pont-de-Lisaude | DRO NUM
PA p3 Mobil’Lisaude | MOB EMP
PA p4 Ressourcerie Le Grand Grenier | EMP PRE
PA p5 CPTS Lisaude-Nord | SAN VIE
"""
_LIENS: Final = """
a1-a2 a1-a3 a1-a5 a2-a5 a3-a5 a4-a1 a6-a1 a6-a2 a3-a4
s1-s2 s1-s3 s2-s3 s1-s4 s5-s1 s5-s2 s4-s2
l1-l6 l2-l4 l3-l5 l3-l6 l1-l3 l4-l3 l2-l6
a1-s1 a3-s1 a2-s5 a4-s4
a1-l1 a6-l1 a6-l2 a6-l3 a6-l5 a6-l6
p1-s1 p1-l3 p1-a4 p1-l2 p1-s4 p2-a1 p2-a2 p3-a4 p3-l3 p4-a3 p4-p1 p5-a2 p5-l6 s3-l2
"""
_CONFIRMES: Final = frozenset({"a1-a2", "s1-s2", "l2-l4", "a1-s1", "p1-s1", "p1-l3", "a1-l1", "p2-a1"})
_CONTESTE: Final = "a1-l1"
_FINANCES: Final = frozenset({"a6-l1", "a6-l2", "a6-l3", "a6-l5", "a6-l6"})
_SOUHAITS: Final = ("s2-p1", "a3-l2", "a2-l1", "s3-l4")


def list_acteurs(rows: str = _ACTEURS) -> list[Acteur]:
    acteurs = []
    for row in rows.strip().splitlines():
        head, _, themes = row.partition(" | ")
        sphere, identifiant, nom = head.split(" ", 2)
        inside = identifiant in {"l1", "l2", "l3"}
        nature: Nature = "service" if inside else "structure"
        acteurs.append(
            Acteur(
                id=identifiant,
                sphere=sphere,
                nom=nom,
                nature=nature,
                parent="cc" if inside else None,
                type="DEP" if identifiant == "a6" else "",
                themes=frozenset(themes.split()),
                communes=frozenset({"Valmorane"}),
            )
        )
    house = Acteur(id="cc", sphere="DL", nom="Communauté de communes de la Lisaude")
    post = Acteur(
        id="f1",
        sphere="PA",
        nom="Facilitatrice du tiers-lieu",
        nature="poste",
        parent="p1",
        fin_financement=date(2027, 3, 31),
    )
    return [*acteurs, house, post]


def list_declarations() -> Iterable[Declaration]:
    for rank, pair in enumerate(_LIENS.split()):
        a, b = pair.split("-")
        funding = pair in _FINANCES
        level = 1 if pair == _CONTESTE else 1 + rank % 4
        common = {
            "sujets": frozenset({"financement" if funding else "orientation"}),
            "premier_contact_phase": "P4" if funding else f"P{1 + rank % 5}",
            "phase_souhaitee": "P1",
            "date": JOUR - timedelta(days=20 * rank),
        }
        yield Declaration(source=a, cible=b, niveau_reel=level, niveau_souhaite=min(5, level + 1), **common)  # type: ignore[arg-type]
        if pair in _CONFIRMES:
            gap = 4 if pair == _CONTESTE else level
            yield Declaration(source=b, cible=a, niveau_reel=gap, **common)  # type: ignore[arg-type]
    for pair in _SOUHAITS:
        a, b = pair.split("-")
        yield Declaration(source=a, cible=b, niveau_reel=0, niveau_souhaite=3)


@cache
def lisaude() -> tuple[Reseau, Diagnostic]:
    reseau = build_reseau(list_acteurs(), list_declarations())
    return reseau, diagnostiquer(reseau, date_reference=JOUR)


def small(*acteurs: Acteur, liens: Iterable[tuple[str, str]] = ()) -> tuple[Reseau, Diagnostic]:
    reseau = build_reseau(acteurs, [Declaration(source=a, cible=b, niveau_reel=2) for a, b in liens])
    return reseau, diagnostiquer(reseau, date_reference=JOUR)


NOMS_HOSTILES: Final = (
    "<script>alert(1)</script>",
    '#import "secret.typ": *',
    '=HYPERLINK("x")',
    "*gras* _italique_ $x$ @ref <label> \\alert",
    '"><img src=x onerror=alert(1)>',
    "]]> --> <!--",
    "日本語 🎉",
    "sans\x00fin\x1f\u202egauche",
)


def hostile() -> tuple[Reseau, Diagnostic]:
    """Names that would be markup if they were not inert; twelve actors, so that every table is there."""
    acteurs = [
        Acteur(id=f"h{rank}", sphere="AS" if rank % 2 else "DL", nom=NOMS_HOSTILES[rank % len(NOMS_HOSTILES)])
        for rank in range(12)
    ]
    pairs = [(f"h{a}", f"h{b}") for a in range(12) for b in range(a) if (a + b) % 3]
    return small(*acteurs, liens=pairs)


def write(format: Format, diffusion: Diffusion | None = None) -> bytes:
    reseau, diagnostic = lisaude()
    return rendre(diagnostic, reseau, format, titre=TITRE, mention=MENTION, diffusion=diffusion)


@cache
def written(format: Format, diffusion: Diffusion | None = None) -> bytes:
    """The same document for all the tests that only read it."""
    return write(format, diffusion)


def composed(diffusion: Diffusion = "publique") -> Rapport:
    reseau, diagnostic = lisaude()
    return compose(diagnostic, reseau, titre=TITRE, mention=MENTION, diffusion=diffusion, illustrations=Dessins(PAPIER))
