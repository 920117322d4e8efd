"""Made-up lists of structures with known duplicates: drawn, not copied, the same for the same size and seed."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.reseaux import GRAINE

COLONNES = ("id", "nom", "adresse", "code_postal", "commune", "telephone", "courriel", "siret", "vrai")
_GENRES = (
    ("CCAS", "Centre communal d’action sociale"), ("Mairie", "Commune"), ("Centre social", "Centre socioculturel"),
    ("France services", "Espace France services"), ("MSP", "Maison de santé pluriprofessionnelle"),
    ("Mission locale", "ML"), ("EHPAD", "Établissement d’hébergement pour personnes âgées dépendantes"),
    ("ADMR", "Aide à domicile en milieu rural"), ("Médiathèque", "Bibliothèque"), ("RPE", "Relais petite enfance"),
)  # fmt: skip
_DEBUTS = (
    "Val",
    "Mont",
    "Roche",
    "Font",
    "Champ",
    "Bois",
    "Pré",
    "Vern",
    "Aigue",
    "Clair",
    "Haut",
    "Combe",
    "Cham",
    "Bel",
)
_FINS = (
    "orane",
    "signac",
    "brune",
    "meilh",
    "ville",
    "court",
    "ay",
    "eyrac",
    "azet",
    "onne",
    "iers",
    "euil",
    "aux",
    "olles",
)
_VOIES = (("rue", "r."), ("avenue", "av."), ("place", "pl."), ("chemin", "che"), ("boulevard", "bd"), ("route", "rte"))
_NOMS = (
    "de la Gare",
    "de l’Église",
    "de la Mairie",
    "de la Fontaine",
    "Victor-Hugo",
    "de la République",
    "des Tilleuls",
)
_PROPRES = (
    *("Le Panier", "La Filature", "L’Escale", "Les Passerelles", "La Remise", "Horizon", "Arc-en-ciel"),
    *("Le Relais vert", "Entraide", "Trait d’union", "La Ruche", "Récup’R", "Cultivons", "Le Fournil"),
)
_AVANT, _APRES = ("", "", "Saint-", "Le "), ("", "-sur-Lisaude", "-le-Haut", "")


def draw(rows: int, seed: int = GRAINE) -> list[dict[str, str]]:
    """About a third of the rows are another writing of an actor already there; `vrai` says which actor.

    In one commune no two actors bear one name: there is one mairie, one CCAS.
    """
    rng = Random(seed)
    communes = _draw_communes(rng, max(20, rows // 4))
    drawn: list[dict[str, str]] = []
    actor = 0
    known: set[tuple[str, str]] = set()
    while len(drawn) < rows:
        first = _draw_actor(rng, communes, actor)
        if (first["nom"], first["code_postal"]) in known:
            continue
        known.add((first["nom"], first["code_postal"]))
        actor += 1
        copies = rng.choices((1, 2, 3), (70, 22, 8))[0]
        drawn += [first, *(_write_again(rng, first) for _ in range(copies - 1))]
    rng.shuffle(drawn)
    return [{**row, "id": str(number)} for number, row in enumerate(drawn[:rows], 1)]


def write(path: str, rows: int) -> None:
    with Path(path).open("w", encoding="utf-8", newline="") as opened:
        writer = csv.DictWriter(opened, COLONNES)
        writer.writeheader()
        writer.writerows(draw(rows))


def _draw_communes(rng: Random, count: int) -> list[tuple[str, str]]:
    return [
        (
            f"{rng.choice(_AVANT)}{rng.choice(_DEBUTS)}{rng.choice(_FINS)}{rng.choice(_APRES)}",
            f"{rng.randrange(1, 96):02d}{rng.randrange(0, 1000, 10):03d}",
        )
        for _ in range(count)
    ]


def _draw_actor(rng: Random, communes: list[tuple[str, str]], actor: int) -> dict[str, str]:
    commune, code = rng.choice(communes)
    nom = f"{rng.choice(_GENRES)[0]} de {commune}" if rng.random() < 0.6 else (
        f"{rng.choice(('Association', 'Ressourcerie', 'Épicerie solidaire', 'Tiers-lieu'))} {rng.choice(_PROPRES)}"
    )  # fmt: skip
    return {
        "id": "", "nom": nom, "adresse": f"{rng.randrange(1, 180)} {rng.choice(_VOIES)[0]} {rng.choice(_NOMS)}",
        "code_postal": code, "commune": commune, "telephone": f"0{rng.randrange(100_000_000, 600_000_000)}",
        "courriel": f"contact{actor}@structure.fr", "siret": f"{rng.randrange(10**13, 10**14)}", "vrai": str(actor),
    }  # fmt: skip


def _write_again(rng: Random, row: dict[str, str]) -> dict[str, str]:
    """The same actor as someone else would have typed it: another form, capitals, a slip, cells left empty."""
    again = dict(row)
    for short, long in _GENRES:
        if again["nom"].startswith(short) and rng.random() < 0.5:
            again["nom"] = again["nom"].replace(short, long, 1)
    for whole, short in _VOIES:
        if rng.random() < 0.5:
            again["adresse"] = again["adresse"].replace(whole, short, 1)
    again["telephone"] = "+33 " + " ".join(again["telephone"][1:][at : at + 2] for at in range(0, 9, 2))
    if rng.random() < 0.3:
        again["nom"] = _slip(rng, again["nom"])
    if rng.random() < 0.4:
        again = {
            name: value.upper() if name in ("nom", "commune", "adresse") else value for name, value in again.items()
        }
    for name, share in (("telephone", 0.4), ("courriel", 0.5), ("siret", 0.6), ("adresse", 0.2)):
        if rng.random() < share:
            again[name] = ""
    return again


def _slip(rng: Random, text: str) -> str:
    at = rng.randrange(len(text))
    return text[:at] + rng.choice(("", text[at] * 2, rng.choice("aeiou"))) + text[at + 1 :]


def judge(rows: list[dict[str, Any]]) -> tuple[float, float]:
    """Precision and recall, over pairs, of the column « groupe »."""
    return tuple(_share(rows, one, other) for one, other in (("groupe", "vrai"), ("vrai", "groupe")))  # type: ignore[return-value]


def _share(rows: list[dict[str, Any]], kept: str, cut: str) -> float:
    """Of the pairs that agree on `kept`, the share that agrees on `cut` too."""
    whole: dict[str, int] = {}
    parts: dict[tuple[str, str], int] = {}
    for row in rows:
        whole[row[kept]] = whole.get(row[kept], 0) + 1
        parts[row[kept], row[cut]] = parts.get((row[kept], row[cut]), 0) + 1
    pairs = sum(n * (n - 1) for n in whole.values())
    return sum(n * (n - 1) for n in parts.values()) / pairs if pairs else 1.0
