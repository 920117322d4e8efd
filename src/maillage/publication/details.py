"""The detail of a finding, whatever its shape, as short lists and small tables."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, TypeVar

from maillage.analyse.diagnostic import Json
from maillage.analyse.francais import jour, liste, majuscule
from maillage.analyse.reseau import Reseau
from maillage.analyse.vocabulaire import NIVEAUX, PHASES, name_sphere, name_theme
from maillage.publication.blocs import CadreNomme, Colonne, Detail, Liste, Tableau
from maillage.publication.typographie import SANS_OBJET, alphabetical, format_number, format_p_value, format_share, fr

LIGNES_MAX: Final = 20
"""Rows of a detail beyond which a document sends to the JSON export."""

_LIBELLES: Final = {
    "actions": "actions",
    "actions_comparees": "actions comparées",
    "couples_compares": "couples comparés",
    "debut": "début",
    "instances_comparees": "instances comparées",
    "liens_regardes": "liens regardés",
    "anciennes": "liens dits avant d’y siéger",
    "cite_par": "nommé par",
    "communes_communes": "communes partagées",
    "diagnostics": "diagnostics rapprochés",
    "instances": "instances lues",
    "intitule": "cadre",
    "intitules": "cadres",
    "jaccard": "part de membres communs",
    "local_apres": "le développement local entre après",
    "membres_communs": "membres communs",
    "nouvelles": "liens dits après y avoir siégé",
    "paires": "cadres concernés",
    "paires_a_part": "paires qui ne siègent pas ensemble",
    "paires_ensemble": "paires qui siègent ensemble",
    "phase_financeur": "entrée du financeur",
    "phase_premiers": "entrée des premiers",
    "rapport": "combien de fois plus",
    "sans_date": "liens sans date",
    "social_apres": "le social entre après",
    "travaillent_a_part": "dont travaillent ensemble, à part",
    "travaillent_ensemble": "dont travaillent ensemble",
    "triangles": "triangles",
    "zones": "zones blanches",
    "articulation": "coupe le réseau",
    "attendu": "part attendue au hasard",
    "avant_le": "déclarés avant le",
    "comparees": "paires comparées",
    "compares": "liens comparés",
    "confirmes": "liens confirmés des deux côtés",
    "contestes": "liens vus différemment",
    "centralisation_degre": "centralisation selon les liens",
    "centralisation_intermediarite": "centralisation selon les chemins",
    "dates": "liens datés",
    "davantage": "liens souhaités plus forts",
    "declarations": "déclarations",
    "declare": "lien déclaré",
    "declares_d_un_cote": "liens dits d’un seul côté",
    "ecart": "écart",
    "ecart_moyen": "écart moyen",
    "fin_financement": "financé jusqu’au",
    "fin_la_plus_proche": "financé jusqu’au",
    "hors_reglementaire_et_financement": "hors obligation et financement",
    "id": "acteur",
    "indice_ei": "indice E-I",
    "indice_ei_attendu": "indice E-I attendu au hasard",
    "isoles": "acteurs sans lien",
    "ecart_type": "écart type de ce nombre",
    "liens_attendus": "liens attendus au hasard",
    "maison": "structure",
    "moins": "liens souhaités moins forts",
    "morceaux": "taille des morceaux",
    "niveau_reel": "niveau vécu",
    "niveau_souhaite": "niveau souhaité",
    "niveaux": "niveaux vécus",
    "niveaux_souhaites": "niveaux souhaités",
    "nom": "acteur",
    "noms": "acteurs",
    "p_valeur": "probabilité que le hasard fasse autant",
    "paires_ouvertes": "paires de partenaires sans lien",
    "par_couple": "par couple de mondes",
    "par_sphere": "par monde",
    "part_attendue": "part attendue au hasard",
    "part_des_chemins": "part des chemins",
    "part_entre_mondes": "part entre deux mondes",
    "part_liens_croises": "part des liens entre mondes",
    "perimes": "liens à reconfirmer",
    "permutations": "tirages au hasard",
    "phases": "phase du premier contact",
    "pont_fragile": "fin proche",
    "ponts": "passages",
    "possibles": "liens possibles",
    "repondants": "acteurs qui ont répondu",
    "sans_lien": "sans lien ailleurs",
    "silos": "paires concernées",
    "souhaites": "liens souhaités",
    "sphere": "monde",
    "spheres": "mondes",
    "tardifs": "appels pour financer",
    "themes": "sujets",
    "trop_tard": "appels jugés trop tardifs",
    "trop_tot": "appels jugés trop précoces",
    "un_seul_lien": "un seul lien ailleurs",
}
_SHARES: Final = frozenset({"taux", "part", "attendu", "jaccard"})
_ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_TWINS: Final = {"id": "nom", "acteurs": "noms", "cadre": "intitule", "cadres": "intitules"}
"""Ids are left out of a row that also gives the names."""
_CADRES: Final = ("intitule", "intitules")
"""The columns that name cadres."""

Record = Mapping[str, Json]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Noms:
    """Names in place of ids: actors and postes of this network."""

    acteurs: Mapping[str, str]

    @classmethod
    def of(cls, reseau: Reseau) -> Noms:
        return cls(reseau.noms)

    def acteur(self, identifiant: str) -> str:
        return self.acteurs.get(identifiant, identifiant)


def write_detail(detail: Record, noms: Noms) -> tuple[Detail, ...]:
    """Plain values as one list, then each group of rows as a table; an empty detail gives nothing."""
    entries: list[tuple[str, str]] = []
    named: list[tuple[str, ...]] = []
    tables: list[Detail] = []
    for key, value in detail.items():
        if records := _as_records(value):
            tables.append(_write_table(key, records, noms))
        elif pairs := _as_pairs(value):
            tables.append(_write_pairs(key, pairs, noms))
        else:
            entries.append((majuscule(_label(key)), _write_value(key, value, noms)))
            named.append(_list_named(value, noms))
    return (*([Liste(tuple(entries), tuple(named))] if entries else []), *tables)


def _list_named(value: Json, noms: Noms) -> tuple[str, ...]:
    """The ids of a list of actors; empty for anything else, or when it is too long to be written whole."""
    values = value if isinstance(value, list) else [value]
    ids = tuple(str(one) for one in values if isinstance(one, str) and one in noms.acteurs)
    return ids if len(ids) == len(values) <= LIGNES_MAX else ()


def _list_subjects(row: Record) -> tuple[str, ...]:
    found = row.get("acteurs") or row.get("id")
    return tuple(map(str, found)) if isinstance(found, list) else (str(found),) if found else ()


def list_cadres(row: Record) -> tuple[CadreNomme, ...]:
    """The cadres that a row of a detail names, in its order."""
    if row.get("cadre"):
        return ((str(row["cadre"]), str(row.get("intitule"))),)
    ids, names = row.get("cadres"), row.get("intitules")
    if not isinstance(ids, list) or not isinstance(names, list) or len(ids) != len(names):
        return ()
    return tuple((str(pk), str(name)) for pk, name in zip(ids, names, strict=True))


def _as_records(value: Json) -> Sequence[Record]:
    rows = value if isinstance(value, list) else []
    records = [row for row in rows if isinstance(row, dict)]
    return records if len(records) == len(rows) else []


def _as_pairs(value: Json) -> Sequence[tuple[str, str]]:
    rows = value if isinstance(value, list) else []
    pairs = [(str(row[0]), str(row[1])) for row in rows if isinstance(row, list) and len(row) == 2]
    return pairs if len(pairs) == len(rows) else []


def _write_table(key: str, records: Sequence[Record], noms: Noms) -> Tableau:
    keys = [name for name in dict.fromkeys(name for row in records for name in row) if _is_shown(name, records)]
    lines = [tuple(_write_value(name, row.get(name), noms) for name in keys) for row in records]
    columns = [_make_column(name, [row.get(name) for row in records], noms) for name in keys]
    ordered = _sort_and_cut(lines, records)
    return Tableau(
        legende=majuscule(_label(key)),
        colonnes=tuple(columns),
        lignes=tuple(line for line, _ in ordered),
        note=_note_of_cut(len(lines)),
        sujets=tuple(_list_subjects(row) for _, row in ordered),
        cadres=tuple(list_cadres(row) for _, row in ordered),
        colonne_cadres=next((rank for rank, name in enumerate(keys) if name in _CADRES), None),
    )


def _make_column(name: str, values: Sequence[Json], noms: Noms) -> Colonne:
    """Figures to the right; print gives each column a width that follows its longest cell."""
    figures = all(isinstance(value, int | float | None) and not isinstance(value, bool) for value in values)
    longest = max(len(_write_value(name, value, noms)) for value in values)
    return Colonne(majuscule(_label(name)), "droite" if figures else "gauche", min(4.0, max(1.2, longest / 12)))


def _is_shown(name: str, records: Sequence[Record]) -> bool:
    """Not an id beside its name, and not a column that nobody filled."""
    if all(_TWINS.get(name) in row for row in records):
        return False
    return any(row.get(name) not in (None, [], "") for row in records)


def _write_pairs(key: str, pairs: Sequence[tuple[str, str]], noms: Noms) -> Tableau:
    turned = [sorted(pair, key=lambda end: alphabetical(noms.acteur(end))) for pair in pairs]
    ordered = _sort_and_cut([tuple(map(noms.acteur, pair)) for pair in turned], turned)
    return Tableau(
        legende=majuscule(_label(key)),
        colonnes=(Colonne("Entre"), Colonne("et")),
        lignes=tuple(line for line, _ in ordered),
        note=_note_of_cut(len(pairs)),
        sujets=tuple(tuple(pair) for _, pair in ordered),
    )


def _sort_and_cut(lines: Sequence[tuple[str, ...]], told: Sequence[T]) -> list[tuple[tuple[str, ...], T]]:
    """Rows by their words, each with what it tells."""
    rows = zip(lines, told, strict=True)
    return sorted(rows, key=lambda row: [alphabetical(cell) for cell in row[0]])[:LIGNES_MAX]


def _note_of_cut(count: int) -> str:
    rest = count - LIGNES_MAX
    return fr(f"Et {format_number(rest)} autres, dans l’export JSON du diagnostic.") if rest > 0 else ""


def _label(key: str) -> str:
    return _LIBELLES.get(key, key.replace("_", " ").replace("-", " "))


def _write_value(key: str, value: Json, noms: Noms) -> str:
    match value:
        case None:
            return SANS_OBJET
        case bool() | int() | float():
            return _write_number(key, value)
        case str():
            return _write_text(key, value, noms)
        case list():
            return _write_list(key, value, noms)
    return _write_record(key, value, noms)


def _write_number(key: str, value: float) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    if key == "p_valeur":
        return format_p_value(value)
    if key.partition("_")[0] in _SHARES and 0 <= value <= 1:
        return format_share(value)
    return format_number(value, 1 if abs(value) >= 10 else 3)


def _write_list(key: str, values: list[Json], noms: Noms) -> str:
    words = [_write_value(key, value, noms) for value in values]
    if len(words) > LIGNES_MAX:
        words = [*words[:LIGNES_MAX], f"{format_number(len(words) - LIGNES_MAX)} autres"]
    return liste(words) if words else "aucun"


def _write_record(key: str, record: Record, noms: Noms) -> str:
    """« Chargée de coopération (financé jusqu’au : 31 mars 2027) », or « émergence : 2, diagnostic : 1 »."""
    if "nom" in record:
        told = [(name, value) for name, value in record.items() if name not in ("id", "nom") and value is not None]
        words = ", ".join(f"{_label(name)} {_write_value(name, value, noms)}" for name, value in told)
        return f"{record['nom']} ({words})" if words else str(record["nom"])
    told = [(name, value) for name, value in record.items() if value not in (None, 0)]
    words = fr(" ; ").join(fr(f"{_name_code(key, name)} : {_write_value(name, value, noms)}") for name, value in told)
    return words or "aucun"


def _name_code(key: str, code: str) -> str:
    if key.startswith("niveaux") and code.isdigit() and int(code) < len(NIVEAUX):
        return NIVEAUX[int(code)]
    return PHASES.get(code) or _label(code)


def _write_text(key: str, value: str, noms: Noms) -> str:
    if key.startswith("sphere"):
        return name_sphere(value)
    if key.startswith("theme"):
        return name_theme(value)
    if key.startswith("phase"):
        return PHASES.get(value, value)
    if _ISO_DATE.fullmatch(value):
        return jour(date.fromisoformat(value))
    return noms.acteur(value)
