"""Every file that can be carried away: its name, its tool, what it holds, and how it is made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from maillage.acteurs.queries import Demande
from maillage.espaces.droits import Droits
from maillage.exports import acteurs, cadres, inclusion, liens, lisezmoi
from maillage.exports.diffusion import Diffusion, narrow_droits, write_mention
from maillage.exports.points import iterate_points
from maillage.exports.reseau import build_graphe
from maillage.formats.sorties import geojson, ods
from maillage.formats.sorties.csv_texte import iterate_csv
from maillage.formats.sorties.feuilles import Feuille
from maillage.formats.sorties.gexf import write_gexf
from maillage.formats.sorties.graphml import write_graphml
from maillage.formats.sorties.inclusion import write_inclusion
from maillage.formats.sorties.ods import write_ods
from maillage.formats.sorties.xlsx import write_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
EN_MEMOIRE = 4_000_000
"""Bytes of a workbook kept in memory; above, in a temporary file."""
TRANCHE = 64 * 1024


@dataclass(frozen=True)
class Commande:
    """What is to be written: read with which rights, for whom, and which list of actors."""

    droits: Droits
    """Already narrowed to the diffusion."""
    diffusion: str
    demande: Demande | None = None

    @classmethod
    def of(cls, droits: Droits, diffusion: str, demande: Demande | None = None) -> Commande:
        return cls(narrow_droits(droits, diffusion), diffusion, demande)


@dataclass(frozen=True)
class Fichier:
    """One kind of file. `fichier` is the end of its address and, in the archive, its name."""

    fichier: str
    nom: str
    outil: str
    type_mime: str
    write: Callable[[Commande], Iterable[bytes]]
    filtrable: bool = False

    @property
    def sujet(self) -> str:
        return self.fichier.rpartition(".")[0]

    @property
    def extension(self) -> str:
        return self.fichier.rpartition(".")[2]


def _read_acteurs(commande: Commande) -> Feuille:
    return acteurs.make_feuille(commande.droits, acteurs.select_acteurs(commande.droits, commande.demande))


def _list_feuilles_acteurs(commande: Commande) -> list[Feuille]:
    mention = write_mention(commande.droits.espace, commande.diffusion)
    return [_read_acteurs(commande), lisezmoi.make_feuille_acteurs(commande.droits, mention)]


def _list_feuilles_liens(commande: Commande) -> list[Feuille]:
    mention = write_mention(commande.droits.espace, commande.diffusion)
    return [liens.make_feuille(commande.droits), lisezmoi.make_feuille_liens(commande.droits, mention)]


def _list_feuilles_cadres(commande: Commande) -> list[Feuille]:
    droits, mention = commande.droits, write_mention(commande.droits.espace, commande.diffusion)
    return [
        cadres.make_feuille(droits),
        cadres.make_feuille_participations(droits),
        lisezmoi.make_feuille_cadres(droits, mention),
    ]


def _write_workbook(
    feuilles: Callable[[Commande], list[Feuille]], write: Callable[[list[Feuille], IO[bytes]], None]
) -> Callable[[Commande], Iterator[bytes]]:
    def make(commande: Commande) -> Iterator[bytes]:
        with SpooledTemporaryFile(EN_MEMOIRE) as book:
            write(feuilles(commande), book)
            book.seek(0)
            while piece := book.read(TRANCHE):
                yield piece

    return make


def _write_geojson(commande: Commande) -> Iterator[bytes]:
    droits = commande.droits
    mention = write_mention(droits.espace, commande.diffusion)
    apropos = {
        "espace": mention.espace,
        "date": mention.jour.isoformat(),
        "licence": mention.licence,
        "mention": mention.phrase,
    }
    chosen = acteurs.select_acteurs(droits, commande.demande)
    return geojson.iterate_geojson(iterate_points(droits, chosen, acteurs.read_annexes(droits)), apropos)


def _write_gexf(commande: Commande) -> Iterable[bytes]:
    return [write_gexf(build_graphe(commande.droits, write_mention(commande.droits.espace, commande.diffusion)))]


def _write_graphml(commande: Commande) -> Iterable[bytes]:
    return [write_graphml(build_graphe(commande.droits, write_mention(commande.droits.espace, commande.diffusion)))]


def _write_structures(commande: Commande) -> Iterable[bytes]:
    return [write_inclusion(inclusion.list_structures(inclusion.list_decrits(commande.droits)))]


def _write_services(commande: Commande) -> Iterable[bytes]:
    return [write_inclusion(inclusion.list_services(inclusion.list_decrits(commande.droits)))]


ACTEURS = (
    Fichier(
        "acteurs.ods", "Classeur OpenDocument", "LibreOffice", ods.TYPE_MIME,
        _write_workbook(_list_feuilles_acteurs, write_ods), filtrable=True,
    ),
    Fichier(
        "acteurs.xlsx", "Classeur Excel", "Excel, LibreOffice", XLSX,
        _write_workbook(_list_feuilles_acteurs, write_xlsx), filtrable=True,
    ),
    Fichier(
        "acteurs.csv", "CSV", "un autre logiciel, un traitement de données", CSV,
        lambda commande: iterate_csv(_read_acteurs(commande)), filtrable=True,
    ),
    Fichier(
        "acteurs.geojson", "GeoJSON", "QGIS, uMap\u00a0: une carte", geojson.TYPE_MIME, _write_geojson, filtrable=True
    ),
)  # fmt: skip
LIENS = (
    Fichier(
        "liens.ods", "Classeur OpenDocument", "LibreOffice", ods.TYPE_MIME,
        _write_workbook(_list_feuilles_liens, write_ods),
    ),
    Fichier(
        "liens.xlsx", "Classeur Excel", "Excel, LibreOffice", XLSX, _write_workbook(_list_feuilles_liens, write_xlsx)
    ),
    Fichier(
        "liens.csv", "CSV", "un autre logiciel, un traitement de données", CSV,
        lambda commande: iterate_csv(liens.make_feuille(commande.droits)),
    ),
)  # fmt: skip
CADRES = (
    Fichier(
        "cadres.ods", "Classeur OpenDocument", "LibreOffice", ods.TYPE_MIME,
        _write_workbook(_list_feuilles_cadres, write_ods),
    ),
    Fichier(
        "cadres.xlsx", "Classeur Excel", "Excel, LibreOffice", XLSX, _write_workbook(_list_feuilles_cadres, write_xlsx)
    ),
    Fichier(
        "cadres.csv", "CSV, les cadres", "un autre logiciel, un traitement de données", CSV,
        lambda commande: iterate_csv(cadres.make_feuille(commande.droits)),
    ),
    Fichier(
        "participations.csv", "CSV, qui y prend part", "un autre logiciel, un traitement de données", CSV,
        lambda commande: iterate_csv(cadres.make_feuille_participations(commande.droits)),
    ),
)  # fmt: skip
RESEAU = (
    Fichier("reseau.gexf", "GEXF", "Gephi, avec les places et les couleurs", "application/gexf+xml", _write_gexf),
    Fichier("reseau.graphml", "GraphML", "yEd, Gephi, igraph, networkx", "application/graphml+xml", _write_graphml),
)
INCLUSION = (
    Fichier("structures.json", "Structures", "data·inclusion, version 1", "application/json", _write_structures),
    Fichier("services.json", "Services", "data·inclusion, version 1", "application/json", _write_services),
)
FICHIERS = {one.fichier: one for one in (*ACTEURS, *LIENS, *CADRES, *RESEAU, *INCLUSION)}


def name_file(fichier: Fichier, espace_slug: str, jour: str, diffusion: str) -> str:
    """« acteurs-lisaude-2026-11-22.ods »; what is not to be handed around says so."""
    reserve = "-reserve-a-l-animation" if diffusion == Diffusion.ANIMATION else ""
    return f"{fichier.sujet}-{espace_slug}-{jour}{reserve}.{fichier.extension}"
