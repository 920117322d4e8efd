"""The home of an espace: its three figures, with what they rest on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.urls import NoReverseMatch, reverse

from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur, Nature
from maillage.analyse.francais import add_months, compte, le_monde, majuscule, nombre, sur_cent
from maillage.diagnostic.couples import find_rate, list_couples
from maillage.diagnostic.lecture import Lecture
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.publication.typographie import fr

RECENT = 6
"""Months during which a verification counts."""
COUPLE = ("AS", "DL")


@dataclass(frozen=True)
class Chiffre:
    """One figure, what it counts, what it rests on, and where it leads."""

    valeur: str
    nom: str
    couverture: str
    adresse: str
    lien: str


@dataclass(frozen=True)
class Comptes:
    acteurs: int
    postes: int
    verifies: int
    brouillons: int
    liens: int
    confirmes: int
    contestes: int
    un_cote: int
    souhaites: int


def count_all(droits: Droits) -> Comptes:
    """What this visitor may see of it. Two queries."""
    recent = add_months(droits.espace.aujourdhui, -RECENT)
    nodes = ~Q(nature=Nature.POSTE)
    published = nodes & ~Q(visibilite=VisibiliteFiche.BROUILLON)
    acteurs = (
        Acteur.objects.visible_to(droits)
        .order_by()
        .aggregate(
            acteurs=Count("pk", filter=published),
            postes=Count("pk", filter=~nodes),
            verifies=Count("pk", filter=published & Q(date_verification__gt=recent)),
            brouillons=Count("pk", filter=Q(visibilite=VisibiliteFiche.BROUILLON)),
        )
    )
    told = {
        "confirmes": EtatLien.CONFIRME,
        "contestes": EtatLien.CONTESTE,
        "un_cote": EtatLien.DECLARE,
        "souhaites": EtatLien.SOUHAITE,
    }
    seen = Lien.objects.visible_to(droits).filter(etat__in=told.values())  # the index on (espace, etat) leads
    found = dict(seen.order_by().values_list("etat").annotate(nombre=Count("pk")))
    liens = {name: found.get(etat, 0) for name, etat in told.items()}
    lived = liens["confirmes"] + liens["contestes"] + liens["un_cote"]
    return Comptes(liens=lived, **acteurs, **liens)


def find_address(name: str, *args: object) -> str:
    """Empty when that page is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""


def list_chiffres(droits: Droits, comptes: Comptes, lecture: Lecture | None) -> list[Chiffre]:
    slug = droits.espace.slug
    verified = compte(comptes.verifies, "fiche vérifiée", "fiches vérifiées", feminin=True)
    acteurs = Chiffre(
        fr(_write(comptes.acteurs)),
        "acteur" if comptes.acteurs < 2 else "acteurs",
        f"{majuscule(verified)} depuis moins de six mois.",
        find_address("acteurs:liste", slug),
        "Voir les acteurs",
    )
    liens = Chiffre(
        fr(_write(comptes.liens)),
        "lien" if comptes.liens < 2 else "liens",
        fr(_say_confirmed(comptes)),
        find_address("reseau:accueil", slug),
        "Voir le réseau",
    )
    return [acteurs, liens, *_list_rates(slug, lecture)]


def _write(count: int) -> str:
    return f"{count:,}".replace(",", "\u202f")


def _say_confirmed(comptes: Comptes) -> str:
    if not comptes.liens:
        return "Aucun n’est encore déclaré."
    verbe = "est confirmé" if comptes.confirmes < 2 else "sont confirmés"
    said = "Aucun n’" if not comptes.confirmes else f"{majuscule(nombre(comptes.confirmes))} "
    return f"{said}{verbe} des deux côtés."


def _list_rates(slug: str, lecture: Lecture | None) -> Iterator[Chiffre]:
    """The product's pair, or the first that may be said."""
    if lecture is None:
        return
    diagnostic = lecture.diagnostic
    across = [pair for pair in [COUPLE, *list_couples(diagnostic)] if pair[0] != pair[1]]
    for pair in across:
        constat = find_rate(diagnostic, pair)
        if constat is not None:
            attendu = constat.detail.get("attendu")
            chance = f" Le hasard en donnerait {sur_cent(attendu)}." if isinstance(attendu, float) else ""
            yield Chiffre(
                f"{sur_cent(float(constat.valeur or 0))} sur 100",
                f"liens possibles entre {le_monde(pair[0])} et {le_monde(pair[1])}",
                fr(f"{_say_answered(lecture)}{chance}"),
                reverse("diagnostic:croisement", args=[slug, "-".join(pair)]),
                "Ouvrir ce croisement",
            )
            return


def _say_answered(lecture: Lecture) -> str:
    detail = next((c.detail for c in lecture.diagnostic.constats if c.code == "couverture"), {})
    spoke, total = detail.get("repondants"), detail.get("acteurs")
    if not isinstance(spoke, int) or not isinstance(total, int):
        return ""
    return f"{majuscule(compte(spoke, 'acteur'))} sur {nombre(total)} {'a' if spoke < 2 else 'ont'} répondu."
