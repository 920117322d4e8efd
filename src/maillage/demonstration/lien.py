"""A link before it is written down, and its rows: one declaration per side that spoke."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from maillage.demonstration.tables import read_table

COLONNES = (
    "source",
    "cible",
    "niveau_reel",
    "niveau_souhaite",
    "sujets",
    "frequence",
    "formalisation",
    "financement",
    "initiateur",
    "premier_contact_phase",
    "phase_souhaitee",
    "cadre",
    "date",
    "declare_par",
)

MOTS = ("sujets", "frequence", "formalisation", "financement", "initiateur", "phase_souhaitee", "cadre")

RETOURNE = {"A": "B", "B": "A", "A-finance-B": "B-finance-A", "B-finance-A": "A-finance-B"}
"""The same fact in the words of the other side, who is A in its own row."""


@dataclass
class Lien:
    """`source` spoke; `niveau_cible` is None as long as the other side has not."""

    source: str
    cible: str
    niveau_source: int
    niveau_cible: int | None = None
    souhaite_source: str = ""
    souhaite_cible: str = ""
    date_source: str = ""
    date_cible: str = ""
    cible_muette: bool = False
    """The table says that the other side did not answer."""
    mots: dict[str, str] = field(default_factory=dict)
    """The other columns, as `source` says them."""

    @property
    def existe(self) -> bool:
        return self.niveau_source > 0

    @property
    def ecart(self) -> int:
        """How much higher the first side sees the link; 0 when the other side is silent."""
        return 0 if self.niveau_cible is None else self.niveau_source - self.niveau_cible


def read_plantes() -> list[Lien]:
    """Links written by hand: the findings of the territory and what holds them together."""
    return [_parse(row) for row in read_table("liens_plantes")]


def _parse(row: Mapping[str, str]) -> Lien:
    cible = row["niveau_cible"]
    return Lien(
        row["source"],
        row["cible"],
        niveau_source=int(row["niveau_source"]),
        niveau_cible=int(cible) if cible.isdigit() else None,
        souhaite_source=row["souhaite_source"],
        souhaite_cible=row["souhaite_cible"],
        date_source=row["date_source"],
        date_cible=row["date_cible"],
        cible_muette=cible == "-",
        mots={mot: row[mot] for mot in MOTS} | {"premier_contact_phase": row["phase"]},
    )


def write_declarations(lien: Lien) -> Iterator[dict[str, str]]:
    """One row per side that spoke."""
    yield {
        "source": lien.source,
        "cible": lien.cible,
        "niveau_reel": str(lien.niveau_source),
        "niveau_souhaite": lien.souhaite_source,
        **lien.mots,
        "date": lien.date_source,
        "declare_par": lien.source,
    }
    if lien.niveau_cible is not None:
        yield {
            "source": lien.cible,
            "cible": lien.source,
            "niveau_reel": str(lien.niveau_cible),
            "niveau_souhaite": lien.souhaite_cible,
            **{mot: RETOURNE.get(dit, dit) for mot, dit in lien.mots.items()},
            "date": lien.date_cible,
            "declare_par": lien.cible,
        }
