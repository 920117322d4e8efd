"""The answer in the words of the page: ready to be drawn, nothing left to compute."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse

from maillage.analyse.association.demande import Cible, Nomme, Recommandation, Reponse
from maillage.analyse.association.reperes import PRIORITES
from maillage.analyse.francais import compte, majuscule
from maillage.analyse.reseau import PHASES
from maillage.associer.models import Choix

RANGS = ("ici même", "dans l’intercommunalité", "dans le bassin de vie", "dans le département", "plus loin")
TITRES = {
    "P1": "Pendant que c’est une idée",
    "P2": "Pour regarder la situation",
    "P3": "Pour construire le projet",
    "P4": "Pour chercher l’argent",
    "P5": "Pour le faire vivre",
    "P6": "Pour le bilan et la suite",
}
ABSENCES = {
    "absent": "Absent du territoire\u00a0: la carte, bien remplie, n’en montre aucun. Cherchez au département.",
    "partout": "Pas encore sur la carte, mais cela existe partout en France\u00a0: cherchez le plus proche.",
    "inconnu": "Non connu ici\u00a0: la carte n’en dit rien encore, ce qui ne prouve pas qu’il n’y en a pas.",
}


@dataclass(frozen=True)
class LigneNommee:
    nom: str
    adresse: str
    ou: str
    passage: str
    employeur: bool


@dataclass(frozen=True)
class LigneCible:
    nom: str
    absence: str
    nommes: tuple[LigneNommee, ...]


@dataclass(frozen=True)
class Fiche:
    """One recommendation. `cle` recognises it in a project; `dit`: what this browser has said of it."""

    cle: str
    regle: str
    titre: str
    role: str
    raison: str
    question: str
    priorite: str
    surprise: bool
    cibles: tuple[LigneCible, ...]
    dispositif: str
    calcul: tuple[tuple[str, str], ...]
    dit: str = ""
    fait: bool = False


@dataclass(frozen=True)
class Etape:
    phase: str
    titre: str
    moment: str
    fiches: tuple[Fiche, ...]


def present(
    reponse: Reponse, phase: str, slug: str, *, dits: Mapping[str, str] | None = None, faits: Iterable[str] = ()
) -> list[Etape]:
    """Phase by phase. `slug`: of the espace where the named actors have their page; empty without."""
    said, done = dits or {}, set(faits)
    etapes = []
    for code in PHASES:
        fiches = [_write(one, slug) for one in reponse.de_phase(code)]
        marked = tuple(replace(one, dit=_say_choix(said.get(one.regle, "")), fait=one.cle in done) for one in fiches)
        if marked:
            etapes.append(Etape(code, TITRES[code], "Maintenant" if code == phase else "À préparer", marked))
    return etapes


def _say_choix(choix: str) -> str:
    return str(Choix(choix).label) if choix in Choix.values else ""


def _write(one: Recommandation, slug: str) -> Fiche:
    dispositif = one.dispositif
    verify = " (à vérifier)" if dispositif and dispositif.a_verifier else ""
    return Fiche(
        cle=f"{one.phase}-{one.regle or 'pont'}",
        regle=one.regle,
        titre=" · ".join(cible.nom for cible in one.cibles),
        role=majuscule(one.role),
        raison=one.raison,
        question=one.question,
        priorite=PRIORITES[one.priorite],
        surprise=one.surprise,
        cibles=tuple(_write_cible(cible, slug) for cible in one.cibles),
        dispositif=f"{dispositif.nom}{verify}" if dispositif else "",
        calcul=tuple(_write_facteurs(one)),
    )


def _write_facteurs(one: Recommandation) -> Iterator[tuple[str, str]]:
    for facteur in one.facteurs:
        yield facteur.phrase, f"× {facteur.valeur:.2f}".replace(".", ",")
    yield "Ensemble", f"{one.score:.2f}".replace(".", ",")


def _write_cible(cible: Cible, slug: str) -> LigneCible:
    nommes = tuple(_write_nomme(nomme, slug) for nomme in cible.nommes)
    return LigneCible(cible.nom, ABSENCES.get(cible.presence, ""), nommes)


def _write_nomme(nomme: Nomme, slug: str) -> LigneNommee:
    adresse = reverse("acteurs:fiche", args=[slug, nomme.acteur]) if slug else ""
    return LigneNommee(nomme.nom, adresse, RANGS[nomme.rang], _say_passage(nomme), nomme.employeur)


def _say_passage(nomme: Nomme) -> str:
    if nomme.passage is None:
        return ""
    return "Vous êtes déjà en lien." if nomme.passage.direct else f"Par qui passer\u00a0: {nomme.passage.nom}."


def say_answer(reponse: Reponse) -> str:
    """« Sept conseils, dont trois pour maintenant. » without the numeral being read as a rank."""
    return majuscule(compte(len(reponse.recommandations), "conseil"))
