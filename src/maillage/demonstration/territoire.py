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

CENTRES: tuple[tuple[float, float], ...] = (
    (0.020, 0.000),
    (-0.075, -0.020),
    (0.125, 0.030),
    (0.052, 0.062),
    (0.108, -0.028),
    (0.010, -0.058),
    (-0.050, 0.045),
    (0.085, 0.110),
    (-0.020, 0.100),
    (-0.012, -0.110),
    (0.160, 0.085),
    (-0.075, -0.080),
    (-0.115, 0.030),
    (-0.095, 0.090),
    (0.095, -0.085),
    (0.035, 0.145),
    (0.120, 0.158),
    (0.035, -0.165),
    (-0.035, -0.185),
    (0.110, -0.150),
    (0.060, -0.225),
)
"""Latitude and longitude of each, in the same order: in the open sea, where no real village can be taken for one."""

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
            "latitude": f"{latitude:.3f}",
            "longitude": f"{longitude:.3f}",
        }
        for rang, ((nom, population, secteur), (latitude, longitude)) in enumerate(
            zip(COMMUNES, CENTRES, strict=True), start=1
        )
    ]
