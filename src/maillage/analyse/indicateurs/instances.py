"""Instances: nearly the same ones, what sitting together becomes, and who is named by all and sits nowhere."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from maillage.analyse.cadres import Cadre
from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import decimal, majuscule, nombre, sur_cent
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import Lien
from maillage.analyse.seuils import SEUILS

Paire = tuple[str, str]


def instances_redondantes(contexte: Contexte) -> list[Constat]:
    """Instances that share a subject and six members out of ten, of all those that either has."""
    members = {cadre.id: _list_seats(contexte, cadre) for cadre in _list_instances(contexte)}
    if len(members) < 2:
        return []
    known = {cadre: seats for cadre, seats in members.items() if len(seats) >= SEUILS.min_membres_instance}
    if len(known) < 2:
        garde = f"Il faut deux instances dont on connaît au moins {nombre(SEUILS.min_membres_instance)} membres."
        return [withhold("instances-redondantes", "Les instances ne peuvent pas être comparées.", garde)]
    near = _list_near(contexte, known)
    return [
        Constat(
            code="instances-redondantes",
            phrase=_phrase_redondantes(contexte, near),
            valeur=len(near),
            garde=None,
            detail={
                "instances_comparees": len(known),
                "paires": [_describe_near(contexte, known, *row) for row in near[: SEUILS.max_elements_cadres]],
            },
            methode="instances-redondantes",
        )
    ]


def _list_instances(contexte: Contexte) -> list[Cadre]:
    return contexte.cadres.list_open("instance", contexte.date_reference)


def _list_seats(contexte: Contexte, cadre: Cadre) -> frozenset[str]:
    """Nodes with a seat of their own in the instance."""
    return frozenset(map(contexte.host, contexte.cadres.of.get(cadre.id, ())))


def _list_near(contexte: Contexte, known: Mapping[str, frozenset[str]]) -> list[tuple[float, str, str]]:
    """Jaccard and both ids, nearest first; only instances with a member in common are looked at."""
    seats: defaultdict[str, list[str]] = defaultdict(list)
    for cadre, members in known.items():
        for member in members:
            seats[member].append(cadre)
    common = Counter(pair for held in seats.values() for pair in combinations(sorted(held), 2))
    rows = [(count / len(known[a] | known[b]), a, b) for (a, b), count in common.items()]
    by_id = contexte.cadres.by_id
    near = [row for row in rows if row[0] >= SEUILS.jaccard_instances and by_id[row[1]].themes & by_id[row[2]].themes]
    return sorted(near, key=lambda row: (-row[0], row[1:]))


def _describe_near(contexte: Contexte, known: Mapping[str, frozenset[str]], near: float, a: str, b: str) -> Json:
    one, other = contexte.cadres.by_id[a], contexte.cadres.by_id[b]
    return {
        "cadres": [a, b],
        "intitules": [one.libelle, other.libelle],
        "spheres": [one.sphere, other.sphere],
        "membres": [len(known[a]), len(known[b])],
        "membres_communs": len(known[a] & known[b]),
        "jaccard": near,
        "themes": list[Json](sorted(one.themes & other.themes)),
    }


def _phrase_redondantes(contexte: Contexte, near: list[tuple[float, str, str]]) -> str:
    if not near:
        return "Aucune instance n’en répète une autre : les membres diffèrent."
    _, a, b = near[0]
    names = " et ".join(f"« {contexte.cadres.by_id[i].libelle} »" for i in (a, b))
    start = f"{names} réunissent presque les mêmes membres sur les mêmes sujets : à rapprocher, ou à fusionner ?"
    if len(near) == 1:
        return start
    rest = len(near) - 1
    return f"{start} {majuscule(nombre(rest))} autre{'s couples' if rest > 1 else ' couple'} d’instances aussi."


def conversion_instances(contexte: Contexte) -> list[Constat]:
    """Of the pairs that sit together, the share that also works together; beside the pairs that sit apart."""
    together = _pair_up(contexte)
    if not together:
        return []
    counts = _count(contexte, together)
    code, least = "conversion-instances", SEUILS.min_paires_conversion
    sujet = "Ce que deviennent les rencontres en instance ne peut pas être dit."
    if min(counts.ensemble, counts.a_part) < least:
        garde = f"Il faut {nombre(least)} paires qui siègent ensemble et {nombre(least)} qui ne siègent pas ensemble."
        return [withhold(code, sujet, garde)]
    if not counts.niveaux_dits:
        return [withhold(code, sujet, "Aucun lien entre les membres d’instances ne dit son niveau.")]
    return [
        Constat(
            code=code,
            phrase=_phrase_conversion(counts),
            valeur=counts.travaillent / counts.ensemble,
            garde=None,
            detail=_describe_counts(counts),
            methode=code,
        )
    ]


@dataclass(frozen=True, slots=True)
class Conversion:
    """Pairs of members of instances, at least one of which spoke of its links."""

    ensemble: int
    travaillent: int
    a_part: int
    travaillent_a_part: int
    nouvelles: int
    anciennes: int
    niveaux_dits: bool

    @property
    def rapport(self) -> float | None:
        """How many times likelier to work together when sitting together; None when none does apart."""
        if not self.travaillent_a_part:
            return None
        return (self.travaillent / self.ensemble) / (self.travaillent_a_part / self.a_part)


def _pair_up(contexte: Contexte) -> dict[Paire, date | None]:
    """Pairs of nodes that sit in one instance at least, and the first day both sat in the same one when it is known."""
    met: dict[Paire, date | None] = {}
    for cadre in _list_instances(contexte):
        since = _date_seats(contexte, cadre)
        if len(since) > SEUILS.max_membres_instance:
            continue
        for a, b in combinations(sorted(since), 2):
            day = _later(since[a], since[b])
            met[a, b] = _earlier(met[a, b], day) if (a, b) in met else day
    return met


def _date_seats(contexte: Contexte, cadre: Cadre) -> dict[str, date | None]:
    """Since when each node sits, or since the instance began; only nodes of the network."""
    since: dict[str, date | None] = {}
    for one in contexte.cadres.of.get(cadre.id, ()):
        host, day = contexte.host(one), one.depuis or cadre.debut
        if host in contexte.reseau.index:
            since[host] = _earlier(since[host], day) if host in since else day
    return since


def _later(a: date | None, b: date | None) -> date | None:
    return max(a, b) if a and b else None


def _earlier(a: date | None, b: date | None) -> date | None:
    return min(a, b) if a and b else None


def _count(contexte: Contexte, together: Mapping[Paire, date | None]) -> Conversion:
    population = {end for pair in together for end in pair}
    silent = population - contexte.repondants
    known = [pair for pair in together if not silent.issuperset(pair)]
    links = [lien for lien in contexte.reseau.liens if population.issuperset(lien.acteurs)]
    working = [lien for lien in links if _is_work(lien) and not silent.issuperset(lien.acteurs)]
    inside = [lien for lien in working if lien.acteurs in together]
    ages = [age for lien in inside if (age := _is_new(lien, together[lien.acteurs])) is not None]
    return Conversion(
        ensemble=len(known),
        travaillent=len(inside),
        a_part=_choose_two(len(population)) - _choose_two(len(silent)) - len(known),
        travaillent_a_part=len(working) - len(inside),
        nouvelles=ages.count(True),
        anciennes=ages.count(False),
        niveaux_dits=any(lien.niveau is not None for lien in links),
    )


def _choose_two(n: int) -> int:
    return n * (n - 1) // 2


def _is_work(lien: Lien) -> bool:
    return lien.niveau is not None and lien.niveau >= SEUILS.niveau_travail


def _is_new(lien: Lien, met: date | None) -> bool | None:
    """First told after both sat in the same instance; None when a date is missing."""
    first = min((said.date for said in lien.declarations if said.date), default=None)
    return None if first is None or met is None else first > met


def _describe_counts(counts: Conversion) -> dict[str, Json]:
    return {
        "paires_ensemble": counts.ensemble,
        "travaillent_ensemble": counts.travaillent,
        "paires_a_part": counts.a_part,
        "travaillent_a_part": counts.travaillent_a_part,
        "rapport": counts.rapport,
        "nouvelles": counts.nouvelles,
        "anciennes": counts.anciennes,
        "sans_date": counts.travaillent - counts.nouvelles - counts.anciennes,
    }


def _phrase_conversion(counts: Conversion) -> str:
    here = sur_cent(counts.travaillent / counts.ensemble)
    there = sur_cent(counts.travaillent_a_part / counts.a_part)
    ratio = counts.rapport
    times = f", soit {decimal(ratio)} fois plus souvent" if ratio and ratio >= 1.05 else ""
    return (
        f"Sur 100 paires d’acteurs qui siègent ensemble, celles qui travaillent aussi ensemble sont {here} ; "
        f"parmi les paires qui ne siègent nulle part ensemble, {there}{times}."
    )


def acteur_sans_instance(contexte: Contexte) -> list[Constat]:
    """Actors whom many others name and who sit in no instance: an informal relay. A poste when it is what they name."""
    instances = _list_instances(contexte)
    seated = {member for cadre in instances for member in _list_seats(contexte, cadre)}
    if not seated:
        return []
    found = [row for row in _list_named(contexte) if contexte.reseau.hote[row[0]] not in seated]
    kept = _prefer_postes(contexte, [row for row in found if len(row[1]) >= SEUILS.min_citations])
    return [
        Constat(
            code="acteur-sans-instance",
            phrase=_phrase_sans_instance(len(kept)),
            valeur=len(kept),
            garde=None,
            detail={
                "instances": len(instances),
                "acteurs": [_describe_named(contexte, actor, len(by)) for actor, by in kept],
            },
            methode="acteur-sans-instance",
            diffusion="concernes",
        )
    ]


def _list_named(contexte: Contexte) -> list[tuple[str, set[str]]]:
    """Each actor or poste of the file, with the nodes that name it of something lived; a node also for its postes."""
    named: defaultdict[str, set[str]] = defaultdict(set)
    hote = contexte.reseau.hote
    for lien in contexte.reseau.liens:
        for said in lien.declarations:
            speaker = hote.get(said.declare_par or said.source)
            if said.niveau_reel == 0 or speaker is None or speaker == hote[said.cible]:
                continue
            named[said.cible].add(speaker)
            named[hote[said.cible]].add(speaker)
    return sorted(named.items(), key=lambda row: (contexte.reseau.noms[row[0]], row[0]))


def _prefer_postes(contexte: Contexte, rows: list[tuple[str, set[str]]]) -> list[tuple[str, set[str]]]:
    """A poste named often enough stands instead of the node that holds it."""
    held = {contexte.reseau.hote[actor] for actor, _ in rows if contexte.reseau.hote[actor] != actor}
    return [row for row in rows if row[0] not in held]


def _describe_named(contexte: Contexte, actor: str, count: int) -> Json:
    host = contexte.reseau.hote[actor]
    return {
        "acteurs": [actor],
        "noms": [contexte.reseau.noms[actor]],
        "maison": host if host != actor else None,
        "sphere": contexte.reseau.acteur(host).sphere,
        "cite_par": count,
    }


def _phrase_sans_instance(found: int) -> str:
    least = nombre(SEUILS.min_citations)
    if not found:
        return f"Tous ceux que nomment au moins {least} autres siègent dans une instance."
    subject = "Un acteur nommé" if found == 1 else f"{majuscule(nombre(found))} acteurs nommés"
    verb = "ne siège" if found == 1 else "ne siègent"
    end = "dans aucune instance connue : à inviter, ou la carte est à compléter"
    return f"{subject} par au moins {least} autres {verb} {end}."
