"""What everybody may read of a diagnosis: no detail about a few, and nobody named in what they wish."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from maillage.analyse.diagnostic import Constat, Diagnostic, Rencontre
from maillage.analyse.francais import compte, majuscule
from maillage.publication.details import Noms

ENTRE_MEMBRES: Final = "Celles qui sont souhaitées se lisent entre membres de l’espace."


def publish(diagnostic: Diagnostic, noms: Noms) -> Diagnostic:
    """The diagnosis less the private details and the meetings that someone wishes for."""
    kept = tuple(rencontre for rencontre in diagnostic.rencontres if not rencontre.souhaitee)
    told = diagnostic.without_private_details()
    constats = tuple(_tell_meetings(c, kept, noms) if c.code == "rencontres" else c for c in told.constats)
    return replace(told, rencontres=kept, constats=constats)


def _tell_meetings(constat: Constat, kept: tuple[Rencontre, ...], noms: Noms) -> Constat:
    """The sentence named the first meeting, which is often a wish."""
    if constat.garde:
        return constat
    if not kept:
        garde = ENTRE_MEMBRES
        return replace(
            constat, phrase="Les rencontres à provoquer sont déjà souhaitées.", valeur=None, garde=garde, detail={}
        )
    first = " et ".join(noms.acteur(identifiant) for identifiant in kept[0].acteurs)
    phrase = f"{majuscule(compte(len(kept), 'rencontre', feminin=True))} à provoquer. Pour commencer : {first}."
    return replace(constat, phrase=phrase, valeur=len(kept), detail={})
