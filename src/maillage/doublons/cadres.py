"""Merging cadres: what stands under them, who takes part in them and what was observed of them follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django.db.models import Count

from maillage.analyse.francais import compte
from maillage.cadres.actions import CHAMPS, save_cadre
from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.doublons.genres import FusionRefusee, Genre, Mots, Releve
from maillage.doublons.models import FusionCadres, FusionDeFiches, PaireCadres
from maillage.doublons.observations import give_observations_back, move_observations
from maillage.doublons.releve import represent_json
from maillage.espaces.actions import Refus

DITS: Final = (("phase",), ("depuis", "jusqu_a"))
"""What a seat says of an entry; the two dates go together."""


def save(cadre: Cadre, champs: Mapping[str, Any], qui: Utilisateur | None) -> Cadre:
    try:
        return save_cadre(espace=cadre.espace, qui=qui, champs=champs, cadre=cadre)
    except Refus as refus:
        raise FusionRefusee(" ".join(refus.messages)) from refus


def check(garde: Cadre, absorbe: Cadre) -> None:
    if garde.nature != absorbe.nature:
        raise FusionRefusee("Un dispositif, une instance et une action ne se réunissent qu’avec leurs pareils.")


def move(absorbe: Cadre, garde: Cadre) -> Releve:
    """Ids of what moved. What both held stays on the sheet put aside, and comes back with it."""
    enfants = list(Cadre.objects.filter(parent=absorbe).values_list("pk", flat=True))
    Cadre.objects.filter(pk__in=enfants).update(parent=garde)
    moved, filled = _move_seats(absorbe, garde)
    return {
        "enfants": [str(pk) for pk in enfants],
        "participations": moved,
        "completees": filled,
        "observations": move_observations(absorbe, garde),
    }


def _move_seats(absorbe: Cadre, garde: Cadre) -> tuple[list[str], list[dict[str, Any]]]:
    """(ids of the seats that moved, blanks of the kept seats that were filled from the other)."""
    held = {(one.acteur_id, one.role): one for one in garde.participations.select_for_update()}
    moved, filled = [], []
    for seat in absorbe.participations.select_for_update():
        twin = held.get((seat.acteur_id, seat.role))
        if twin is None:
            moved.append(str(seat.pk))
        else:
            filled += list(_fill(twin, seat))
    Participation.objects.filter(pk__in=moved).update(cadre=garde)
    return moved, filled


def _fill(kept: Participation, other: Participation) -> Iterator[dict[str, Any]]:
    """What the kept seat does not say, and the other does."""
    for together in DITS:
        if any(getattr(kept, name) for name in together):
            continue
        told = {name: getattr(other, name) for name in together if getattr(other, name)}
        Participation.objects.filter(pk=kept.pk).update(**told)
        yield from ({"id": str(kept.pk), "champ": name, "dit": represent_json(value)} for name, value in told.items())


def move_back(absorbe: Cadre, garde: Cadre, fusion: FusionDeFiches) -> None:
    releve: Releve = fusion.releve
    Cadre.objects.filter(pk__in=releve["enfants"], parent=garde).update(parent=absorbe)
    held = set(absorbe.participations.values_list("acteur", "role"))
    for seat in garde.participations.filter(pk__in=releve["participations"]):
        if (seat.acteur_id, seat.role) not in held:
            Participation.objects.filter(pk=seat.pk).update(cadre=absorbe)
    for one in releve["completees"]:
        _empty_again(one)
    give_observations_back(releve["observations"], absorbe, garde)


def _empty_again(filled: Mapping[str, Any]) -> None:
    """A blank that a fusion filled, unless someone has written there since."""
    name = filled["champ"]
    blank = "" if name == "phase" else None
    Participation.objects.filter(pk=filled["id"], **{name: filled["dit"]}).update(**{name: blank})


def count_participants(cadres: Sequence[Cadre]) -> dict[str, int]:
    told = Participation.objects.filter(cadre__in=cadres).values_list("cadre")
    counts = dict(told.annotate(nombre=Count("acteur", distinct=True)))
    return {str(one.pk): counts.get(one.pk, 0) for one in cadres}


def situate(cadre: Cadre) -> str:
    years = "-".join(str(one.year) for one in (cadre.debut, cadre.fin) if one)
    return " · ".join(part for part in (cadre.get_nature_display(), str(cadre.parent or ""), years) if part)


CADRES = Genre(
    code="cadres",
    mots=Mots(
        un="cadre",
        plusieurs="cadres",
        prudence="Deux conventions qui se suivent, ou deux comités de deux contrats, sont deux cadres.",
        cherche="noms, dispositifs de référence, périodes, territoires et participants",
        suit="ses participants",
        regle="Les participants, ce qui est dans ces cadres et ce qui en a été observé se retrouvent sur la fiche"
        " gardée. Quand un acteur tient le même rôle dans les deux, la fiche gardée fait foi, et l’autre complète ce"
        " qu’elle ne dit pas.",
    ),
    modele=Cadre,
    paires=PaireCadres,
    fusions=FusionCadres,
    champs=CHAMPS,
    sans_choix=("nature",),
    save=save,
    check=check,
    move=move,
    move_back=move_back,
    count=count_participants,
    say_count=lambda nombre: compte(nombre, "participant"),
    situate=situate,
)
