"""With whom an actor works, at which level, for its page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, Nature
from maillage.espaces.droits import Droits
from maillage.referentiels.models import Liste, Valeur

MONTRES = 150
"""Beyond, the page would outgrow its 60 kB: the network page shows them all."""

DEPLIES = 6
"""Of each level, before the rest is folded."""


@dataclass(frozen=True)
class Voisin:
    lien: Lien
    acteur: Acteur
    """The other end."""
    par: Acteur | None
    """The service through which, when the link is not the actor's own."""
    dits: list[tuple[str, str]] = field(default_factory=list)
    """Who says which level, for the animation, when the two do not say the same."""


@dataclass(frozen=True)
class Groupe:
    titre: str
    etat: str
    voisins: list[Voisin]

    @property
    def premiers(self) -> list[Voisin]:
        return self.voisins[:DEPLIES]

    @property
    def suivants(self) -> list[Voisin]:
        return self.voisins[DEPLIES:]


@dataclass(frozen=True)
class Voisinage:
    groupes: list[Groupe]
    nombre: int
    montres: int

    @property
    def tronque(self) -> bool:
        return self.nombre > self.montres


def list_voisins(droits: Droits, acteur: Acteur, held: Sequence[Acteur] = ()) -> Voisinage:
    """Grouped by level, the closest first, then wished links. Seven queries at most."""
    mine = {acteur.pk: acteur} | {one.pk: one for one in held if one.nature == Nature.SERVICE}
    seen = Lien.objects.around(droits, mine).exclude(etat=EtatLien.ABSENT)
    liens = list(
        seen.select_related("a__sphere", "b__sphere").only("etat", "niveau", *_list_shown("a"), *_list_shown("b"))
    )
    liens.sort(key=lambda lien: -(lien.niveau or 0))
    outer = [lien for lien in liens if not (lien.a_id in mine and lien.b_id in mine)]
    shown = outer[:MONTRES]
    said = _list_declarations(droits, shown)
    names = {value.code: value.nom for value in Valeur.objects.of(Liste.NIVEAU)}
    voisins = [_turn(lien, acteur, mine, said.get(lien.pk, []), names) for lien in shown]
    return Voisinage(_group(voisins, names), len(outer), len(shown))


def _list_shown(end: str) -> list[str]:
    """All that a line says of one end: whole sheets, 150 times, would cost more than the page."""
    return [f"{end}__{name}" for name in ("nom", "nom_cherche")] + [
        f"{end}__sphere__{name}" for name in ("code", "nom", "forme", "lettre", "trait")
    ]


def _turn(
    lien: Lien, acteur: Acteur, mine: dict[UUID, Acteur], said: list[Declaration], names: dict[str, str]
) -> Voisin:
    near, far = (lien.a, lien.b) if lien.a_id in mine else (lien.b, lien.a)
    dits = [
        (_name_side(one, near, far), _name_level(one.niveau_reel, names)) for one in said if one.niveau_reel is not None
    ]
    differ = len({niveau for _, niveau in dits}) > 1
    return Voisin(lien, far, None if near.pk == acteur.pk else near, dits if differ else [])


def _name_side(declaration: Declaration, near: Acteur, far: Acteur) -> str:
    return near.nom if declaration.source_id == near.pk else far.nom


def _name_level(niveau: float | None, names: dict[str, str]) -> str:
    if niveau is None:
        return "Niveau non dit"
    return names.get(str(round(niveau)), f"Niveau {round(niveau)}")


def _group(voisins: list[Voisin], names: dict[str, str]) -> list[Groupe]:
    lived = [one for one in voisins if one.lien.etat != EtatLien.SOUHAITE]
    wished = [one for one in voisins if one.lien.etat == EtatLien.SOUHAITE]
    groups: dict[str, list[Voisin]] = {}
    for one in sorted(lived, key=lambda voisin: (-round(voisin.lien.niveau or 0), voisin.acteur.nom_cherche)):
        groups.setdefault(_name_level(one.lien.niveau, names), []).append(one)
    told = [Groupe(titre, "vecu", found) for titre, found in groups.items()]
    return [*told, Groupe("Liens souhaités", "souhaite", wished)] if wished else told


def _list_declarations(droits: Droits, liens: list[Lien]) -> dict[UUID, list[Declaration]]:
    """Both sides' words, for those who may see them."""
    if not droits.peut_animer:
        return {}
    said: dict[UUID, list[Declaration]] = {}
    for one in Declaration.objects.filter(lien__in=liens).order_by("date"):
        said.setdefault(one.lien_id, []).append(one)
    return said
