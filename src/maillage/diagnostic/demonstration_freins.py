"""What the members of the fictional territory have seen between its worlds, with their voices."""

from __future__ import annotations

from dataclasses import dataclass

from maillage.espaces.models import Espace
from maillage.freins.cibles import Cible
from maillage.freins.models import NatureObservation, Observation, Voix
from maillage.referentiels.models import Sphere


@dataclass(frozen=True)
class Vu:
    nature: NatureObservation
    code: str
    mondes: tuple[str, str]
    voix: int
    texte: str = ""


FREIN, LEVIER = NatureObservation.FREIN, NatureObservation.LEVIER
VUS = (
    Vu(FREIN, "F17", ("AS", "DL"), 3, "Deux projets sur trois arrivent au financeur une fois le budget bouclé."),
    Vu(FREIN, "F03", ("AS", "DL"), 2, "Accompagner\u00a0: un entretien pour les uns, un dossier pour les autres."),
    Vu(FREIN, "F30", ("AS", "DL"), 1),
    Vu(LEVIER, "L11", ("AS", "DL"), 2, "La liste d’idées tenue au marché de Valmorane a servi deux fois."),
    Vu(LEVIER, "L16", ("AS", "DL"), 1),
    Vu(FREIN, "F08", ("AS", "DS"), 2),
    Vu(FREIN, "F01", ("DS", "DL"), 1),
)  # fmt: skip


def load_observations(espace: Espace) -> None:
    """Again over what a visitor changed: those between worlds go first."""
    spheres = {one.code: one for one in Sphere.objects.shared()}
    Observation.objects.filter(espace=espace).delete()
    members = list(espace.adhesions.order_by("pk"))
    for vu in VUS:
        a, b = (spheres[code] for code in vu.mondes)
        observation = Observation.objects.create(
            espace=espace, nature=vu.nature, code=vu.code, texte=vu.texte, le=espace.aujourdhui,
            **Cible(spheres=(a, b)).champs,
        )  # fmt: skip
        Voix.objects.bulk_create(Voix(observation=observation, adhesion=one) for one in members[: vu.voix])
