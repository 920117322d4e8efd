"""What is coming: windows of opportunity of the whole country, beginnings and ends of what exists here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta

from maillage.cadres.models import Cadre
from maillage.espaces.droits import Droits
from maillage.formats.ics import Evenement
from maillage.referentiels.models import Dispositif, Fenetre

A_VERIFIER = "(à vérifier)"
ECHEANCES_MAX = 500
"""Ends and beginnings of an espace told at once: the nearest."""


@dataclass(frozen=True)
class Echeance:
    """One line of the calendar. `fin` is its last day; the same as `debut` for what lasts a day."""

    uid: str
    genre: str
    """fenetre, debut or fin."""
    titre: str
    debut: date
    fin: date
    ecrit_le: datetime
    texte: str = ""
    adresse: str = ""
    """Of the page that says more, without the host."""
    a_verifier: bool = False
    annuelle: bool = False
    origine: date | None = None
    """For what comes back each year: the first day it was ever said of, which a diary repeats from."""


def list_echeances(droits: Droits) -> list[Echeance]:
    """From the espace's day on, in order. Three queries."""
    jour = droits.espace.aujourdhui
    told = [*_tell_fenetres(Fenetre.objects.all(), jour), *_tell_cadres(_list_cadres(droits), jour)]
    return sorted(told, key=lambda one: (max(one.debut, jour), one.fin, one.titre))[:ECHEANCES_MAX]


def _list_cadres(droits: Droits) -> Iterable[Cadre]:
    return Cadre.objects.visible_to(droits).running().select_related("espace", "reference")


def _tell_fenetres(fenetres: Iterable[Fenetre], jour: date) -> Iterator[Echeance]:
    for one in fenetres:
        days = next_days(one, jour)
        if days is None:
            continue
        yield Echeance(
            uid=f"fenetre-{one.code}@maillage",
            genre="fenetre",
            titre=one.nom,
            debut=days[0],
            fin=days[1],
            ecrit_le=datetime.combine(one.debut or days[0], time(), UTC),
            texte=one.description,
            a_verifier=one.a_verifier,
            annuelle=one.annuelle,
            origine=one.debut,
        )


def next_days(fenetre: Fenetre, jour: date) -> tuple[date, date] | None:
    """The first and last day of its present or next time; None when it is over, or has no date of its own."""
    if fenetre.debut is None or fenetre.fin is None:
        return None
    debut, fin = fenetre.debut, fenetre.fin
    while fin < jour and fenetre.annuelle:
        debut, fin = _next_year(debut), _next_year(fin)
    return (debut, fin) if fin >= jour else None


def _next_year(quand: date) -> date:
    """The same day a year later; the 28th for a 29 February."""
    day = 28 if (quand.month, quand.day) == (2, 29) else quand.day
    return quand.replace(year=quand.year + 1, day=day)


def _tell_cadres(cadres: Iterable[Cadre], jour: date) -> Iterator[Echeance]:
    for one in cadres:
        for genre, verbe, quand in (("debut", "Début", one.debut), ("fin", "Fin", one.fin)):
            if quand is not None and quand >= jour:
                yield Echeance(
                    uid=f"cadre-{one.pk}-{genre}@maillage",
                    genre=genre,
                    titre=f"{verbe}\u00a0: {one.nom}",
                    debut=quand,
                    fin=quand,
                    ecrit_le=one.modifie_le,
                    texte=one.reference.libelle if one.reference else "",
                    adresse=one.get_absolute_url(),
                )


@dataclass(frozen=True)
class Locale:
    """A window whose date depends on each place: what exists here of its dispositifs, and when that ends."""

    fenetre: Fenetre
    cadres: list[Cadre] = field(default_factory=list)


def list_locales(droits: Droits) -> list[Locale]:
    """Windows without a date of their own. Three queries."""
    fenetres = Fenetre.objects.filter(debut=None).prefetch_related("dispositifs")
    held: dict[int, list[Cadre]] = {}
    concerned = Dispositif.objects.filter(fenetres__debut=None, fenetres__isnull=False)
    found = Cadre.objects.visible_to(droits).running().filter(reference__in=concerned).select_related("espace")
    for one in found.order_by("fin", "nom_cherche"):
        held.setdefault(one.reference_id or 0, []).append(one)
    return [
        Locale(one, [cadre for dispositif in one.dispositifs.all() for cadre in held.get(dispositif.pk, [])])
        for one in fenetres
    ]


def make_evenements(echeances: Iterable[Echeance], hote: str) -> list[Evenement]:
    """As a diary reads them; what nobody has verified says so in its title, the only part that all diaries show."""
    return [
        Evenement(
            uid=one.uid,
            titre=f"{one.titre} {A_VERIFIER}" if one.a_verifier else one.titre,
            debut=one.origine or one.debut,
            fin=_shift(one),
            ecrit_le=one.ecrit_le,
            description=one.texte,
            adresse=f"{hote}{one.adresse}" if one.adresse else "",
            annuel=one.annuelle,
        )
        for one in echeances
    ]


def _shift(one: Echeance) -> date:
    """The last day, counted from the first that the diary is given."""
    return (one.origine or one.debut) + timedelta(days=(one.fin - one.debut).days)
