"""A list of links: each row one side's word about another, found by id, name, acronym or identifier at its source."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.acteurs.noms import canonise, split_words
from maillage.apports.comparaison import digest, is_empty
from maillage.apports.models import Apport, EtatApport, LigneApport, SortLigne
from maillage.apports.reperes import Reperes
from maillage.espaces.journal import describe_field
from maillage.formats.apports import Apporte, LienLu, make_faute
from maillage.formats.fautes import Faute, Refus, quote
from maillage.formats.table import Note
from maillage.formats.tableaux import Feuille
from maillage.formats.textes import make_key
from maillage.formats.valeurs_apports import SANS

CODES: Final = {
    "frequence": "frequence", "formalisation": "formalisation", "financement": "financement",
    "initiateur": "initiateur", "cadre": "cadre", "porte_par": "porte-par", "tendance": "tendance",
}  # fmt: skip
"""Attributes that hold one code of a short list, and the list."""
DIRECTS: Final = ("niveau_reel", "niveau_souhaite", "premier_contact_phase", "phase_souhaitee")
DATES: Final = ("depuis", "date")
ATTRIBUTS_LIENS: Final = (*DIRECTS, "sujets", "themes", *CODES, *DATES, "visibilite")
VISIBILITES: Final = frozenset(("privee", "groupe", "territoire"))
MAX_PROCHES: Final = 3_000
"""Actors above which no near name is looked for."""


def analyse_liens(
    apport: Apport, feuille: Feuille, apporte: Apporte, reperes: Reperes, positions: Mapping[str, int]
) -> tuple[list[LigneApport], list[Faute]]:
    reading = _Lecture(apport, feuille, apporte, reperes, positions)
    lignes = list(reading.run())
    return lignes, reading.fautes


class Bouts:
    """The actors of an espace by every word that may name them."""

    def __init__(self, apport: Apport) -> None:
        rows = Acteur.objects.filter(espace=apport.espace_id, retire_le=None).order_by()
        self.noms: dict[UUID, str] = {}
        self._words: defaultdict[str, set[UUID]] = defaultdict(set)
        for pk, nom, rapproche, sigle, source_id in rows.values_list(
            "pk", "nom", "nom_rapproche", "sigle", "source_id"
        ):  # fmt: skip
            self.noms[pk] = nom
            for word in {rapproche, _glue(nom), _glue(sigle), f"#{source_id}"} - {"", "#"}:
                self._words[word].add(pk)

    def find(self, identifiant: UUID | None, mot: str) -> UUID:
        """Raises `Refus`, with the closest name, when nobody or several answer."""
        if identifiant is not None:
            if identifiant in self.noms:
                return identifiant
            raise Refus("cet acteur n’est pas dans l’espace", "Apportez d’abord la liste des acteurs.")
        for word in (f"#{mot}", canonise(mot)[:300], _glue(mot)):
            found = self._words.get(word, set())
            if len(found) == 1:
                return next(iter(found))
            if found:
                raise Refus("plusieurs acteurs portent ce nom", "Écrivez leur identifiant, tel que l’export le donne.")
        raise Refus("cet acteur n’est pas dans l’espace", self._advise(mot), famille="acteurs inconnus")

    def _advise(self, mot: str) -> str:
        close = []
        if len(self.noms) <= MAX_PROCHES:
            close = difflib.get_close_matches(canonise(mot), list(self._words), 1, 0.75)
        hint = f" Vouliez-vous dire {quote(self.noms[min(self._words[close[0]])])} ?" if close else ""
        return f"Apportez d’abord la liste des acteurs, ou corrigez son nom.{hint}"


def _glue(text: str) -> str:
    """« C.C.A.S. » and « CCAS » are one acronym; a name of one letter is a name."""
    return "".join(split_words(text))


class _Lecture:
    def __init__(
        self, apport: Apport, feuille: Feuille, apporte: Apporte, reperes: Reperes, positions: Mapping[str, int]
    ) -> None:
        self.apport, self.feuille, self.apporte, self.reperes = apport, feuille, apporte, reperes
        self.positions = positions
        self.fautes: list[Faute] = []
        self._bouts = Bouts(apport)
        self._said = _load_declarations(apport)
        self._bases = _load_empreintes(apport)
        self._seen: dict[tuple[UUID, UUID], tuple[int, dict[str, Any]]] = {}

    def run(self) -> Iterator[LigneApport]:
        for row in self.apporte.lignes:
            source, cible = self._find_ends(row)
            lu = self._read(row)
            faulty = row.numero in self.apporte.fautives or source is None or cible is None or source == cible
            if source is not None and source == cible:
                problem = Refus("un acteur n’est pas lié à lui-même", "Supprimez la ligne, ou corrigez l’un des deux.")
                self._note(row, "cible_nom", problem, trouve=row.cible_nom)
            if faulty or source is None or cible is None:
                yield LigneApport(numero=row.numero, sort=SortLigne.FAUTIVE)
            else:
                yield self._sort(row, source, cible, lu)

    def _find_ends(self, row: LienLu) -> tuple[UUID | None, UUID | None]:
        """Who speaks, then the other; turned round when the row says that the other side speaks."""
        ends = [
            self._find_end(row, row.source_id_acteur, row.source_nom, "source_nom"),
            self._find_end(row, row.cible_id_acteur, row.cible_nom, "cible_nom"),
        ]
        if row.declare_par:
            try:
                speaker = self._bouts.find(None, row.declare_par)
            except Refus:
                speaker = None
            if speaker == ends[1] and speaker is not None:
                ends.reverse()
            elif speaker != ends[0]:
                remede = "Un lien se déclare d’un côté ou de l’autre : laissez vide, ou écrivez l’un des deux."
                self._note(
                    row,
                    "declare_par",
                    Refus("ce tiers n’est ni l’un ni l’autre acteur", remede),
                    trouve=row.declare_par,
                )
                return None, None
        return ends[0], ends[1]

    def _find_end(self, row: LienLu, identifiant: UUID | None, mot: str, champ: str) -> UUID | None:
        if identifiant is None and not mot:
            return None
        try:
            return self._bouts.find(identifiant, mot)
        except Refus as refus:
            self._note(row, champ, refus, trouve=mot or str(identifiant))
            return None

    def _read(self, row: LienLu) -> dict[str, Any]:
        present = self.apporte.colonnes
        lu: dict[str, Any] = {champ: getattr(row, champ) for champ in DIRECTS if champ in present}
        for champ in DATES:
            if champ in present:
                value = getattr(row, champ)
                lu[champ] = value.isoformat() if value else None
        for champ, liste in CODES.items():
            if champ in present:
                lu[champ] = self._find_code(row, champ, liste, getattr(row, champ))
        if "sujets" in present:
            found = [self._find_code(row, "sujets", "sujet", mot) for mot in row.sujets]
            lu["sujets"] = sorted({code for code in found if code})
        if "themes" in present:
            themes = [self.reperes.find_theme(mot) for mot in row.themes]
            lu["themes"] = [one.pk for one in themes if one is not None]
        if "visibilite" in present and make_key(row.visibilite) in VISIBILITES:
            lu["visibilite"] = make_key(row.visibilite)
        return lu

    def _find_code(self, row: LienLu, champ: str, liste: str, mot: str) -> str:
        if not mot:
            return ""
        code = self.reperes.valeurs.get(liste, {}).get(make_key(mot))
        if code is None:
            self._note(row, champ, Note("ce mot n’est pas dans la liste", SANS), trouve=mot)
        return code or ""

    def _sort(self, row: LienLu, source: UUID, cible: UUID, lu: dict[str, Any]) -> LigneApport:
        ligne = LigneApport(
            numero=row.numero, source=self._name_source(), source_id=f"{source}:{cible}",
            empreintes={champ: digest(champ, lu[champ]) for champ in ATTRIBUTS_LIENS if champ in lu},
            valeurs={
                "lu": lu, "bouts": [str(source), str(cible)],
                "noms": [self._bouts.noms[source], self._bouts.noms[cible]],
            },
        )  # fmt: skip
        if (source, cible) in self._seen:
            ligne.sort = self._tell_again(row, (source, cible), lu)
            return ligne
        self._seen[source, cible] = row.numero, lu
        said = self._said.get((source, cible))
        if said is None:
            ligne.sort = SortLigne.NOUVELLE
            return ligne
        ligne.objet, ligne.reconnu = said.pk, "id" if row.id == said.pk else "source"
        ligne.ecarts = compare_declaration(
            said, lu, self._bases.get(str(said.pk), {}), exported=row.id == said.pk, reperes=self.reperes
        )
        conflict = any(one["conflit"] for one in ligne.ecarts)
        ligne.sort = SortLigne.CONFLIT if conflict else SortLigne.MODIFIEE if ligne.ecarts else SortLigne.IDENTIQUE
        return ligne

    def _tell_again(self, row: LienLu, pair: tuple[UUID, UUID], lu: dict[str, Any]) -> str:
        first, said = self._seen[pair]
        if said == lu:
            return SortLigne.REPETEE
        remede = "Gardez une seule ligne par déclaration : celle qui est vraie aujourd’hui."
        self._note(
            row, "cible_nom", Refus(f"la ligne {first} dit autre chose du même lien", remede), trouve=row.cible_nom
        )
        return SortLigne.FAUTIVE

    def _name_source(self) -> str:
        return str(self.apport.defauts.get("source") or "")[:60]

    def _note(self, row: LienLu, champ: str, problem: Note | Refus, *, trouve: str = "") -> None:
        self.fautes.append(make_faute(self.feuille, row.numero, champ, problem, trouve=trouve, places=self.positions))


def _load_declarations(apport: Apport) -> dict[tuple[UUID, UUID], Declaration]:
    said = Declaration.objects.filter(lien__espace=apport.espace_id).prefetch_related("themes")
    return {(one.source_id, one.cible_id): one for one in said}


def _load_empreintes(apport: Apport) -> dict[str, Mapping[str, str]]:
    former = LigneApport.objects.filter(
        apport__espace=apport.espace_id, apport__etat=EtatApport.FAIT, apport__genre=apport.genre
    )
    told = former.exclude(objet=None).order_by("apport__importe_le").values_list("objet", "empreintes")
    return {str(objet): empreintes for objet, empreintes in told}


def read_declaration(said: Declaration, champ: str) -> Any:
    if champ == "themes":
        return sorted(one.pk for one in said.themes.all())
    value = getattr(said, champ)
    if champ in DATES:
        return value.isoformat() if value else None
    return sorted(value) if isinstance(value, list) else value


def compare_declaration(
    said: Declaration, lu: Mapping[str, Any], base: Mapping[str, str], *, exported: bool, reperes: Reperes
) -> list[dict[str, Any]]:
    """What the row would change of a declaration. An exported row of the same day is known to start from it."""
    since = exported and lu.get("date") == read_declaration(said, "date")
    changes = []
    for champ in ATTRIBUTS_LIENS:
        if champ not in lu or (is_empty(lu[champ]) and not exported):
            continue
        here, file = read_declaration(said, champ), lu[champ]
        if _same(here, file) or (champ == "date" and is_empty(file)):
            continue
        known = base.get(champ)
        if known == digest(champ, file):
            continue
        conflict = not since and (known != digest(champ, here) if known else not is_empty(here))
        changes.append(_tell(champ, here, file, conflict and champ != "date", reperes))
    return changes


def _same(here: Any, file: Any) -> bool:
    return (is_empty(here) and is_empty(file)) or here == file


def _tell(champ: str, here: Any, file: Any, conflict: bool, reperes: Reperes) -> dict[str, Any]:
    label = describe_field(Declaration, champ)
    said = [
        ", ".join(map(str, value)) if isinstance(value, list) and champ != "themes" else reperes.say(champ, value)
        for value in (here, file)
    ]
    return {"champ": champ, "libelle": label, "ici": said[0], "fichier": said[1], "conflit": conflict, "valeur": file}


def list_bouts(lignes: Sequence[LigneApport]) -> set[UUID]:
    return {UUID(one) for ligne in lignes for one in ligne.valeurs.get("bouts", [])}
