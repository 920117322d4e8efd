"""What people write here: an opinion that is only counted, a project that its link alone opens."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from maillage.analyse.reseau import PHASES
from maillage.associer.models import DUREE, Avis, Projet, digest, make_cle
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, snapshot, trace
from maillage.espaces.models import Espace
from maillage.territoires.models import Territoire

CHAMPS = ("phase", "faits", "montre_animation")
FAITS_MAX = 100


@transaction.atomic
def count_avis(*, espace: Espace | None, regle: str, avant: str, apres: str) -> None:
    """One more for `apres`, one less for `avant`; either may be empty. Nobody is kept."""
    if avant == apres:
        return
    if apres:
        Avis.objects.get_or_create(espace=espace, regle=regle, choix=apres)
        Avis.objects.filter(espace=espace, regle=regle, choix=apres).update(nombre=F("nombre") + 1)
    if avant:
        said = Avis.objects.filter(espace=espace, regle=regle, choix=avant, nombre__gt=0)
        said.update(nombre=F("nombre") - 1)


@transaction.atomic
def keep_projet(  # noqa: PLR0913  (what a request holds)
    *,
    espace: Espace | None,
    qui: Utilisateur | None,
    mots: str,
    themes: Sequence[str],
    publics: Sequence[str],
    commune: Territoire | None,
    phase: str,
    monde: str,
    montre_animation: bool,
) -> tuple[Projet, str]:
    """The project and the key of its link, told once. `qui`: the member who does it, if one does."""
    cle = make_cle()
    projet = Projet.objects.create(
        espace=espace,
        empreinte=digest(cle),
        mots=mots,
        themes=sorted(themes),
        publics=sorted(publics),
        commune=commune,
        phase=phase,
        monde=monde,
        montre_animation=montre_animation and espace is not None,
        expire_le=timezone.now() + DUREE,
    )
    _tell(projet, qui, Geste.CREER, {}, snapshot(projet, CHAMPS))
    return projet, cle


def change_phase(*, projet: Projet, qui: Utilisateur | None, phase: str) -> None:
    """Raises ValueError for what is no phase."""
    if phase not in PHASES:
        raise ValueError(phase)
    _change(projet, qui, phase=phase)


def tick(*, projet: Projet, qui: Utilisateur | None, cle: str, fait: bool) -> None:
    done = set(projet.faits) - {cle}
    _change(projet, qui, faits=sorted(done | {cle} if fait else done)[:FAITS_MAX])


def show_to_animation(*, projet: Projet, qui: Utilisateur | None, montre: bool) -> None:
    _change(projet, qui, montre_animation=montre and projet.espace_id is not None)


@transaction.atomic
def erase_projet(*, projet: Projet, qui: Utilisateur | None) -> None:
    _tell(projet, qui, Geste.SUPPRIMER, snapshot(projet, CHAMPS), {})
    projet.delete()


@transaction.atomic
def _change(projet: Projet, qui: Utilisateur | None, **champs: Any) -> None:
    """Whoever acts gives the project another year."""
    avant = snapshot(projet, CHAMPS)
    for nom, valeur in champs.items():
        setattr(projet, nom, valeur)
    projet.expire_le = timezone.now() + DUREE
    projet.save()
    _tell(projet, qui, Geste.MODIFIER, avant, snapshot(projet, CHAMPS))


def _tell(projet: Projet, qui: Utilisateur | None, geste: Geste, avant: dict[str, Any], apres: dict[str, Any]) -> None:
    """In the journal when a member acts, in their espace: its words are not told there."""
    if qui is not None and projet.espace is not None:
        trace(espace=projet.espace, qui=qui, geste=geste, objet=projet, avant=avant, apres=apres)
