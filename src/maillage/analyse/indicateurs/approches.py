"""The meetings to bring about, told in one sentence."""

from __future__ import annotations

from maillage.analyse.diagnostic import Constat, withhold
from maillage.analyse.francais import compte, majuscule, nombre
from maillage.analyse.indicateurs.contexte import Contexte


def rencontres(contexte: Contexte) -> Constat:
    found = contexte.rencontres
    if not found:
        garde = "Il faut au moins deux sphères et un lien manquant entre elles."
        return withhold("rencontres", "Aucune rencontre ne peut être proposée.", garde)
    wished = sum(rencontre.souhaitee for rencontre in found)
    start = majuscule(compte(len(found), "rencontre", feminin=True))
    names = [contexte.reseau.acteur(identifiant).libelle for identifiant in found[0].acteurs]
    return Constat(
        code="rencontres",
        phrase=f"{start} à provoquer{_tell_wished(wished, len(found))}. Pour commencer : {names[0]} et {names[1]}.",
        valeur=len(found),
        garde=None,
        detail={"souhaitees": wished, "souhaits_entre_spheres": _count_wishes(contexte)},
        methode="rencontres",
    )


def _tell_wished(wished: int, total: int) -> str:
    if not wished:
        return ""
    if wished == total:
        return ", déjà souhaitée" if total == 1 else ", toutes déjà souhaitées"
    return f", dont {nombre(wished, feminin=True)} déjà {'souhaitée' if wished == 1 else 'souhaitées'}"


def _count_wishes(contexte: Contexte) -> int:
    return sum(a != b for a, b in map(contexte.spheres_of, contexte.reseau.souhaits))
