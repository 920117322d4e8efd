"""Undoing an import: what it created and nobody touched goes, what it changed comes back, later edits stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Field, Q

from maillage.acteurs.declarer import ATTRIBUTS, declare, withdraw
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur, Nature, PorteParole
from maillage.apports.analyse import load_acteurs
from maillage.apports.annulation_cadres import undo_cadres
from maillage.apports.corrections import correct
from maillage.apports.identite import CLES, plain
from maillage.apports.models import Apport, GenreApport
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, read_value
from maillage.espaces.models import Trace


@dataclass
class Annules:
    """What one undoing did."""

    retires: int = 0
    remis: int = 0
    gardes: list[str] = field(default_factory=list)
    """Names of what someone touched since: kept as it is."""


def undo(apport: Apport, qui: Utilisateur | None) -> Annules:
    """Inside the caller's transaction."""
    annules = Annules()
    traces = _list_traces(apport)
    if apport.genre == GenreApport.LIENS:
        _undo_liens(traces, qui, annules)
        return annules
    if apport.genre == GenreApport.CADRES:
        undo_cadres(traces, qui, annules)
        return annules
    _put_back({pk: one for pk, one in traces.items() if one.avant}, qui, annules)
    _remove({pk: one for pk, one in traces.items() if not one.avant}, annules)
    return annules


def _list_traces(apport: Apport) -> dict[UUID, Trace]:
    """What the import wrote, by thing: its lines of the journal, between the two that the import noted."""
    first, last = apport.bilan["traces"]
    written = Trace.objects.filter(espace=apport.espace_id, geste=Geste.IMPORTER, id__gt=first, id__lt=last)
    return {one.objet_id: one for one in written}


# What it changed


def _put_back(traces: Mapping[UUID, Trace], qui: Utilisateur | None, annules: Annules) -> None:
    keys = list(traces)
    for start in range(0, len(keys), CLES):
        acteurs = load_acteurs(keys[start : start + CLES])
        corrections = {}
        for pk, acteur in acteurs.items():
            line = traces[pk]
            back = {
                champ: plain(line.avant.get(champ)) for champ, wrote in line.apres.items()
                if plain(read_value(acteur, champ)) == plain(wrote)
            }  # fmt: skip
            if len(back) < len(line.apres):
                annules.gardes.append(acteur.nom)
            back.pop("precision_lieu", None) if "latitude" not in back else None
            if back:
                corrections[acteur] = back
        annules.remis += len(correct(corrections, qui=qui, geste=Geste.ANNULER))


# What it created


def _remove(traces: Mapping[UUID, Trace], annules: Annules) -> None:
    """Deleted for good when nothing happened to it since; its line of the journal stays."""
    touched = set(_find_touched(traces))
    noms = dict(Acteur.objects.filter(pk__in=touched).values_list("pk", "nom")) if touched else {}
    annules.gardes += sorted(noms.values())
    gone = [pk for pk in traces if pk not in touched]
    postes = Acteur.objects.filter(nature=Nature.POSTE)
    for part in _split(gone):
        postes.filter(pk__in=part).delete()
    for part in _split(gone):
        Acteur.objects.filter(pk__in=part).update(parent=None)
    for part in _split(gone):
        annules.retires += Acteur.objects.filter(pk__in=part).count()
        Acteur.objects.filter(pk__in=part).delete()


def _find_touched(traces: Mapping[UUID, Trace]) -> Iterator[UUID]:
    """Corrected, verified, linked, spoken for or given a service since: and then what holds it."""
    keys = list(traces)
    kept: set[UUID] = set()
    for part in _split(keys):
        told = Trace.objects.filter(objet_id__in=part).values_list("objet_id", "id")
        kept |= {objet for objet, pk in told if pk != traces[objet].pk}
        for a, b in Lien.objects.filter(Q(a__in=part) | Q(b__in=part)).values_list("a", "b"):
            kept |= {a, b} & traces.keys()
        kept |= set(PorteParole.objects.filter(acteur__in=part).values_list("acteur", flat=True))
        kept |= set(Acteur.objects.filter(pk__in=part).exclude(personne=None).values_list("pk", flat=True))
        outside = Acteur.objects.filter(parent__in=part).exclude(pk__in=part).values_list("pk", "parent")
        kept |= {parent for pk, parent in outside if pk not in traces and parent is not None}
    yield from _climb(kept, traces)


def _climb(kept: set[UUID], traces: Mapping[UUID, Trace]) -> set[UUID]:
    """With the structures that hold those that stay."""
    level = kept
    while level:
        parents = Acteur.objects.filter(pk__in=level).values_list("parent", flat=True)
        level = {pk for pk in parents if pk is not None and pk in traces} - kept
        kept |= level
    return kept


def _split(keys: Sequence[UUID]) -> Iterator[Sequence[UUID]]:
    return (keys[start : start + CLES] for start in range(0, len(keys), CLES))


# Links


def _undo_liens(traces: Mapping[UUID, Trace], qui: Utilisateur | None, annules: Annules) -> None:
    found = Declaration.objects.select_related("lien__espace", "source__espace", "cible__espace")
    for pk, declaration in found.in_bulk(list(traces)).items():
        line = traces[pk]
        if line.avant:
            _put_back_declaration(declaration, line, qui, annules)
        elif Trace.objects.filter(objet_id=pk, id__gt=line.pk).exists():
            annules.gardes.append(str(declaration))
        else:
            annules.retires += withdraw(declaration=declaration, qui=qui)


def _read_typed(champ: str, value: Any) -> Any:
    field = Declaration._meta.get_field(champ)
    return field.to_python(value) if isinstance(field, Field) else value


def _put_back_declaration(said: Declaration, line: Trace, qui: Utilisateur | None, annules: Annules) -> None:
    back: dict[str, Any] = {
        champ: line.avant.get(champ) for champ, wrote in line.apres.items()
        if champ in ATTRIBUTS and plain(read_value(said, champ)) == plain(wrote)
    }  # fmt: skip
    if len(back) < len(line.apres):
        annules.gardes.append(str(said))
    if not back:
        return
    typed = {champ: _read_typed(champ, value) for champ, value in back.items()}
    typed.setdefault("date", said.date)
    declare(source=said.source, cible=said.cible, qui=qui, quand=said.date, attributs=typed, geste=Geste.ANNULER)
    annules.remis += 1
