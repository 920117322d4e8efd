"""From the files of a group to actors, declarations and cadres: all that is wrong in the tables is told at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from maillage.analyse.cadres import Cadre
from maillage.analyse.francais import liste
from maillage.analyse.reseau import Acteur, Declaration
from maillage.formats.acteurs import read_acteurs
from maillage.formats.cadres import Siege, read_cadres, read_participations
from maillage.formats.colonnes import ACTEURS, LIENS
from maillage.formats.colonnes_diagnostic import CADRES, PARTICIPATIONS
from maillage.formats.fautes import ClasseurIllisible, DonneesInvalides, Faute, quote
from maillage.formats.lecture import Lecteur
from maillage.formats.liens import read_liens
from maillage.formats.repertoire import Repertoire
from maillage.formats.tableaux import Feuille, Source, open_source
from maillage.formats.textes import make_key

NOMS_DE_FEUILLES: Final[Mapping[str, tuple[str, ...]]] = {
    "acteurs": ("acteurs", "structures", "organismes", "organisations", "actors", "nœuds", "nodes", "annuaire"),
    "liens": ("liens", "relations", "déclarations", "links", "edges", "arêtes", "coopérations"),
}
"""In order of preference; whatever their case, accents and plural."""
EN_PLUS: Final = ("cadres", "participations")
"""Tables that may be there or not; in a workbook, the sheets that bear exactly these names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saisie:
    """What was understood of the tables, in the order of their rows, ready for `build_reseau` and `build_cadres`.

    `remarques` did not prevent the reading; `colonnes_ignorees` gives for each table the headings that were not read.
    """

    acteurs: tuple[Acteur, ...]
    declarations: tuple[Declaration, ...]
    cadres: tuple[Cadre, ...] = ()
    sieges: tuple[Siege, ...] = ()
    remarques: tuple[Faute, ...] = ()
    colonnes_ignorees: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_acteurs_liens(
    acteurs: Path, liens: Path, cadres: Path | None = None, participations: Path | None = None
) -> Saisie:
    """Read the tables, each a CSV file or a sheet of a workbook (the one that bears its name, or the first).

    Cadres and participations that are not given are looked for in the workbook of the actors.
    Raises `DonneesInvalides` with every blocking fault of all, actors first, then by row.
    """
    journal = _Journal()
    feuilles = {}
    for table, chemin in (
        ("acteurs", acteurs),
        ("liens", liens),
        ("cadres", cadres),
        ("participations", participations),
    ):
        if chemin is None:
            continue
        with journal:
            source = open_source(chemin)
            feuilles[table] = source.read(_choose_sheet(source, table, journal))
            if table == "acteurs" and cadres is None:
                feuilles |= _read_more(source, journal)
    return _understand(feuilles, journal)


def read_classeur(path: Path) -> Saisie:
    """Read the sheets « acteurs » and « liens » of one workbook, « cadres » and « participations » if they are there.

    Raises `DonneesInvalides` as above.
    """
    source = open_source(path)
    if source.noms == ("",):
        message = "un fichier CSV ne contient qu’un seul tableau"
        remede = "Donnez les deux tableaux chacun à part, ou un classeur aux feuilles « acteurs » et « liens »."
        raise ClasseurIllisible((Faute(fichier=source.fichier, message=message, remede=remede),))
    journal = _Journal()
    feuilles = {}
    for table in NOMS_DE_FEUILLES:
        with journal:
            feuilles[table] = source.read(_name_only_sheet(source, table))
    return _understand(feuilles | _read_more(source, journal), journal)


def _read_more(source: Source, journal: _Journal) -> dict[str, Feuille]:
    """The sheets that may be there or not; without cadres, participations say nothing."""
    found = {table: sheets for table in EN_PLUS if (sheets := find_sheets(source.noms, table))}
    if "cadres" not in found:
        return {}
    feuilles = {}
    for table in found:
        with journal:
            feuilles[table] = source.read(_name_only_sheet(source, table))
    return feuilles


@dataclass(slots=True)
class _Journal:
    """Gathers what goes wrong: a sheet that cannot be read does not keep the other from being checked."""

    fautes: list[Faute] = field(default_factory=list)
    remarques: list[Faute] = field(default_factory=list)

    def add(self, lecteur: Lecteur) -> tuple[str, ...]:
        """Take over what one reader found, by row, and give the headings it ignored."""
        self.fautes += lecteur.sort(lecteur.fautes)
        self.remarques += lecteur.sort(lecteur.remarques)
        return lecteur.ignorees

    def __enter__(self) -> None:
        return None

    def __exit__(self, _type: object, error: object, _trace: object) -> bool:
        if not isinstance(error, DonneesInvalides):
            return False
        self.fautes += error.fautes
        return True


def _understand(feuilles: Mapping[str, Feuille], journal: _Journal) -> Saisie:
    acteurs: tuple[Acteur, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    repertoire = Repertoire((), est_complet=False)
    ignorees = {}
    if "acteurs" in feuilles:
        lecteur = Lecteur(feuilles["acteurs"], ACTEURS, LIENS)
        acteurs, repertoire = read_acteurs(lecteur)
        ignorees["acteurs"] = journal.add(lecteur)
    if "liens" in feuilles:
        lecteur = Lecteur(feuilles["liens"], LIENS, ACTEURS, repertoire.knows)
        declarations = read_liens(lecteur, repertoire)
        ignorees["liens"] = journal.add(lecteur)
    cadres, sieges = _understand_cadres(feuilles, journal, repertoire, ignorees)
    if journal.fautes:
        raise DonneesInvalides(journal.fautes)
    return Saisie(
        acteurs=acteurs,
        declarations=declarations,
        cadres=cadres,
        sieges=sieges,
        remarques=tuple(journal.remarques),
        colonnes_ignorees=ignorees,
    )


def _understand_cadres(
    feuilles: Mapping[str, Feuille], journal: _Journal, acteurs: Repertoire, ignorees: dict[str, tuple[str, ...]]
) -> tuple[tuple[Cadre, ...], tuple[Siege, ...]]:
    cadres: tuple[Cadre, ...] = ()
    sieges: tuple[Siege, ...] = ()
    repertoire = Repertoire((), est_complet=False, sorte="cadre")
    if "cadres" in feuilles:
        lecteur = Lecteur(feuilles["cadres"], CADRES, LIENS)
        cadres, repertoire = read_cadres(lecteur)
        ignorees["cadres"] = journal.add(lecteur)
    if "participations" in feuilles:
        lecteur = Lecteur(feuilles["participations"], PARTICIPATIONS, LIENS, repertoire.knows)
        sieges = read_participations(lecteur, repertoire, acteurs)
        ignorees["participations"] = journal.add(lecteur)
    return cadres, sieges


def _choose_sheet(source: Source, table: str, journal: _Journal) -> str:
    """The sheet that bears the name of the table, else the first; a CSV file has only one."""
    if len(source.noms) == 1 or not find_sheets(source.noms, table):
        if not source.noms:
            raise ClasseurIllisible((_tell_sheets(source, table, ()),))
        if len(source.noms) > 1:
            journal.remarques.append(_tell_first(source, table))
        return source.noms[0]
    return _name_only_sheet(source, table)


def _name_only_sheet(source: Source, table: str) -> str:
    found = find_sheets(source.noms, table)
    if len(found) != 1:
        raise ClasseurIllisible((_tell_sheets(source, table, found),))
    return found[0]


def find_sheets(noms: Sequence[str], table: str) -> tuple[str, ...]:
    """The sheets that may hold this table: by the best of its names, else by a name that contains one of them."""
    wanted = [make_key(name) for name in NOMS_DE_FEUILLES.get(table, (table,))]
    for key in wanted:
        if exact := tuple(nom for nom in noms if make_key(nom) == key):
            return exact
    if table in EN_PLUS:
        return ()
    return tuple(nom for nom in noms if not set(wanted).isdisjoint(make_key(nom).split("_")))


def _tell_sheets(source: Source, table: str, found: Sequence[str]) -> Faute:
    if found:
        cited = liste([quote(nom) for nom in found])
        message = f"plusieurs feuilles peuvent être celle des {table} : {cited}"
        remede = f"Nommez « {table} » celle qu’il faut lire, et elle seule."
    else:
        seen = ", ".join(quote(nom) for nom in source.noms) or "aucune"
        message = f"aucune feuille ne s’appelle « {table} » (feuilles trouvées : {seen})"
        remede = f"Nommez « {table} » celle qu’il faut lire."
    return Faute(fichier=source.fichier, message=message, remede=remede)


def _tell_first(source: Source, table: str) -> Faute:
    return Faute(
        fichier=source.fichier,
        message=f"aucune feuille ne s’appelle « {table} » : la première, {quote(source.noms[0])}, est lue",
        remede="",
        bloquante=False,
    )
