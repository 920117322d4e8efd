"""The home of an espace: the one next thing to do, what moved lately, what waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import Count
from django.urls import reverse

from maillage.acteurs.facettes import A_VERIFIER
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur
from maillage.analyse.francais import compte, majuscule, nombre
from maillage.analyse.seuils import SEUILS
from maillage.diagnostic.accueil import Comptes, find_address
from maillage.diagnostic.lecture import Lecture
from maillage.espaces.droits import Droits
from maillage.espaces.journal import describe_geste
from maillage.espaces.models import Invitation, Trace
from maillage.publication.typographie import fr
from maillage.territoires.models import TerritoireEspace

CHANGEMENTS: Final = 6
EXAMINEES: Final = 60
"""Lines of the journal looked at to find them: some are about what this reader may not see."""
ACTEUR: Final = "acteurs.acteur"
MONTRES: Final = (ACTEUR, "acteurs.declaration")
PART_CONFIRMEE: Final = 0.3
"""Under this share of links confirmed by both sides, that is what to do next."""
SANS_LIEN: Final = (
    "Aucun lien n’est déclaré. Ouvrez la fiche d’un acteur que vous connaissez bien, et dites ses partenaires."
)
SITUER: Final = "Le plus souvent une intercommunalité, parfois un périmètre que vous composez."
TERRITOIRE: Final = "territoires:territoire"
GESTES: Final = {
    "creer": "Fiche ajoutée",
    "modifier": "Fiche modifiée",
    "verifier": "Fiche vérifiée",
    "retablir": "Fiche rétablie",
    "declarer": "Lien déclaré",
    **dict.fromkeys(("corriger", "confirmer", "contester"), "Lien revu"),
}


@dataclass(frozen=True)
class Etape:
    """The one next thing to do."""

    titre: str
    raison: str
    geste: str
    adresse: str


@dataclass(frozen=True)
class Changement:
    quand: datetime
    phrase: str
    nom: str
    adresse: str


@dataclass(frozen=True)
class Attente:
    phrase: str
    geste: str
    adresse: str


def find_next(droits: Droits, comptes: Comptes, lecture: Lecture | None) -> Etape | None:
    """What would help most, that this visitor may do."""
    slug = droits.espace.slug
    if not droits.peut_contribuer:
        return _read_diagnosis(slug, comptes)
    return next((step for step in _list_steps(droits, comptes, lecture) if step.adresse), None)


def _read_diagnosis(slug: str, comptes: Comptes) -> Etape | None:
    if not comptes.liens:
        return None
    return Etape(
        "Lisez ce que disent ces liens",
        "Où l’on coopère, où l’on s’ignore, et quelles rencontres provoquer.",
        "Lire le diagnostic",
        reverse("diagnostic:accueil", args=[slug]),
    )


def must_situate(droits: Droits) -> bool:
    """Nobody has said on which territory this espace is, and this visitor may. One query."""
    return (
        droits.peut_regler
        and not TerritoireEspace.objects.filter(espace=droits.espace, territoires__isnull=False).exists()
    )


def _list_steps(droits: Droits, comptes: Comptes, lecture: Lecture | None) -> Iterator[Etape]:
    slug = droits.espace.slug
    acteurs = find_address("acteurs:liste", slug)
    if must_situate(droits):
        yield Etape("Dites quel est votre territoire", SITUER, "Choisir le territoire", find_address(TERRITOIRE, slug))
    if comptes.acteurs < SEUILS.min_acteurs_reseau:
        known = majuscule(compte(comptes.acteurs, "acteur"))
        raison = fr(f"{known} pour l’instant : ajoutez qui compte, dans chaque monde.")
        yield Etape("Continuez la carte", raison, "Ajouter un acteur", find_address("acteurs:creer", slug))
    if not comptes.liens:
        yield Etape("Dites qui travaille avec qui", SANS_LIEN, "Choisir un acteur", acteurs)
    elif comptes.confirmes < PART_CONFIRMEE * comptes.liens:
        told = majuscule(nombre(comptes.un_cote))
        yield Etape(
            "Faites confirmer les liens",
            fr(f"{told} ne sont dits que d’un côté : demandez à l’autre ce qu’il en pense."),
            *_find_inviting(droits, acteurs),
        )
    yield from _list_findings(slug, lecture)
    if step := _read_diagnosis(slug, comptes):
        yield step


def _find_inviting(droits: Droits, acteurs: str) -> tuple[str, str]:
    inviting = find_address("espaces:inviter", droits.espace.slug) if droits.peut_regler else ""
    return ("Inviter quelqu’un", inviting) if inviting else ("Ouvrir les acteurs", acteurs)


def _list_findings(slug: str, lecture: Lecture | None) -> Iterator[Etape]:
    """A bridge whose funding ends soon, then the first meeting to bring about."""
    if lecture is None:
        return
    diagnosis = reverse("diagnostic:accueil", args=[slug])
    if pont := _find_fragile(lecture):
        yield Etape(
            "Un poste tient le lien, et son financement s’achève",
            fr(f"« {pont} » : parlez-en avant qu’il ne manque."),
            "Voir les postes à sécuriser",
            f"{diagnosis}#postes",
        )
    if lecture.diagnostic.rencontres:
        names = " et ".join(lecture.noms.acteur(end) for end in lecture.diagnostic.rencontres[0].acteurs)
        yield Etape(
            "Provoquez une rencontre",
            fr(f"Pour commencer : {names}."),
            "Voir les rencontres à provoquer",
            f"{diagnosis}#rencontres",
        )


def _find_fragile(lecture: Lecture) -> str:
    """The name of a poste, or of a node, whose funding ends soon; empty when there is none."""
    constat = next((c for c in lecture.diagnostic.constats if c.code == "postes-a-securiser"), None)
    ponts = constat.detail.get("ponts") if constat else None
    for pont in ponts if isinstance(ponts, list) else []:
        if isinstance(pont, dict) and pont.get("pont_fragile"):
            return _name_holder(pont)
    return ""


def _name_holder(pont: dict[str, Any]) -> str:
    """The poste that ends first, by name; the node itself when it is the one that is funded."""
    ends = [poste for poste in pont["postes"] if poste["fin_financement"] == pont["fin_la_plus_proche"]]
    return str(ends[0]["nom"] if ends else pont["nom"])


def list_changes(droits: Droits) -> list[Changement]:
    """What moved lately among what a member may see, without saying who did it: the journal is the animation's.

    Three queries: the last lines, then whom they are about, rather than a join over every link of the espace.
    """
    if not droits.est_membre:
        return []
    lines = list(Trace.objects.filter(espace=droits.espace, objet__in=MONTRES).order_by("-pk")[:EXAMINEES])
    ends = _list_ends(droits, (line for line in lines if line.objet != ACTEUR))
    about = {line.pk: {line.objet_id} if line.objet == ACTEUR else ends.get(line.objet_id, set()) for line in lines}
    named = set().union(*about.values())
    seen = set(Acteur.objects.visible_to(droits).filter(pk__in=named).values_list("pk", flat=True))
    kept = [line for line in lines if about[line.pk] and about[line.pk] <= seen]
    return [_tell_change(droits.espace.slug, line) for line in kept[:CHANGEMENTS]]


def _list_ends(droits: Droits, lines: Iterable[Trace]) -> dict[UUID, set[UUID]]:
    """Both actors of each declaration that still stands, on a link that may be told to this reader."""
    told = Lien.objects.told_to(droits)
    said = Declaration.objects.filter(pk__in=[line.objet_id for line in lines], lien__in=told)
    return {pk: {source, cible} for pk, source, cible in said.values_list("pk", "source_id", "cible_id")}


def _tell_change(slug: str, line: Trace) -> Changement:
    """Never which side spoke, nor whether it saw the link otherwise: that stays between them and the animation."""
    address = find_address("acteurs:fiche", slug, line.objet_id) if line.objet == ACTEUR else ""
    phrase = GESTES.get(line.geste, majuscule(describe_geste(line.geste)))
    return Changement(line.quand, phrase, line.libelle.replace(" → ", " et "), address)


def list_waiting(droits: Droits, comptes: Comptes, lecture: Lecture | None) -> list[Attente]:
    """What this visitor could do, that nobody has done yet. One query at most."""
    if not droits.peut_contribuer:
        return []
    told = [*_list_sheets(droits, comptes), *_list_links(droits, comptes, lecture), *_list_invitations(droits)]
    return [one for one in told if one.adresse]


def _list_sheets(droits: Droits, comptes: Comptes) -> Iterator[Attente]:
    acteurs = find_address("acteurs:liste", droits.espace.slug)
    if comptes.brouillons:
        drafts = majuscule(compte(comptes.brouillons, "fiche", feminin=True))
        yield Attente(f"{drafts} en brouillon.", "Les publier", acteurs)
    if comptes.acteurs > comptes.verifies:
        stale = majuscule(compte(comptes.acteurs - comptes.verifies, "fiche", feminin=True))
        yield Attente(
            fr(f"{stale} à vérifier : rien de neuf depuis plus de six mois."),
            "Les vérifier",
            f"{acteurs}?fraicheur={A_VERIFIER}",
        )


def _list_links(droits: Droits, comptes: Comptes, lecture: Lecture | None) -> Iterator[Attente]:
    diagnosis = reverse("diagnostic:accueil", args=[droits.espace.slug])
    if old := _count_old(lecture):
        verbe = "n’a pas été revu" if old == 1 else "n’ont pas été revus"
        phrase = f"{majuscule(compte(old, 'lien'))} {verbe} depuis plus de {SEUILS.mois_perime} mois."
        yield Attente(phrase, "Lesquels", f"{diagnosis}#liens-perimes")
    if droits.peut_animer and comptes.contestes:
        verbe = "n’est pas vu" if comptes.contestes == 1 else "ne sont pas vus"
        phrase = f"{majuscule(compte(comptes.contestes, 'lien'))} {verbe} de la même façon des deux côtés."
        yield Attente(phrase, "En parler", f"{diagnosis}#asymetrie")


def _list_invitations(droits: Droits) -> Iterator[Attente]:
    if not droits.peut_regler:
        return
    waiting = Invitation.objects.waiting().filter(espace=droits.espace).aggregate(nombre=Count("pk"))["nombre"]
    if waiting:
        phrase = f"{majuscule(compte(waiting, 'invitation', feminin=True))} sans réponse."
        yield Attente(phrase, "Les relancer", find_address("espaces:membres", droits.espace.slug))


def _count_old(lecture: Lecture | None) -> int:
    detail = next((c.detail for c in lecture.diagnostic.constats if c.code == "liens-perimes"), {}) if lecture else {}
    found = detail.get("perimes")
    return found if isinstance(found, int) else 0
