"""How links are lived: called too late, seen differently from each side, wished stronger."""

from __future__ import annotations

from collections import defaultdict

from maillage.analyse.diagnostic import Constat, Json, withhold
from maillage.analyse.francais import compte, decimal, le_monde, liste, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.reseau import PHASES, Acteur, Lien
from maillage.analyse.seuils import SEUILS
from maillage.analyse.vocabulaire import TYPES_FINANCEURS

PHASE_FINANCEMENT = "P4"


def financeur_tardif(contexte: Contexte) -> list[Constat]:
    """One finding per funder and sphere that calls it mostly to pay; one finding saying so when there is none."""
    by_pair = _links_of_funders(contexte)
    said = {key: links for key, links in by_pair.items() if len(links) >= SEUILS.min_liens_financeur}
    late = {key: links for key, links in said.items() if _share_late(links) >= SEUILS.part_financeur_tardif}
    if late:
        return [_late(contexte, key, links) for key, links in sorted(late.items())]
    if not said:
        sujet = "Le moment où l’on appelle les financeurs ne peut pas être dit."
        return [withhold("financeur-tardif", sujet, _guard_funders(by_pair))]
    return [
        Constat(
            code="financeur-tardif",
            phrase="Les financeurs dont les liens sont assez décrits sont appelés pour autre chose que payer.",
            valeur=0,
            garde=None,
            detail={"financeurs": [_count_funder(key, links) for key, links in sorted(said.items())]},
            methode="financeur-tardif",
        )
    ]


def _count_funder(key: tuple[str, str], links: list[Lien]) -> Json:
    return {"financeur": key[0], "sphere": key[1], "tardifs": sum(map(_is_late, links)), "liens": len(links)}


def _guard_funders(by_pair: dict[tuple[str, str], list[Lien]]) -> str:
    if not by_pair:
        return "Aucun lien d’un financeur ne dit ses sujets ni la phase du premier contact."
    return f"Moins de {nombre(SEUILS.min_liens_financeur)} liens renseignés entre un financeur et un même monde."


def _links_of_funders(contexte: Contexte) -> dict[tuple[str, str], list[Lien]]:
    """Links that tell their subjects or phase, by funder and by sphere of the other end when it is another one."""
    by_pair: defaultdict[tuple[str, str], list[Lien]] = defaultdict(list)
    funders = {acteur.id for acteur in contexte.reseau.acteurs if _is_funder(acteur)}
    for lien in contexte.reseau.liens:
        if funders.isdisjoint(lien.acteurs) or not (lien.sujets or lien.premier_contact_phase):
            continue
        a, b = contexte.ends(lien)
        for funder, other in ((a, b), (b, a)):
            if funder.id in funders and other.sphere != funder.sphere:
                by_pair[funder.id, other.sphere].append(lien)
    return by_pair


def _is_funder(acteur: Acteur) -> bool:
    return acteur.sphere == "FIN" or acteur.type.upper() in TYPES_FINANCEURS


def _is_late(lien: Lien) -> bool:
    return lien.pour_financer_seulement or lien.premier_contact_phase == PHASE_FINANCEMENT


def _share_late(links: list[Lien]) -> float:
    return sum(map(_is_late, links)) / len(links)


def _late(contexte: Contexte, key: tuple[str, str], links: list[Lien]) -> Constat:
    funder, sphere = contexte.reseau.acteur(key[0]), key[1]
    count = sum(map(_is_late, links))
    phases = [lien.premier_contact_phase for lien in links]
    return Constat(
        code="financeur-tardif",
        phrase=f"{funder.libelle} : appelé par {le_monde(sphere)} seulement pour financer, ou au moment de financer, "
        f"dans {nombre(count)} cas sur {nombre(len(links))}.",
        valeur=count / len(links),
        garde=None,
        detail={
            "financeur": funder.id,
            "sphere": sphere,
            "tardifs": count,
            "liens": len(links),
            "phases": {phase: phases.count(phase) for phase in PHASES},
        },
        methode="financeur-tardif",
    )


def asymetrie(contexte: Contexte) -> Constat:
    """Links whose two sides do not tell the same level. Who said what stays between them and the animation."""
    compared = [lien for lien in contexte.reseau.liens if lien.ecart is not None]
    contested = [lien for lien in compared if lien.etat == "conteste"]
    if not compared:
        garde = "Aucun lien n’a reçu un niveau de chacun des deux côtés."
        return withhold("asymetrie", "Les écarts de regard ne peuvent pas être dits.", garde)
    return Constat(
        code="asymetrie",
        phrase=_phrase_asymetrie(len(contested), len(compared)),
        valeur=len(contested),
        garde=None,
        detail={"compares": len(compared), "liens": [_describe_gap(contexte, lien) for lien in contested]},
        methode="asymetrie",
        diffusion="concernes",
    )


def _describe_gap(contexte: Contexte, lien: Lien) -> Json:
    return {
        "acteurs": list(lien.acteurs),
        "noms": [acteur.libelle for acteur in contexte.ends(lien)],
        "niveaux": list(lien.niveaux),
        "ecart": lien.ecart,
    }


def _phrase_asymetrie(contested: int, compared: int) -> str:
    if not contested:
        return "Là où les deux côtés se sont exprimés, ils voient leur lien au même niveau, à un degré près."
    verbe = "n’est pas vu" if contested == 1 else "ne sont pas vus"
    subject = f"{majuscule(compte(contested, 'lien'))} sur {nombre(compared)} décrits des deux côtés"
    if compared == 1:
        subject = "Le seul lien décrit des deux côtés"
    return f"{subject} {verbe} de la même façon : de quoi ouvrir une conversation."


def ecart_niveaux(contexte: Contexte) -> Constat:
    """Wanted level less lived level, where both are said. A higher level is not better: the gap is the agenda."""
    gaps = [(lien, told) for lien in (*contexte.reseau.liens, *contexte.reseau.sans_lien) if (told := _gaps(lien))]
    if len(gaps) < SEUILS.min_liens_compares:
        found = majuscule(compte(len(gaps), "lien"))
        garde = f"{found} avec un niveau vécu et un niveau souhaité : il en faut {nombre(SEUILS.min_liens_compares)}."
        return withhold("ecart-niveaux", "L’écart entre le vécu et le souhaité ne peut pas être dit.", garde)
    more = sum(max(told) > 0 for _, told in gaps)
    less = sum(max(told) < 0 for _, told in gaps)
    means = [(lien, sum(told) / len(told)) for lien, told in gaps]
    return Constat(
        code="ecart-niveaux",
        phrase=_phrase_ecart(more, less, len(gaps)),
        valeur=sum(mean for _, mean in means) / len(means),
        garde=None,
        detail={
            "compares": len(gaps),
            "davantage": more,
            "moins": less,
            "par_couple": _mean_by_pair(contexte, means),
        },
        methode="ecart-niveaux",
    )


def _gaps(lien: Lien) -> list[int]:
    """Of each voice that told both, what it wants less what it lives; a mere wish about what others live tells one."""
    told = [voix for voix in lien.voix if voix.vecu or voix.niveau is not None or not lien.existe]
    return [gap for voix in told if (gap := voix.ecart_au_souhait) is not None]


def _phrase_ecart(more: int, less: int, total: int) -> str:
    over = f"{compte(less, 'lien')} {'dépasse' if less == 1 else 'dépassent'} ce que l’on souhaite"
    if not more:
        return f"Là où un souhait est dit, {over if less else 'le lien est déjà au niveau voulu'}."
    verbe = "pourrait" if more == 1 else "pourraient"
    some = majuscule(compte(more, "relation", feminin=True))
    start = f"{some} sur {nombre(total)} où un souhait est dit {verbe} aller plus loin"
    return f"{start}, de l’avis d’au moins un de ceux qui le vivent{f' ; {over}' if less else ''}."


def _mean_by_pair(contexte: Contexte, gaps: list[tuple[Lien, float]]) -> list[Json]:
    by_pair: defaultdict[tuple[str, str], list[float]] = defaultdict(list)
    for lien, gap in gaps:
        by_pair[contexte.spheres_of(lien)].append(gap)
    return [
        {"spheres": list(pair), "ecart_moyen": sum(values) / len(values), "liens": len(values)}
        for pair, values in sorted(by_pair.items())
        if len(values) >= SEUILS.min_liens_compares
    ]


def ecart_phase(contexte: Contexte) -> Constat:
    """Mean number of phases between the first call and the one that was wanted."""
    delays = [delay for lien in contexte.reseau.liens for delay in _delays(lien)]
    if len(delays) < SEUILS.min_liens_compares:
        found = majuscule(compte(len(delays), "déclaration", feminin=True))
        garde = f"{found} avec la phase vécue et la phase souhaitée : il en faut {nombre(SEUILS.min_liens_compares)}."
        return withhold("ecart-phase", "Le moment de l’appel ne peut pas être comparé au souhait.", garde)
    mean = sum(delays) / len(delays)
    return Constat(
        code="ecart-phase",
        phrase=_phrase_phase(delays),
        valeur=mean,
        garde=None,
        detail={
            "comparees": len(delays),
            "trop_tard": sum(delay > 0 for delay in delays),
            "trop_tot": sum(delay < 0 for delay in delays),
        },
        methode="ecart-phase",
    )


def _delays(lien: Lien) -> list[int]:
    return [
        PHASES.index(said.premier_contact_phase) - PHASES.index(said.phase_souhaitee)
        for said in lien.declarations
        if said.premier_contact_phase and said.phase_souhaitee
    ]


def _phrase_phase(delays: list[int]) -> str:
    late, early, mean = sum(d > 0 for d in delays), sum(d < 0 for d in delays), sum(delays) / len(delays)
    if not late and not early:
        return "On s’appelle au moment souhaité."
    told = [f"plus tard que souhaité dans {nombre(late)} cas sur {nombre(len(delays))}"] if late else []
    told += [f"plus tôt dans {nombre(early)} cas{'' if late else f' sur {nombre(len(delays))}'}"] if early else []
    steps = "au moment souhaité"
    if abs(mean) >= 0.05:
        phases = f"{decimal(abs(mean))} phase{'s' if abs(mean) >= 2 else ''}"
        steps = f"{phases} {'trop tard' if mean > 0 else 'plus tôt'}"
    return f"On s’appelle {liste(told)} ; en moyenne, {steps}."
