"""What each side says of its links: the level, whether the other side answered, the day, the words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from maillage.demonstration.calendrier import Visites
from maillage.demonstration.liaisons import Affinite, Paire, draw_liens, fold, name_spheres, order, pick
from maillage.demonstration.lien import Lien, read_plantes, write_declarations
from maillage.demonstration.tables import Structure
from maillage.demonstration.usages import (
    CADRES,
    FINANCEURS,
    FORMALISATIONS,
    FREQUENCES,
    INITIATEURS,
    PHASES,
    PHASES_FINANCEMENT,
    SUJETS,
    name_famille,
)

NIVEAUX = {5: 14, 4: 42, 3: 77, 2: 119, 1: 98}
"""Links by level: 4, 12, 22, 34 and 28 % of 350."""
CONFIRMES = 140
PERIMES = 77
"""40 % of the links are told by both sides, 22 % were told more than eighteen months ago."""

ECART_CONTESTE = 2
"""Levels that differ by this much are two different stories of one link."""

Structures = Mapping[str, Structure]


def list_declarations(structures: Structures, rng: Random) -> list[dict[str, str]]:
    """Rows of liens.csv: what is lived, then what is only wished."""
    plantes = read_plantes()
    liens = [lien for lien in plantes if lien.existe]
    souhaits = [lien for lien in plantes if not lien.existe]
    drawn = draw_liens(structures, _list_pairs(liens, structures), _list_pairs(souhaits, structures), rng)
    liens += _give_levels(drawn, liens, structures, rng)
    _add_answers(liens, structures, rng)
    _add_dates(liens, souhaits, structures, rng)
    for lien in liens:
        _add_words(lien, structures, rng)
    by_ids = sorted(liens, key=_name) + sorted(souhaits, key=_name)
    return [row for lien in by_ids for row in write_declarations(lien)]


def _name(lien: Lien) -> Paire:
    return lien.source, lien.cible


def _pair(lien: Lien, structures: Structures) -> Paire:
    return order(fold(structures[lien.source]), fold(structures[lien.cible]))


def _list_pairs(liens: Iterable[Lien], structures: Structures) -> list[Paire]:
    """Pairs of different structures, each once."""
    pairs = {_pair(lien, structures) for lien in liens}
    return sorted((a, b) for a, b in pairs if a != b)


def _give_levels(drawn: Sequence[Paire], plantes: Iterable[Lien], structures: Structures, rng: Random) -> list[Lien]:
    """Fill the distribution of levels: the more two structures have in common, the higher, with some noise."""
    taken: dict[Paire, int] = {}
    for lien in plantes:
        paire = _pair(lien, structures)
        if paire[0] != paire[1]:
            taken[paire] = max(taken.get(paire, 0), lien.niveau_source)
    counts = Counter(taken.values())
    levels = [niveau for niveau, wanted in NIVEAUX.items() for _ in range(wanted - counts[niveau])]
    affinite = Affinite(structures)
    closest = sorted(drawn, key=lambda paire: -math.log(affinite.weigh(paire)) + rng.gauss(0, 0.8))
    return [
        Lien(*_choose_speaker(paire, structures, rng), niveau_source=niveau)
        for paire, niveau in zip(closest, levels, strict=True)
    ]


def _choose_speaker(paire: Paire, structures: Structures, rng: Random) -> Paire:
    """The speaker first: one that answered, the one with the smaller world being the likelier to name the other."""
    a, b = (structures[i] for i in paire)
    share = float(b.poids) / (float(a.poids) + float(b.poids))
    a_speaks = a.repond == "oui" and (b.repond != "oui" or rng.random() < share)
    return (a.id, b.id) if a_speaks else (b.id, a.id)


def _add_answers(liens: Sequence[Lien], structures: Structures, rng: Random) -> None:
    """Make the other side speak until the wanted number of links is told by both."""
    answered = [lien for lien in liens if lien.niveau_cible is not None]
    contested = {_pair(lien, structures) for lien in answered if abs(lien.ecart) >= ECART_CONTESTE}
    told = set(_list_pairs(answered, structures)) - contested
    open_liens = [lien for lien in liens if lien.niveau_cible is None and not lien.cible_muette]
    open_liens = [lien for lien in open_liens if structures[lien.cible].repond == "oui"]
    for lien in pick(rng, open_liens, [lien.niveau_source + 1 for lien in open_liens], CONFIRMES - len(told)):
        shift = rng.choices((0, -1, 1), (70, 15, 15))[0]
        lien.niveau_cible = min(5, max(1, lien.niveau_source + shift))


def _add_dates(liens: Sequence[Lien], souhaits: Sequence[Lien], structures: Structures, rng: Random) -> None:
    visites = Visites(structures, rng)
    open_liens = [lien for lien in liens if not lien.date_source and "S07" not in _pair(lien, structures)]
    weights = [1 / lien.niveau_source for lien in open_liens]
    for lien in pick(rng, open_liens, weights, PERIMES):
        lien.date_source = visites.date_perimee(lien.source)
        lien.date_cible = visites.date_perimee(lien.cible)
    for lien in (*liens, *souhaits):
        lien.date_source = lien.date_source or visites.date_recente(lien.source, rng)
        lien.date_cible = lien.date_cible or visites.date_recente(lien.cible, rng)


def _add_words(lien: Lien, structures: Structures, rng: Random) -> None:
    niveau = lien.niveau_source
    lien.souhaite_source = lien.souhaite_source or _want_more(niveau, rng)
    if lien.niveau_cible is not None:
        lien.souhaite_cible = lien.souhaite_cible or _want_more(lien.niveau_cible, rng)
    if not lien.mots:
        lien.mots = _draw_words(lien, structures, rng)


def _want_more(niveau: int, rng: Random) -> str:
    return str(min(5, niveau + rng.choices((0, 1, 2), (45, 40, 15))[0]))


def _draw_words(lien: Lien, structures: Structures, rng: Random) -> dict[str, str]:
    paire, niveau = (lien.source, lien.cible), lien.niveau_source
    famille = name_famille(name_spheres(paire, structures))
    sujets, formalisation = rng.choice(SUJETS[famille][niveau]), rng.choice(FORMALISATIONS[niveau])
    financement = _name_payer(paire, structures) if niveau >= 2 and rng.random() < 0.35 else "aucun"
    phase = rng.choice(PHASES[famille])
    if financement != "aucun":
        sujets += "|financement"
        formalisation = rng.choice(("convention", "marche-ou-subvention"))
        phase = rng.choice(PHASES_FINANCEMENT)
    return {
        "sujets": sujets,
        "frequence": rng.choice(FREQUENCES[niveau]),
        "formalisation": formalisation,
        "financement": financement,
        "initiateur": rng.choice(INITIATEURS),
        "premier_contact_phase": phase,
        "phase_souhaitee": "",
        "cadre": _choose_cadre(CADRES[famille][niveau], paire, structures, rng),
    }


def _choose_cadre(cadres: Sequence[str], paire: Paire, structures: Structures, rng: Random) -> str:
    """Chance brings together those who sit in the same commune; the others met in an instance."""
    cadre = rng.choice(cadres)
    a, b = (structures[i].commune for i in paire)
    return "instance" if cadre == "hasard-proximite" and (a != b or not a) else cadre


def _name_payer(paire: Paire, structures: Structures) -> str:
    a_pays, b_pays = (structures[i].type in FINANCEURS for i in paire)
    if a_pays == b_pays:
        return "cofinancement" if a_pays else "aucun"
    return "A-finance-B" if a_pays else "B-finance-A"
