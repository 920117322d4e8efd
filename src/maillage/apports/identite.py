"""Which rows are already known: by our id, by their source and its identifier, by linkage. And what the base was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from maillage.acteurs.models import Acteur, Nature
from maillage.analyse.rapprochement import Fiche
from maillage.apports.comparaison import Bases, is_empty
from maillage.apports.models import EtatApport, LigneApport
from maillage.apports.rapprochement import CERTAIN, Ressemblance, find_ressemblances
from maillage.apports.resolution import Resolue
from maillage.espaces.models import Espace, Trace

CLES: Final = 500
"""Keys in one condition."""
MARGE: Final = timedelta(seconds=2)
"""Spreadsheets drop fractions of seconds."""


@dataclass(frozen=True, slots=True)
class Connu:
    """An actor of the espace, as far as recognising it needs."""

    id: UUID
    nom: str
    nom_rapproche: str
    sigle: str
    nature: str
    commune: UUID | None
    adresse: str
    telephone: str
    courriel: str
    siret: str
    latitude: float | None
    longitude: float | None
    lieu_confidentiel: bool
    source: str
    source_id: str
    retire: bool


@dataclass
class Identites:
    """What recognising found, by number of row."""

    acteurs: dict[int, UUID] = field(default_factory=dict)
    reconnus: dict[int, str] = field(default_factory=dict)
    corbeille: set[int] = field(default_factory=set)
    repetees: dict[int, int] = field(default_factory=dict)
    candidats: dict[int, Sequence[Ressemblance]] = field(default_factory=dict)
    """Actors that a row may be, for a person to say."""


class Annuaire:
    """Everyone of an espace, and what former imports of the same sources became. Three queries."""

    def __init__(self, espace: Espace, sources: Iterable[str]) -> None:
        rows = Acteur.objects.filter(espace=espace).order_by().values_list(
            "id", "nom", "nom_rapproche", "sigle", "nature", "commune_id", "adresse", "telephone", "courriel", "siret",
            "latitude", "longitude", "lieu_confidentiel", "source", "source_id", "retire_le",
        )  # fmt: skip
        self.connus = {row[0]: Connu(*row[:-1], retire=row[-1] is not None) for row in rows}
        self.par_source: dict[tuple[str, str], UUID] = {}
        self.empreintes: defaultdict[tuple[str, str], Mapping[str, str]] = defaultdict(dict)
        former = LigneApport.objects.filter(
            apport__espace=espace, apport__etat=EtatApport.FAIT, source__in=set(sources)
        ).exclude(objet=None)
        told = former.order_by("apport__importe_le").values_list("source", "source_id", "objet", "empreintes")
        for source, source_id, objet, empreintes in told.iterator(chunk_size=2000):
            if objet in self.connus:
                self.par_source[source, source_id] = objet
                self.empreintes[source, str(objet)] = empreintes
        for one in self.connus.values():
            if one.source_id:
                self.par_source.setdefault((one.source, one.source_id), one.id)
        self._successeurs = Acteur.objects.list_successors(espace)

    def find(self, pk: UUID | None) -> Connu | None:
        """The actor of this id; of a sheet that was taken over, the one that says it today."""
        return self.connus.get(self._successeurs.get(pk, pk)) if pk else None

    def list_communes(self) -> set[UUID]:
        return {one.commune for one in self.connus.values() if one.commune is not None}


def recognise(rows: Sequence[Resolue], annuaire: Annuaire) -> Identites:
    """By id, then by source; what remains waits for linkage."""
    found = Identites()
    seen: dict[tuple[str, str], list[Resolue]] = defaultdict(list)
    for row in rows:
        numero = row.brute.numero
        if (known := annuaire.find(row.brute.id)) is not None:
            _note(found, numero, known, "id")
            continue
        same = seen[row.source, row.cle]
        if first := next((one for one in same if _say_the_same(one, row)), None):
            found.repetees[numero] = first.brute.numero
            continue
        same.append(row)
        if len(same) > 1:
            row.cle = f"{row.cle}:{len(same)}"
        if (known := annuaire.find(annuaire.par_source.get((row.source, row.cle)))) is not None:
            _note(found, numero, known, "source")
    return found


def _say_the_same(one: Resolue, other: Resolue) -> bool:
    return replace(one.brute, numero=other.brute.numero) == other.brute


def _note(found: Identites, numero: int, connu: Connu, how: str) -> None:
    found.acteurs[numero], found.reconnus[numero] = connu.id, how
    if connu.retire:
        found.corbeille.add(numero)


def link(rows: Sequence[Resolue], annuaire: Annuaire, found: Identites, communes: Mapping[str, str]) -> None:
    """The rows nobody recognised, beside the actors that no row is yet. A sure one is taken once."""
    taken = set(found.acteurs.values())
    left = [row for row in rows if row.brute.numero not in found.acteurs and row.brute.numero not in found.repetees]
    free = [one for one in annuaire.connus.values() if one.id not in taken and not one.retire]
    close: dict[str, list[Ressemblance]] = {}
    for postes in (False, True):  # a poste is no structure, however alike their names
        close |= find_ressemblances(
            [_describe(row, communes) for row in left if (row.read("nature") == Nature.POSTE) == postes],
            [_describe_connu(one, communes) for one in free if (one.nature == Nature.POSTE) == postes],
        )
    _settle(close, annuaire, found)


def _settle(close: Mapping[str, Sequence[Ressemblance]], annuaire: Annuaire, found: Identites) -> None:
    taken = set(found.acteurs.values())
    for numero, likely in sorted((int(key), likely) for key, likely in close.items()):
        best = UUID(likely[0].cle)
        alone = len(likely) == 1 or likely[1].score < CERTAIN
        if likely[0].score >= CERTAIN and alone and best not in taken:
            taken.add(best)
            _note(found, numero, annuaire.connus[best], "rapprochement")
        else:
            found.candidats[numero] = likely


def _describe(row: Resolue, communes: Mapping[str, str]) -> Fiche:
    brute = row.brute
    return Fiche(
        id=str(brute.numero), nom=_call(brute.nom, brute.sigle), adresse=brute.adresse, code_postal=brute.code_postal,
        commune=communes.get(str(row.lu.get("commune") or ""), brute.commune), telephone=brute.telephone,
        courriel=brute.courriel, siret=brute.siret, latitude=brute.latitude, longitude=brute.longitude,
    )  # fmt: skip


def _describe_connu(one: Connu, communes: Mapping[str, str]) -> Fiche:
    return Fiche(
        id=str(one.id), nom=_call(one.nom, one.sigle), adresse=one.adresse, commune=communes.get(str(one.commune), ""),
        telephone=one.telephone, courriel=one.courriel, siret=one.siret,
        latitude=None if one.lieu_confidentiel else one.latitude,
        longitude=None if one.lieu_confidentiel else one.longitude,
    )  # fmt: skip


def _call(nom: str, sigle: str) -> str:
    return f"{nom} {sigle}".strip()


# The base of a comparison


def find_bases(rows: Iterable[tuple[UUID, str, str]], annuaire: Annuaire, acteurs: Mapping[UUID, Acteur]) -> Bases:
    """For (actor, source, moment of export) of each known row. Reads the journal when something moved since."""
    bases = Bases()
    moved: dict[UUID, datetime] = {}
    for pk, source, exporte in rows:
        moment = read_moment(exporte)
        if moment is None:
            if known := annuaire.empreintes.get((source, str(pk))):
                bases.empreintes[str(pk)] = known
            continue
        bases.exportees.add(str(pk))
        if acteurs[pk].modifie_le > moment + MARGE:
            moved[pk] = moment
    _read_journal(bases, moved)
    return bases


def read_moment(text: str) -> datetime | None:
    """When the row was exported; a moment without zone is that of the site."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.strip().replace(" ", "T", 1))
    except ValueError:
        return None
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _read_journal(bases: Bases, moved: Mapping[UUID, datetime]) -> None:
    """What each field held when the row was exported: what the first change after that day found."""
    keys = list(moved)
    for start in range(0, len(keys), CLES):
        part = keys[start : start + CLES]
        lines = Trace.objects.filter(objet_id__in=part).filter(~Q(avant={})).order_by("id")
        for objet, quand, avant in lines.values_list("objet_id", "quand", "avant"):
            if quand > moved[objet] + MARGE:
                held = dict(bases.avant.get(str(objet), {}))
                bases.avant[str(objet)] = {champ: plain(value) for champ, value in avant.items()} | held


def plain(value: Any) -> Any:
    """A value of the journal as `LigneApport.valeurs` writes it: the keys of what it points to."""
    if isinstance(value, dict):
        pk = value.get("id")
        return int(pk) if isinstance(pk, str) and pk.isdigit() else pk
    if isinstance(value, list):
        return sorted((plain(one) for one in value), key=str)
    return None if is_empty(value) else value
