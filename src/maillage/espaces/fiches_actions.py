"""Writing a sheet, whatever its kind: save, verify, put aside, bring back. Each leaves its trace.

Rooms call these from their own actions, which say what their sheets hold and what their rules refuse.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.db import transaction

from maillage.comptes.models import Utilisateur
from maillage.espaces.envois import create_once
from maillage.espaces.fiches import Fiche
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace

F = TypeVar("F", bound=Fiche)


class EditionConcurrente(Exception):
    """Someone saved this sheet since it was read; `fiche` is as it stands now."""

    def __init__(self, fiche: Fiche) -> None:
        super().__init__(f"{fiche} est à la version {fiche.version}")
        self.fiche = fiche


@dataclass(frozen=True)
class Ecriture(Generic[F]):
    """What is written in one kind of sheets. `prepare` settles or refuses a row just before it is saved."""

    modele: type[F]
    champs: tuple[str, ...]
    """What people write, and the journal keeps; `relations` are those that hold several rows."""
    relations: tuple[str, ...]
    prepare: Callable[[F], None]

    @transaction.atomic
    def save(  # noqa: PLR0913
        self,
        *,
        espace: Espace,
        qui: Utilisateur | None,
        champs: Mapping[str, Any],
        fiche: F | None,
        version: int | None,
        pk: UUID | None,
    ) -> F:
        """Create a sheet, or correct one: only the fields given change. Raises EditionConcurrente.

        `pk`, chosen when the form was shown, makes a creation sent twice one creation. `version` is the one that was
        read; without it, the fields given win.
        """
        rows = self.modele._default_manager.filter(espace=espace)
        if fiche is None:
            return create_once(
                find=lambda: rows.filter(pk=pk).first() if pk else None,
                create=lambda: self._create(espace, qui, champs, pk),
            )
        current = rows.select_for_update().get(pk=fiche.pk)
        if version is not None and version != current.version:
            raise EditionConcurrente(current)
        return self._correct(current, qui, champs)

    def _create(self, espace: Espace, qui: Utilisateur | None, champs: Mapping[str, Any], pk: UUID | None) -> F:
        taken = pk is None or self.modele._default_manager.filter(pk=pk).exists()
        fiche = self.modele(espace=espace) if taken else self.modele(espace=espace, pk=pk)
        self._write(fiche, champs, force_insert=True)
        trace(espace=espace, qui=qui, geste=Geste.CREER, objet=fiche, avant={}, apres=snapshot(fiche, self.champs))
        return fiche

    def _correct(self, fiche: F, qui: Utilisateur | None, champs: Mapping[str, Any]) -> F:
        before = snapshot(fiche, self.champs)
        self._write(fiche, champs)
        after = snapshot(fiche, self.champs)
        if before == after:
            return fiche
        fiche.version += 1
        fiche.save(update_fields=["version"])
        trace(espace=fiche.espace, qui=qui, geste=Geste.MODIFIER, objet=fiche, avant=before, apres=after)
        return fiche

    def _write(self, fiche: F, champs: Mapping[str, Any], *, force_insert: bool = False) -> None:
        for name in self.champs:
            if name in champs and name not in self.relations:
                setattr(fiche, name, champs[name])
        self.prepare(fiche)
        fiche.save(force_insert=force_insert)
        for name in self.relations:
            if name in champs:
                getattr(fiche, name).set(champs[name])


@transaction.atomic
def verify_fiche(*, fiche: Fiche, qui: Utilisateur, quand: date) -> None:
    """A human says that the sheet is true today. Twice the same day by the same person is once."""
    current = type(fiche)._default_manager.select_for_update().get(pk=fiche.pk)
    if (current.date_verification, current.verifie_par_id) == (quand, qui.pk):
        return
    before = snapshot(current, ["date_verification"])
    current.date_verification, current.verifie_par = quand, qui
    current.save(update_fields=["date_verification", "verifie_par", "modifie_le"])
    after = snapshot(current, ["date_verification"])
    trace(espace=current.espace, qui=qui, geste=Geste.VERIFIER, objet=current, avant=before, apres=after)


def set_aside(fiche: Fiche, *, qui: Utilisateur | None, quand: datetime | None) -> None:
    """Put one sheet aside (`quand` given), or bring it back. Within the caller's transaction."""
    before = snapshot(fiche, ["retire_le"])
    fiche.retire_le = quand
    fiche.save(update_fields=["retire_le", "modifie_le"])
    geste = Geste.RETIRER if quand else Geste.RETABLIR
    trace(espace=fiche.espace, qui=qui, geste=geste, objet=fiche, avant=before, apres=snapshot(fiche, ["retire_le"]))
