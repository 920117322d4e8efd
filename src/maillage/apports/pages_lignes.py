"""The rows of a preview, kind by kind, as their page shows them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

from maillage.acteurs.models import Acteur
from maillage.analyse.francais import FINE
from maillage.apports.forms import LIBELLES
from maillage.apports.models import Apport, LigneApport
from maillage.apports.reperes import Reperes, load_reperes
from maillage.cadres.models import Cadre
from maillage.espaces.journal import describe_value


@dataclass(frozen=True)
class LigneMontree:
    numero: int
    titre: str
    details: list[tuple[str, str]]
    ecarts: list[dict[str, Any]]
    reconnu: str
    objet: Acteur | None
    candidats: list[dict[str, Any]] = field(default_factory=list)
    reponse: str = ""
    choisi: str = ""


RECONNUS: Final = {
    "id": "reconnue par son identifiant", "source": "reconnue par son identifiant d’origine",
    "rapprochement": "reconnue par son nom et son lieu",
}  # fmt: skip


def describe_lignes(apport: Apport, lignes: Iterable[LigneApport]) -> list[LigneMontree]:
    lignes = list(lignes)
    keys = {one.objet for one in lignes if one.objet}
    keys |= {UUID(candidat["id"]) for one in lignes for candidat in one.candidats}
    acteurs = Acteur.objects.select_related("sphere", "commune", "type", "espace").in_bulk(keys)
    reperes = load_reperes(apport.espace)
    return [_show_ligne(one, acteurs, reperes) for one in lignes]


def _show_ligne(ligne: LigneApport, acteurs: dict[UUID, Acteur], reperes: Reperes) -> LigneMontree:
    lu = ligne.valeurs.get("lu", {})
    known = acteurs.get(ligne.objet) if ligne.objet else None
    names = ligne.valeurs.get("noms")
    title = " → ".join(names) if names else lu.get("nom") or (known.nom if known else f"Ligne {ligne.numero}")
    return LigneMontree(
        numero=ligne.numero, titre=title, details=_tell_details(ligne, lu, reperes),
        ecarts=ligne.ecarts, reconnu=RECONNUS.get(ligne.reconnu, ""), objet=known, reponse=ligne.reponse,
        choisi=str(ligne.choisi or ""),
        candidats=[
            {**one, "raisons": f"{FINE}; ".join(one["raisons"]), "acteur": acteurs[UUID(one["id"])]}
            for one in ligne.candidats if UUID(one["id"]) in acteurs
        ],
    )  # fmt: skip


DETAILS_CADRES: Final = ("nature", "debut", "fin", "statut", "phase")


def _tell_details(ligne: LigneApport, lu: dict[str, Any], reperes: Reperes) -> list[tuple[str, str]]:
    if "membres" not in ligne.valeurs:
        return list(_list_details(lu, ligne.valeurs.get("defaut", {}), reperes))
    told = [(LIBELLES[champ], describe_value(Cadre, champ, lu[champ])) for champ in DETAILS_CADRES if lu.get(champ)]
    said = ligne.valeurs["dits"]
    return [*told, ("Qui y prend part", said)] if said else told


DETAILS: Final = (
    "type", "sphere", "commune", "adresse", "telephone", "courriel", "site_web", "siret", "niveau_reel",
    "niveau_souhaite", "sujets",
)  # fmt: skip


def _list_details(lu: dict[str, Any], defaut: dict[str, Any], reperes: Reperes) -> Iterable[tuple[str, str]]:
    for champ in DETAILS:
        value = lu.get(champ)
        value = defaut.get(champ) if value in (None, "", []) else value
        if value in (None, "", []):
            continue
        said = reperes.say_territoires(champ, value) if champ == "commune" else reperes.say(champ, value)
        yield LIBELLES[champ], said
