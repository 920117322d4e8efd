"""What a diagnosis depends on, as one short text: the same text, the same diagnosis."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Count, Max, Q

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.analyse.diagnostic import VERSION
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.models import Espace, Trace

SANS_EFFET = ("freins.observation",)
"""What is observed changes no figure: the diagnosis stays up to date."""


def read_empreinte(espace: Espace) -> str:
    """Digest of the last changes of an espace. Five short queries, whatever its size.

    Every change leaves a trace; edits that leave none (administration, loading of a demonstration) move a date or a
    count. The day counts: links grow old and fundings end.
    """
    acteurs = Acteur.objects.filter(espace=espace).aggregate(
        nombre=Count("pk"),
        gardes=Count("pk", filter=Q(retire_le=None)),
        modifie=Max("modifie_le"),
        retire=Max("retire_le"),
    )
    declarations = Declaration.objects.filter(lien__espace=espace).aggregate(
        nombre=Count("pk"), modifie=Max("modifie_le")
    )
    cadres = Cadre.objects.filter(espace=espace).aggregate(
        nombre=Count("pk"), modifie=Max("modifie_le"), retire=Max("retire_le")
    )
    sieges = Participation.objects.filter(cadre__espace=espace).aggregate(nombre=Count("pk"), modifie=Max("modifie_le"))
    traces = Trace.objects.filter(espace=espace).exclude(objet__in=SANS_EFFET)
    derniere = traces.order_by("-pk").values_list("pk", flat=True).first()  # the index gives it; a maximum reads all
    counts = (acteurs, declarations, cadres, sieges)
    told = (VERSION, espace.pk, espace.aujourdhui, *(value for row in counts for value in row.values()), derniere)
    return sha256("|".join(map(str, told)).encode()).hexdigest()
