"""A list of cadres: each row a dispositif, an instance or an action, with the actors that take part in it.

Actors are those of the espace, references those of the shared list: nothing is created for a word that names nobody.
"""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID

import uuid_utils.compat as uuid

from maillage.acteurs.noms import canonise
from maillage.apports.cadres_comparaison import CHAMPS_CADRES, compare_cadre, count_seats, load_bases
from maillage.apports.cadres_lecture import RolesLus, Valeurs, read_member_rows
from maillage.apports.comparaison import digest, is_empty
from maillage.apports.liens import Bouts
from maillage.apports.models import Apport, LigneApport, SortLigne
from maillage.apports.reperes import Reperes, load_territoires
from maillage.cadres.actions import PARENTS
from maillage.cadres.models import Cadre, NatureCadre
from maillage.formats.apports import Apporte, CadreLu, ParticipationLue, make_faute
from maillage.formats.colonnes_cadres import NATURE_DE_LA_FEUILLE, NOMS_POSSIBLES, ROLES_PAR_COLONNE
from maillage.formats.fautes import Faute, Refus, quote
from maillage.formats.table import Note
from maillage.formats.tableaux import Feuille
from maillage.formats.textes import make_key

DE_LA_LIGNE: Final = "ligne:"
PROCHE: Final = 0.85
"""Likeness above which a new name is told to look like one that is here."""
PLUSIEURS: Final = "Écrivez l’identifiant de l’un d’eux, tel que l’export le donne."


@dataclass
class LigneCadre:
    """One row on its way: what it says, which cadre it is, in which frame."""

    brute: CadreLu
    nature: str = ""
    lu: dict[str, Any] = field(default_factory=dict)
    membres: RolesLus = field(default_factory=dict)
    cadre: Cadre | None = None
    reconnu: str = ""
    parent: str = ""
    objet: UUID = field(default_factory=uuid.uuid7)


class Registre:
    """The cadres of an espace by what may name them. Six queries."""

    def __init__(self, apport: Apport) -> None:
        found = Cadre.objects.filter(espace=apport.espace_id, fusionne_dans=None).select_related("parent")
        self.par_id = {
            one.pk: one for one in found.prefetch_related("themes", "publics", "territoires", "participations")
        }
        self._par_nom: defaultdict[str, list[Cadre]] = defaultdict(list)
        self._par_source: dict[tuple[str, str], Cadre] = {}
        for one in self.par_id.values():
            for word in {one.nom_rapproche, canonise(one.sigle)} - {""}:
                self._par_nom[word].append(one)
            if one.source_id:
                self._par_source[one.source, one.source_id] = one
        self._follow_fusions(apport)

    def _follow_fusions(self, apport: Apport) -> None:
        """What names a sheet that was taken over names the one that says it today."""
        successors = Cadre.objects.list_successors(apport.espace)
        for taken in Cadre.objects.filter(pk__in=successors):
            kept = self.par_id[taken.pk] = self.par_id[successors[taken.pk]]
            if taken.source_id:
                self._par_source.setdefault((taken.source, taken.source_id), kept)

    def named(self, mot: str, natures: Sequence[str]) -> list[Cadre]:
        """Those that bear the name; else those that bear the acronym."""
        word = canonise(mot)[:300]
        found = [one for one in self._par_nom.get(word, ()) if one.nature in natures and one.retire_le is None]
        return [one for one in found if one.nom_rapproche == word] or found

    def find_same(self, row: LigneCadre, source: str) -> tuple[Cadre | None, str]:
        """By id, by identifier at its source, by its whole name. Raises Refus when several bear it."""
        brute = row.brute
        if brute.id is not None:
            if brute.id in self.par_id:
                return self.par_id[brute.id], "id"
            raise Refus("cet identifiant n’est d’aucun cadre de l’espace", "Effacez-le pour ajouter un cadre nouveau.")
        if brute.source_id and (known := self._par_source.get((source, brute.source_id))):
            return known, "source"
        word = canonise(brute.appele)[:300]
        same = [one for one in self._par_nom.get(word, ()) if one.nature == row.nature and one.nom_rapproche == word]
        same = [one for one in same if row.parent in ("", str(one.parent_id or ""))]
        if len(same) > 1:
            raise Refus("plusieurs cadres portent ce nom", PLUSIEURS)
        return (same[0], "rapprochement") if same else (None, "")

    def look_alike(self, row: LigneCadre) -> Cadre | None:
        names = {one.nom_rapproche: one for one in self.par_id.values() if one.nature == row.nature}
        close = difflib.get_close_matches(canonise(row.brute.appele), list(names), 1, PROCHE)
        return names[close[0]] if close else None


def analyse_cadres(  # noqa: PLR0913, PLR0917  (as `analyse_liens`, and the sheet that says who takes part)
    apport: Apport, feuille: Feuille, apporte: Apporte, reperes: Reperes, positions: Mapping[str, int],
    participations: tuple[Feuille, Apporte, Mapping[str, int]] | None,
) -> tuple[list[LigneApport], list[Faute]]:  # fmt: skip
    reading = _Analyse(apport, feuille, apporte, reperes, positions)
    lignes = list(reading.run(participations))
    return lignes, reading.fautes


LAISSEES: Final = (SortLigne.FAUTIVE, SortLigne.REPETEE, SortLigne.CORBEILLE)
"""Rows of which nothing is written, seats included."""


class _Analyse:
    def __init__(
        self, apport: Apport, feuille: Feuille, apporte: Apporte, reperes: Reperes, positions: Mapping[str, int]
    ) -> None:
        self.apport, self.feuille, self.apporte, self.reperes = apport, feuille, apporte, reperes
        self.positions = positions
        self.fautes: list[Faute] = []
        self.source = str(apport.defauts.get("source") or "")[:60]
        self.registre, self.bouts = Registre(apport), Bouts(apport)
        self.valeurs = Valeurs(reperes, apporte.colonnes, self.note)
        self.rows = [LigneCadre(brute) for brute in apporte.lignes]
        self._by_key = {f"{DE_LA_LIGNE}{row.brute.numero}": row for row in self.rows}
        self.faulty = set(apporte.fautives)

    def run(self, participations: tuple[Feuille, Apporte, Mapping[str, int]] | None) -> Iterator[LigneApport]:
        load_territoires(self.reperes, {mot for row in self.rows for mot in row.brute.territoires})
        for row in self.rows:
            self._read(row)
        self._find_parents()
        for row in self._order():
            self._recognise(row)
        orphans = self._add_participations(*participations) if participations else []
        self._spread_faults()
        bases = load_bases(self.apport)
        seen: dict[tuple[str, str, str], LigneCadre] = {}
        for row in self.rows:
            yield self._sort(row, seen, bases)
        last = max((row.brute.numero for row in self.rows), default=0)
        for numero, nom in orphans:
            yield LigneApport(numero=last + numero, sort=SortLigne.FAUTIVE, valeurs={"lu": {"nom": nom}})

    # What each row says

    def _read(self, row: LigneCadre) -> None:
        row.nature = self._find_nature(row.brute)
        if row.brute.appele and not row.nature:
            remede = "Ajoutez une colonne «\u00a0nature\u00a0» : dispositif, instance ou action."
            problem = Refus("on ne sait pas si c’est un dispositif, une instance ou une action", remede)
            self.note(row.brute.numero, self._named(row.brute), problem, row.brute.appele)
        row.lu = self.valeurs.read(row.brute, row.nature)
        for champ, mots in row.brute.membres.items():
            for mot in mots:
                self._add_member(row, champ, mot)

    def _find_nature(self, brute: CadreLu) -> str:
        if brute.nature:
            return brute.nature
        told = self._named(brute)
        return told if told != "nom" else NATURE_DE_LA_FEUILLE.get(make_key(self.feuille.nom), "")

    def _named(self, brute: CadreLu) -> str:
        """The field that names the row."""
        return next((champ for champ in NOMS_POSSIBLES if getattr(brute, champ)), "nom")

    def _add_member(self, row: LigneCadre, champ: str, mot: str) -> None:
        try:
            acteur = self.bouts.find(None, mot)
        except Refus as refus:
            self.note(row.brute.numero, champ, refus, mot)
        else:
            row.membres.setdefault((str(acteur), ROLES_PAR_COLONNE[champ]), {})

    # In which frame, and which cadre it is

    def _find_parents(self) -> None:
        named: defaultdict[str, list[LigneCadre]] = defaultdict(list)
        for row in self.rows:
            named[canonise(row.brute.appele)[:300]].append(row)
        for row in self.rows:
            if row.brute.parent_id or row.brute.dans:
                try:
                    row.parent = self._find_parent(row, named)
                except Refus as refus:
                    champ = "parent_id" if row.brute.parent_id else "parent" if row.brute.parent else "dispositif"
                    self.note(row.brute.numero, champ, refus, row.brute.dans)
        self._refuse_circles()

    def _find_parent(self, row: LigneCadre, named: Mapping[str, list[LigneCadre]]) -> str:
        allowed = PARENTS.get(NatureCadre(row.nature), ()) if row.nature else ()
        if row.brute.parent_id is not None:
            here = self.registre.par_id.get(row.brute.parent_id)
            if here is None or here.nature not in allowed:
                raise Refus("ce cadre ne peut pas contenir cette ligne, ou n’est pas d’ici", "Corrigez l’identifiant.")
            return str(here.pk)
        inside = [one for one in named[canonise(row.brute.dans)[:300]] if one is not row and one.nature in allowed]
        if len(inside) == 1:
            return f"{DE_LA_LIGNE}{inside[0].brute.numero}"
        found = [] if inside else self.registre.named(row.brute.dans, allowed)
        if len(found) == 1:
            return str(found[0].pk)
        if inside or found:
            raise Refus("plusieurs cadres portent ce nom", PLUSIEURS)
        raise Refus(
            "ce cadre n’est ni dans l’espace ni dans le fichier, ou ne peut pas contenir cette ligne",
            "Ajoutez une ligne pour lui, ou corrigez son nom.",
        )

    def _refuse_circles(self) -> None:
        for row in self.rows:
            above, seen = self._by_key.get(row.parent), {row.brute.numero}
            while above is not None and above.brute.numero not in seen:
                seen.add(above.brute.numero)
                above = self._by_key.get(above.parent)
            if above is not None:
                refus = Refus("cette ligne se contient elle-même", "Corrigez de quoi elle fait partie.")
                self.note(row.brute.numero, "parent", refus, row.brute.appele)

    def _recognise(self, row: LigneCadre) -> None:
        try:
            row.cadre, row.reconnu = self.registre.find_same(self._settle(row), self.source)
        except Refus as refus:
            self.note(row.brute.numero, "id" if row.brute.id else self._named(row.brute), refus, row.brute.appele)
            return
        if row.cadre is not None:
            row.objet = row.cadre.pk
            if row.cadre.nature != row.nature and row.nature:
                other = Refus(f"ce cadre est ici de nature {quote(row.cadre.nature)}", "Corrigez sa nature.")
                self.note(row.brute.numero, "nature", other, row.brute.appele)
        elif close := self.registre.look_alike(row):
            note = Note(
                f"ressemble à {quote(close.nom)}, déjà ici : ajouté à part", "Si c’est le même, donnez-lui son id."
            )
            self.note(row.brute.numero, self._named(row.brute), note, row.brute.appele)

    def _order(self) -> list[LigneCadre]:
        """A row after the one that holds it, so that its frame is known; in a circle, as they come."""
        order: dict[int, LigneCadre] = {}

        def add(row: LigneCadre, below: frozenset[int]) -> None:
            above = self._by_key.get(row.parent)
            if above is not None and above.brute.numero not in below:
                add(above, below | {row.brute.numero})
            order.setdefault(row.brute.numero, row)

        for row in self.rows:
            add(row, frozenset((row.brute.numero,)))
        return list(order.values())

    def _settle(self, row: LigneCadre) -> LigneCadre:
        """Its frame as a cadre of here, when the row that holds it was recognised."""
        above = self._by_key.get(row.parent)
        if above is not None and above.cadre is not None:
            row.parent = str(above.cadre.pk)
        return row

    # Who takes part, told apart

    def _add_participations(
        self, feuille: Feuille, apporte: Apporte, positions: Mapping[str, int]
    ) -> list[tuple[int, str]]:
        """Faults of that sheet stay with it; a row whose cadre is unknown is a row at fault of its own."""
        self.fautes += [*apporte.fautes, *apporte.remarques]
        orphans = []
        read = read_member_rows(apporte.lignes, self._find_row, self.bouts, self.reperes)
        for brute, row, seat, problems in read:
            for champ, problem, trouve in problems:
                self.fautes.append(make_faute(feuille, brute.numero, champ, problem, trouve=trouve, places=positions))
            blocked = brute.numero in apporte.fautives or any(isinstance(one, Refus) for _, one, _ in problems)
            if row is None or blocked:
                orphans.append((brute.numero, f"{feuille.nom}, ligne {brute.numero}"))
            elif seat is not None:
                row.membres[seat[0], seat[1]] = seat[2]
        return orphans

    def _find_row(self, brute: ParticipationLue) -> LigneCadre:
        """The row of the cadre that a participation names. Raises Refus."""
        if brute.cadre_id is not None:
            found = [row for row in self.rows if row.brute.id == brute.cadre_id]
        else:
            word = canonise(brute.cadre)
            found = [row for row in self.rows if canonise(row.brute.appele) == word]
            found = found or [row for row in self.rows if row.brute.sigle and canonise(row.brute.sigle) == word]
        if len(found) == 1:
            return found[0]
        if found:
            raise Refus("plusieurs lignes de cadres portent ce nom", "Donnez-leur des noms différents.")
        raise Refus(
            "ce cadre n’a pas de ligne dans la feuille des cadres", "Ajoutez-lui une ligne, ou corrigez son nom."
        )

    # What becomes of each

    def _spread_faults(self) -> None:
        """What stands in a row that does not come in does not either."""
        more = True
        while more:
            keys = {f"{DE_LA_LIGNE}{numero}" for numero in self.faulty}
            more = False
            for row in self.rows:
                if row.parent in keys and row.brute.numero not in self.faulty:
                    refus = Refus("le cadre dont cette ligne fait partie est en faute", "Corrigez-le d’abord.")
                    self.note(row.brute.numero, self._named(row.brute), refus, row.brute.appele)
                    more = True

    def _sort(
        self, row: LigneCadre, seen: dict[tuple[str, str, str], LigneCadre], bases: Mapping[str, Mapping[str, str]]
    ) -> LigneApport:
        brute = row.brute
        if row.parent or {"parent", "parent_id"} & self.apporte.colonnes:
            row.lu["parent"] = row.parent
        ligne = LigneApport(
            numero=brute.numero, objet=row.objet, reconnu=row.reconnu, source=self.source,
            source_id=brute.source_id[:100] or f"#{row.nature}:{canonise(brute.appele)}"[:100],
            empreintes={
                champ: digest(champ, row.lu[champ]) for champ in CHAMPS_CADRES if not is_empty(row.lu.get(champ))
            },
            valeurs={
                "lu": row.lu, "exporte": brute.modifie_le, "membres": [
                    {"acteur": acteur, "role": role, **seat} for (acteur, role), seat in row.membres.items()
                ],
                "dits": self._say_members(row),
            },
        )  # fmt: skip
        key = (str(row.cadre.pk) if row.cadre else "", row.nature + row.parent, canonise(brute.appele))
        first = seen.setdefault(key, row)
        if first is not row and (first.lu, first.membres) != (row.lu, row.membres):
            refus = Refus(f"la ligne {first.brute.numero} dit autre chose du même cadre", "Gardez une seule ligne.")
            self.note(brute.numero, self._named(brute), refus, brute.appele)
        ligne.sort = self._choose(row, first is not row, ligne, bases)
        if ligne.sort not in LAISSEES:
            ligne.valeurs["sieges"] = count_seats(row.cadre, ligne.valeurs["membres"])
        return ligne

    def _choose(
        self, row: LigneCadre, repeated: bool, ligne: LigneApport, bases: Mapping[str, Mapping[str, str]]
    ) -> SortLigne:
        if row.brute.numero in self.faulty:
            return SortLigne.FAUTIVE
        if repeated:
            return SortLigne.REPETEE
        if row.cadre is None:
            return SortLigne.NOUVELLE
        if row.cadre.retire_le is not None:
            return SortLigne.CORBEILLE
        ligne.ecarts = compare_cadre(row.cadre, ligne, bases.get(str(row.cadre.pk), {}), self.reperes, self.bouts.noms)
        if any(one["conflit"] for one in ligne.ecarts):
            return SortLigne.CONFLIT
        return SortLigne.MODIFIEE if ligne.ecarts else SortLigne.IDENTIQUE

    def _say_members(self, row: LigneCadre) -> str:
        roles = self.reperes.noms.get("role", {})
        said = [f"{self.bouts.noms[UUID(acteur)]} ({roles.get(role, role).lower()})" for acteur, role in row.membres]
        return ", ".join(said)

    def note(self, numero: int, champ: str, problem: Note | Refus, trouve: str = "") -> None:
        if isinstance(problem, Refus):
            self.faulty.add(numero)
        self.fautes.append(make_faute(self.feuille, numero, champ, problem, trouve=trouve, places=self.positions))
