"""Two people on one sheet: what each wrote, field by field, and the choice between them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Model
from django.forms import BaseForm, Field
from django.http import QueryDict

from maillage.acteurs.forms import CORRIGES, ActeurForm, represent, represent_all, say

LEUR, MIENNE = "leur", "mienne"


@dataclass(frozen=True)
class Ecart:
    """One field on which the sheet and the form differ. `garde`: the answer proposed."""

    nom: str
    titre: str
    leur: str
    mien: str
    garde: str

    @property
    def question(self) -> str:
        return f"garder_{self.nom}"


class FormulaireFiche(Protocol):
    """The form of a sheet that several people may hold at once."""

    fields: dict[str, Field]

    def read_champs(self) -> dict[str, Any]: ...


def list_ecarts(
    fiche: Model, form: FormulaireFiche, *, depart: Mapping[str, Any], champs: Iterable[str] = CORRIGES
) -> list[Ecart]:
    """What the form would change in the sheet as it stands now.

    `depart` is what the fields held when the form was shown: a field that its author did not touch keeps what the
    other person wrote.
    """
    current, mine = represent_all(fiche, champs), form.read_champs()
    return [
        Ecart(
            name,
            str(form.fields[name].label),
            say(fiche, name, type(fiche)),
            say(mine, name, type(fiche)),
            LEUR if name in depart and depart[name] == represent(mine[name]) else MIENNE,
        )
        for name in mine
        if name in current and current[name] != represent(mine[name])
    ]


def take_theirs(data: QueryDict, fiche: Any, modele: Callable[..., Any] = ActeurForm) -> QueryDict:
    """The form's data where each field answered « leur » holds again what the sheet says. `modele`: its form."""
    merged = data.copy()
    blank = modele(instance=fiche, espace=fiche.espace)
    for name, field in blank.fields.items():
        if data.get(f"garder_{name}") == LEUR:
            merged.pop(name, None)
            write_into(merged, name, blank.get_initial_for_field(field, name), blank)
    return merged


def put_back(fiche: Any, champs: dict[str, Any], modele: Callable[..., Any] = ActeurForm) -> QueryDict:
    """The data of a form about `fiche` as it stands, with some fields replaced."""
    data = QueryDict(mutable=True)
    blank = modele(instance=fiche, espace=fiche.espace)
    for name, field in blank.fields.items():
        value = champs[name] if name in champs else blank.get_initial_for_field(field, name)
        write_into(data, name, value, blank)
    return data


def write_into(data: QueryDict, name: str, value: Any, form: BaseForm) -> None:
    """A value as its widget would have sent it."""
    if isinstance(value, (list, tuple)) or hasattr(value, "all"):
        rows = value.all() if hasattr(value, "all") else value
        data.setlist(name, [str(getattr(row, "pk", row)) for row in rows])
    elif value is True:
        data[name] = "on"
    elif value not in (None, False):
        prepared = form.fields[name].prepare_value(value)
        data[name] = str(getattr(prepared, "pk", prepared))
