"""Freins and leviers observed on an action that go with it into another sheet, and back; voices follow."""

from __future__ import annotations

from typing import Any

from maillage.cadres.models import Cadre
from maillage.doublons.releve import represent_json
from maillage.freins.models import Observation, Voix

Gelee = dict[str, Any]
"""`id` of the observation. `jumelle`, when the kept action had the same one: its id, the voices it gained from this
one, and when it had been put aside if it stands again."""


def move_observations(absorbe: Cadre, garde: Cadre) -> list[Gelee]:
    """One that both hold stays on the sheet put aside; its voices are heard on the one that is kept."""
    held = {(one.nature, one.code): one for one in garde.observations.select_for_update()}
    return [_move(one, held.get((one.nature, one.code)), garde) for one in absorbe.observations.select_for_update()]


def _move(one: Observation, twin: Observation | None, garde: Cadre) -> Gelee:
    if twin is None:
        Observation.objects.filter(pk=one.pk).update(cadre=garde)
        return {"id": str(one.pk)}
    gelee: Gelee = {"id": str(one.pk), "jumelle": str(twin.pk), "voix": [], "retiree": None}
    if one.retire_le is None:
        gelee["voix"] = _share_voices(one, twin)
        gelee["retiree"] = represent_json(twin.retire_le)
        Observation.objects.filter(pk=twin.pk).update(retire_le=None)
    return gelee


def _share_voices(one: Observation, twin: Observation) -> list[str]:
    heard = twin.voix.values("adhesion")
    new = list(one.voix.exclude(adhesion__in=heard).values_list("adhesion", flat=True))
    Voix.objects.bulk_create([Voix(observation=twin, adhesion_id=pk) for pk in new])
    return [str(pk) for pk in new]


def give_observations_back(moved: list[Gelee], absorbe: Cadre, garde: Cadre) -> None:
    for gelee in moved:
        if "jumelle" not in gelee:
            Observation.objects.filter(pk=gelee["id"], cadre=garde).update(cadre=absorbe)
            continue
        Voix.objects.filter(observation=gelee["jumelle"], adhesion__in=gelee["voix"]).delete()
        if gelee["retiree"]:
            Observation.objects.filter(pk=gelee["jumelle"], retire_le=None).update(retire_le=gelee["retiree"])
