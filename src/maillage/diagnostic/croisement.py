"""One pair of worlds, seen whole: the first-class page of the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.safestring import SafeString

from maillage.analyse.diagnostic import Constat, Diagnostic
from maillage.analyse.francais import compte, du_monde, le_monde, liste, majuscule, nombre, sur_cent
from maillage.analyse.vocabulaire import NIVEAUX, PHASES
from maillage.diagnostic.couples import Couple, find_rate, holds_bridges
from maillage.diagnostic.croisement_cadres import Dit, list_said_of_cadres
from maillage.diagnostic.figures import Dessin, draw_hasard, draw_phases
from maillage.diagnostic.lecture import Lecture
from maillage.diagnostic.matrice import make_unknown
from maillage.publication.blocs import Comparaison, Illustration, PosteEcrit, Segment
from maillage.publication.dessins import Dessins
from maillage.publication.figures.points import count_of_hundred, say_of_hundred
from maillage.publication.postes import list_posts
from maillage.publication.typographie import fr
from maillage.publication.une import write_une
from maillage.referentiels.models import Sphere


@dataclass(frozen=True)
class Barre:
    """One level, as the component `barres` draws it: how many links live it, how many are wanted there."""

    libelle: str
    vecu: int
    souhaite: int | None
    dit: str


@dataclass(frozen=True)
class Dedans:
    """Inside one world: its rate and what chance would give, to be drawn as a hundred points each."""

    part: int
    legende: str
    hasard: int
    legende_hasard: str
    teinte: str


@dataclass(frozen=True)
class Croisement:
    """Everything the page shows, ready to be read."""

    spheres: tuple[Sphere, Sphere]
    couple: str
    surtitre: str
    segments: tuple[Segment, ...]
    complement: str
    garde: str
    constat: Constat | None
    points: Illustration | None
    dedans: Dedans | None
    hasard: Hasard | None
    etats: list[tuple[str, int, str]]
    hors_obligation: str
    niveaux: list[Barre]
    phases: list[tuple[str, int]]
    dessin_phases: Dessin | None
    tardifs: list[str]
    postes: list[PosteEcrit] = field(default_factory=list)
    cadres: list[Dit] = field(default_factory=list)
    """What dispositifs, instances and actions say of this pair."""

    @property
    def titre_liens(self) -> str:
        found = self.constat.detail.get("liens") if self.constat else 0
        return majuscule(compte(found if isinstance(found, int) else 0, "lien"))

    @property
    def titre_postes(self) -> str:
        if not self.postes:
            return "Ce qui tient le lien"
        held = majuscule(compte(len(self.postes), "passage"))
        return f"{held} {'tient' if len(self.postes) == 1 else 'tiennent'} le lien"

    @property
    def interieur(self) -> bool:
        return self.spheres[0].code == self.spheres[1].code


def write_croisement(lecture: Lecture, couple: Couple, known: Mapping[str, Sphere]) -> Croisement:
    diagnostic = lecture.diagnostic
    constat = find_rate(diagnostic, couple)
    detail = constat.detail if constat else {}
    spheres = known.get(couple[0]) or make_unknown(couple[0]), known.get(couple[1]) or make_unknown(couple[1])
    segments, complement, comparaison = _write_une(diagnostic, couple, constat)
    counts = {code: _count(detail, "phases", code) for code in PHASES}
    return Croisement(
        spheres=spheres,
        couple="-".join(couple),
        surtitre=_name_couple(couple),
        segments=segments,
        complement=fr(complement),
        garde=fr(_say_guard(diagnostic, couple, constat)),
        constat=constat,
        points=Dessins().points(comparaison) if comparaison else None,
        dedans=_read_inside(couple[0], constat) if constat and couple[0] == couple[1] else None,
        hasard=_read_chance(detail),
        etats=_list_states(detail),
        hors_obligation=fr(_say_chosen(detail)),
        niveaux=_list_levels(detail),
        phases=[(majuscule(nom), counts[code]) for code, nom in PHASES.items()],
        dessin_phases=draw_phases(counts),
        tardifs=_list_late(diagnostic, couple),
        postes=_list_posts(lecture, couple),
        cadres=list_said_of_cadres(diagnostic, couple),
    )


def _name_couple(couple: Couple) -> str:
    a, b = couple
    return f"Au sein {du_monde(a)}" if a == b else f"Entre {le_monde(a)} et {le_monde(b)}"


def _write_une(
    diagnostic: Diagnostic, couple: Couple, constat: Constat | None
) -> tuple[tuple[Segment, ...], str, Comparaison | None]:
    if constat is None:
        return (Segment("Il est trop tôt pour dire comment ces mondes se rencontrent."),), "", None
    if couple[0] == couple[1]:
        return _write_inside(couple[0], constat)
    codes = [couple, (couple[0], couple[0]), (couple[1], couple[1])]
    told = tuple(found for pair in codes if (found := find_rate(diagnostic, pair)))
    une = write_une(replace(diagnostic, constats=told))
    return une.phrase.segments, une.complement, une.comparaison


def _write_inside(code: str, constat: Constat) -> tuple[tuple[Segment, ...], str, None]:
    said = sur_cent(float(constat.valeur or 0))
    found = "aucun n’existe" if said == "0" else f"{said} {'existe' if said in ('1', 'moins de 1') else 'existent'}"
    segments = Segment(f"Sur 100 liens possibles au sein {du_monde(code)}, "), Segment(found, "present"), Segment(".")
    attendu = constat.detail.get("attendu")
    complement = f"Le hasard seul en donnerait {sur_cent(attendu)} sur 100." if isinstance(attendu, float) else ""
    return segments, complement, None


def _read_inside(code: str, constat: Constat) -> Dedans:
    attendu = constat.detail.get("attendu")
    chance, part = attendu if isinstance(attendu, float) else 0.0, float(constat.valeur or 0)
    legende = fr(f"{say_of_hundred(part)} au sein {du_monde(code)}")
    by_chance = fr(f"{say_of_hundred(chance)}, ce que le hasard en donnerait")
    return Dedans(count_of_hundred(part), legende, count_of_hundred(chance), by_chance, code.lower())


def _list_levels(detail: Mapping[str, Any]) -> list[Barre]:
    """Empty when nobody said a level."""
    told = []
    for rank, nom in enumerate(NIVEAUX):
        lived, wanted = _count(detail, "niveaux", str(rank)), _count(detail, "niveaux_souhaites", str(rank))
        if rank:
            told.append(Barre(majuscule(nom), lived, wanted or None, f"{lived}, souhaité {wanted}"))
    return told if any(barre.vecu or barre.souhaite for barre in told) else []


def _say_guard(diagnostic: Diagnostic, couple: Couple, constat: Constat | None) -> str:
    if constat is not None:
        return ""
    sizes = diagnostic.reseau.spheres
    empty = [le_monde(code) for code in dict.fromkeys(couple) if not sizes.get(code)]
    if empty:
        return f"Aucun acteur n’est encore décrit pour {liste(empty)}."
    links = next((c.liens for c in diagnostic.mixite.matrice if sorted(c.spheres) == sorted(couple)), 0)
    guard = next((c.garde for c in diagnostic.constats if c.code == "taux-par-couple" and c.garde), "")
    return f"{majuscule(compte(links, 'lien'))} {'connu' if links < 2 else 'connus'} à ce jour. {guard}"


@dataclass(frozen=True)
class Hasard:
    """Links that shuffled worlds would give, and how far the real number stands from it."""

    liens: int
    attendus: float
    ecart_type: float

    @property
    def phrase(self) -> str:
        mean, spread = nombre(round(self.attendus)), nombre(max(1, round(self.ecart_type)))
        seen = "aucun" if self.liens == 0 else nombre(self.liens)
        return fr(f"Le hasard donnerait {mean} liens, à {spread} près ; il y en a {seen}. {self.verdict}")

    @property
    def dessin(self) -> SafeString:
        return draw_hasard(self.liens, self.attendus, self.ecart_type)

    @property
    def ecarts(self) -> float | None:
        return (self.liens - self.attendus) / self.ecart_type if self.ecart_type else None

    @property
    def verdict(self) -> str:
        if self.ecarts is None:
            return "Le hasard n’aurait pas pu faire autrement."
        if abs(self.ecarts) < 2:
            return "Le hasard suffit à l’expliquer."
        return f"C’est nettement {'moins' if self.ecarts < 0 else 'plus'} que ce que le hasard explique."


def _read_chance(detail: Mapping[str, Any]) -> Hasard | None:
    links, mean, spread = (detail.get(name) for name in ("liens", "liens_attendus", "ecart_type"))
    if not isinstance(links, int) or mean is None or spread is None:
        return None
    return Hasard(links, float(mean), float(spread))


def _count(detail: Mapping[str, Any], name: str, key: str) -> int:
    told = detail.get(name)
    found = told.get(key, 0) if isinstance(told, dict) else 0
    return int(found or 0)


def _list_states(detail: Mapping[str, Any]) -> list[tuple[str, int, str]]:
    """Label, number, code: the links that are lived, by who said them; then those that are only wanted.

    Empty when the engine tells none: below five links, a figure would tell one of them apart.
    """
    if "confirmes" not in detail:
        return []
    both, differ = int(detail.get("confirmes") or 0), int(detail.get("contestes") or 0)
    one = int(detail.get("liens") or 0) - both - differ
    return [
        ("confirmés des deux côtés", both, "confirme"),
        ("déclarés d’un seul côté", one, "declare"),
        ("vus différemment", differ, "conteste"),
        ("souhaités, pas encore vécus", int(detail.get("souhaites") or 0), "souhaite"),
    ]


def _say_chosen(detail: Mapping[str, Any]) -> str:
    links, chosen = detail.get("liens"), detail.get("hors_reglementaire_et_financement")
    if not isinstance(links, int) or not isinstance(chosen, int) or not links or chosen == links:
        return ""
    return (
        f"{majuscule(nombre(chosen))} sur {nombre(links)} {'tient' if chosen < 2 else 'tiennent'} à autre chose "
        "qu’une obligation ou le seul financement."
    )


def _list_late(diagnostic: Diagnostic, couple: Couple) -> list[str]:
    """Funders called too late between these two worlds: the one that calls is told by the finding."""
    homes = {acteur.id: acteur.sphere for acteur in diagnostic.acteurs}
    told = []
    for constat in diagnostic.constats:
        funder, caller = constat.detail.get("financeur"), constat.detail.get("sphere")
        late = constat.code == "financeur-tardif" and constat.valeur and isinstance(funder, str)
        if late and sorted((homes.get(str(funder), ""), str(caller))) == sorted(couple):
            told.append(fr(constat.phrase))
    return told


def _list_posts(lecture: Lecture, couple: Couple) -> list[PosteEcrit]:
    if not holds_bridges(lecture.diagnostic, couple):
        return []
    found = [c for c in lecture.diagnostic.constats if c.code == "postes-a-securiser"]
    cards = [card for constat in found for card in list_posts(constat, lecture.noms)]
    return [replace(card, precisions=tuple(map(fr, card.precisions)), echeance=fr(card.echeance)) for card in cards]
