"""The network as the page Réseau shows it, for Gephi and the like: same nodes, same pairs, same places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.analyse.reseau import Niveau
from maillage.espaces.droits import Droits
from maillage.exports.acteurs import iterate_fiches, read_annexes
from maillage.exports.diffusion import Mention
from maillage.exports.points import write_plain
from maillage.formats.sorties.echanges import COLONNES_ACTEURS
from maillage.formats.sorties.feuilles import join
from maillage.formats.sorties.graphe import Arete, Attribut, GrapheEcrit, Sommet
from maillage.referentiels.models import Forme, Sphere
from maillage.reseau.places import read_places
from maillage.reseau.trame import Noeud, Trait, Trame, read_trame

ETENDUE = 1000.0
"""Side of the drawing, in the units of Gephi."""
FORMES = {Forme.CERCLE: "disc", Forme.CARRE: "square", Forme.TRIANGLE: "triangle", Forme.LOSANGE: "diamond"}
"""As GEXF names them; it has no other."""
COMMUNES = ("sujets",)
RESERVEES = (
    "frequence", "formalisation", "financement", "cadre", "porte_par", "premier_contact_phase", "freins", "leviers",
)  # fmt: skip
"""Of a pair, all that its two sides say: for everybody, the first alone."""

Dits = Mapping[frozenset[str], Mapping[str, set[str]]]


def build_graphe(droits: Droits, mention: Mention, niveau: Niveau = "service") -> GrapheEcrit:
    """`droits` already narrowed to the diffusion. A fixed number of queries, whatever the network."""
    trame = read_trame(droits, niveau)
    spheres = {sphere.code: sphere for sphere in Sphere.objects.usable_in(droits.espace)}
    fiches = _read_fiches(droits)
    places = read_places(droits.espace, niveau, trame)
    dits = _read_dits(droits, trame)
    return GrapheEcrit(
        titre=f"{mention.espace} : le réseau",
        mention=mention.phrase,
        date=mention.jour,
        sommets=[
            _make_sommet(noeud, places[noeud.id], spheres[noeud.sphere], fiches[noeud.id]) for noeud in trame.noeuds
        ],
        aretes=[_make_arete(trame, trait, dits) for trait in trame.traits],
    )


def _read_fiches(droits: Droits) -> dict[str, dict[str, Any]]:
    annexes = read_annexes(droits)
    return {fiche["id"]: fiche for fiche in iterate_fiches(droits, Acteur.objects.visible_to(droits), annexes)}


def _make_sommet(noeud: Noeud, place: tuple[float, float], sphere: Sphere, fiche: dict[str, Any]) -> Sommet:
    """Attributes that are empty are left out: a network file has no empty cell."""
    told = {colonne.nom: write_plain(fiche[colonne.nom]) for colonne in COLONNES_ACTEURS if colonne.nom != "id"}
    attributs: dict[str, Attribut] = {name: value for name, value in told.items() if value not in ("", None)}
    return Sommet(
        id=noeud.id,
        nom=noeud.nom,
        x=round(place[0] * ETENDUE, 2),
        y=round((1 - place[1]) * ETENDUE, 2),
        couleur=sphere.trait,
        forme=FORMES.get(Forme(sphere.forme), "disc"),
        attributs=attributs | {"monde": sphere.nom},
    )


def _make_arete(trame: Trame, trait: Trait, dits: Dits) -> Arete:
    a, b = trame.noeuds[trait.a].id, trame.noeuds[trait.b].id
    attributs: dict[str, Attribut] = {"etat": trait.etat}
    if trait.niveau is not None:
        attributs["niveau"] = float(trait.niveau)
    if trait.souhait is not None:
        attributs["niveau_souhaite"] = int(trait.souhait)
    said = dits.get(frozenset((a, b)), {})
    attributs |= {name: join(sorted(codes)) for name, codes in said.items() if codes}
    return Arete(f"{a}:{b}", a, b, max(1.0, float(trait.niveau or 1)), attributs)


def _read_dits(droits: Droits, trame: Trame) -> Dits:
    """What is said of each pair of nodes, by heading; what is said inside one node is left out. Three queries."""
    fields = (*COMMUNES, *RESERVEES) if droits.peut_animer else COMMUNES
    told = list_told(droits)
    said = Declaration.objects.filter(lien__espace=droits.espace).values_list(
        "lien_id", "source_id", "cible_id", *fields
    )
    works: Any = Declaration.themes.through.objects.filter(declaration__lien__espace=droits.espace)
    ends = ("declaration__lien_id", "declaration__source_id", "declaration__cible_id")
    nodes = Noeuds(trame)
    dits: defaultdict[frozenset[str], defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for lien, source, cible, *values in said:
        if lien in told:
            for name, value in zip(fields, values, strict=True):
                dits[nodes.pair(source, cible)][name] |= set(value if isinstance(value, list) else [value])
    for lien, source, cible, code in works.values_list(*ends, "theme__code"):
        if lien in told:
            dits[nodes.pair(source, cible)]["themes"].add(code)
    return {pair: {name: codes - {""} for name, codes in heard.items()} for pair, heard in dits.items()}


def list_told(droits: Droits) -> set[UUID]:
    """Ids of the links that may be told. Read apart: asked within another query, PostgreSQL tests each row of it."""
    return set(Lien.objects.told_to(droits).values_list("pk", flat=True))


class Noeuds:
    """Which nodes stand for two actors; looked up once for each actor."""

    def __init__(self, trame: Trame) -> None:
        self._trame = trame
        self._known: dict[UUID, str] = {}

    def pair(self, a: UUID, b: UUID) -> frozenset[str]:
        return frozenset((self._find(a), self._find(b)))

    def _find(self, acteur: UUID) -> str:
        if acteur not in self._known:
            self._known[acteur] = self._trame.node_of(str(acteur)) or ""
        return self._known[acteur]
