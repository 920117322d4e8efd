"""What one member reads of a target: its freins by voices, each with its leviers; its leviers; what links declare."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from django.db.models import Q

from maillage.acteurs.liens import Declaration, Lien, VisibiliteLien
from maillage.analyse.francais import compte, majuscule
from maillage.espaces.droits import Droits
from maillage.freins.cibles import Cible, name_cible, read_uuid_or_none
from maillage.freins.forms import ObservationForm
from maillage.freins.models import NatureObservation, Observation
from maillage.freins.reference import Reference, list_leviers, read_reference
from maillage.referentiels.models import Sphere, Valeur

DECLARANTS_MIN: Final = 5
"""Below this number of sides that name a frein, how many do is not told: a few would be recognised."""


@dataclass(frozen=True)
class Remede:
    levier: Valeur
    deja: bool
    """Observed on this same target."""


@dataclass(frozen=True)
class Ligne:
    """One observation, ready to be read."""

    observation: Observation
    nom: str
    famille: str
    voix: int
    ma_voix: bool
    retirable: bool
    remedes: list[Remede] = field(default_factory=list)
    cible: Cible | None = None
    """In a list of several targets."""
    adresse: str = ""

    @property
    def dit_voix(self) -> str:
        """Members who see it, never who."""
        if not self.voix:
            return "Aucune voix"
        return f"{majuscule(compte(self.voix, 'membre'))} le {'voit' if self.voix == 1 else 'voient'}"


@dataclass(frozen=True)
class Section:
    cible: Cible
    adresse: str
    freins: list[Ligne]
    leviers: list[Ligne]
    declares: list[tuple[str, int]]
    retiree: Observation | None = None
    """Just put aside by this visitor, who may bring it back."""
    form: ObservationForm | None = None
    """For who contributes."""

    @property
    def vide(self) -> bool:
        return not (self.freins or self.leviers)


def read_section(droits: Droits, cible: Cible, retire: str = "") -> Section | None:
    """None for the public. A fixed number of queries."""
    if not droits.est_membre:
        return None
    reference = read_reference()
    found = list(Observation.objects.visible_to(droits).filter(cible.filtre).with_voix(droits))
    seen = {one.code for one in found if one.nature == NatureObservation.LEVIER}
    lines = [write_ligne(one, droits, reference, seen) for one in found]
    return Section(
        cible=cible,
        adresse=cible.address(droits.espace.slug),
        freins=[one for one in lines if one.observation.nature == NatureObservation.FREIN],
        leviers=[one for one in lines if one.observation.nature == NatureObservation.LEVIER],
        declares=count_declared(droits, cible.spheres, reference) if cible.spheres else [],
        retiree=find_removed(droits, retire),
        form=ObservationForm(cible=cible, reference=reference) if droits.peut_contribuer else None,
    )


def write_ligne(observation: Observation, droits: Droits, reference: Reference, seen: Iterable[str] = ()) -> Ligne:
    """Of a row read by `with_voix`."""
    nature, code = observation.nature, observation.code
    frein = reference.freins.get(code) if nature == NatureObservation.FREIN else None
    return Ligne(
        observation=observation,
        nom=reference.name(nature, code),
        famille=reference.family(nature, code),
        voix=observation.nombre,  # type: ignore[attr-defined]  # annotated
        ma_voix=observation.ma_voix,  # type: ignore[attr-defined]  # annotated
        retirable=observation.may_be_removed_by(droits),
        remedes=[Remede(one, one.code in seen) for one in list_leviers(frein)] if frein else [],
    )


def write_lignes(found: Iterable[Observation], droits: Droits) -> list[Ligne]:
    """For a list of several targets: rows read by `with_voix().with_targets()`."""
    reference = read_reference()
    lines = []
    for one in found:
        cible = name_cible(one)
        line = write_ligne(one, droits, reference)
        lines.append(Ligne(**{**vars(line), "cible": cible, "adresse": cible.address(droits.espace.slug)}))
    return lines


def count_declared(droits: Droits, spheres: tuple[Sphere, Sphere], reference: Reference) -> list[tuple[str, int]]:
    """How many sides name each frein when they describe their links between these worlds; the most named first.

    Private links are left out, and every frein that fewer than five sides name: a few would be recognised.
    """
    sides: defaultdict[str, set[UUID]] = defaultdict(set)
    for source, codes in _list_declared(droits, spheres):
        for code in codes:
            sides[code].add(source)
    told = [(reference.name(NatureObservation.FREIN, code), len(who)) for code, who in sides.items()]
    return sorted(((nom, n) for nom, n in told if n >= DECLARANTS_MIN), key=lambda one: (-one[1], one[0]))


def _list_declared(droits: Droits, spheres: tuple[Sphere, Sphere]) -> Iterable[tuple[UUID, list[str]]]:
    a, b = spheres
    across = Q(source__sphere=a, cible__sphere=b) | Q(source__sphere=b, cible__sphere=a)
    said = Declaration.objects.filter(across, lien__in=Lien.objects.visible_to(droits))
    return said.exclude(visibilite=VisibiliteLien.PRIVEE).exclude(freins=[]).values_list("source_id", "freins")


def find_removed(droits: Droits, pk: str) -> Observation | None:
    found = read_uuid_or_none(pk)
    if found is None:
        return None
    removed = Observation.objects.readable_by(droits).exclude(retire_le=None).filter(pk=found).first()
    return removed if removed and removed.may_be_removed_by(droits) else None
