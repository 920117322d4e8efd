"""A row beside the cadre it is: what the file changes of it and of who takes part, what a person wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from maillage.apports.comparaison import digest, is_empty, normalise_value
from maillage.apports.identite import MARGE, read_moment
from maillage.apports.models import Apport, EtatApport, LigneApport
from maillage.apports.reperes import Reperes
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.journal import describe_field, describe_value

RELATIONS: Final = ("themes", "publics", "territoires")
CLES: Final = ("reference", "parent", "sphere")
CHAMPS_CADRES: Final = (
    "nom", "sigle", "reference", "parent", "sphere", "description", *RELATIONS, "debut", "fin", "statut", "phase",
    "est_diagnostic", "site_web", "visibilite", "date_verification",
)  # fmt: skip
"""What a file may change; a cadre keeps its nature."""
PARTICIPATIONS: Final = "participations"
SIEGE: Final = ("phase", "depuis", "jusqu_a")


def load_bases(apport: Apport) -> dict[str, Mapping[str, str]]:
    """The digests of what was last imported of each cadre. One query."""
    former = LigneApport.objects.filter(
        apport__espace=apport.espace_id, apport__etat=EtatApport.FAIT, apport__genre=apport.genre
    )
    told = former.exclude(objet=None).order_by("apport__importe_le").values_list("objet", "empreintes")
    return {str(objet): empreintes for objet, empreintes in told}


def read_cadre(cadre: Cadre, champ: str) -> Any:
    """As `LigneApport.valeurs` writes it. Relations must be loaded."""
    if champ in RELATIONS:
        keys = (one.pk for one in getattr(cadre, champ).all())
        return sorted((key if isinstance(key, int) else str(key) for key in keys), key=str)
    if champ in CLES:
        key = getattr(cadre, f"{champ}_id")
        return key if isinstance(key, int) or key is None else str(key)
    value = getattr(cadre, champ)
    return value.isoformat() if isinstance(value, date) else value


def compare_cadre(
    cadre: Cadre, ligne: LigneApport, base: Mapping[str, str], reperes: Reperes, noms: Mapping[UUID, str]
) -> list[dict[str, Any]]:
    """Fields that the file would change. An empty cell says nothing; a name that made it recognised stays."""
    lu, moment = ligne.valeurs["lu"], read_moment(ligne.valeurs["exporte"])
    untouched = moment is not None and cadre.modifie_le <= moment + MARGE
    changes = []
    for champ in CHAMPS_CADRES:
        if is_empty(lu.get(champ)) or (champ == "nom" and ligne.reconnu == "rapprochement"):
            continue
        here, file = read_cadre(cadre, champ), lu[champ]
        known = base.get(champ)
        if normalise_value(champ, here) == normalise_value(champ, file) or known == digest(champ, file):
            continue
        moved = not is_empty(here) and here is not False and known != digest(champ, here)
        changes.append(_tell(champ, here, file, moved and not untouched, reperes))
    return changes + compare_seats(cadre, ligne.valeurs["membres"], noms)


def _tell(champ: str, here: Any, file: Any, conflict: bool, reperes: Reperes) -> dict[str, Any]:
    return {
        "champ": champ, "libelle": describe_field(Cadre, champ), "conflit": conflict, "valeur": file,
        "ici": _say(champ, here, reperes), "fichier": _say(champ, file, reperes),
    }  # fmt: skip


def _say(champ: str, value: Any, reperes: Reperes) -> str:
    if champ == "territoires":
        return reperes.say_territoires(champ, value)
    if champ == "parent":
        known = Cadre.objects.filter(pk=value).first() if value and not str(value).startswith("ligne:") else None
        return str(known or value or "").replace(":", "\u00a0")
    if champ in (*RELATIONS, *CLES):
        return reperes.say(champ, value)
    return "" if is_empty(value) else describe_value(Cadre, champ, value)


def compare_seats(cadre: Cadre, membres: list[dict[str, Any]], noms: Mapping[UUID, str]) -> list[dict[str, Any]]:
    """Seats that the file adds, or tells more of. It removes none: who is not named may still sit."""
    here = {(str(one.acteur_id), one.role): one for one in cadre.participations.all()}
    new = [one for one in membres if is_new_seat(here.get((one["acteur"], one["role"])), one)]
    if not new:
        return []
    said = ", ".join(f"{noms[UUID(one['acteur'])]} ({one['role']})" for one in new)
    return [
        {
            "champ": PARTICIPATIONS, "libelle": "qui y prend part", "conflit": False, "valeur": new, "fichier": said,
            "ici": f"{len(here)} participation{'s' if len(here) > 1 else ''}",
        }
    ]  # fmt: skip


def count_seats(cadre: Cadre | None, membres: list[dict[str, Any]]) -> dict[str, int]:
    """How many of the seats that a row tells are new, told better, or already here."""
    here = {(str(one.acteur_id), one.role): one for one in cadre.participations.all()} if cadre else {}
    known = [(here.get((one["acteur"], one["role"])), one) for one in membres]
    new = sum(1 for seat, _ in known if seat is None)
    changed = sum(1 for seat, told in known if seat is not None and is_new_seat(seat, told))
    return {"nouvelles": new, "completees": changed, "deja_la": len(membres) - new - changed}


def is_new_seat(known: Participation | None, told: Mapping[str, Any]) -> bool:
    if known is None:
        return True
    here = {"phase": known.phase, **{champ: getattr(known, champ) for champ in ("depuis", "jusqu_a")}}
    said = {champ: value.isoformat() if isinstance(value, date) else value for champ, value in here.items()}
    return any(told.get(champ) and told[champ] != said[champ] for champ in SIEGE)
