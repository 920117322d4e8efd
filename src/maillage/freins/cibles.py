"""What an observation is about: a link, an action, or two worlds. Read from an address, checked, and named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import Http404, QueryDict
from django.urls import NoReverseMatch, reverse

from maillage.acteurs.lien_paroles import list_spoken
from maillage.acteurs.liens import Lien
from maillage.cadres.models import Cadre, NatureCadre
from maillage.espaces.droits import Droits
from maillage.freins.models import Observation
from maillage.referentiels.models import Sphere

INCONNUE = "Ce lien, cette action ou ce croisement n’existe pas ici."


@dataclass(frozen=True)
class Cible:
    """Exactly one of the three. `spheres` are in the order of the page; the table keeps them by id."""

    lien: Lien | None = None
    cadre: Cadre | None = None
    spheres: tuple[Sphere, Sphere] | None = None

    @property
    def champs(self) -> dict[str, Any]:
        """As the columns of an observation say it."""
        if self.spheres is None:
            return {"lien": self.lien, "cadre": self.cadre, "sphere_a": None, "sphere_b": None}
        a, b = sorted(self.spheres, key=lambda one: one.pk)
        return {"lien": None, "cadre": None, "sphere_a": a, "sphere_b": b}

    @property
    def filtre(self) -> Q:
        return Q(**{name: value for name, value in self.champs.items() if value is not None})

    @property
    def genre(self) -> str:
        return "lien" if self.lien else "action" if self.cadre else "croisement"

    @property
    def cle(self) -> str:
        """What a form sends back: `read_cible` reads it."""
        if self.spheres is not None:
            return "-".join(one.code for one in self.spheres)
        found = self.lien or self.cadre
        return str(found.pk) if found else ""

    @property
    def nom(self) -> str:
        if self.spheres is not None:
            a, b = self.spheres
            return f"{a.nom}, au dedans" if a == b else f"{a.nom} × {b.nom}"
        return f"{self.lien.a} et {self.lien.b}" if self.lien else str(self.cadre)

    @property
    def reserve(self) -> str:
        """Who reads what is observed here, in words."""
        if self.lien is not None:
            return "Les deux côtés de ce lien et l’animation le lisent, personne d’autre."
        return "Les membres de l’espace le lisent, le public non."

    def address(self, slug: str) -> str:
        """The page where its observations are read. That of a croisement is in a room above: empty without it."""
        if self.spheres is None:
            found = self.lien or self.cadre
            return reverse(f"freins:{'lien' if self.lien else 'cadre'}", args=[slug, found.pk if found else ""])
        try:
            return f"{reverse('diagnostic:croisement', args=[slug, self.cle])}#freins"
        except NoReverseMatch:
            return reverse("freins:accueil", args=[slug])


def read_cible(droits: Droits, donnees: QueryDict) -> Cible:
    """`lien=…`, `action=…` or `croisement=AS-DL`. Raises Http404."""
    if pk := donnees.get("lien"):
        return find_lien(droits, read_uuid(pk))
    if pk := donnees.get("action"):
        return find_cadre(droits, read_uuid(pk))
    return find_croisement(droits, donnees.get("croisement", ""))


def read_uuid_or_none(texte: str) -> UUID | None:
    try:
        return UUID(texte)
    except ValueError:
        return None


def read_uuid(texte: str) -> UUID:
    found = read_uuid_or_none(texte)
    if found is None:
        raise Http404(INCONNUE)
    return found


def find_lien(droits: Droits, pk: UUID) -> Cible:
    """For its two sides and the animation: to others, it is not there."""
    ends = ("a__sphere", "b__sphere", "a__espace", "b__espace")
    lien = Lien.objects.visible_to(droits).select_related(*ends).filter(pk=pk).first()
    if lien is None or not list_spoken(droits, [lien.a_id, lien.b_id]):
        raise Http404(INCONNUE)
    return Cible(lien=lien)


def find_cadre(droits: Droits, pk: UUID) -> Cible:
    cadre = Cadre.objects.visible_to(droits).of(NatureCadre.ACTION).filter(pk=pk).first()
    if cadre is None:
        raise Http404(INCONNUE)
    return Cible(cadre=cadre)


def find_croisement(droits: Droits, texte: str) -> Cible:
    """« AS-DL »: two codes of the espace, in any order. Codes may hold a hyphen."""
    known = {one.code: one for one in Sphere.objects.usable_in(droits.espace)}
    for rank, letter in enumerate(texte):
        a, b = known.get(texte[:rank]), known.get(texte[rank + 1 :])
        if letter == "-" and a and b:
            return Cible(spheres=(a, b))
    raise Http404(INCONNUE)


def name_cible(observation: Observation) -> Cible:
    """The target of a row read with `with_targets`."""
    a, b = observation.sphere_a, observation.sphere_b
    if a is None or b is None:
        return Cible(lien=observation.lien, cadre=observation.cadre)
    first, second = sorted((a, b), key=lambda one: (one.ordre, one.code))
    return Cible(spheres=(first, second))
