"""What a list can be narrowed by: typed values that a view prepares and `{% facettes %}` draws."""

from __future__ import annotations

from dataclasses import dataclass, field

from maillage.referentiels.models import Sphere


@dataclass(frozen=True)
class Choix:
    valeur: str
    libelle: str
    nombre: int | None = None
    coche: bool = False
    sphere: Sphere | None = None


@dataclass(frozen=True)
class Facette:
    """`nom` is the parameter in the address; `unique`: one answer only."""

    nom: str
    titre: str
    choix: list[Choix] = field(default_factory=list)
    unique: bool = False
    ouverte: bool = False
    suite: str = ""
    """Said below the choices, when there are more."""

    @property
    def depliee(self) -> bool:
        return self.ouverte or any(choix.coche for choix in self.choix)
