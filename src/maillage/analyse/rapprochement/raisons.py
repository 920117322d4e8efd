"""Why two rows look alike, in plain French, from the fields that say most to those that say least."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from maillage.analyse.francais import ESPACE, FINE
from maillage.analyse.rapprochement.fiches import Accord, Fiche, Paire, Raison

MUET: Final = 0.5
"""Bits, either way, under which a field is not worth a phrase."""


def list_raisons(paire: Paire, gauche: Fiche, droite: Fiche) -> tuple[Raison, ...]:
    """What brings the two rows together, the strongest first, then what holds them apart.

    `gauche` and `droite` are the rows that `paire` names, as typed: the phrases quote them.
    """
    told = [accord for accord in paire.accords if abs(accord.poids) >= MUET]
    told.sort(key=lambda accord: (accord.poids < 0, -abs(accord.poids)))
    return tuple(Raison(champ=accord.champ, phrase=_say(accord, gauche, droite), poids=accord.poids) for accord in told)


def explain(paire: Paire, gauche: Fiche, droite: Fiche) -> str:
    """« même téléphone ; noms proches : CCAS de X / Centre communal d’action sociale de X »."""
    return f"{FINE}; ".join(raison.phrase for raison in list_raisons(paire, gauche, droite))


def _say(accord: Accord, gauche: Fiche, droite: Fiche) -> str:
    phrases = _PHRASES.get(accord.champ, _PHRASES_AUTRES)
    phrase, read = phrases[accord.niveau]
    if read is None:
        return phrase
    left, right = _tidy(read(gauche, accord)), _tidy(read(droite, accord))
    if not left or not right:
        return phrase  # told by something else: two points on the map
    return f"{phrase}{ESPACE}: {left}" if left == right else f"{phrase}{ESPACE}: {left} / {right}"


def _tidy(text: str) -> str:
    return " ".join(text.split())


Lire = Callable[[Fiche, Accord], str]


def _read_nom(fiche: Fiche, _accord: Accord) -> str:
    return fiche.nom


def _read_adresse(fiche: Fiche, _accord: Accord) -> str:
    return fiche.adresse


def _read_lieu(fiche: Fiche, _accord: Accord) -> str:
    return f"{fiche.code_postal} {fiche.commune}"


def _read_telephone(fiche: Fiche, _accord: Accord) -> str:
    return fiche.telephone


def _read_courriel(fiche: Fiche, _accord: Accord) -> str:
    return fiche.courriel


def _read_siret(fiche: Fiche, _accord: Accord) -> str:
    return fiche.siret


def _read_autre(fiche: Fiche, accord: Accord) -> str:
    return fiche.autres[int(accord.champ.removeprefix("autre_"))]


_NOMS: Final[dict[str, tuple[str, Lire | None]]] = {
    "meme": ("même nom", _read_nom),
    "colle": ("même nom, aux espaces près", _read_nom),
    "sigle": ("l’un est le sigle de l’autre", _read_nom),
    "branche": ("noms de deux branches d’un même ensemble", _read_nom),
    "faute": ("noms presque identiques", _read_nom),
    "proche": ("noms proches", _read_nom),
    "suite": ("un nom prolonge l’autre", _read_nom),
    "inclus": ("un nom contient l’autre", _read_nom),
    "genre": ("même genre de structure", _read_nom),
    "racine": ("noms qui commencent pareil et finissent autrement", _read_nom),
    "partage": ("noms qui partagent des mots", _read_nom),
    "mot": ("noms qui partagent un mot", _read_nom),
    "lointain": ("noms qui se ressemblent de loin", _read_nom),
    "autre": ("noms différents", _read_nom),
}
_ADRESSES: Final[dict[str, tuple[str, Lire | None]]] = {
    "meme": ("même adresse", _read_adresse),
    "faute": ("même adresse, à une faute près", _read_adresse),
    "voie": ("même rue", _read_adresse),
    "numero": ("même numéro, autre rue", _read_adresse),
    "autre": ("adresses différentes", _read_adresse),
}
_LIEUX: Final[dict[str, tuple[str, Lire | None]]] = {
    "meme": ("même commune", _read_lieu),
    "faute": ("même commune, à une faute près", _read_lieu),
    "code": ("même code postal", _read_lieu),
    "commune": ("communes de même nom ou presque", _read_lieu),
    "code-proche": ("codes postaux proches", _read_lieu),
    "departement": ("même département", _read_lieu),
    "autre": ("lieux différents", _read_lieu),
}
_PHRASES_AUTRES: Final[dict[str, tuple[str, Lire | None]]] = {
    "meme": ("même valeur", _read_autre),
    "proche": ("valeurs à une lettre près", _read_autre),
    "voisin": ("valeurs proches", _read_autre),
    "autre": ("valeurs différentes", _read_autre),
}
_PHRASES: Final[dict[str, dict[str, tuple[str, Lire | None]]]] = {
    "nom": _NOMS,
    "genre": {
        "commun": ("même genre de structure", _read_nom),
        "different": ("deux genres de structure, donc deux acteurs", _read_nom),
    },
    "ou": {
        "porte": ("même adresse", _read_adresse),
        "rue": ("même adresse, à l’écriture près", _read_adresse),
        "adresse": ("même numéro et même rue, commune écrite autrement", _read_adresse),
        "voie": ("même rue, numéro différent ou absent", _read_adresse),
        "commune-seule": ("même commune, une adresse manque", _read_lieu),
        "commune": ("même commune, autre adresse", _read_adresse),
        "secteur": ("même secteur", _read_lieu),
        "departement": ("même département, autre commune", _read_lieu),
        "ailleurs": ("lieux éloignés", _read_lieu),
    },
    "adresse": _ADRESSES,
    "lieu": _LIEUX,
    "position": {
        "porte": ("à moins de 150 mètres l’un de l’autre", None),
        "quartier": ("à moins d’un kilomètre et demi l’un de l’autre", None),
        "autre": ("éloignés sur la carte", None),
    },
    "telephone": {
        "meme": ("même téléphone", None),
        "proche": ("téléphones à un chiffre près", _read_telephone),
        "autre": ("téléphones différents", _read_telephone),
    },
    "courriel": {
        "meme": ("même courriel", None),
        "proche": ("courriels à une lettre près", _read_courriel),
        "domaine": ("courriels du même domaine", _read_courriel),
        "autre": ("courriels différents", _read_courriel),
    },
    "siret": {
        "meme": ("même SIRET", None),
        "proche": ("SIRET à un chiffre près", _read_siret),
        "siren": ("même SIREN, autre établissement", _read_siret),
        "autre": ("SIRET différents", _read_siret),
    },
}


def list_missing_phrases(champs: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
    """Degrees (field, code) that no phrase tells: none, and a test checks it."""
    return [(champ, code) for champ, code in champs if code not in _PHRASES.get(champ, _PHRASES_AUTRES)]
