"""The fixed people, the demonstration territory, and an espace that holds a little of everything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from maillage.acteurs.actions import save_acteur
from maillage.acteurs.declarer import attach, declare
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.models import Photo
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Espace
from maillage.exports import taches
from maillage.exports.archive.ecriture import write_archive
from maillage.referentiels.models import Dispositif, Fenetre
from maillage.reseau.models import Position
from maillage.territoires.models import OrigineContour
from tests.carte.fabriques_carte import draw
from tests.conftest_site import *  # noqa: F403
from tests.diagnostic.conftest import _empty_memory, animation, demo
from tests.fabriques_acteurs import (
    make_acteur,
    make_commune,
    make_perimetre,
    make_personne,
    make_public,
    make_sphere,
    make_theme,
)
from tests.fabriques_cadres import make_cadre, make_participation

__all__ = ["_empty_memory", "animation", "demo"]
JOUR = date(2026, 11, 22)


@pytest.fixture
def garni(lisaude: Espace, claire: Utilisateur, driss: Utilisateur, lou: Utilisateur) -> Espace:
    """A row in every table: a shared commune, a perimeter and a world of its own, a person, opinions, a photo."""
    lisaude.date_reference = JOUR
    lisaude.save()
    valmorane = make_commune("Valmorane")
    make_perimetre(lisaude, valmorane)
    own = make_sphere("AGRI", espace=lisaude)
    draw(make_commune("Hameau", espace=lisaude), 0.1, 0.2, OrigineContour.FICTIF)
    mairie = make_acteur(lisaude, "Mairie", sphere="DL", commune=valmorane, themes=("mobilite",), publics=("familles",),
                         territoires=(valmorane,), telephone="+33 4 75 00 00 00", courriel="mairie@exemple.fr",
                         siret="01234567890123", description="=cmd|' /C calc'!A0", latitude=44.7,
                         longitude=4.9)  # fmt: skip
    ferme = make_acteur(lisaude, "Ferme", sphere=own, parent=None)
    abri = make_acteur(
        lisaude, "Abri", membres=True, lieu_confidentiel=True, adresse="1 rue tue", latitude=1, longitude=2
    )
    poste = make_acteur(lisaude, "Secrétaire", poste=True, parent=mairie, courriel="odile@exemple.fr")
    make_personne(poste, nom="Fauvette", publique=True)
    make_acteur(lisaude, "Ébauche", brouillon=True)
    make_acteur(lisaude, "Disparue", retire=True)
    attach(acteur=mairie, qui=driss)
    save_acteur(espace=lisaude, qui=driss, champs={"sigle": "MV"}, acteur=mairie)
    say(mairie, ferme, niveau_reel=3, satisfaction=4, sujets=["orientation"], niveau_souhaite=5, qui=driss)
    say(ferme, mairie, niveau_reel=3, qui=claire)
    say(mairie, abri, niveau_reel=2, visibilite="privee", qui=driss)
    frame_cadres(lisaude, mairie, abri)
    Position.objects.create(espace=lisaude, acteur=mairie, niveau="service", x=0.123456789, y=0.5)
    Photo.objects.create(espace=lisaude, date_reference=JOUR, par=claire, diagnostic={"a": [1.5]}, noms={}, liens=[])
    return lisaude


def frame_cadres(espace: Espace, mairie: Acteur, abri: Acteur) -> None:
    """A convention and its committee, what members alone see, what is being written, what was removed."""
    sphere = make_sphere("DL")
    ctg = Dispositif.objects.create(code="D01", nom="Convention territoriale globale", sigle="CTG", sphere=sphere)
    Fenetre.objects.create(code="W01", nom="Renouvellement").dispositifs.add(ctg)
    convention = make_cadre(
        espace, "Convention de la Lisaude", sigle="CTG", reference=ctg, sphere=sphere, debut=date(2024, 1, 1),
        fin=date(2027, 12, 31), territoires=[make_commune("Mirevalle")], themes=[make_theme("mobilite")],
        publics=[make_public("familles")], description="=cmd|' /C calc'!A0",
    )  # fmt: skip
    comite = make_cadre(espace, "Comité de pilotage", nature="instance", parent=convention)
    cache = make_cadre(espace, "Cellule réservée", nature="instance", parent=convention, reserve=True)
    make_cadre(espace, "Cadre en ébauche", brouillon=True)
    retire = make_cadre(espace, "Cadre parti", retire=True)
    make_participation(convention, mairie, "pilote", depuis=date(2024, 1, 1))
    make_participation(convention, abri, "financeur")
    make_participation(comite, mairie, phase="P2")
    make_participation(cache, mairie)
    make_participation(retire, mairie)


def say(source: Any, cible: Any, qui: Utilisateur | None = None, **attributs: Any) -> None:
    declare(source=source, cible=cible, qui=qui, quand=JOUR, attributs=attributs)


def carry(espace: Espace, qui: Utilisateur, diffusion: str = "animation") -> BytesIO:
    """The archive, as bytes."""
    out = BytesIO()
    write_archive(out, droits=find_droits(qui, espace), diffusion=diffusion, quand=timezone.now())
    out.seek(0)
    return out


def read_file(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200, path
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


@pytest.fixture
def preparer(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any, settings: Any, tmp_path: Any
) -> Callable[..., Any]:
    """Ask for an archive, then make it as a worker would. Returns the answer and the ids that were queued."""
    settings.MEDIA_ROOT = tmp_path

    def ask(client: Client, diffusion: str = "animation") -> tuple[Any, list[str]]:
        queued: list[str] = []
        monkeypatch.setattr(taches, "enqueue", lambda emport: queued.append(str(emport.pk)))
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post("/espace/lisaude/emporter/archive/", {"diffusion": diffusion})
        for pk in queued:
            taches.make_emport.call(pk)
        return response, queued

    return ask
