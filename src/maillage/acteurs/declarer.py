"""Declaring, confirming, withdrawing: one side's word is written, the pair is merged again, the journal is told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, PorteParole
from maillage.analyse import reseau as moteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.journal import Geste, trace
from maillage.espaces.models import Adhesion

ATTRIBUTS = (
    "niveau_reel", "niveau_souhaite", "sujets", "frequence", "formalisation", "financement", "initiateur", "cadre",
    "premier_contact_phase", "phase_souhaitee", "porte_par", "satisfaction", "tendance", "freins",
    "leviers", "depuis", "date", "visibilite", "origine",
)  # fmt: skip
PRIVES = frozenset({"satisfaction"})
"""Opinions never enter the journal."""


class DeclarationChangee(Exception):
    """The other side changed its word since it was read: what was to be confirmed is no longer said."""


@transaction.atomic
def declare(  # noqa: PLR0913
    *,
    source: Acteur,
    cible: Acteur,
    qui: Utilisateur | None,
    quand: date,
    attributs: Mapping[str, Any],
    geste: Geste | None = None,
) -> Declaration:
    """Write what `source` says of its link with `cible`, in place of what it said before; the other side's word stays.

    Only the attributes given change: sent twice, it is said once. The caller has checked that `qui` may speak for
    `source`, and that both are of one espace. Raises ValueError for a link to oneself or across espaces.
    """
    lien = _open_lien(source, cible)
    said = lien.declarations.filter(source=source).first()
    before, state = (_tell(said) if said else {}), lien.etat
    said = said or Declaration(lien=lien, source=source, cible=cible)
    _write(said, attributs, qui, quand)
    merge_lien(lien)
    contested = lien.etat == EtatLien.CONTESTE != state
    usual = Geste.CONTESTER if contested else Geste.CORRIGER if before else Geste.DECLARER
    trace(espace=source.espace, qui=qui, geste=geste or usual, objet=said, avant=before, apres=_tell(said))
    return said


def _open_lien(source: Acteur, cible: Acteur) -> Lien:
    """The row of the pair, made if need be, held until the end of the transaction."""
    if source == cible or source.espace_id != cible.espace_id:
        raise ValueError("Un lien relie deux acteurs différents d’un même espace.")
    a, b = sorted((source, cible), key=lambda acteur: acteur.pk)
    found = Lien.objects.select_for_update()
    return found.get_or_create(espace=source.espace, a=a, b=b, defaults={"etat": EtatLien.ABSENT})[0]


def _write(said: Declaration, attributs: Mapping[str, Any], qui: Utilisateur | None, quand: date) -> None:
    for name in ATTRIBUTS:
        if name in attributs:
            setattr(said, name, attributs[name])
    said.date, said.declare_par = attributs.get("date") or quand, qui
    said.full_clean(exclude=["lien", "source", "cible", "declare_par"])
    said.save()
    if "themes" in attributs:
        said.themes.set(attributs["themes"])


@transaction.atomic
def confirm(
    *, declaration: Declaration, qui: Utilisateur | None, quand: date, lu: int | None, origine: str
) -> Declaration:
    """« Oui, c’est bien cela » : the other side takes up the level it was shown, or the wish when nothing is lived.

    `lu` is the level that was on the page; raises DeclarationChangee when it is no longer what is said.
    """
    lien = Lien.objects.select_for_update().get(pk=declaration.lien_id)
    said = lien.declarations.select_related("source__espace", "cible__espace").filter(pk=declaration.pk).first()
    if said is None or say_level(said) != lu:
        raise DeclarationChangee
    return declare(
        source=said.cible,
        cible=said.source,
        qui=qui,
        quand=quand,
        attributs={_what(said): lu, "origine": origine},
        geste=Geste.CONFIRMER,
    )


def say_level(declaration: Declaration) -> int | None:
    """What the other side is asked to confirm: the lived level, else the wished one."""
    value: int | None = getattr(declaration, _what(declaration))
    return value


def _what(declaration: Declaration) -> str:
    wish_only = declaration.niveau_reel is None and declaration.niveau_souhaite is not None
    return "niveau_souhaite" if wish_only else "niveau_reel"


@transaction.atomic
def withdraw(*, declaration: Declaration, qui: Utilisateur | None) -> bool:
    """Take one side's word back; the link goes with the last word said of it. False when it was already gone."""
    lien = Lien.objects.select_for_update().filter(pk=declaration.lien_id).first()
    if lien is None or not lien.declarations.filter(pk=declaration.pk).exists():
        return False
    trace(espace=lien.espace, qui=qui, geste=Geste.RETIRER, objet=declaration, avant=_tell(declaration), apres={})
    declaration.delete()
    if lien.declarations.exists():
        merge_lien(lien)
    else:
        lien.delete()
    return True


@transaction.atomic
def attach(*, acteur: Acteur, qui: Utilisateur) -> bool:
    """« C’est ma structure » : `qui`, a member, may now speak in its name. False when it was already so."""
    adhesion = Adhesion.objects.get(espace=acteur.espace_id, utilisateur=qui)
    parole, created = PorteParole.objects.get_or_create(acteur=acteur, adhesion=adhesion)
    if created:
        _trace_parole(parole, qui, "", str(qui))
    return created


@transaction.atomic
def detach(*, parole: PorteParole, qui: Utilisateur) -> None:
    """Someone no longer speaks for an actor. What they said in its name stays."""
    if PorteParole.objects.filter(pk=parole.pk).delete()[0]:
        _trace_parole(parole, qui, str(parole.utilisateur), "")


def _trace_parole(parole: PorteParole, qui: Utilisateur, avant: str, apres: str) -> None:
    trace(
        espace=parole.acteur.espace,
        qui=qui,
        geste=Geste.MODIFIER,
        objet=parole.acteur,
        concerne=parole.utilisateur,
        avant={"porte_parole": avant},
        apres={"porte_parole": apres},
    )


def merge_lien(lien: Lien) -> None:
    """State, level and date of the pair from its declarations, by the engine: the same rule as in a diagnosis."""
    said = [_to_engine(declaration) for declaration in lien.declarations.all()]
    ends = [moteur.Acteur(id=str(end), sphere="-") for end in (lien.a_id, lien.b_id)]
    reseau = moteur.build_reseau(ends, said)
    (merged,) = (*reseau.liens, *reseau.sans_lien)
    lien.etat = lien_state(merged)
    lien.niveau, lien.niveau_souhaite, lien.date = merged.niveau, merged.niveau_souhaite, merged.date
    lien.save(update_fields=["etat", "niveau", "niveau_souhaite", "date"])


def lien_state(merged: moteur.Lien) -> EtatLien:
    """The state that a row keeps: the engine's where something is lived, else wished or absent."""
    if merged.existe:
        return EtatLien(merged.etat)
    return EtatLien.SOUHAITE if merged.niveau_souhaite else EtatLien.ABSENT


def _to_engine(declaration: Declaration) -> moteur.Declaration:
    return moteur.Declaration(
        source=str(declaration.source_id),
        cible=str(declaration.cible_id),
        niveau_reel=declaration.niveau_reel,
        niveau_souhaite=declaration.niveau_souhaite,
        date=declaration.date,
    )


def _tell(declaration: Declaration) -> dict[str, Any]:
    return {name: getattr(declaration, name) for name in ATTRIBUTS if name not in PRIVES}
