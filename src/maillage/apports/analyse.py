"""From a file and its columns to a preview: what becomes of each row, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

import uuid_utils.compat as uuid
from django.db import transaction

from maillage.acteurs.models import Acteur
from maillage.apports.cadres import analyse_cadres
from maillage.apports.comparaison import COMPARES, EcartApport, compare, digest, is_empty
from maillage.apports.fautes import tell_fautes
from maillage.apports.geocodage import place_rows
from maillage.apports.identite import CLES, Annuaire, Identites, find_bases, link, recognise
from maillage.apports.lecture_fichier import read_champs, read_feuille, read_participations
from maillage.apports.liens import analyse_liens
from maillage.apports.models import Apport, GenreApport, LigneApport, SortLigne
from maillage.apports.parents import find_circles_of, resolve_parents, spread_faults
from maillage.apports.reperes import Reperes, load_reperes, name_communes
from maillage.apports.resolution import Resolue, Resolution
from maillage.espaces.lots import insert_objects
from maillage.espaces.models import Trace
from maillage.formats.apports import read_apport

Dire = Callable[[str, int], None]


def analyse(apport: Apport, dire: Dire) -> None:
    """Make the preview anew. Raises `ClasseurIllisible`. What it writes is only about this file."""
    dire("lecture du fichier", 2)
    feuille = read_feuille(apport)
    champs = read_champs(apport)
    apporte = read_apport(feuille, apport.genre, champs)
    reperes = load_reperes(apport.espace)
    positions = {champ: rang for rang, champ in champs.items()}
    if apport.genre == GenreApport.LIENS:
        lignes, fautes = analyse_liens(apport, feuille, apporte, reperes, positions)
    elif apport.genre == GenreApport.CADRES:
        participations = read_participations(apport)
        lignes, fautes = analyse_cadres(apport, feuille, apporte, reperes, positions, participations)
    else:
        resolution = Resolution(reperes, feuille, apporte, positions, apport.defauts)
        lignes, fautes = _analyse_acteurs(apport, resolution, dire)
    every = [*apporte.fautes, *apporte.remarques, *fautes]
    dire("rangement", 90)
    _keep(apport, lignes, every)


def _analyse_acteurs(apport: Apport, resolution: Resolution, dire: Dire) -> tuple[list[LigneApport], list[Any]]:
    dire("communes, types, thèmes", 15)
    rows = resolution.resolve()
    dire("ce qui est déjà là", 35)
    annuaire = Annuaire(apport.espace, {row.source for row in rows})
    found = recognise(rows, annuaire)
    dire("ressemblances", 45)
    name_communes(resolution.reperes, annuaire.list_communes())
    link(rows, annuaire, found, resolution.reperes.noms["commune"])
    resolve_parents(rows, annuaire, found, resolution)
    resolution.check_new([row for row in rows if row.brute.numero not in found.acteurs])
    resolution.fautes += find_circles_of(rows, resolution)
    place_rows([row for row in rows if row.brute.numero not in found.acteurs], resolution.reperes, dire)
    dire("comparaison", 65)
    faulty = {faute.ligne for faute in resolution.fautes if faute.bloquante} | resolution.apporte.fautives
    spread_faults(rows, faulty, resolution)
    return list(_sort_out(rows, annuaire, found, faulty, resolution.reperes)), resolution.fautes


def _sort_out(
    rows: Sequence[Resolue], annuaire: Annuaire, found: Identites, faulty: Iterable[int | None], reperes: Reperes
) -> Iterator[LigneApport]:
    faulty = set(faulty)
    ecarts = _compare_all(rows, annuaire, found)
    for row in rows:
        numero = row.brute.numero
        changes = ecarts.get(numero, [])
        yield LigneApport(
            numero=numero, sort=_choose_sort(numero, found, faulty, changes), source=row.source[:60],
            source_id=row.cle[:100], objet=found.acteurs.get(numero) or uuid.uuid7(),
            reconnu=found.reconnus.get(numero, ""), empreintes=digest_all(row.lu),
            valeurs={
                "lu": row.lu, "defaut": row.defaut, "partiels": sorted(row.partiels), "exporte": row.brute.modifie_le,
            },
            ecarts=[tell_ecart(one, reperes) for one in changes],
            candidats=[
                {"id": one.cle, "nom": annuaire.connus[UUID(one.cle)].nom, "score": one.score, "raisons": one.raisons}
                for one in found.candidats.get(numero, ())
            ],
        )  # fmt: skip


def digest_all(lu: Mapping[str, Any]) -> dict[str, str]:
    """Of what is said: an empty cell is no base."""
    return {champ: digest(champ, lu[champ]) for champ in COMPARES if not is_empty(lu.get(champ))}


def _choose_sort(numero: int, found: Identites, faulty: set[Any], changes: Sequence[EcartApport]) -> str:
    if numero in faulty:
        return SortLigne.FAUTIVE
    if numero in found.repetees:
        return SortLigne.REPETEE
    if numero in found.corbeille:
        return SortLigne.CORBEILLE
    if numero in found.acteurs:
        if any(one.conflit for one in changes):
            return SortLigne.CONFLIT
        return SortLigne.MODIFIEE if changes else SortLigne.IDENTIQUE
    return SortLigne.RESSEMBLANTE if numero in found.candidats else SortLigne.NOUVELLE


def _compare_all(rows: Sequence[Resolue], annuaire: Annuaire, found: Identites) -> dict[int, list[EcartApport]]:
    """Differences of every known row, a few hundred actors at a time."""
    known = [row for row in rows if row.brute.numero in found.acteurs and row.brute.numero not in found.corbeille]
    told: dict[int, list[EcartApport]] = {}
    for start in range(0, len(known), CLES):
        part = known[start : start + CLES]
        acteurs = load_acteurs(found.acteurs[row.brute.numero] for row in part)
        triples = [(found.acteurs[row.brute.numero], row.source, row.brute.modifie_le) for row in part]
        bases = find_bases(triples, annuaire, acteurs)
        for row in part:
            numero = row.brute.numero
            told[numero] = compare(
                acteurs[found.acteurs[numero]], row.lu, bases, reconnu=found.reconnus[numero],
                partiels=frozenset(row.partiels),
            )  # fmt: skip
    return told


def load_acteurs(ids: Iterable[UUID]) -> dict[UUID, Acteur]:
    """With what a comparison reads. Four queries."""
    found = Acteur.objects.filter(pk__in=list(ids)).select_related("commune", "parent", "sphere", "type")
    return {one.pk: one for one in found.prefetch_related("themes", "publics", "territoires")}


def tell_ecart(ecart: EcartApport, reperes: Reperes) -> dict[str, Any]:
    """In the words of the screen."""
    field = Acteur._meta.get_field(ecart.champ)
    return {
        "champ": ecart.champ, "libelle": str(getattr(field, "verbose_name", ecart.champ)), "conflit": ecart.conflit,
        "ici": _say(ecart.champ, ecart.ici, reperes), "fichier": _say(ecart.champ, ecart.fichier, reperes),
    }  # fmt: skip


def _say(champ: str, valeur: Any, reperes: Reperes) -> str:
    if champ in ("commune", "territoires"):
        return reperes.say_territoires(champ, valeur)
    if champ == "parent":
        return reperes.say_acteur(valeur)
    choices = dict(getattr(Acteur._meta.get_field(champ), "flatchoices", ()))
    return str(choices[valeur]) if isinstance(valeur, str) and valeur in choices else reperes.say(champ, valeur)


def _keep(apport: Apport, lignes: Sequence[LigneApport], fautes: Sequence[Any]) -> None:
    """Replace the former preview, all or nothing."""
    for ligne in lignes:
        ligne.apport = apport
    counts: Mapping[str, int] = Counter(ligne.sort for ligne in lignes)
    places = Counter(_find_precision(ligne) for ligne in lignes if ligne.sort == SortLigne.NOUVELLE)
    seats = sum((Counter(ligne.valeurs.get("sieges", {})) for ligne in lignes), Counter[str]())
    with transaction.atomic():
        LigneApport.objects.filter(apport=apport).delete()
        insert_objects(lignes)
        last = Trace.objects.filter(espace=apport.espace_id).order_by("-id").values_list("id", flat=True).first()
        apport.bilan = {
            "lignes": len(lignes), "sorts": dict(counts), "places": dict(places), "vu_jusqu_a": last or 0,
            "sieges": dict(seats),
            "bloquantes": sum(1 for faute in fautes if faute.bloquante),
            "sans_ligne": sum(1 for faute in fautes if faute.bloquante and faute.ligne is None),
        }  # fmt: skip
        apport.fautes = tell_fautes(fautes)
        apport.save(update_fields=["bilan", "fautes"])


def _find_precision(ligne: LigneApport) -> str:
    """Where the point of a new actor comes from; "" without one."""
    lu, defaut = ligne.valeurs.get("lu", {}), ligne.valeurs.get("defaut", {})
    return "fichier" if lu.get("latitude") is not None else str(defaut.get("precision_lieu", ""))
