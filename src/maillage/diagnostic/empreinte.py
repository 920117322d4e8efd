"""What a diagnosis depends on, as one short text: the same text, the same diagnosis."""

from __future__ import annotations

from hashlib import sha256

from django.db.models import Count, Max, Q

from maillage.acteurs.liens import Declaration
from maillage.acteurs.models import Acteur
from maillage.analyse.diagnostic import VERSION
from maillage.cadres.models import Cadre, Participation
from maillage.espaces.models import Espace, Trace


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
    trace = Trace.objects.filter(espace=espace).aggregate(derniere=Max("pk"))
    counts = (acteurs, declarations, cadres, sieges, trace)
    told = (VERSION, espace.pk, espace.aujourdhui, *(value for row in counts for value in row.values()))
    return sha256("|".join(map(str, told)).encode()).hexdigest()
