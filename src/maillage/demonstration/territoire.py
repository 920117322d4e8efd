"""The 21 invented communes of the Lisaude and the zones that actors cover."""

from __future__ import annotations

from itertools import chain

COMMUNES: tuple[tuple[str, int, str], ...] = (
    ("Pont-de-Lisaude", 2_310, "vallee-lisaude"),
    ("Valmorane", 1_420, "val-orsanne"),
    ("Cressignac", 980, "vallee-cresse"),
    ("Montarelle", 760, "vallee-lisaude"),
    ("Chantebise", 640, "vallee-cresse"),
    ("Saint-Amblard", 610, "vallee-lisaude"),
    ("Soulargue", 560, "val-orsanne"),
    ("Vernaude", 520, "vallee-lisaude"),
    ("Rochebrève", 480, "val-orsanne"),
    ("Mirevaux", 450, "vallee-lisaude"),
    ("Fontrousse", 420, "vallee-cresse"),
    ("Tarvelle", 390, "val-orsanne"),
    ("Orsanne", 360, "val-orsanne"),
    ("Lauzerolles", 340, "val-orsanne"),
    ("Saint-Orvin", 320, "vallee-cresse"),
    ("Chambrelles", 300, "val-orsanne"),
    ("Estrevelle", 260, "vallee-lisaude"),
    ("Malvèze", 230, "plateau"),
    ("La Fontesse", 200, "plateau"),
    ("Vaubrune", 160, "plateau"),
    ("Noirecombe", 130, "plateau"),
)
"""Name, inhabitants, sector. No name is that of a real commune."""

SECTEURS = {
    "vallee-lisaude": "Vallée de la Lisaude",
    "val-orsanne": "Val d’Orsanne",
    "vallee-cresse": "Vallée de la Cresse",
    "plateau": "Plateau ouest",
}
SECTEUR_DE = {nom: secteur for nom, _, secteur in COMMUNES}

ZONES: dict[str, tuple[str, ...]] = {
    **{secteur: tuple(nom for nom, _, s in COMMUNES if s == secteur) for secteur in SECTEURS},
    "epci": tuple(SECTEUR_DE),
    "secteur-mds": tuple(nom for nom, _, secteur in COMMUNES if secteur != "plateau"),
    "bassin-sante": tuple(nom for nom in SECTEUR_DE if nom != "Cressignac"),
}
"""Perimeters overlap on purpose: the social workers' sector leaves the plateau out, the health basin Cressignac."""


def expand_zones(zones: str) -> tuple[str, ...]:
    """« plateau|Chantebise » gives the names of its communes, in the official order."""
    named = set(chain.from_iterable(ZONES.get(zone, (zone,)) for zone in zones.split("|") if zone))
    if unknown := named - set(SECTEUR_DE):
        raise ValueError(f"unknown commune or zone: {sorted(unknown)}")
    return tuple(nom for nom in SECTEUR_DE if nom in named)


def list_communes() -> list[dict[str, str]]:
    """Rows of communes.csv; codes and postal codes are outside the real ranges."""
    return [
        {
            "code": f"ZZ{rang:03}",
            "nom": nom,
            "code_postal": f"{99 + rang:05}",
            "population": str(population),
            "secteur": SECTEURS[secteur],
        }
        for rang, (nom, population, secteur) in enumerate(COMMUNES, start=1)
    ]
