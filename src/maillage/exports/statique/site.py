"""Writing the pages into the archive, under `site/`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from maillage.acteurs.liens import EtatLien
from maillage.carte.tableau import build_lignes
from maillage.diagnostic.concernes import withhold_details
from maillage.diagnostic.documents import render as render_document
from maillage.diagnostic.lecture import Lecture, is_large, make_demande, read_lecture, read_reseau
from maillage.diagnostic.matrice import read_spheres
from maillage.diagnostic.models import Genre
from maillage.diagnostic.rencontres import list_rencontres
from maillage.diagnostic.views import describe
from maillage.exports.archive.paquet import Paquet
from maillage.exports.catalogue import FICHIERS, Commande
from maillage.exports.diffusion import Diffusion, Mention
from maillage.exports.statique.cadres import CadreStatique, read_cadres
from maillage.exports.statique.carte import read_carte, tell_carte
from maillage.exports.statique.fiches import FicheStatique, Mots, group_by_commune, read_fiches, read_mots
from maillage.exports.statique.pages import cut
from maillage.exports.statique.ressources import ICONE, Habillage, read_habillage
from maillage.reseau.dessin import Feuille, draw, say, say_wishes, say_worlds
from maillage.reseau.mondes import list_spheres, tell_mondes
from maillage.reseau.places import read_places
from maillage.reseau.trame import Trame, read_trame

Suivi = Callable[[str, int], None]
MENU = (
    ("Accueil", "index.html"),
    ("Acteurs", "acteurs.html"),
    ("Cadres", "cadres.html"),
    ("Réseau", "reseau.html"),
    ("Carte", "carte.html"),
    ("Territoires", "territoires.html"),
    ("Diagnostic", "diagnostic.html"),
    ("Données", "donnees.html"),
)
PAR_PAGE = 300


@dataclass(frozen=True)
class Dossier:
    """What every page needs."""

    commande: Commande
    mention: Mention
    habillage: Habillage
    mots: Mots
    trame: Trame
    fiches: list[FicheStatique]
    cadres: list[CadreStatique]

    def render(self, gabarit: str, chemin: str, **contexte: Any) -> bytes:
        racine = "../" * chemin.count("/")
        shared = {
            "espace": self.commande.droits.espace,
            "mention": self.mention,
            "reservee": self.commande.diffusion == Diffusion.ANIMATION,
            "racine": racine,
            "styles": self.habillage.styles,
            "icone": ICONE,
            "menu": [(nom, page, page == _find_section(chemin)) for nom, page in MENU],
        }
        return render_to_string(f"exports/statique/{gabarit}.html", shared | contexte).encode()


def _find_section(chemin: str) -> str:
    """« acteurs/0192….html » and « acteurs-2.html » are under « acteurs.html »."""
    head = chemin.partition("/")[0].partition(".")[0].partition("-")[0]
    return f"{head}.html"


def write_site(paquet: Paquet, commande: Commande, mention: Mention, suivi: Suivi) -> None:
    suivi("pages : lecture", 60)
    mots, trame = read_mots(commande), read_trame(commande.droits)
    fiches = read_fiches(commande, trame, mots)
    cadres = read_cadres(commande, mots, {fiche.id for fiche in fiches})
    dossier = Dossier(commande, mention, read_habillage(), mots, trame, fiches, cadres)
    for name, path in dossier.habillage.fichiers.items():
        paquet.add(f"site/{name}", [path.read_bytes()])
    for chemin, page in _iterate_pages(dossier, suivi):
        paquet.add(f"site/{chemin}", [page])


def _iterate_pages(dossier: Dossier, suivi: Suivi) -> Iterator[tuple[str, bytes]]:
    yield "index.html", dossier.render("index", "index.html", **_count(dossier))
    yield from _iterate_acteurs(dossier, suivi)
    yield from _iterate_cadres(dossier)
    yield from _iterate_reseau(dossier)
    yield from _iterate_carte(dossier)
    for tranche in cut(group_by_commune(dossier.fiches), "territoires", PAR_PAGE):
        yield tranche.chemin, dossier.render("territoires", tranche.chemin, tranche=tranche)
    suivi("pages : diagnostic", 95)
    yield from _iterate_diagnostic(dossier)
    yield "donnees.html", dossier.render("donnees", "donnees.html", fichiers=FICHIERS.values())


def _count(dossier: Dossier) -> dict[str, Any]:
    lived = [trait for trait in dossier.trame.traits if trait.etat != EtatLien.SOUHAITE]
    nodes = [fiche for fiche in dossier.fiches if not fiche.est_poste]
    return {
        "acteurs": len(nodes),
        "postes": len(dossier.fiches) - len(nodes),
        "liens": len(lived),
        "cadres": len(dossier.cadres),
    }


def _iterate_acteurs(dossier: Dossier, suivi: Suivi) -> Iterator[tuple[str, bytes]]:
    nodes = [fiche for fiche in dossier.fiches if not fiche.est_poste]
    for tranche in cut(nodes, "acteurs", PAR_PAGE):
        yield tranche.chemin, dossier.render("acteurs", tranche.chemin, tranche=tranche, total=len(nodes))
    known = {fiche.id for fiche in dossier.fiches}
    for rank, fiche in enumerate(dossier.fiches):
        suivi("pages : acteurs", 62 + round(30 * rank / len(dossier.fiches)))
        yield fiche.page, dossier.render("acteur", fiche.page, fiche=fiche, a_un_parent=fiche.dit["parent_id"] in known)


def _iterate_cadres(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    for tranche in cut(dossier.cadres, "cadres", PAR_PAGE):
        yield tranche.chemin, dossier.render("cadres", tranche.chemin, tranche=tranche, total=len(dossier.cadres))
    for cadre in dossier.cadres:
        yield cadre.page, dossier.render("cadre", cadre.page, cadre=cadre)


def _iterate_reseau(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """The drawing, and the same content as a table."""
    trame, espace = dossier.trame, dossier.commande.droits.espace
    feuille = Feuille(read_places(espace, "service", trame), tell_mondes(list_spheres(espace)))
    wide, narrow = (draw(trame, feuille, format).svg for format in ("large", "etroit"))
    context = {
        "phrase": say(trame),
        "souhaits": say_wishes(trame),
        "mondes": say_worlds(trame),
        # Drawn by `publication`, which escapes every name it writes.
        "large": mark_safe(wide),  # noqa: S308
        "etroit": mark_safe(narrow),  # noqa: S308
    }
    for tranche in cut(_list_pairs(dossier), "reseau", PAR_PAGE):
        yield tranche.chemin, dossier.render("reseau", tranche.chemin, tranche=tranche, **context)


def _iterate_carte(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """The drawing, and the same content as a table, commune by commune."""
    vue = read_carte(dossier.commande.droits)
    context = tell_carte(vue)
    for tranche in cut(build_lignes(vue, vue.presences, lambda _: ""), "carte", PAR_PAGE):
        yield tranche.chemin, dossier.render("carte", tranche.chemin, tranche=tranche, **context)


def _list_pairs(dossier: Dossier) -> list[dict[str, Any]]:
    trame, mots = dossier.trame, dossier.mots
    rows = []
    for trait in trame.traits:
        a, b = sorted((trame.noeuds[trait.a], trame.noeuds[trait.b]), key=lambda noeud: noeud.nom.casefold())
        level = mots.name_level(trait.souhait if trait.etat == EtatLien.SOUHAITE else trait.niveau)
        worlds = mots.spheres[a.sphere], mots.spheres[b.sphere]
        rows.append({"a": a, "b": b, "monde_a": worlds[0], "monde_b": worlds[1], "niveau": level, "etat": trait.etat})
    return sorted(rows, key=lambda row: (row["a"].nom.casefold(), row["b"].nom.casefold()))


def _iterate_diagnostic(dossier: Dossier) -> Iterator[tuple[str, bytes]]:
    """The diagnosis as the page says it, and the document whole; a word when it was not made."""
    droits = dossier.commande.droits
    lecture = read_lecture(droits)
    if lecture is None or not lecture.diagnostic.reseau.liens:
        yield "diagnostic.html", dossier.render("diagnostic_absent", "diagnostic.html")
        return
    shown = Lecture(withhold_details(lecture.diagnostic, droits), lecture.noms, lecture.liens, lecture.fraiche)
    context = describe(shown, droits, read_spheres(list(dossier.mots.spheres.values())))
    known = {fiche.id for fiche in dossier.fiches}
    context["postes"] = [(poste, sphere, _bring_home(page, known)) for poste, sphere, page in context["postes"]]
    entier = not is_large(droits.espace)
    meetings = list_rencontres(shown, dict(dossier.mots.spheres))
    yield (
        "diagnostic.html",
        dossier.render("diagnostic", "diagnostic.html", rencontres=meetings, connus=known, entier=entier, **context),
    )
    if entier:
        yield from _iterate_documents(dossier, lecture)


def _bring_home(page: str, known: set[str]) -> str:
    """The address of a sheet on the site, as that of its page in the folder; none for a sheet that is not there."""
    pk = page.rstrip("/").rpartition("/")[2]
    return f"acteurs/{pk}.html" if pk in known else ""


def _iterate_documents(dossier: Dossier, lecture: Lecture) -> Iterator[tuple[str, bytes]]:
    droits, publique = dossier.commande.droits, dossier.commande.diffusion == Diffusion.PUBLIQUE
    demande = make_demande(droits, "service", publique=publique)
    reseau = read_reseau(droits.espace, demande.niveau, demande.portee)
    for genre in (Genre.HTML, Genre.PDF):
        content = render_document(droits.espace, lecture.diagnostic, reseau, genre, publique=publique)
        yield f"documents/diagnostic.{genre.value}", content
