"""What people read: one small function per finding, and the order in which a diagnosis is told."""

from __future__ import annotations

from collections.abc import Callable

from maillage.analyse.diagnostic import Constat
from maillage.analyse.indicateurs.actions import ecart_phase_actions, financeur_tardif_actions, reussites_a_raconter
from maillage.analyse.indicateurs.approches import rencontres
from maillage.analyse.indicateurs.contexte import Contexte
from maillage.analyse.indicateurs.couverture import couverture, liens_perimes
from maillage.analyse.indicateurs.dedans import silo_interne
from maillage.analyse.indicateurs.dispositifs import diagnostics_en_double, dispositifs_cote_a_cote
from maillage.analyse.indicateurs.instances import acteur_sans_instance, conversion_instances, instances_redondantes
from maillage.analyse.indicateurs.mondes import isoles_autre_sphere, repli, taux_par_couple
from maillage.analyse.indicateurs.ponts import centralisation, courtage, postes_a_securiser, tenue_du_reseau
from maillage.analyse.indicateurs.triangles import triangles_a_fermer
from maillage.analyse.indicateurs.vecu import asymetrie, ecart_niveaux, ecart_phase, financeur_tardif
from maillage.analyse.indicateurs.zones import zones_blanches

INDICATEURS: tuple[Callable[[Contexte], Constat | list[Constat]], ...] = (
    couverture,
    taux_par_couple,
    repli,
    isoles_autre_sphere,
    postes_a_securiser,
    rencontres,
    courtage,
    centralisation,
    tenue_du_reseau,
    silo_interne,
    financeur_tardif,
    asymetrie,
    ecart_niveaux,
    ecart_phase,
    liens_perimes,
    dispositifs_cote_a_cote,
    instances_redondantes,
    conversion_instances,
    acteur_sans_instance,
    diagnostics_en_double,
    financeur_tardif_actions,
    ecart_phase_actions,
    zones_blanches,
    reussites_a_raconter,
    triangles_a_fermer,
)


def read(contexte: Contexte) -> tuple[Constat, ...]:
    """Every finding, coverage first."""
    told = (indicateur(contexte) for indicateur in INDICATEURS)
    return tuple(constat for said in told for constat in (said if isinstance(said, list) else [said]))


__all__ = ["INDICATEURS", "Contexte", "read"]
