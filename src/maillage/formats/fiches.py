"""A list of structures as rows to compare, and the same list with one more column."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import Final

from maillage.analyse.francais import liste
from maillage.analyse.rapprochement.fiches import Fiche
from maillage.formats import limites, vocabulaire
from maillage.formats.colonnes import Colonne, match_colonnes
from maillage.formats.csv_texte import read_csv_as_typed
from maillage.formats.entetes import MAX_LIGNES_DE_TITRE, name_column
from maillage.formats.fautes import DonneesInvalides, Faute, quote
from maillage.formats.tableaux import Feuille, FichierCsv, Source, open_source
from maillage.formats.textes import fold, make_strict_key

GROUPE: Final = "groupe"
COLONNES: Final = (
    Colonne(
        nom="nom", sens="Nom de la structure.", exemple="CCAS de Valmorane",
        synonymes=("name", "libellé", "intitulé", "dénomination", "dénomination sociale", "raison sociale",
                   "nom structure", "nom de la structure", "nom de l’organisme", "nom de l’organisation", "lib fs",
                   "nom du lieu", "nom usuel", "nomdelastructure"),
        a_defaut=("structure", "organisme", "organisation", "lieu", "label", "titre", "acteur", "service"),
    ),
    Colonne(
        nom="adresse", sens="Numéro et rue.", exemple="1 place de la Mairie",
        synonymes=("address", "adresse postale", "adresse 1", "voie", "nom de la voie", "nom rue", "libellé de voie"),
        a_defaut=("rue", "street", "adressenumeronomdelavoie"),
    ),
    Colonne(
        nom="numero", sens="Numéro dans la rue, quand il a sa colonne.", exemple="1",
        synonymes=("numéro de voie", "num rue", "numéro rue", "num voie", "n° de voie", "street number"),
    ),
    Colonne(
        nom="code_postal", sens="Code postal.", exemple="07200",
        synonymes=("cp", "codepostal", "zip code", "zip", "postcode", "postal code", "code post com"),
    ),
    Colonne(
        nom="commune", sens="Commune.", exemple="Valmorane",
        synonymes=("ville", "city", "lib com", "libellé commune", "nom commune", "localité", "town", "municipality"),
    ),
    Colonne(
        nom="telephone", sens="Téléphone.", exemple="04 75 00 00 00",
        synonymes=("tél", "phone", "num tel", "numéro de téléphone", "téléphone 1", "contact téléphone"),
    ),
    Colonne(
        nom="courriel", sens="Adresse électronique.", exemple="ccas@valmorane.example",
        synonymes=("email", "e-mail", "mail", "mél", "adresse électronique", "adresse mail", "contact mail"),
    ),
    Colonne(
        nom="siret", sens="SIRET.", exemple="26079990000015",
        synonymes=("n° siret", "numéro siret", "siret structure"),
    ),
    Colonne(nom="latitude", sens="Latitude, en degrés.", exemple="44,62", synonymes=("lat", "dn latitude")),
    Colonne(
        nom="longitude", sens="Longitude, en degrés.", exemple="4,39", synonymes=("lon", "lng", "long", "dn longitude")
    ),
)  # fmt: skip
_TEXTES: Final = ("nom", "adresse", "code_postal", "commune", "telephone", "courriel", "siret")
_LONGUEUR_SANS_REPONSE: Final = max(map(len, vocabulaire.SANS_REPONSE))
_SEULES: Final = frozenset(("latitude", "longitude", "numero", "code_postal", "commune"))
"""Columns that do not tell two structures apart by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A list as read: rows to compare, cells to give back as typed, and what was noticed on the way.

    `lues` gives the heading of each column that is compared.
    """

    fiches: tuple[Fiche, ...]
    entetes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    separateur: str
    lues: dict[str, str]
    remarques: tuple[Faute, ...]

    def with_groupes(self, groupes: Sequence[int]) -> bytes:
        """The same list, one more column at its end, as CSV in UTF-8."""
        out = StringIO(newline="")
        writer = csv.writer(out, delimiter=self.separateur, lineterminator="\r\n")
        writer.writerow([*self.entetes, GROUPE])
        width = len(self.entetes)
        for cells, groupe in zip(self.lignes, groupes, strict=True):
            writer.writerow([*cells[:width], *[""] * (width - len(cells)), groupe])
        return out.getvalue().encode("utf-8", errors="replace")


def read_listing(chemin: Path) -> Listing:
    """Read the first sheet of a CSV, XLSX or ODS file. Raises `DonneesInvalides` with all that is wrong."""
    source = open_source(chemin, limites.MAX_OCTETS_LISTE)
    feuille = source.read(source.noms[0])
    places, remarques = _match(feuille)
    fautes = _list_faults(feuille, places)
    if fautes:
        raise DonneesInvalides(fautes)
    fiches, notes = _make_fiches(feuille, places)
    rows, separateur = _read_as_typed(source, feuille)
    return Listing(
        fiches=fiches,
        entetes=rows[0],
        lignes=rows[1:],
        separateur=separateur,
        lues={nom: feuille.entetes[rank] for nom, rank in places.items()},
        remarques=(*feuille.remarques, *remarques, *notes),
    )


def _match(feuille: Feuille) -> tuple[dict[str, int], list[Faute]]:
    """Where each column is. Of two headings that mean the same, the one that bears its very name, else the first."""
    found = match_colonnes(feuille.entetes, COLONNES)
    places = dict(found.positions)
    remarques = []
    for nom, ranks in found.doubles.items():
        exact = [rank for rank in ranks if make_strict_key(feuille.entetes[rank]) == make_strict_key(nom)]
        places[nom] = (exact or ranks)[0]
        cited = liste([f"{quote(feuille.entetes[rank])} (colonne {name_column(rank)})" for rank in ranks])
        message = f"plusieurs colonnes ont le sens de « {nom} » : {cited}"
        remarques.append(
            _make(feuille, message, f"Seule {quote(feuille.entetes[places[nom]])} est lue.", bloquante=False)
        )
    return places, remarques


def _list_faults(feuille: Feuille, places: dict[str, int]) -> list[Faute]:
    fautes = []
    if not places.keys() - _SEULES:
        fautes.append(_tell_no_column(feuille))
    if any(make_strict_key(entete) == GROUPE for entete in feuille.entetes):
        message = f"une colonne s’appelle déjà « {GROUPE} »"
        fautes.append(
            _make(feuille, message, "C’est le nom de la colonne qui sera ajoutée : nommez l’autre autrement.")
        )
    if not feuille.lignes:
        fautes.append(_make(feuille, "il n’y a aucune ligne sous les titres", "Ajoutez une ligne par structure."))
    named = len(feuille.entetes)
    for numero, cells in feuille.lignes:
        if extra := next((cell for cell in cells[named:] if cell), ""):
            message = (
                f"cette ligne a {len(cells)} cellules pour {named} colonnes : les siennes sont sans doute décalées"
            )
            remede = (
                'Si un texte contient le signe qui sépare les colonnes, mettez ce texte entre guillemets droits (").'
            )
            fautes.append(_make(feuille, message, remede, ligne=numero, trouve=extra))
    return fautes


def _tell_no_column(feuille: Feuille) -> Faute:
    for numero, cells in feuille.lignes[:MAX_LIGNES_DE_TITRE]:
        if len(match_colonnes(cells, COLONNES).positions.keys() - _SEULES) > 1:
            message = f"les titres de colonnes semblent être à la ligne {numero}"
            return _make(feuille, message, "Supprimez les lignes qui sont au-dessus.", ligne=feuille.ligne_entetes)
    wanted = ", ".join(f"« {nom} »" for nom in _TEXTES if nom not in _SEULES)
    found = ", ".join(quote(entete) for entete in feuille.entetes[:15] if entete)
    remede = f"Il en faut au moins une, nommée ainsi à la première ligne : {wanted}. Colonnes trouvées : {found}."
    return _make(feuille, "aucune colonne ne permet de comparer les lignes", remede, ligne=feuille.ligne_entetes)


def _make(  # noqa: PLR0913  (those of Faute)
    feuille: Feuille, message: str, remede: str, *, ligne: int | None = None, colonne: str = "", trouve: str = "",
    bloquante: bool = True,
) -> Faute:  # fmt: skip
    return Faute(
        fichier=feuille.fichier, feuille=feuille.nom, ligne=ligne, colonne=colonne, message=message, remede=remede,
        trouve=trouve, bloquante=bloquante,
    )  # fmt: skip


def _make_fiches(feuille: Feuille, places: dict[str, int]) -> tuple[tuple[Fiche, ...], list[Faute]]:
    columns = {nom: _read_column(feuille, places.get(nom), _drop_blank) for nom in (*_TEXTES, "numero")}
    notes: list[Faute] = []
    points = {nom: _read_degrees(feuille, nom, places.get(nom), notes) for nom in ("latitude", "longitude")}
    fiches = tuple(
        Fiche(
            id=str(numero), nom=columns["nom"][row], adresse=_join(columns["numero"][row], columns["adresse"][row]),
            code_postal=columns["code_postal"][row], commune=columns["commune"][row],
            telephone=columns["telephone"][row], courriel=columns["courriel"][row], siret=columns["siret"][row],
            latitude=points["latitude"][row], longitude=points["longitude"][row],
        )
        for row, (numero, _) in enumerate(feuille.lignes)
    )  # fmt: skip
    return fiches, notes


def _join(numero: str, voie: str) -> str:
    return voie if voie[:1].isdigit() else f"{numero} {voie}".strip()


def _read_column(feuille: Feuille, rank: int | None, read: Callable[[str], str]) -> list[str]:
    if rank is None:
        return [""] * len(feuille.lignes)
    return [read(cells[rank]) for _, cells in feuille.lignes]


def _drop_blank(text: str) -> str:
    """« NULL », « - », « NC » say nothing."""
    if len(text) > _LONGUEUR_SANS_REPONSE:
        return text
    return "" if (text.lower() if text.isascii() else fold(text)) in vocabulaire.SANS_REPONSE else text


def _read_degrees(feuille: Feuille, nom: str, rank: int | None, notes: list[Faute]) -> list[float | None]:
    limit = 90.0 if nom == "latitude" else 180.0
    degrees: list[float | None] = []
    for (numero, _), text in zip(feuille.lignes, _read_column(feuille, rank, _drop_blank), strict=True):
        value = _read_number(text)
        if text and (value is None or abs(value) > limit) and rank is not None:
            message = f"{quote(text)} n’est pas une {nom} en degrés, lue comme vide"
            remede = f"Écrivez un nombre entre -{limit:.0f} et {limit:.0f}, ou laissez vide."
            entete = feuille.entetes[rank]
            notes.append(_make(feuille, message, remede, ligne=numero, colonne=entete, trouve=text, bloquante=False))
        degrees.append(value if value is not None and abs(value) <= limit else None)
    return degrees


def _read_number(text: str) -> float | None:
    try:
        value = float(text.replace(",", ".").replace(" ", ""))
    except ValueError:
        return None
    return value if value == value else None  # noqa: PLR0124  (nan is not a place)


def _read_as_typed(source: Source, feuille: Feuille) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Headings and rows with their cells as typed: a CSV file gives them, a workbook only what it shows."""
    if not isinstance(source.classeur, FichierCsv):
        return (feuille.entetes, *(tuple(cells) for _, cells in feuille.lignes)), ","
    typed, separateur = read_csv_as_typed(source.classeur.contenu)
    headings = tuple(typed[feuille.ligne_entetes])
    return (headings, *(tuple(typed[numero]) for numero, _ in feuille.lignes)), separateur
