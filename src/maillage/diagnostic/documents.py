"""The whole diagnosis as a document: which forms, for whom, under which name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify

from maillage.analyse.diagnostic import Diagnostic
from maillage.analyse.reseau import Reseau
from maillage.diagnostic.models import Genre
from maillage.espaces.models import Espace
from maillage.formats.diagnostic_json import dumps
from maillage.publication import rendre
from maillage.reseau.mondes import list_spheres, tell_mondes
from maillage.reseau.places import place_reseau

MENTION_FICTIVE: Final = "Territoire fictif : lieux, structures et personnes sont inventés pour la démonstration."
JSON: Final = "json"


@dataclass(frozen=True)
class Forme:
    code: str
    nom: str
    precision: str
    type_mime: str
    extension: str = ""
    """Of the file; the code when empty."""


FORMES: Final = {
    forme.code: forme
    for forme in (
        Forme(Genre.DEUX_PAGES, "Deux pages", "pour les élus : l’essentiel, en PDF", "application/pdf", "pdf"),
        Forme(Genre.PDF, "PDF", "pour imprimer et transmettre, lisible par un lecteur d’écran", "application/pdf"),
        Forme(
            Genre.DOCX,
            "Document modifiable",
            "pour reprendre le texte dans Word ou LibreOffice",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        Forme(Genre.HTML, "Page web", "un seul fichier, à lire sans connexion", "text/html; charset=utf-8"),
        Forme(JSON, "Données", "toutes les mesures, pour un autre logiciel", "application/json"),
    )
}


def render(espace: Espace, diagnostic: Diagnostic, reseau: Reseau, genre: str, *, publique: bool) -> bytes:
    """`publique`: the diagnosis and the network were already narrowed to what everybody may read."""
    if genre == JSON:
        return dumps(diagnostic).encode()
    return rendre(
        diagnostic,
        reseau,
        FORMES[genre].extension or genre,  # type: ignore[arg-type]  # one of FORMES, checked by the view
        titre=f"{espace.nom} : diagnostic du maillage",
        mention=MENTION_FICTIVE if espace.fictif else "",
        diffusion="publique" if publique else "animation",
        mondes=tell_mondes(list_spheres(espace)),
        places=place_reseau(espace, diagnostic.niveau, reseau),
        court=genre == Genre.DEUX_PAGES,
    )


def name_file(espace: Espace, genre: str, *, publique: bool) -> str:
    """« diagnostic-monts-et-vallee-de-la-lisaude-2026-11-22.pdf »; what is not to be handed around says so."""
    reserve = "" if publique else "-reserve-a-l-animation"
    court = "-deux-pages" if genre == Genre.DEUX_PAGES else ""
    start = f"diagnostic{court}-{slugify(espace.nom)[:60] or 'espace'}-{espace.aujourdhui.isoformat()}"
    return f"{start}{reserve}.{FORMES[genre].extension or genre}"
