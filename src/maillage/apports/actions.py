"""What a person does with a file: deposit it, say what its columns are, import it, give it up, undo it.

The caller has checked the right. Each is done once, however often it is sent.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from maillage.apports import taches
from maillage.apports.lecture_fichier import sign, understand_sheet
from maillage.apports.models import (
    OUVERTS,
    Apport,
    EtatApport,
    LigneApport,
    MemoireColonnes,
    Reponse,
    SortLigne,
)
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import Refus, choose_id, lock
from maillage.espaces.journal import Geste
from maillage.espaces.models import Espace, Trace
from maillage.formats import limites
from maillage.formats.tableaux import Source

MAX_OUVERTS: Final = 20
"""Files that wait in one espace."""
MAX_PAR_JOUR: Final = 60
"""Deposits of one person in a day."""
MAX_OCTETS: Final = limites.MAX_OCTETS_CLASSEUR


def deposit(*, espace: Espace, qui: Utilisateur, fichier: UploadedFile[Any], jeton: UUID) -> Apport:
    """Keep the file, and read it at once when it is small. `jeton`, the form's own, makes two clicks one deposit."""
    with transaction.atomic():
        current = lock(espace)
        already = Apport.objects.filter(pk=jeton, espace=current).first()
        if already is not None:
            return already
        _refuse_too_many(current, qui)
        name = (fichier.name or "fichier").replace("\\", "/").rpartition("/")[2][-150:]
        apport = Apport(
            pk=choose_id(Apport, jeton), espace=current, par=qui, nom_fichier=name, taille=fichier.size or 0
        )
        apport.fichier.save(name, fichier, save=False)
        apport.save(force_insert=True)
    taches.start(apport, qui)
    return apport


def _refuse_too_many(espace: Espace, qui: Utilisateur) -> None:
    if Apport.objects.filter(espace=espace, etat__in=OUVERTS).count() >= MAX_OUVERTS:
        raise Refus(f"{MAX_OUVERTS} fichiers attendent déjà dans cet espace. Importez-les ou abandonnez-les d’abord.")
    since = timezone.now() - timedelta(days=1)
    if Apport.objects.filter(par=qui, depose_le__gt=since).count() >= MAX_PAR_JOUR:
        raise Refus(f"Vous avez déjà déposé {MAX_PAR_JOUR} fichiers depuis hier. Réessayez demain.")


@transaction.atomic
def read_again(*, apport: Apport, source: Source, feuille: str, titres: int | None, genre: str) -> Apport:
    """Another sheet, another row of headings, or links rather than actors."""
    current = _hold(apport, EtatApport.COLONNES)
    brute = source.read(feuille)  # before anything is written: an empty sheet is refused
    current.feuille = feuille
    understand_sheet(current, brute, titres, genre)
    current.vu_le = timezone.now()
    current.save()
    return current


@transaction.atomic
def choose_columns(
    *, apport: Apport, qui: Utilisateur, champs: Mapping[int, str], defauts: Mapping[str, Any]
) -> Apport:
    """What each column is, and what the file does not say; remembered for the next file with these headings."""
    current = _hold(apport, EtatApport.COLONNES)
    for column in current.colonnes:
        if not column["motif"]:
            chosen = champs.get(column["rang"], "")
            if chosen != column["champ"]:
                column |= {"champ": chosen, "par": "choix"}
    current.defauts = dict(defauts)
    current.etat, current.etape, current.fait, current.vu_le = EtatApport.ANALYSE, "", 0, timezone.now()
    current.sans_fautives = False
    current.save()
    _remember(current)
    _start_later(current, qui)
    return current


def _remember(apport: Apport) -> None:
    entetes = [column["entete"] for column in apport.colonnes]
    kept = {key: value for key, value in apport.defauts.items() if key != "source"}
    MemoireColonnes.objects.update_or_create(
        espace=apport.espace, signature=sign(entetes),
        defaults={
            "genre": apport.genre, "defauts": kept,
            "champs": {column["entete"]: column["champ"] for column in apport.colonnes if not column["motif"]},
        },
    )  # fmt: skip


@transaction.atomic
def return_to_columns(*, apport: Apport) -> Apport:
    """From the preview back to what the columns are: nothing was written."""
    current = _hold(apport, EtatApport.APERCU)
    current.etat, current.etape, current.vu_le = EtatApport.COLONNES, "", timezone.now()
    current.save(update_fields=["etat", "etape", "vu_le"])
    return current


@transaction.atomic
def answer(*, apport: Apport, reponses: Mapping[int, tuple[str, UUID | None]]) -> int:
    """To possible duplicates and to disagreements, by number of row. How many were taken."""
    current = _hold(apport, EtatApport.APERCU)
    lignes = LigneApport.objects.filter(apport=current, numero__in=reponses)
    changed = []
    for ligne in lignes:
        reponse, choisi = reponses[ligne.numero]
        if _may_answer(ligne, reponse, choisi):
            ligne.reponse, ligne.choisi = reponse, choisi if reponse == Reponse.MEME else None
            changed.append(ligne)
    LigneApport.objects.bulk_update(changed, ["reponse", "choisi"], batch_size=200)
    Apport.objects.filter(pk=current.pk).update(vu_le=timezone.now())
    return len(changed)


def _may_answer(ligne: LigneApport, reponse: str, choisi: UUID | None) -> bool:
    if ligne.sort == SortLigne.CONFLIT:
        return reponse in (Reponse.GARDER, Reponse.PRENDRE)
    if ligne.sort != SortLigne.RESSEMBLANTE:
        return False
    if reponse == Reponse.MEME:
        return str(choisi) in {one["id"] for one in ligne.candidats}
    return reponse in (Reponse.AUTRE, Reponse.PLUS_TARD)


@transaction.atomic
def answer_all(*, apport: Apport, sort: str, reponse: str) -> int:
    """The same answer to every row of a kind that has none yet; « c’est la même » names the likeliest."""
    current = _hold(apport, EtatApport.APERCU)
    lignes = LigneApport.objects.filter(apport=current, sort=sort, reponse="")
    told = {
        ligne.numero: (reponse, UUID(ligne.candidats[0]["id"]) if ligne.candidats else None)
        for ligne in lignes.only("numero", "candidats")
    }  # fmt: skip
    return answer(apport=current, reponses=told)


class DejaUnImport(Refus):
    """Someone else's import is being written in this espace."""


class ApercuVieilli(Refus):
    """Something was imported since this preview: it is being made again."""


def request_import(*, apport: Apport, qui: Utilisateur, sans_fautives: bool) -> Apport:
    """« Tout importer ». Raises Refus when rows are at fault and nobody chose to leave them aside."""
    aged = False
    with transaction.atomic():
        current = _hold(apport, EtatApport.APERCU, EtatApport.IMPORT, EtatApport.FAIT)
        if current.etat != EtatApport.APERCU:
            return current  # a second click
        _refuse_two_at_once(current)
        _refuse_faults(current, sans_fautives)
        aged = _is_aged(current)
        current.etat = EtatApport.ANALYSE if aged else EtatApport.IMPORT
        current.sans_fautives, current.par = sans_fautives, qui
        current.etape, current.fait, current.vu_le = "", 0, timezone.now()
        current.save()
        _start_later(current, qui)
    if aged:
        raise ApercuVieilli("Une autre liste a été importée depuis cet aperçu. Le voici refait : relisez-le.")
    return current


def _refuse_two_at_once(apport: Apport) -> None:
    lock(apport.espace)
    other = Apport.objects.working(apport.espace).exclude(pk=apport.pk).select_related("par").first()
    if other is not None:
        who = other.par.get_short_name() if other.par else "Quelqu’un"
        raise DejaUnImport(
            f"{who} importe en ce moment «\u00a0{other}\u00a0» dans cet espace. Réessayez dans un instant."
        )


def _refuse_faults(apport: Apport, sans_fautives: bool) -> None:
    if apport.bilan.get("sans_ligne"):
        raise Refus("Le fichier entier est en faute : corrigez les colonnes ou le fichier.")
    if apport.bilan.get("sorts", {}).get(SortLigne.FAUTIVE) and not sans_fautives:
        raise Refus("Des lignes sont en faute. Corrigez le fichier, ou choisissez de les laisser de côté.")


def _is_aged(apport: Apport) -> bool:
    """Another list came in, or went, since the preview: what is a duplicate may have changed."""
    mass = Trace.objects.filter(espace=apport.espace, objet=Apport._meta.label_lower)
    since = mass.filter(id__gt=apport.bilan.get("vu_jusqu_a", 0), geste__in=[Geste.IMPORTER, Geste.ANNULER])
    return since.exists()


@transaction.atomic
def request_undo(*, apport: Apport, qui: Utilisateur) -> Apport:
    current = _hold(apport, EtatApport.FAIT, EtatApport.ANNULATION, EtatApport.ANNULE)
    if current.etat != EtatApport.FAIT:
        return current
    _refuse_two_at_once(current)
    current.etat, current.etape, current.fait, current.vu_le = EtatApport.ANNULATION, "", 0, timezone.now()
    current.save()
    _start_later(current, qui)
    return current


@transaction.atomic
def abandon(*, apport: Apport) -> Apport:
    """« Revenir sans rien changer » : the file is forgotten, with all that was read of it."""
    current = Apport.objects.select_for_update().get(pk=apport.pk)
    if current.etat in (EtatApport.FAIT, EtatApport.ANNULE, EtatApport.ANNULATION, EtatApport.IMPORT):
        raise Refus("Ce fichier est déjà importé, ou en train de l’être.")
    forget(current)
    return current


def forget(apport: Apport) -> None:
    """The file leaves the disk once the row says that it has no file."""
    name, storage = apport.fichier.name, apport.fichier.storage
    apport.lignes.all().delete()
    apport.etat, apport.etape, apport.fichier.name = EtatApport.ABANDONNE, "", ""
    apport.colonnes, apport.fautes, apport.bilan, apport.vu_le = [], [], {}, timezone.now()
    apport.save()
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def restart(*, apport: Apport, qui: Utilisateur) -> Apport:
    """A work that a stopped process left half way; nothing of it was written."""
    current = Apport.objects.select_for_update().select_related("espace").get(pk=apport.pk)
    stuck = current.est_muet or (current.etat == EtatApport.DEPOSE and current.etape == taches.ECHEC)
    if not stuck:
        return current
    current.etape, current.fait, current.vu_le = "", 0, timezone.now()
    current.save(update_fields=["etape", "fait", "vu_le"])
    _start_later(current, qui)
    return current


def _start_later(apport: Apport, qui: Utilisateur) -> None:
    """After the transaction: what is done at once must see what was just written."""
    transaction.on_commit(lambda: taches.start(apport, qui))


def _hold(apport: Apport, *etats: str) -> Apport:
    """The row as it is now, held. Raises Refus when it is no longer in one of these states."""
    current = Apport.objects.select_for_update().select_related("espace").get(pk=apport.pk)
    if current.etat not in etats:
        raise Refus("Ce fichier n’en est plus là : la page a été rechargée.")
    return current
