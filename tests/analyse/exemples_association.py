"""A small territory written by hand, and the shipped rules: what the requests of the tests are asked of."""

from __future__ import annotations

import csv
from pathlib import Path

import maillage.referentiels
from maillage.analyse.association.demande import ActeurLocal, Demande, Dispositif, Libelles, Regle
from maillage.analyse.association.metiers import load_metiers
from maillage.analyse.association.mots import understand
from maillage.analyse.association.territoire import Territoire, build_territoire

BOURG, VILLAGE, HAMEAU, VOISINE, LOIN = "bourg", "village", "hameau", "voisine", "loin"
EPCI = frozenset({BOURG, VILLAGE, HAMEAU})
BASSIN = EPCI | {VOISINE}
CERCLES = (frozenset({BOURG}), EPCI, BASSIN, BASSIN | {"prefecture"})
DONNEES = Path(maillage.referentiels.__path__[0]) / "donnees"


def read_regles() -> tuple[Regle, ...]:
    with (DONNEES / "regles.csv").open(encoding="utf-8") as opened:
        return tuple(
            Regle(
                code=row["code"],
                themes=frozenset(row["themes"].split()),
                sujet=next(iter(row["themes"].split()), ""),
                publics=frozenset(row["publics"].split()),
                phases=tuple(row["phases"].split()),
                initiateur=row["initiateur"],
                associer=tuple(row["associer"].split()),
                role=row["role"],
                priorite=int(row["priorite"]),
                raison=row["raison"],
                question=row["question"],
            )
            for row in csv.DictReader(opened)
        )


def read_libelles() -> Libelles:
    with (DONNEES / "types.csv").open(encoding="utf-8") as opened:
        types = {row["code"]: row for row in csv.DictReader(opened)}
    metiers = load_metiers()
    return Libelles(
        types={code: row["nom"] for code, row in types.items()},
        metiers={code: metier.nom for code, metier in metiers.items()},
        employeurs={code: metier.employeurs for code, metier in metiers.items()},
        financeurs=frozenset(code for code, row in types.items() if row["financeur"] == "oui"),
    )


def acteur(
    identifiant: str, type_code: str, sphere: str, communes: set[str], themes: str = "", metier: str = ""
) -> ActeurLocal:
    return ActeurLocal(
        id=identifiant,
        nom=identifiant.replace("-", " ").capitalize(),
        type=type_code,
        metiers=frozenset(metier.split()),
        sphere=sphere,
        themes=frozenset(themes.split()),
        communes=frozenset(communes),
    )


ACTEURS = (
    acteur("ccas-bourg", "CCAS", "AS", {BOURG}, "PRE DRO VIE"),
    acteur("ccas-village", "CCAS", "AS", {VILLAGE}, "PRE"),
    acteur("cias", "CIAS", "AS", set(EPCI), "VIE DRO"),
    acteur("mds", "MDS", "AS", set(BASSIN), "PRE LOG PAR"),
    acteur("secours-bourg", "ALIM", "AS", {BOURG}, "ALI PRE"),
    acteur("secours-voisine", "ALIM", "AS", {VOISINE}, "ALI PRE"),
    acteur("restos-loin", "ALIM", "AS", {LOIN}, "ALI PRE"),
    acteur("mission-locale", "ML", "AS", set(BASSIN), "EMP JEU"),
    acteur("aide-a-domicile", "ADMR", "AS", set(EPCI), "VIE"),
    acteur("clic", "CLIC", "AS", set(BASSIN), "VIE"),
    acteur("ehpad", "EHPAD", "AS", {BOURG}, "VIE"),
    acteur("centre-social", "CS", "DS", {BOURG}, "LIE PAR JEU"),
    acteur("evs", "EVS", "DS", {VILLAGE}, "LIE CUL"),
    acteur("foyer-rural", "FR", "DS", {HAMEAU}, "CUL ASS"),
    acteur("creche", "CRE", "DS", {BOURG}, "PEN"),
    acteur("college", "COL", "DS", {BOURG}, "JEU"),
    acteur("caf", "CAF", "DS", set(CERCLES[3]), "PEN PAR JEU"),
    acteur("msa", "MSA", "AS", set(CERCLES[3]), "AGR VIE SAN"),
    acteur("departement", "DEP", "AS", set(CERCLES[3]), "PRE VIE"),
    acteur("communaute", "EPCI", "DL", set(EPCI), "CDV ESS"),
    acteur("mairie", "COM", "DL", {BOURG}, "CDV"),
    acteur("chambre", "CHAGRI", "DL", set(CERCLES[3]), "AGR ALI"),
    acteur("office-tourisme", "OT", "DL", set(EPCI), "TOU"),
    acteur("mediatheque", "MED", "DL", {BOURG}, "CUL NUM"),
    acteur("tiers-lieu", "TL", "PA", {VILLAGE}, "LIE ESS NUM"),
    acteur("bailleur", "BAIL", "PA", set(CERCLES[3]), "LOG"),
    acteur("maison-sante", "MSP", "PA", {BOURG}, "SAN"),
    acteur("chantier", "SIAE", "AS", set(BASSIN), "EMP TRE"),
    acteur("charge-pat", "", "DL", set(EPCI), "ALI AGR", "M47"),
    acteur("chargee-ctg", "", "PA", set(EPCI), "PEN PAR LIE", "M33"),
)
LIENS = (
    ("ccas-bourg", "secours-bourg", 4),
    ("ccas-bourg", "mds", 3),
    ("mds", "mission-locale", 2),
    ("communaute", "charge-pat", 5),
    ("communaute", "ccas-bourg", 2),
    ("charge-pat", "chambre", 4),
    ("chargee-ctg", "caf", 4),
    ("chargee-ctg", "communaute", 5),
    ("ccas-bourg", "evs", 2),
    ("evs", "tiers-lieu", 3),
    ("evs", "foyer-rural", 0),
)
DISPOSITIFS = (
    Dispositif(code="D67", nom="PAT", themes=frozenset({"ALI", "AGR"}), types=frozenset({"EPCI", "CHAGRI", "CCAS"})),
    Dispositif(
        code="PAT-ICI", nom="PAT de la vallée", themes=frozenset({"ALI"}), types=frozenset({"CCAS", "CS"}), local=True
    ),
    Dispositif(code="D01", nom="CTG", themes=frozenset({"PEN", "PAR"}), types=frozenset({"CAF"})),
)
REGLES = read_regles()
LIBELLES = read_libelles()
TERRITOIRE: Territoire = build_territoire(ACTEURS, LIENS, DISPOSITIFS)


def demander(texte: str, phase: str, sphere: str = "", *, structure: str = "") -> Demande:
    compris = understand(texte)
    return Demande(
        phase=phase,
        themes=compris.themes,
        publics=compris.publics,
        sphere=sphere,
        structure=structure,
        cercles=CERCLES,
    )
