"""From a network to its diagnosis: the one entry of the engine."""

from __future__ import annotations

import math
from datetime import date

from maillage.analyse import indicateurs
from maillage.analyse.cadres import Cadres
from maillage.analyse.diagnostic import (
    VERSION,
    Cohesion,
    Courtage,
    Croisement,
    Diagnostic,
    MesuresActeur,
    Mixite,
    Resume,
    Roles,
)
from maillage.analyse.graphe import Floats, Ints
from maillage.analyse.mesures import Mesures, cohesion, measure, mixite
from maillage.analyse.mesures.ensemble import Etape, silent
from maillage.analyse.rencontres import find_rencontres
from maillage.analyse.reseau import Reseau

GRAINE = 20_260_322


SANS_CADRE = Cadres()


def diagnostiquer(
    reseau: Reseau,
    *,
    date_reference: date,
    cadres: Cadres = SANS_CADRE,
    graine: int = GRAINE,
    etape: Etape = silent,
) -> Diagnostic:
    """Measure the network and read it. Pure: same network, cadres, date and seed, same diagnosis.

    Without any cadre nothing is said of them: a diagnosis of two tables stays what it is.

    `etape` is told in French what begins, so that a caller can show progress.
    """
    mesures = measure(reseau.graphe, graine, etape)
    etape("rencontres à provoquer")
    rencontres = find_rencontres(reseau)
    etape("constats")
    contexte = indicateurs.Contexte(reseau, mesures, date_reference, graine, rencontres, cadres)
    return Diagnostic(
        version=VERSION,
        graine=graine,
        niveau=reseau.niveau,
        date_reference=date_reference,
        echantillon_intermediarite=mesures.sampled_sources,
        reseau=_summarise(reseau),
        cohesion=_gather_cohesion(reseau, mesures),
        mixite=_gather_mixite(mesures),
        courtage=_gather_courtage(mesures),
        acteurs=tuple(_measure_acteur(reseau, mesures, number) for number in range(len(reseau.acteurs))),
        constats=indicateurs.read(contexte),
        rencontres=rencontres,
    )


def _summarise(reseau: Reseau) -> Resume:
    etats = [lien.etat for lien in reseau.liens]
    graphe = reseau.graphe
    return Resume(
        acteurs=len(reseau.acteurs),
        liens=len(reseau.liens),
        declarations=reseau.nombre_declarations,
        confirmes=etats.count("confirme"),
        contestes=etats.count("conteste"),
        spheres=dict(zip(graphe.spheres, graphe.sphere_sizes.tolist(), strict=True)),
    )


def _gather_cohesion(reseau: Reseau, mesures: Mesures) -> Cohesion:
    graphe = reseau.graphe
    return Cohesion(
        densite=cohesion.density(graphe),
        liens_par_acteur=cohesion.mean_partners(graphe),
        composantes=len(mesures.component_sizes),
        isoles=tuple(reseau.acteurs[i].id for i in cohesion.isolates(graphe)),
        connexite=mesures.connectedness,
        centralisation_degre=cohesion.degree_centralisation(graphe),
        centralisation_intermediarite=cohesion.betweenness_centralisation(graphe, mesures.betweenness),
    )


def _gather_mixite(mesures: Mesures) -> Mixite:
    mixing, spheres = mesures.mixing, mesures.graphe.spheres
    cells = [(a, b) for a in range(len(spheres)) for b in range(a, len(spheres))]
    return Mixite(
        matrice=tuple(
            _gather_cell((spheres[a], spheres[b]), int(mixing.links[a, b]), int(mixing.possible[a, b]))
            for a, b in cells
        ),
        part_liens_croises=mixite.share_across(mixing),
        indice_ei=mixite.ei_index(mixing),
        indice_ei_attendu=mixite.expected_ei_index(mixing),
        p_valeur=mesures.label_test.p_value,
        permutations=mesures.label_test.permutations,
        rapport_de_cotes=mixite.odds_ratio(mixing),
        assortativite=mixite.assortativity(mixing),
        modularite=mixite.modularity(mixing),
    )


def _gather_cell(spheres: tuple[str, str], liens: int, possibles: int) -> Croisement:
    return Croisement(spheres=spheres, liens=liens, possibles=possibles, taux=liens / possibles if possibles else None)


def _gather_courtage(mesures: Mesures) -> Courtage:
    expected = mesures.brokerage.expected
    return Courtage(reseau=_roles(mesures.brokerage.totals), attendu=None if expected is None else _roles(expected))


def _roles(counts: Ints | Floats) -> Roles:
    coordinateur, consultant, porte, liaison = counts.tolist()
    return Roles(coordinateur=coordinateur, consultant=consultant, porte=porte, liaison=liaison)


def _measure_acteur(reseau: Reseau, mesures: Mesures, number: int) -> MesuresActeur:
    acteur = reseau.acteurs[number]
    return MesuresActeur(
        id=acteur.id,
        nom=acteur.libelle,
        sphere=acteur.sphere,
        degre=int(mesures.graphe.degrees[number]),
        intermediarite=float(mesures.betweenness[number]),
        contrainte=_applicable(mesures.constraint[number]),
        taille_effective=_applicable(mesures.effective_size[number]),
        coeur=int(mesures.core[number]),
        articulation=bool(mesures.articulation[number]),
        courtage=_roles(mesures.brokerage.roles[number]),
    )


def _applicable(value: float) -> float | None:
    """NaN is how arrays say « sans objet »; outside the engine it is None."""
    return None if math.isnan(value) else float(value)
