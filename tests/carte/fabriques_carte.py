"""Four square communes in a row, their EPCI, a GAL that holds two of them, four actors.

|          | Amont | Bourg | Clos | Dune |
|----------|-------|-------|------|------|
| CCAS     | seat  |       |      |      |
| Caf      | acts in the whole EPCI     |
| GAL      | GAL   | seat  |      |      |
| Foyer    |       |       |      | seat |

So who acts: Amont 3 (CCAS, Caf, GAL), Bourg 2 (Caf, GAL), Clos 1 (Caf), Dune 2 (Caf, Foyer).
"""

from __future__ import annotations

from dataclasses import dataclass

from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from maillage.territoires.models import Contour, OrigineContour, Territoire
from tests.fabriques_acteurs import make_acteur, make_commune, make_perimetre
from tests.territoires.conftest import make_perimetre as compose

NOMS = ("Amont", "Bourg", "Clos", "Dune")
TOTAUX = {"Amont": 3, "Bourg": 2, "Clos": 1, "Dune": 2}


@dataclass
class Pays:
    espace: Espace
    communes: dict[str, Territoire]
    epci: Territoire
    gal: Territoire
    acteurs: dict[str, Acteur]


def square(x: float, y: float, side: float = 0.1) -> dict[str, object]:
    ring = [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]
    return {"type": "Polygon", "coordinates": [ring]}


def draw(commune: Territoire, x: float, y: float, origine: str = OrigineContour.FICHIER) -> None:
    """A square whose south-west corner is there; its centre is the commune's."""
    Contour.objects.create(territoire=commune, geometrie=square(x, y), origine=origine)
    commune.longitude, commune.latitude = round(x + 0.05, 5), round(y + 0.05, 5)
    commune.save(update_fields=["longitude", "latitude"])


def make_pays(espace: Espace) -> Pays:
    communes = {nom: make_commune(nom, code=f"2600{rank}") for rank, nom in enumerate(NOMS)}
    for rank, commune in enumerate(communes.values()):
        draw(commune, 5 + rank / 10, 44.5)
    epci = make_perimetre(espace, *communes.values())
    gal = compose(espace, "GAL des Deux Rives", "Amont", "Bourg", nature="gal")
    acteurs = {
        "ccas": make_acteur(espace, "CCAS d’Amont", commune=communes["Amont"], themes=("vieillissement",)),
        "caf": make_acteur(espace, "Caf", sphere="DS", territoires=(epci,), publics=("familles",)),
        "gal": make_acteur(espace, "GAL", sphere="DL", commune=communes["Bourg"], territoires=(gal,)),
        "foyer": make_acteur(
            espace, "Foyer rural", sphere="PA", commune=communes["Dune"], territoires=(communes["Dune"],),
            themes=("vieillissement",),
        ),
    }  # fmt: skip
    return Pays(espace, communes, epci, gal, acteurs)
