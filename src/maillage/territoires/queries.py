"""What the product asks of territories: find one by name, and see where perimeters overlap."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Prefetch, Q, Sum, Value, When

from maillage.espaces.models import Espace
from maillage.referentiels.textes import normalise
from maillage.territoires.natures import COMPOSES, NatureTerritoire
from maillage.territoires.proches import correct_words, find_close

if TYPE_CHECKING:
    from maillage.territoires.models import Territoire

MOTS_MAX = 8
ABREGES = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}
"""How people shorten names that the official list writes in full."""


class TerritoireQuerySet(models.QuerySet["Territoire"]):
    def usable_in(self, espace: Espace) -> TerritoireQuerySet:
        """The official ones and the espace's own."""
        return self.filter(Q(espace=None) | Q(espace=espace))

    def official(self) -> TerritoireQuerySet:
        return self.filter(espace=None)

    def current(self) -> TerritoireQuerySet:
        """Without those that the official list no longer names."""
        return self.filter(actuel=True)

    def composed_by(self, espace: Espace) -> TerritoireQuerySet:
        """Perimeters put together by the espace: not the communes and the EPCI that a demonstration invents."""
        return self.filter(espace=espace).filter(nature__in=COMPOSES)

    def communes(self) -> TerritoireQuerySet:
        return self.filter(nature=NatureTerritoire.COMMUNE)

    def communes_of(self, territoires: models.QuerySet[Territoire] | Iterable[Territoire]) -> TerritoireQuerySet:
        """Communes that are one of `territoires` or lie in one of them."""
        keys = _keys(territoires)
        inside = self.model.communes.through._default_manager.filter(
            from_territoire__in=keys, to_territoire=OuterRef("pk")
        )
        return self.communes().filter(Q(pk__in=keys) | Exists(inside))

    def chosen_by(self, espace: Espace) -> TerritoireQuerySet:
        """The territory of the espace."""
        return self.filter(choisi_par__espace=espace)

    def perimetres_of(self, espace: Espace) -> TerritoireQuerySet:
        """What may overlap: the chosen territories that hold communes, and the perimeters that the espace composed."""
        composed = Q(espace=espace, nature__in=COMPOSES)
        chosen = Q(pk__in=self.model.objects.chosen_by(espace))
        return self.filter(composed | chosen).exclude(nature=NatureTerritoire.COMMUNE)

    def with_size(self) -> TerritoireQuerySet:
        """`nombre_communes` that it holds, and their `habitants`."""
        return self.annotate(nombre_communes=Count("communes"), habitants=Sum("communes__population"))

    def with_place(self) -> TerritoireQuerySet:
        """`lieux`: the EPCI and the département of a commune, to tell two Saint-Martin apart. One query more."""
        kinds = [NatureTerritoire.EPCI, NatureTerritoire.DEPARTEMENT]
        placing = self.model.objects.official().filter(nature__in=kinds).order_by("-nature")
        return self.prefetch_related(Prefetch("contenants", queryset=placing, to_attr="lieux"))

    def search(self, text: str) -> TerritoireQuerySet:
        """By name or code, best first; accents, case, « St » and typing faults are forgiven. Nothing for no word.

        Costs one query at once to know whether the words as typed find something, another to read every name when they
        do not (some 36,000 for France: about a tenth of a second).
        """
        words = _read_words(text)
        if not words:
            return self.none()
        found = self._hold([[word] for word in words])
        return found._rank(" ".join(words)) if found.exists() else self._forgive(words)

    def overlaps(self, perimetres: Iterable[Territoire]) -> TerritoireQuerySet:
        """Communes that lie in at least two of these perimeters; `dans` holds which, by name. Two queries."""
        keys = _keys(perimetres)
        holding = self.model.objects.filter(pk__in=keys).order_by("nom_cherche", "pk")
        return (
            self.communes()
            .filter(Q(pk__in=keys) | Q(contenants__in=keys))
            .annotate(
                nombre=Count("contenants", filter=Q(contenants__in=keys), distinct=True)
                + Case(When(pk__in=keys, then=Value(1)), default=Value(0), output_field=IntegerField())
            )
            .filter(nombre__gte=2)
            .prefetch_related(Prefetch("contenants", queryset=holding, to_attr="dans"))
        )

    def _rank(self, text: str) -> TerritoireQuerySet:
        """The name or the code itself, names that begin so, a word that begins so, the rest; the largest first."""
        rank = Case(
            When(Q(nom_cherche=text) | Q(code__iexact=text), then=Value(0)),
            When(nom_cherche__startswith=text, then=Value(1)),
            When(nom_cherche__contains=f" {text}", then=Value(2)),
            default=Value(3),
            output_field=IntegerField(),
        )
        return self.order_by(rank, F("population").desc(nulls_last=True), "nom_cherche", "pk")

    def _hold(self, words: Iterable[Iterable[str]]) -> TerritoireQuerySet:
        """For each word, one of its spellings."""
        return self.filter(*(reduce(or_, map(_holds, spellings)) for spellings in words))

    def _forgive(self, words: list[str]) -> TerritoireQuerySet:
        """Each word in its nearest spellings, else the names that look like the whole."""
        names = dict(self.order_by().values_list("pk", "nom_cherche"))
        spellings = correct_words(words, names.values())
        if spellings:
            return self._hold(spellings)._rank(" ".join(first for first, *_ in spellings))
        close = find_close(" ".join(words), names)
        rank = Case(
            *(When(pk=pk, then=Value(position)) for position, pk in enumerate(close)),
            default=Value(len(close)),
            output_field=IntegerField(),
        )
        return self.filter(pk__in=close).order_by(rank) if close else self.none()


def _keys(territoires: models.QuerySet[Territoire] | Iterable[Territoire]) -> Any:
    """A subquery when the rows are not read yet, else their keys."""
    if isinstance(territoires, models.QuerySet) and territoires._result_cache is None:
        return territoires.order_by().values("pk")
    return [territoire.pk for territoire in territoires]


def _read_words(text: str) -> list[str]:
    return [ABREGES.get(word, word) for word in normalise(text).split()[:MOTS_MAX]]


def _holds(word: str) -> Q:
    """A word of the name, or the beginning of a code: « 26 » finds the communes of the Drôme."""
    held = Q(nom_cherche__contains=word)
    return held | Q(code__istartswith=word) if any(char.isdigit() for char in word) else held
