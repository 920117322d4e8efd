"""Guards and thresholds, all in one place. Each is explained in docs/methode/seuils.md (a test checks that it is)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Seuils:
    """Below a guard (`min_…`) a figure is not said, and the Constat says what is missing instead."""

    # Links
    ecart_contestation: int = 2
    """Levels told by the two sides that differ by this much make the link contested (domain brief §7.5)."""
    mois_perime: int = 18
    """A link last declared longer ago than this is to be confirmed again."""
    mois_fin_financement: int = 12
    """A poste whose funding ends within this many months makes its bridge fragile."""

    # Guards: what must be there before a figure may be said
    min_acteurs_reseau: int = 3
    """Below this many actors a network has no shape to speak of."""
    min_acteurs_sphere: int = 5
    """A rate between two spheres is not said when either has fewer actors."""
    min_liens_financeur: int = 5
    min_liens_compares: int = 5
    """Links carrying both levels (or both phases) below which a mean gap is not said."""
    min_liens_centralisation: int = 10
    min_paires_courtage: int = 10
    """Pairs of unlinked partners below which a share of them is not said."""
    min_membres_instance: int = 4
    """An instance (or dispositif) with fewer known members is not compared with another."""
    max_membres_instance: int = 100
    """Beyond, an assembly: those who are there do not sit together."""
    min_paires_conversion: int = 10
    """Pairs that sit together, and pairs that do not, below which their shares are not compared."""
    min_actions_comparees: int = 3
    """Actions telling the phases of entry below which nothing is said of the moment."""
    min_citations: int = 6
    """Others that must name an actor for its absence from every instance to be told."""
    min_organisations_reussite: int = 3
    part_minimale_repondants: float = 0.5
    """Under this share of actors that declared at least one link, the coverage sentence warns first."""

    # Reading
    p_significative: float = 0.05
    part_chemins_pont: float = 0.05
    """A node carrying at least this share of the paths between the two worlds holds a bridge."""
    max_ponts: int = 3
    centralisation_forte: float = 0.4
    part_financeur_tardif: float = 0.5
    themes_silo: int = 2
    """Services of one structure sharing this many themes at level 0 or 1 form an inner silo."""
    niveau_silo: int = 1
    themes_cote_a_cote: int = 2
    """Dispositifs sharing this many themes speak of the same things."""
    jaccard_instances: float = 0.6
    """Share of common members from which two instances are nearly one."""
    niveau_travail: int = 3
    """Two actors work together from « se coordonner » on: below, they only know or inform each other."""
    niveau_cooperation: int = 4
    part_territoire_servi: float = 0.5
    """A lack is told where at least this share of the other communes is served."""
    part_communes_communes: float = 0.8
    """Two diagnoses bear on the same ground when they share this much of the smaller of the two."""
    mois_diagnostics: int = 24
    max_elements_cadres: int = 12
    """Pairs, zones or triangles held in the detail of one finding."""
    max_liens_triangles: int = 2_000
    """Links of cooperation looked at, highest levels first: bounds time in a large network."""
    max_rencontres: int = 12
    max_souhaits_proposes: int = 8
    """Wishes come first but leave room for meetings that nobody has thought of."""
    max_rencontres_par_acteur: int = 2
    max_candidats_rencontre: int = 300
    """Missing pairs, likeliest first, whose gain is computed."""
    max_acteurs_toutes_paires: int = 2_000
    """Above, only the pairs that have a common partner are candidates."""
    max_paires_examinees: int = 2_000_000
    """Of those, looked at from the least busy common partners on."""

    # Computation
    permutations: int = 5_000
    max_acteurs_permutation: int = 5_000
    max_liens_permutation: int = 20_000
    """Above either, the label-permutation law is replaced by a normal law with its exact mean and variance."""
    max_acteurs_intermediarite: int = 5_000
    """Above, betweenness is estimated from sampled sources."""
    max_sources_intermediarite: int = 500
    min_sources_intermediarite: int = 50
    effort_intermediarite: int = 30_000_000
    """Sources × (actors + links) that an estimate may cost, between the two bounds above."""
    max_spheres: int = 100
    """More spheres than this is a column taken for another."""


SEUILS = Seuils()
