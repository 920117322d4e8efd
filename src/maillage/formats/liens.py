"""The table of links: one row is one declaration."""

from __future__ import annotations

from typing import Final

from maillage.analyse.reseau import Declaration
from maillage.formats import valeurs
from maillage.formats.fautes import quote
from maillage.formats.lecture import Lecteur
from maillage.formats.repertoire import Repertoire
from maillage.formats.table import Ligne, Note

_BOUTS: Final = {"source": "l’acteur qui déclare ce lien", "cible": "l’autre acteur de ce lien"}
_RIEN: Final[frozenset[str]] = frozenset()


def read_liens(lecteur: Lecteur, repertoire: Repertoire) -> tuple[Declaration, ...]:
    """Every declaration that could be read, links to self and repeated rows left out; faults go to `lecteur`."""
    if not lecteur.est_lisible:
        return ()
    sources, cibles = (_read_end(lecteur, nom, repertoire) for nom in _BOUTS)
    columns = zip(
        lecteur.lignes, sources, cibles,
        lecteur.read("niveau_reel", valeurs.read_niveau, None),
        lecteur.read("niveau_souhaite", valeurs.read_niveau, None),
        lecteur.read("sujets", valeurs.read_sujets, _RIEN),
        lecteur.read("cadre", valeurs.read_cadre, ""),
        lecteur.read("formalisation", valeurs.read_formalisation, ""),
        lecteur.read("financement", valeurs.read_financement, ""),
        lecteur.read("premier_contact_phase", valeurs.read_phase, None),
        lecteur.read("phase_souhaitee", valeurs.read_phase, None),
        lecteur.read("date", valeurs.read_date, None),
        lecteur.read("declare_par", repertoire.find_or_keep, None),
        strict=True,
    )  # fmt: skip
    declarations = [
        (ligne, Declaration(
            source=source, cible=cible, niveau_reel=reel, niveau_souhaite=souhaite, sujets=sujets, cadre=cadre,
            formalisation=formalisation, financement=financement, premier_contact_phase=contact,
            phase_souhaitee=phase, date=quand, declare_par=None if qui == source else qui,
        ))
        for ligne, source, cible, reel, souhaite, sujets, cadre, formalisation, financement, contact, phase, quand, qui
        in columns
        if source and cible
    ]  # fmt: skip
    return tuple(_leave_out(lecteur, declarations))


def _read_end(lecteur: Lecteur, nom: str, repertoire: Repertoire) -> list[str | None]:
    lecteur.note_empty(nom, f"Écrivez l’identifiant de {_BOUTS[nom]}, ou supprimez la ligne.")
    return lecteur.read(nom, repertoire.find, None)


def _leave_out(lecteur: Lecteur, declarations: list[tuple[Ligne, Declaration]]) -> list[Declaration]:
    """Without links to self and rows said twice; the same speaker telling two things of one link is only told."""
    kept: dict[Declaration, int] = {}
    last: dict[tuple[str, str, str | None], int] = {}
    for (numero, _), said in declarations:
        key = (said.source, said.cible, said.declare_par)
        if said.source == said.cible:
            note = Note(f"lien de {quote(said.source)} avec lui-même, laissé de côté")
            lecteur.note("cible", numero, note, trouve=said.cible)
        elif said in kept:
            lecteur.note("", numero, Note(f"cette ligne répète la ligne {kept[said]}, laissée de côté"))
        else:
            if key in last:
                lecteur.note("", numero, _describe_again(said, last[key]))
            kept[said] = last[key] = numero
    return list(kept)


def _describe_again(said: Declaration, ligne: int) -> Note:
    voice = f", dit par {quote(said.declare_par)}" if said.declare_par else ""
    return Note(
        f"la ligne {ligne} dit autre chose du même lien, {quote(said.source)} vers {quote(said.cible)}{voice}",
        "Les deux sont gardées ; c’est la déclaration la plus récente qui compte.",
    )
