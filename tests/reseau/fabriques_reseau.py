"""Small networks whose declarations were really merged."""

from __future__ import annotations

import random
from datetime import date

from maillage.acteurs.declarer import declare
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.espaces.models import Espace
from tests.fabriques_acteurs import make_acteur

JOUR = date(2026, 11, 22)


def say(source: Acteur, cible: Acteur, niveau: int | None = None, souhait: int | None = None, **fields) -> Lien:
    """One side speaks."""
    attributs = {"niveau_reel": niveau, "niveau_souhaite": souhait, **fields}
    return declare(source=source, cible=cible, qui=None, quand=JOUR, attributs=attributs).lien


def make_lisaude(espace: Espace) -> dict[str, Acteur]:
    """Two worlds, a structure with two services, and one link of each state."""
    acteurs = {
        "ccas": make_acteur(espace, "CCAS de Valmorane", themes=("logement",)),
        "mds": make_acteur(espace, "Maison des solidarités", themes=("logement", "alimentation")),
        "gal": make_acteur(espace, "GAL de la Lisaude", sphere="DL", themes=("alimentation",)),
        "epci": make_acteur(espace, "Communauté de communes", sphere="DL"),
        "seul": make_acteur(espace, "Foyer rural", sphere="DS"),
    }
    acteurs["enfance"] = make_acteur(espace, "Service enfance", sphere="DL", service=True, parent=acteurs["epci"])
    acteurs["habitat"] = make_acteur(espace, "Service habitat", sphere="DL", service=True, parent=acteurs["epci"])
    a = acteurs
    say(a["ccas"], a["mds"], 3), say(a["mds"], a["ccas"], 4)  # confirmed
    say(a["ccas"], a["enfance"], 2)  # declared
    say(a["mds"], a["enfance"], 5), say(a["enfance"], a["mds"], 1)  # contested
    say(a["habitat"], a["mds"], 4)
    say(a["gal"], a["ccas"], None, 3)  # wished
    say(a["gal"], a["mds"], 0)  # absent
    return acteurs


def make_random(espace: Espace, graine: int, *, acteurs: int = 14, paroles: int = 40) -> None:
    """Structures, services and postes that say anything of one another; the same for one seed."""
    rng = random.Random(graine)
    made: list[Acteur] = []
    for rank in range(acteurs):
        parent = rng.choice([one for one in made if one.nature == "structure"] or [None])
        kind = rng.choice(["structure", "service", "poste"]) if parent else "structure"
        holder = rng.choice([one for one in made if one in {parent} or one.parent == parent]) if parent else None
        if holder and holder.nature == "poste":
            holder = parent
        made.append(
            make_acteur(
                espace,
                f"Acteur {rank:02}",
                sphere=rng.choice(["AS", "DS", "DL", "PA"]),
                service=kind == "service",
                poste=kind == "poste",
                parent=None if kind == "structure" else parent if kind == "service" else holder,
                membres=rng.random() < 0.1,
                brouillon=rng.random() < 0.05,
            )
        )
    for _ in range(paroles):
        a, b = rng.sample(made, 2)
        level = rng.choice([None, 0, 1, 2, 3, 4, 5])
        say(a, b, level, rng.choice([None, 0, 2, 4]), visibilite=rng.choice(["territoire"] * 8 + ["groupe", "privee"]))


__all__ = ["JOUR", "Declaration", "make_lisaude", "make_random", "say"]
