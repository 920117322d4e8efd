"""Participations that go from one sheet to another, and back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre, Participation
from maillage.doublons.releve import represent_json

Gelee = dict[str, Any]
"""`id`, and whether it went `ecartee` (the kept sheet had this role in this cadre already) with what it said."""
DITS = ("phase", "depuis", "jusqu_a")


def move_participations(absorbe: Acteur, garde: Acteur) -> list[Gelee]:
    """Every role of `absorbe` becomes one of `garde`; one that both held stays as the kept sheet says it."""
    held = set(Participation.objects.filter(acteur=garde).values_list("cadre", "role"))
    moved = []
    for one in Participation.objects.select_for_update().filter(acteur=absorbe).order_by("pk"):
        doubled = (one.cadre_id, one.role) in held
        moved.append(_freeze(one, ecartee=doubled))
        if doubled:
            one.delete()
        else:
            Participation.objects.filter(pk=one.pk).update(acteur=garde)
    return moved


def _freeze(one: Participation, *, ecartee: bool) -> Gelee:
    said = {name: represent_json(getattr(one, name)) for name in DITS}
    return {"id": str(one.pk), "cadre": str(one.cadre_id), "role": one.role, "ecartee": ecartee} | said


def give_participations_back(moved: Iterable[Gelee], absorbe: Acteur, garde: Acteur) -> None:
    """What moved comes back as it stands now; what was set aside, as it was. Removed since, it stays removed."""
    for gelee in moved:
        if gelee["ecartee"]:
            _thaw(gelee, absorbe)
            continue
        current = Participation.objects.filter(pk=gelee["id"], acteur=garde).first()
        if current is not None and not _holds(absorbe, str(current.cadre_id), current.role):
            Participation.objects.filter(pk=current.pk).update(acteur=absorbe)


def _holds(acteur: Acteur, cadre: str, role: str) -> bool:
    return Participation.objects.filter(acteur=acteur, cadre=cadre, role=role).exists()


def _thaw(gelee: Gelee, absorbe: Acteur) -> None:
    """Written again under its own id, unless its cadre has gone for good."""
    if not Cadre.objects.filter(pk=gelee["cadre"]).exists() or _holds(absorbe, gelee["cadre"], gelee["role"]):
        return
    said = {name: Participation._meta.get_field(name).to_python(gelee[name]) for name in DITS}  # type: ignore[union-attr]
    free = not Participation.objects.filter(pk=gelee["id"]).exists()
    own = {"pk": gelee["id"]} if free else {}
    Participation.objects.create(acteur=absorbe, cadre_id=gelee["cadre"], role=gelee["role"], **said, **own)
