"""What the cells of a list of cadres mean here: references, worlds, themes, places, and the seats told apart."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Field

from maillage.apports.liens import Bouts
from maillage.apports.reperes import Reperes
from maillage.cadres.models import Cadre
from maillage.espaces.avertissements import NIR, find_warnings
from maillage.formats.apports import CadreLu, ParticipationLue
from maillage.formats.colonnes_cadres import NOMS_POSSIBLES
from maillage.formats.fautes import Refus, quote
from maillage.formats.table import Note
from maillage.formats.textes import make_key
from maillage.formats.valeurs_apports import SANS
from maillage.referentiels.models import Dispositif, Liste

if TYPE_CHECKING:
    from maillage.apports.cadres import LigneCadre

RolesLus = dict[tuple[str, str], dict[str, Any]]
"""By actor and role: phase, depuis, jusqu_a when they are told."""
DIRECTS: Final = ("sigle", "statut", "phase", "site_web", "visibilite")
DATES: Final = ("debut", "fin", "date_verification")
_CODE: Final = re.compile(r"\b(D\d{2,3})\b", re.IGNORECASE)
MEMBRE: Final = "membre"
SUITE: Final = ", dans une colonne «\u00a0référence\u00a0»"


class Dire(Protocol):
    def __call__(self, numero: int, champ: str, problem: Note | Refus, trouve: str = "") -> None: ...


class Valeurs:
    """Turns one row into what will be written: keys of this installation, dates as text."""

    def __init__(self, reperes: Reperes, colonnes: frozenset[str], dire: Dire) -> None:
        self.reperes, self.colonnes, self.dire = reperes, colonnes, dire
        self.dispositifs = list(Dispositif.objects.all())
        self._par_code = {one.code.upper(): one for one in self.dispositifs}
        reperes.noms["reference"] = {str(one.pk): str(one) for one in self.dispositifs}
        reperes.noms["role"] = {code: code for code in reperes.valeurs.get(Liste.ROLE, {}).values()}

    def read(self, brute: CadreLu, nature: str) -> dict[str, Any]:
        lu: dict[str, Any] = {"nom": brute.appele, "nature": nature}
        lu |= {champ: getattr(brute, champ) for champ in DIRECTS if champ in self.colonnes and getattr(brute, champ)}
        lu |= {champ: day.isoformat() for champ in DATES if (day := getattr(brute, champ))}
        if "site_web" in lu and not _is_valid_site(lu["site_web"]):
            self.dire(
                brute.numero, "site_web", Note("cette adresse de site ne s’écrit pas ainsi", SANS), brute.site_web
            )
            del lu["site_web"]
        if brute.est_diagnostic is not None:
            lu["est_diagnostic"] = brute.est_diagnostic
        if brute.description:
            lu["description"] = self._check_text(brute)
        if (reference := self._find_reference(brute, nature)) is not None:
            lu["reference"] = reference.pk
        if brute.sphere:
            lu["sphere"] = self._find_sphere(brute)
        return lu | self._read_lists(brute)

    def _find_reference(self, brute: CadreLu, nature: str) -> Dispositif | None:
        """As told; else what the whole name of a dispositif means. Several meanings are asked, never guessed."""
        mot = brute.reference or (brute.appele if nature == "dispositif" else "")
        code = _CODE.search(brute.reference)
        if code and (known := self._par_code.get(code[1].upper())):
            return known
        found = [one for one in self.dispositifs if make_key(mot) in {make_key(nom) for nom in one.noms_compares}]
        if len(found) == 1:
            return found[0]
        champ = "reference" if brute.reference else next((c for c in NOMS_POSSIBLES if getattr(brute, c)), "nom")
        if found:
            names = " ou ".join(f"«\u00a0{one.sigle or one.nom} ({one.code})\u00a0» pour {one.nom}" for one in found)
            remede = (
                f"Écrivez {names}." if brute.reference else f"Ajoutez une colonne «\u00a0référence\u00a0» : {names}."
            )
            self.dire(brute.numero, champ, Refus(f"{quote(mot)} peut vouloir dire plusieurs dispositifs", remede), mot)
        elif brute.reference:
            self.dire(brute.numero, champ, Note("ce dispositif n’est pas dans la liste de référence", SANS), mot)
        return None

    def _find_sphere(self, brute: CadreLu) -> str:
        found = self.reperes.spheres.get(brute.sphere) or self.reperes.spheres.get(make_key(brute.sphere))
        if found is None:
            self.dire(brute.numero, "sphere", Note("ce monde n’est pas dans l’espace", SANS), brute.sphere)
        return str(found.pk) if found else ""

    def _check_text(self, brute: CadreLu) -> str:
        """A social security number never comes in; the rest is told, and its author decides."""
        found = find_warnings([brute.description])
        if NIR in found:
            note = Note("ce texte contient un numéro de sécurité sociale : non repris")
            self.dire(brute.numero, "description", note)
            return ""
        if found:
            remede = "Ici, jamais le nom ni la situation d’un habitant."
            self.dire(brute.numero, "description", Note(f"ce texte semble contenir {' et '.join(found)}", remede))
        return brute.description

    def _read_lists(self, brute: CadreLu) -> dict[str, list[Any]]:
        finders: dict[str, Callable[[str], list[Any] | None]] = {
            "themes": self._find_themes,
            "publics": self._find_publics,
            "territoires": self._find_territoires,
        }
        told: dict[str, list[Any]] = {}
        for champ, find in finders.items():
            mots = getattr(brute, champ)
            found = {mot: find(mot) for mot in mots}
            if unknown := [mot for mot, keys in found.items() if keys is None]:
                self.dire(brute.numero, champ, Note("des mots ne sont pas dans la liste", SANS), " | ".join(unknown))
            if keys := list(dict.fromkeys(key for every in found.values() for key in every or ())):
                told[champ] = keys
        return told

    def _find_themes(self, mot: str) -> list[Any] | None:
        found = self.reperes.find_theme(mot)
        return None if found is None else [found.pk]

    def _find_publics(self, mot: str) -> list[Any] | None:
        found = self.reperes.find_publics(mot)
        return None if found is None else [one.pk for one in found]

    def _find_territoires(self, mot: str) -> list[Any] | None:
        found = self.reperes.find_territoire(mot)
        return None if found is None else [str(found.pk)]


def _is_valid_site(value: str) -> bool:
    column = Cadre._meta.get_field("site_web")
    assert isinstance(column, Field)
    try:
        column.run_validators(value)
    except ValidationError:
        return False
    return True


Probleme = tuple[str, Note | Refus, str]
Siege = tuple[str, str, dict[str, Any]]


def read_member_rows(
    lignes: Sequence[ParticipationLue], find_row: Callable[[ParticipationLue], LigneCadre], bouts: Bouts,
    reperes: Reperes,
) -> Iterator[tuple[ParticipationLue, LigneCadre | None, Siege | None, list[Probleme]]]:  # fmt: skip
    """Each row with the cadre that it names, who takes part and how, and what is wrong with it."""
    for brute in lignes:
        problems: list[Probleme] = []
        row, seat = None, None
        if brute.cadre or brute.cadre_id:
            try:
                row = find_row(brute)
            except Refus as refus:
                problems.append(("cadre" if brute.cadre else "cadre_id", refus, brute.cadre))
        role = _find_role(brute, reperes, problems)
        if brute.acteur or brute.acteur_id:
            try:
                acteur = bouts.find(brute.acteur_id, brute.acteur)
                seat = (str(acteur), role, _tell_seat(brute))
            except Refus as refus:
                problems.append(("acteur" if brute.acteur else "acteur_id", refus, brute.acteur))
        yield brute, row, seat, problems


def _find_role(brute: ParticipationLue, reperes: Reperes, problems: list[Probleme]) -> str:
    if not brute.role:
        return MEMBRE
    roles = reperes.valeurs.get(Liste.ROLE, {})
    code = roles.get(make_key(brute.role))
    if code is None:
        remede = f"Écrivez l’un de ceux-ci : {', '.join(dict.fromkeys(roles.values()))}."
        problems.append(("role", Refus("ce rôle n’est pas dans la liste", remede), brute.role))
    return code or MEMBRE


def _tell_seat(brute: ParticipationLue) -> dict[str, Any]:
    days = {"depuis": brute.depuis, "jusqu_a": brute.jusqu_a}
    seat: dict[str, Any] = {champ: day.isoformat() for champ, day in days.items() if day}
    return seat | ({"phase": brute.phase} if brute.phase else {})
