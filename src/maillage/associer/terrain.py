"""From the rows of an espace to the engine's territory, as far as this visitor may see; made once, then kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur, Nature
from maillage.analyse.association.demande import ActeurLocal, Dispositif, Libelles, Regle
from maillage.analyse.association.metiers import load_metiers, recognise
from maillage.analyse.association.territoire import Territoire, build_territoire
from maillage.cadres.models import Cadre
from maillage.diagnostic.empreinte import read_empreinte
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.memoire import Memoire
from maillage.referentiels import models as referentiels
from maillage.territoires.models import Territoire as Lieu

GARDES: Final = 16
TERRAINS: Final = Memoire[Territoire](GARDES)
Codes = dict[UUID, set[str]]


def find_terrain(droits: Droits) -> Territoire:
    """The one kept for this state of the data and this reader, else read."""
    reader = str(droits.adhesion.pk) if droits.adhesion else "public"
    role = droits.adhesion.role if droits.adhesion else ""
    cadres = Cadre.objects.filter(espace=droits.espace).order_by("-modifie_le").values_list("modifie_le", flat=True)
    marque = (str(droits.espace.pk), reader, role, read_empreinte(droits.espace), str(cadres.first()))
    return TERRAINS.find(marque, lambda: read_terrain(droits))


def read_terrain(droits: Droits) -> Territoire:
    """A fixed number of queries. Actors in the order of their keys: the same data, the same answer."""
    acteurs = list(_list_acteurs(droits))
    dispositifs = [*_list_locaux(droits), *_list_dispositifs()]
    lived = Lien.objects.visible_to(droits).lived().values_list("a_id", "b_id", "niveau")
    liens = [(str(a), str(b), float(niveau if niveau is not None else 1)) for a, b, niveau in lived]
    return build_territoire(acteurs, liens, dispositifs)


def _list_acteurs(droits: Droits) -> Iterator[ActeurLocal]:
    """Structures with the métiers of their postes; a member also sees the postes themselves. Never a person."""
    seen = Acteur.objects.visible_to(droits).exclude(visibilite=VisibiliteFiche.BROUILLON)
    themes, communes = _read_themes(droits), _read_communes(droits)
    fields = ("pk", "nom", "nature", "parent_id", "parent__nom", "sphere__code", "type__code", "commune_id")
    rows = list(seen.order_by("pk").values_list(*fields))
    types = {row[0]: row[6] or "" for row in rows}
    posts, metiers = _find_metiers(rows, types), defaultdict[UUID, set[str]](set)
    for pk, _, _, parent, *_ in rows:
        if pk in posts and parent in types and not droits.est_membre:
            metiers[parent] |= posts[pk]
            themes[parent] |= themes[pk]
    for pk, nom, nature, parent, nom_parent, sphere, type_code, commune in rows:
        if nature == Nature.POSTE and not (droits.est_membre and posts.get(pk)):
            continue
        yield ActeurLocal(
            id=str(pk),
            nom=f"{nom} ({nom_parent})" if nature == Nature.POSTE else nom,
            type=type_code or "",
            metiers=frozenset(posts.get(pk, metiers[pk])),
            sphere=sphere,
            themes=frozenset(themes[pk]),
            communes=frozenset(communes[pk] | ({str(commune)} if commune else set())),
            maison=str(parent) if parent in types else "",
        )


def _find_metiers(rows: list[Any], types: dict[UUID, str]) -> dict[UUID, frozenset[str]]:
    return {pk: recognise(nom, types.get(parent, "")) for pk, nom, nature, parent, *_ in rows if nature == Nature.POSTE}


def _read_themes(droits: Droits) -> Codes:
    found: Codes = defaultdict(set)
    rows = Acteur.themes.through.objects.filter(acteur__espace=droits.espace)
    for acteur, code in rows.values_list("acteur_id", "theme__code"):
        found[acteur].add(code)
    return found


def _read_communes(droits: Droits) -> Codes:
    """Where each acts, commune by commune."""
    rows = list(
        Acteur.territoires.through.objects.filter(acteur__espace=droits.espace).values_list(
            "acteur_id", "territoire_id"
        )
    )
    inside: Codes = defaultdict(set)
    held = Lieu.communes.through._default_manager.filter(from_territoire__in={lieu for _, lieu in rows})
    for lieu, commune in held.values_list("from_territoire_id", "to_territoire_id"):
        inside[lieu].add(str(commune))
    found: Codes = defaultdict(set)
    for acteur, lieu in rows:
        found[acteur] |= inside.get(lieu) or {str(lieu)}
    return found


def _list_locaux(droits: Droits) -> Iterator[Dispositif]:
    """What lives here: a contract, an instance, with its own name."""
    running = Cadre.objects.visible_to(droits).running().exclude(reference=None)
    for cadre in running.select_related("reference").prefetch_related(
        "themes", "publics", "reference__themes", "reference__partenaires"
    ):
        reference = cadre.reference
        if reference is not None:
            yield Dispositif(
                code=reference.code,
                nom=cadre.nom,
                themes=_codes(cadre.themes) or _codes(reference.themes),
                publics=_codes(cadre.publics),
                types=_codes(reference.partenaires),
                local=True,
            )


def _list_dispositifs() -> Iterator[Dispositif]:
    rows = referentiels.Dispositif.objects.current().prefetch_related("themes", "publics", "partenaires")
    for row in rows:
        verify = row.a_verifier
        yield Dispositif(
            code=row.code,
            nom=row.libelle,
            themes=_codes(row.themes),
            publics=_codes(row.publics),
            types=_codes(row.partenaires),
            a_verifier=verify,
        )


def _codes(related: Any) -> frozenset[str]:
    """Prefetched rows."""
    return frozenset(one.code for one in related.all())


def read_regles() -> list[Regle]:
    """One query."""
    return [
        Regle(
            code=row.code,
            themes=frozenset(row.themes.split()),
            sujet=next(iter(row.themes.split()), ""),
            publics=frozenset(row.publics.split()),
            phases=tuple(row.phases.split()),
            initiateur=row.initiateur,
            associer=tuple(row.associer.split()),
            role=row.role,
            priorite=row.priorite,
            raison=row.raison,
            question=row.question,
        )
        for row in referentiels.Regle.objects.applied()
    ]


def read_libelles() -> Libelles:
    """One query."""
    types = list(referentiels.TypeActeur.objects.all())
    metiers = load_metiers()
    return Libelles(
        types={row.code: str(row) for row in types},
        metiers={code: metier.nom for code, metier in metiers.items()},
        employeurs={code: metier.employeurs for code, metier in metiers.items()},
        financeurs=frozenset(row.code for row in types if row.financeur),
    )
