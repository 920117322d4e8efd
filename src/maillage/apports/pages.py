"""What the pages of a brought list say: sentences, counts, examples. Templates compute nothing."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final

from django.urls import NoReverseMatch, reverse

from maillage.analyse.francais import compte, liste, majuscule, nombre
from maillage.apports.models import Apport, GenreApport, LigneApport, Reponse, SortLigne
from maillage.apports.taches import ECHEC
from maillage.apports.temoin import find_changes
from maillage.espaces.droits import Droits
from maillage.formats.colonnes_refusees import MOTIFS, PERSONNE
from maillage.publication.typographie import fr

PHRASES: Final = {
    SortLigne.NOUVELLE: "nouvelles",
    SortLigne.MODIFIEE: "à mettre à jour",
    SortLigne.CONFLIT: "à mettre à jour, où quelqu’un a écrit autre chose",
    SortLigne.RESSEMBLANTE: "peut-être déjà là",
    SortLigne.IDENTIQUE: "identiques",
    SortLigne.REPETEE: "répétées dans le fichier",
    SortLigne.CORBEILLE: "dans la corbeille",
    SortLigne.FAUTIVE: "en faute",
}
"""How many rows are …"""
EXPLICATIONS: Final = {
    SortLigne.NOUVELLE: "À ajouter.",
    SortLigne.MODIFIEE: "Déjà là. Seuls les champs qui ont changé dans le fichier seront corrigés.",
    SortLigne.CONFLIT: "Ce qui est écrit ici reste, sauf si vous choisissez le fichier.",
    SortLigne.RESSEMBLANTE: "Sans réponse : ajout à part, et la question reste pour plus tard.",
    SortLigne.IDENTIQUE: "Rien à faire.",
    SortLigne.REPETEE: "La première seule compte.",
    SortLigne.CORBEILLE: "Quelqu’un l’a voulu ainsi : rien n’en sort.",
    SortLigne.FAUTIVE: "Rien n’entre ainsi : voyez plus bas ce qui manque.",
}
PAR: Final = {
    "titre": "d’après le titre",
    "contenu": "d’après le contenu",
    "memoire": "comme la dernière fois",
    "choix": "",
}
LIEUX: Final = {
    "fichier": "placées par le fichier", "adresse": "placées par leur adresse",
    "commune": "placées au centre de leur commune", "": "sans lieu connu",
}  # fmt: skip


LISTES: Final = {GenreApport.ACTEURS: "d’acteurs", GenreApport.LIENS: "de liens", GenreApport.CADRES: "de cadres"}
PEU: Final = 6
"""Columns that are not folded away."""


@dataclass(frozen=True)
class ColonneMontree:
    """One column of the file, as its page shows it."""

    rang: int
    entete: str
    exemples: list[str]
    remplies: int
    champ: str
    comment: str
    refus: str


def describe_colonnes(apport: Apport) -> dict[str, Any]:
    columns = [_show_column(one) for one in apport.colonnes]
    kept = [one for one in columns if one.champ and not one.refus]
    empty = [one for one in columns if not one.champ and not one.refus and not one.remplies]
    champs = {one.champ for one in kept}
    others = [one for one in columns if not one.champ and not one.refus and one.remplies]
    return {
        "comprises": kept,
        "autres": others,
        "autres_ouvertes": len(others) <= PEU or not kept,
        "vides": liste([f"«\u00a0{one.entete}\u00a0»" for one in empty]) if empty else "",
        "phrase": fr(_say_understood(apport, kept, columns)),
        "souvenir": any(column["par"] == "memoire" for column in apport.colonnes),
        "refusees": [one for one in columns if one.refus],
        "personnes": any(column["motif"] == PERSONNE for column in apport.colonnes) and "nom" not in champs,
    }


def _show_column(column: dict[str, Any]) -> ColonneMontree:
    return ColonneMontree(
        rang=column["rang"], entete=column["entete"], exemples=column["exemples"], remplies=column["remplies"],
        champ=column["champ"], comment=PAR.get(column["par"], "") if column["champ"] else "",
        refus=fr(MOTIFS.get(column["motif"], "")),
    )  # fmt: skip


def _say_understood(apport: Apport, kept: list[ColonneMontree], columns: list[ColonneMontree]) -> str:
    lignes = apport.bilan.get("lignes", 0)
    what = f"liste {LISTES[GenreApport(apport.genre)]}"
    if not kept:
        return f"{majuscule(compte(lignes, 'ligne', feminin=True))}, et aucune colonne reconnue."
    return (
        f"{majuscule(compte(lignes, 'ligne', feminin=True))} : une {what}, dont "
        f"{nombre(len(kept))} colonnes sur {nombre(len(columns))} sont comprises."
    ).replace("dont une colonnes", "dont une colonne")  # fmt: skip


@dataclass(frozen=True)
class Part:
    """One kind of row in the preview."""

    sort: str
    nombre: str
    titre: str
    explication: str
    adresse: str
    montrer: str
    alerte: bool = False


def describe_apercu(droits: Droits, apport: Apport) -> dict[str, Any]:
    sorts = apport.bilan.get("sorts", {})
    answers = _count_answers(apport)
    parts = [_make_part(apport, sort, sorts[sort], answers) for sort in PHRASES if sorts.get(sort)]
    faulty = sorts.get(SortLigne.FAUTIVE, 0)
    useful = sum(sorts.get(sort, 0) for sort in UTILES)
    return {
        "espace": droits.espace,
        "apport": apport,
        "phrase": fr(_say_preview(sorts)),
        "parts": parts,
        "places": _say_places(apport),
        "sieges": _say_seats(apport.bilan.get("sieges", {})),
        "bloquantes": [_show_faute(one) for one in apport.fautes if one["bloquante"]],
        "remarques": [_show_faute(one) for one in apport.fautes if not one["bloquante"]],
        "entier_en_faute": bool(apport.bilan.get("sans_ligne")),
        "fautives": faulty,
        "rien": not useful,
        "bouton": _name_button(useful, faulty),
        "sans_reponse": answers.get("", 0),
        "rate": apport.etape == ECHEC,
    }


UTILES: Final = (SortLigne.NOUVELLE, SortLigne.RESSEMBLANTE, SortLigne.MODIFIEE, SortLigne.CONFLIT)


def _count_answers(apport: Apport) -> dict[str, int]:
    waiting = LigneApport.objects.filter(apport=apport, sort=SortLigne.RESSEMBLANTE).values_list("reponse", flat=True)
    counts: dict[str, int] = {}
    for reponse in waiting:
        counts[reponse] = counts.get(reponse, 0) + 1
    return counts


def _make_part(apport: Apport, sort: str, number: int, answers: dict[str, int]) -> Part:
    told = EXPLICATIONS[SortLigne(sort)]
    if sort == SortLigne.RESSEMBLANTE and (answered := number - answers.get("", 0)):
        told = f"{majuscule(compte(answered, 'réponse', feminin=True))} sur {nombre(number)}. {told}"
    return Part(
        sort=sort, nombre=f"{number:,}".replace(",", "\u202f"), titre=_agree(PHRASES[SortLigne(sort)], number),
        explication=fr(told), adresse=f"{apport.get_absolute_url()}lignes/{sort}/",
        montrer="Répondre" if sort in (SortLigne.RESSEMBLANTE, SortLigne.CONFLIT) else "Voir les lignes",
        alerte=sort in (SortLigne.FAUTIVE, SortLigne.CONFLIT, SortLigne.RESSEMBLANTE),
    )  # fmt: skip


def _agree(titre: str, number: int) -> str:
    singular = {
        "nouvelles": "nouvelle",
        "identiques": "identique",
        "répétées dans le fichier": "répétée dans le fichier",
    }
    return singular.get(titre, titre) if number < 2 else titre


def say_kind(sort: SortLigne, number: int) -> str:
    """« Une ligne identique », « 12 lignes en faute »."""
    return fr(f"{majuscule(compte(number, 'ligne', feminin=True))} {_agree(PHRASES[sort], number)}")


def _say_preview(sorts: dict[str, int]) -> str:
    """« Sur 5 227 lignes, 5 100 sont nouvelles et 127 à mettre à jour. »"""
    total = sum(sorts.values())
    changed = sorts.get(SortLigne.MODIFIEE, 0) + sorts.get(SortLigne.CONFLIT, 0)
    counts = [
        (sorts.get(SortLigne.NOUVELLE, 0), "nouvelle", "nouvelles"), (changed, "à mettre à jour", "à mettre à jour"),
        (sorts.get(SortLigne.RESSEMBLANTE, 0), "peut-être déjà là", "peut-être déjà là"),
        (sorts.get(SortLigne.IDENTIQUE, 0), "identique", "identiques"),
        (sorts.get(SortLigne.FAUTIVE, 0), "en faute", "en faute"),
    ]  # fmt: skip
    told = [f"{nombre(number, feminin=True)} {one if number < 2 else many}" for number, one, many in counts if number]
    if not total:
        return "Aucune ligne à importer."
    return f"Sur {compte(total, 'ligne', feminin=True)} : {liste(told)}."


def _say_places(apport: Apport) -> str:
    """Where the new ones will be on the map."""
    places = apport.bilan.get("places", {})
    told = [
        f"{nombre(places[key], feminin=True)} {_agree_place(texte, places[key])}"
        for key, texte in LIEUX.items()
        if places.get(key)
    ]
    return fr(f"Sur la carte : {liste(told)}.") if told else ""


def _say_seats(sieges: dict[str, int]) -> str:
    """« Participations : trois nouvelles, une à compléter et deux déjà là. »"""
    counts = [
        (sieges.get("nouvelles", 0), "nouvelle", "nouvelles"),
        (sieges.get("completees", 0), "à compléter", "à compléter"),
        (sieges.get("deja_la", 0), "déjà là", "déjà là"),
    ]
    told = [f"{nombre(number, feminin=True)} {one if number < 2 else many}" for number, one, many in counts if number]
    return fr(f"Participations : {liste(told)}.") if told else ""


def _agree_place(texte: str, number: int) -> str:
    return texte.replace("placées", "placée").replace("leur", "son") if number < 2 else texte


def _name_button(useful: int, faulty: int) -> str:
    """Empty when every row is at fault: nothing would come in."""
    if not faulty:
        return "Tout importer"
    return f"Importer {'l’autre' if useful == 1 else f'les {useful} autres'}" if useful else ""


@dataclass(frozen=True)
class FauteMontree:
    ou: str
    message: str
    remede: str
    trouves: str
    nombre: int


VIDE: Final = "cellule vide"


def _show_faute(faute: dict[str, Any]) -> FauteMontree:
    parts = [f"feuille «\u00a0{faute['feuille']}\u00a0»"] if faute["feuille"] else []
    parts += [_say_rows(faute)] if faute["lignes"] else []
    parts += [f"colonne «\u00a0{faute['colonne']}\u00a0»"] if faute["colonne"] else []
    found = ", ".join(f"«\u00a0{text}\u00a0»" for text in faute["trouves"])
    return FauteMontree(
        majuscule(", ".join(parts)),
        VIDE if faute["message"] == "vide" else faute["message"],
        faute["remede"],
        found,
        faute["nombre"],
    )


def _say_rows(faute: dict[str, Any]) -> str:
    rows = [str(row) for row in faute["lignes"]]
    more = faute["nombre"] - len(rows)
    if more > 0:
        rows.append(f"{nombre(more)} autres" if more > 1 else "une autre")
    return f"ligne{'s' if len(rows) > 1 else ''} {liste(rows)}"


# Once it is done


def describe_fait(droits: Droits, apport: Apport) -> dict[str, Any]:
    ecrits, annules = apport.bilan.get("ecrits", {}), apport.bilan.get("annules", {})
    later = LigneApport.objects.filter(apport=apport, reponse=Reponse.PLUS_TARD).count()
    return {
        "espace": droits.espace,
        "apport": apport,
        "phrase": fr(_say_undone(annules) if annules else _say_written(apport, ecrits)),
        "ecrits": ecrits,
        "gardes": annules.get("gardes", []),
        "gardes_de_plus": max(0, annules.get("nombre_gardes", 0) - len(annules.get("gardes", []))),
        "plus_tard": 0 if annules else later,
        "annulable": not annules,
        "rate": apport.etape == ECHEC,
        "liens": apport.genre == GenreApport.LIENS,
        "cadres": apport.genre == GenreApport.CADRES,
        "adresse_changements": "" if annules else find_changes(apport),
        "adresse_diagnostic": find_address("diagnostic:accueil", droits.espace.slug),
        "adresse_cadres": find_address("cadres:liste", droits.espace.slug),
    }


def find_address(name: str, *args: object) -> str:
    """ "" until the room that has this page is there."""
    with suppress(NoReverseMatch):
        return reverse(name, args=args)
    return ""


def _say_written(apport: Apport, ecrits: dict[str, int]) -> str:
    many = str(apport.genre)
    one = many.removesuffix("s")
    created, changed = ecrits.get("crees", 0), ecrits.get("modifies", 0)
    told = []
    if created:
        told.append(f"{compte(created, one, many)} {'ajouté' if created < 2 else 'ajoutés'}")
    if changed:
        told.append(f"{nombre(changed)} mis à jour")
    if seats := ecrits.get("sieges", 0):
        told.append(f"{compte(seats, 'participation')} {'notée' if seats < 2 else 'notées'}")
    return f"{majuscule(liste(told))}." if told else "Tout était déjà là : rien n’a changé."


def _say_undone(annules: dict[str, Any]) -> str:
    removed, back = annules.get("retires", 0), annules.get("remis", 0)
    told = []
    if removed:
        told.append(f"{nombre(removed)} {'retiré' if removed < 2 else 'retirés'}")
    if back:
        told.append(f"{nombre(back)} remis comme avant")
    return f"Import annulé : {liste(told)}." if told else "Import annulé : il ne restait rien à défaire."
