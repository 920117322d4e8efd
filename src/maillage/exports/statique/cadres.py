"""The cadres as the pages of the folder show them: each with its parent, what stands in it and who takes part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from maillage.cadres.models import PHASES, NatureCadre, Statut
from maillage.exports.cadres import iterate_fiches, iterate_participations
from maillage.exports.catalogue import Commande
from maillage.exports.statique.fiches import Mots, translate
from maillage.referentiels.models import Dispositif, Liste, Sphere, Valeur


@dataclass(frozen=True)
class Membre:
    """One organisation in one role. `page` is empty when its sheet is not in the folder."""

    nom: str
    page: str
    role: str
    phase: str


@dataclass(frozen=True)
class CadreStatique:
    """One cadre. `dit` is its row of the tables."""

    dit: Mapping[str, Any]
    nature: str
    statut: str
    reference: str
    sphere: Sphere | None
    themes: list[str]
    publics: list[str]
    membres: list[Membre] = field(default_factory=list)
    dedans: list[CadreStatique] = field(default_factory=list)

    @property
    def id(self) -> str:
        return str(self.dit["id"])

    @property
    def nom(self) -> str:
        return str(self.dit["nom"])

    @property
    def page(self) -> str:
        return f"cadres/{self.id}.html"


def read_cadres(commande: Commande, mots: Mots, connus: set[str]) -> list[CadreStatique]:
    """In the order of their names. `connus`: ids of the actors that have a page."""
    references = {one.code: one.libelle for one in Dispositif.objects.all()}
    membres = _list_membres(commande, connus)
    cadres = [_make(dit, mots, references, membres.get(dit["id"], [])) for dit in iterate_fiches(commande.droits)]
    by_id = {cadre.id: cadre for cadre in cadres}
    for cadre in cadres:
        if cadre.dit["parent_id"] in by_id:
            by_id[cadre.dit["parent_id"]].dedans.append(cadre)
    return cadres


def _make(dit: Mapping[str, Any], mots: Mots, references: Mapping[str, str], membres: list[Membre]) -> CadreStatique:
    return CadreStatique(
        dit=dit,
        nature=str(NatureCadre(dit["nature"]).label),
        statut=str(Statut(dit["statut"]).label),
        reference=references.get(dit["reference"], ""),
        sphere=mots.spheres.get(dit["sphere"]),
        themes=translate(dit["themes"], mots.themes),
        publics=translate(dit["publics"], mots.publics),
        membres=membres,
    )


def _list_membres(commande: Commande, connus: set[str]) -> Mapping[str, list[Membre]]:
    roles = dict(Valeur.objects.of(Liste.ROLE).values_list("code", "nom"))
    phases = dict(PHASES)
    found: defaultdict[str, list[Membre]] = defaultdict(list)
    for row in iterate_participations(commande.droits):
        page = f"acteurs/{row['acteur_id']}.html" if row["acteur_id"] in connus else ""
        role, phase = roles.get(row["role"], row["role"]), phases.get(row["phase"], "")
        found[row["cadre_id"]].append(Membre(row["acteur"], page, role, phase))
    return found
