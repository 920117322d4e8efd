"""The roll-call: every view of an espace, who may call it, on what, with which data, and what it refuses.

A new address enters this table (test_appel.py checks it), and is then tried by everyone who has no right to it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from maillage.acteurs.declarer import declare
from maillage.acteurs.models import PorteParole
from maillage.analyse.moteur import diagnostiquer
from maillage.analyse.reseau import build_reseau
from maillage.apports.analyse import analyse
from maillage.apports.lecture_fichier import open_apport, understand
from maillage.apports.models import Apport, EtatApport
from maillage.cadres.actions import remove_participation
from maillage.cadres.models import Participation
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.models import Photo, Travail
from maillage.doublons.fusion import merge
from maillage.doublons.models import Recherche
from maillage.espaces.droits import ANIMER, APPORTER, CONTRIBUER, LIRE, LIRE_MEMBRE, REGLER
from maillage.espaces.models import Espace
from maillage.formats.diagnostic_json import to_json
from maillage.referentiels.models import Liste, Sphere, Valeur
from maillage.territoires.models import Territoire
from tests.fabriques import make_adhesion, make_invitation
from tests.fabriques_acteurs import make_acteur, make_commune, make_perimetre, make_personne, make_sphere
from tests.fabriques_associer import make_regle
from tests.fabriques_cadres import make_cadre, make_participation, make_roles
from tests.fabriques_doublons import make_paire
from tests.fabriques_freins import make_levier, make_observation

Objets = dict[str, Any]
"""One of each thing that an address may name, in one espace."""
Donnees = Callable[[Objets], dict[str, Any]]


def nothing(_: Objets) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Vue:
    nom: str
    droit: str
    objets: dict[str, str] = field(default_factory=dict)
    """What the address names: its piece, then the key of an object (or a plain value after « = »)."""
    lit: bool = True
    """May be read (GET)."""
    envoi: Donnees | None = None
    """What a form sends, for a view that writes."""
    fautif: Donnees | None = None
    """What it refuses; None when it takes nothing from the form."""
    refus: int = 422
    absent: int = 404
    """For an object that is not there: a second click on a removal is told gently, by a 302."""
    ailleurs: int = 404
    """For an object of another espace."""


def write(nom: str, droit: str, objets: dict[str, str] | None = None, envoi: Donnees = nothing, **rest: Any) -> Vue:
    """A view that only writes."""
    return Vue(nom, droit, objets or {}, lit=False, envoi=envoi, **rest)


UN = {"pk": "acteur"}
COTE: Donnees = lambda o: {"cote": o["acteur"].pk, "lu": 3}  # noqa: E731
MAUVAIS_COTE: Donnees = lambda _: {"cote": uuid4()}  # noqa: E731
SPHERE = {"nom": "Santé", "code": "SANTE", "forme": "hexagone", "lettre": "Z", "trait": "#5B6470"}

ESPACES = (
    Vue("espaces:presentation", LIRE),
    Vue(
        "espaces:reglages",
        REGLER,
        envoi=lambda _: {"nom": "La Lisaude", "visibilite": "membres"},
        fautif=lambda _: {"nom": "", "visibilite": "personne"},
    ),
    Vue("espaces:supprimer", REGLER, envoi=lambda o: {"nom": o["espace"].nom}, fautif=lambda _: {"nom": "Autre"}),
    Vue("espaces:quitter", LIRE_MEMBRE, envoi=nothing),
    Vue("espaces:journal", ANIMER),
    Vue("espaces:membres", LIRE_MEMBRE),
    Vue(
        "espaces:inviter",
        REGLER,
        envoi=lambda _: {"jeton": uuid4(), "courriel": "odile@exemple.fr", "role": "lecture"},
        fautif=lambda _: {"jeton": uuid4(), "courriel": "odile", "role": "chef"},
    ),
    Vue(
        "espaces:membre",
        REGLER,
        {"pk": "membre"},
        envoi=lambda _: {"role": "lecture", "role_vu": "contribution"},
        fautif=lambda _: {"role": "chef", "role_vu": "contribution"},
    ),
    Vue("espaces:retirer_membre", REGLER, {"pk": "membre"}, envoi=nothing),
    write("espaces:renvoyer", REGLER, {"pk": "invitation"}),
    write("espaces:retirer_invitation", REGLER, {"pk": "invitation"}),
)

REFERENTIELS = (
    Vue("referentiels:spheres", REGLER),
    Vue(
        "referentiels:ajouter",
        REGLER,
        envoi=lambda _: SPHERE | {"jeton": uuid4()},
        fautif=lambda _: SPHERE | {"jeton": uuid4(), "trait": "#FFFFFF"},
    ),
    Vue("referentiels:sphere", REGLER, {"pk": "sphere"}, envoi=lambda _: SPHERE, fautif=lambda _: {"code": "é"}),
    write("referentiels:retirer", REGLER, {"pk": "sphere"}),
)

COMMUNE: Donnees = lambda o: {"territoire": o["commune"].pk}  # noqa: E731
FORGE: Donnees = lambda _: {"territoire": "1 OR 1=1"}  # noqa: E731
UN_PERIMETRE = {"pk": "perimetre"}
TERRITOIRES = (
    Vue("territoires:territoire", REGLER),
    write("territoires:choisir", REGLER, envoi=COMMUNE, fautif=FORGE, refus=404),
    write("territoires:retirer", REGLER, envoi=lambda o: {"territoire": o["choisi"].pk}, fautif=FORGE, refus=404),
    Vue("territoires:recoupements", REGLER),
    Vue(
        "territoires:composer",
        REGLER,
        envoi=lambda _: {"jeton": uuid4(), "nom": "Bassin de santé", "nature": "bassin"},
        fautif=lambda _: {"jeton": uuid4(), "nom": "…", "nature": "commune"},
    ),
    Vue("territoires:perimetre", REGLER, UN_PERIMETRE),
    Vue(
        "territoires:modifier",
        REGLER,
        UN_PERIMETRE,
        envoi=lambda _: {"nom": "Autre nom", "nature": "petr"},
        fautif=lambda _: {"nom": "", "nature": "petr"},
    ),
    write("territoires:ajouter", REGLER, UN_PERIMETRE, COMMUNE, fautif=FORGE, refus=404),
    write(
        "territoires:enlever",
        REGLER,
        UN_PERIMETRE,
        lambda o: {"communes": [o["dedans"].pk]},
        fautif=lambda _: {"communes": ["x"]},
        refus=302,
    ),
    write("territoires:supprimer", REGLER, UN_PERIMETRE),
)

PAIRE = {"source": "acteur", "cible": "autre"}
ACTEURS = (
    Vue("acteurs:liste", LIRE),
    Vue(
        "acteurs:creer",
        CONTRIBUER,
        envoi=lambda _: {"nom": "Épicerie", "sphere": make_sphere().pk, "visibilite": "publique", "cle": uuid4()},
        fautif=lambda o: {"nom": "", "sphere": o["sphere"].pk, "siret": "12"},
    ),
    Vue("acteurs:corbeille", CONTRIBUER),
    Vue("acteurs:fiche", LIRE, UN),
    Vue(
        "acteurs:modifier",
        CONTRIBUER,
        UN,
        envoi=lambda o: {"nom": "Nom corrigé", "sphere": make_sphere().pk, "visibilite": "publique", "version": 1},
        fautif=lambda _: {"nom": "", "courriel": "non"},
    ),
    write("acteurs:verifier", CONTRIBUER, UN),
    write("acteurs:retirer", CONTRIBUER, UN),
    write("acteurs:retablir", CONTRIBUER, {"pk": "retire"}),
    Vue(
        "acteurs:ajouter_personne",
        CONTRIBUER,
        {"pk": "vacant"},
        envoi=lambda _: {"prenom": "Odile", "nom": "Fauvette", "courriel": "odile@structure.fr"},
        fautif=lambda _: {"prenom": "Odile", "nom": "Fauvette", "courriel": "odile"},
    ),
    write("acteurs:informer_personne", ANIMER, {"pk": "personne"}),
    write("acteurs:retirer_personne", ANIMER, {"pk": "personne"}),
)
LIENS = (
    Vue("acteurs:declarer", CONTRIBUER, UN),
    write("acteurs:rattacher", CONTRIBUER, {"pk": "autre"}),
    Vue("acteurs:liens", CONTRIBUER),
    Vue("acteurs:souhaits", LIRE_MEMBRE),
    Vue("acteurs:porte_parole", ANIMER),
    write("acteurs:detacher", CONTRIBUER, {"pk": "parole"}),
    Vue("acteurs:lien", LIRE, {"pk": "lien"}),
    write("acteurs:confirmer_lien", CONTRIBUER, {"pk": "lien"}, COTE, fautif=MAUVAIS_COTE, refus=403),
    write("acteurs:retirer_declaration", CONTRIBUER, {"pk": "lien"}, COTE, fautif=MAUVAIS_COTE, refus=403),
    Vue("acteurs:lien_entre", CONTRIBUER, PAIRE),
    Vue(
        "acteurs:declarer_etape",
        CONTRIBUER,
        PAIRE | {"code": "=aujourdhui"},
        envoi=lambda _: {"niveau_reel": 4},
        fautif=lambda _: {"niveau_reel": 6},
    ),
)
CADRE = {"pk": "cadre"}
CADRES = (
    Vue("cadres:liste", LIRE),
    Vue(
        "cadres:creer",
        CONTRIBUER,
        envoi=lambda _: {
            "nature": "action", "nom": "Jardin", "statut": "actif", "visibilite": "publique", "cle": uuid4(),
        },
        fautif=lambda _: {"nature": "autre", "nom": "", "reference": "Plan Mars"},
    ),
    Vue("cadres:corbeille", CONTRIBUER),
    Vue("cadres:calendrier", LIRE),
    Vue("cadres:agenda", LIRE),
    Vue("cadres:fiche", LIRE, CADRE),
    Vue(
        "cadres:modifier",
        CONTRIBUER,
        CADRE,
        envoi=lambda _: {
            "nature": "dispositif", "nom": "Nom corrigé", "statut": "actif", "visibilite": "publique", "version": 1,
        },
        fautif=lambda _: {"nom": "", "debut": "2026-05-01", "fin": "2026-01-01"},
    ),
    write("cadres:verifier", CONTRIBUER, CADRE),
    write("cadres:retirer", CONTRIBUER, CADRE),
    write("cadres:retablir", CONTRIBUER, {"pk": "cadre_retire"}),
    Vue(
        "cadres:participer",
        CONTRIBUER,
        CADRE,
        envoi=lambda o: {"acteur": o["acteur"].pk, "role": "membre", "phase": "P2"},
        fautif=lambda o: {"acteur": o["acteur"].pk, "role": "chef"},
    ),
    Vue(
        "cadres:participation",
        CONTRIBUER,
        {"pk": "participation"},
        envoi=lambda _: {"role": "membre", "phase": "P1"},
        fautif=lambda _: {"role": "membre", "phase": "P9"},
    ),
    write("cadres:retirer_participation", CONTRIBUER, {"pk": "participation"}),
    write("cadres:retablir_participation", CONTRIBUER, {"pk": "retiree"}),
)  # fmt: skip
RESEAU = (
    Vue("recherche:page", LIRE),
    Vue("reseau:accueil", LIRE),
    Vue("reseau:donnees", LIRE),
    write("reseau:garder", ANIMER),
    write("reseau:reprendre", ANIMER),
)
CARTE = (
    Vue("carte:accueil", LIRE),
    Vue("carte:donnees", LIRE),
    Vue("carte:contours", LIRE),
    write("carte:charger", ANIMER),
)
UNE_OBSERVATION = {"pk": "observation"}
FREINS = (
    Vue("freins:accueil", LIRE_MEMBRE),
    Vue(
        "freins:observer",
        CONTRIBUER,
        envoi=lambda _: {"croisement": "AS-DL", "quoi": "levier:L01", "visibilite": "membres"},
        fautif=lambda _: {"croisement": "AS-DL", "quoi": "levier:inconnu", "visibilite": "membres"},
    ),
    Vue("freins:lien", CONTRIBUER, {"pk": "lien"}),
    Vue("freins:cadre", LIRE_MEMBRE, {"pk": "action"}),
    write("freins:voter", LIRE_MEMBRE, UNE_OBSERVATION),
    write("freins:reprendre", LIRE_MEMBRE, UNE_OBSERVATION),
    write("freins:retirer", CONTRIBUER, UNE_OBSERVATION),
    write("freins:retablir", CONTRIBUER, UNE_OBSERVATION),
)
EXPORTS = (
    Vue("exports:accueil", LIRE),
    Vue("exports:fichier", LIRE, {"fichier": "=acteurs.csv"}),
    Vue("exports:inclusion", LIRE),
    write("exports:preparer", LIRE_MEMBRE),
)
UNE_PAIRE = {"genre": "=acteurs", "pk": "paire"}
UNE_PAIRE_DE_CADRES = {"genre": "=cadres", "pk": "paire_cadres"}
DOUBLONS = (
    Vue("doublons:liste", ANIMER),
    Vue("doublons:liste_genre", ANIMER, {"genre": "=cadres"}),
    write("doublons:chercher", ANIMER),
    Vue("doublons:avancement", ANIMER, {"pk": "recherche"}),
    Vue("doublons:paire", ANIMER, UNE_PAIRE),
    Vue("doublons:paire", ANIMER, UNE_PAIRE_DE_CADRES),
    write(
        "doublons:decider",
        ANIMER,
        UNE_PAIRE_DE_CADRES,
        envoi=lambda _: {"verdict": "distincts"},
        fautif=lambda _: {"verdict": "detruire"},
        refus=404,
    ),
    write("doublons:fusionner", ANIMER, UNE_PAIRE),
    write("doublons:fusionner", ANIMER, UNE_PAIRE_DE_CADRES),
    write("doublons:separer", ANIMER, {"genre": "=acteurs", "pk": "fusion"}),
    write("doublons:separer", ANIMER, {"genre": "=cadres", "pk": "fusion_cadres"}),
)
APPORT = {"pk": "apport"}
COLONNES: Donnees = lambda _: {  # noqa: E731
    "colonne-0": "nom", "colonne-1": "commune", "source": "liste", "sphere": make_sphere().pk, "nature": "structure",
    "visibilite": "publique",
}  # fmt: skip
APPORTS = (
    Vue(
        "apports:accueil",
        APPORTER,
        envoi=lambda _: {"jeton": uuid4(), "fichier": SimpleUploadedFile("liste.csv", "nom\nÉpicerie".encode())},
        fautif=lambda _: {"jeton": uuid4()},
    ),
    Vue("apports:modele", APPORTER),
    Vue("apports:apport", APPORTER, APPORT),
    write(
        "apports:feuille",
        APPORTER,
        {"pk": "apport_colonnes"},
        envoi=lambda _: {"feuille": "", "titres": 0, "genre": "acteurs"},
        fautif=lambda _: {"feuille": "Autre", "titres": "x"},
    ),
    write("apports:colonnes", APPORTER, {"pk": "apport_colonnes"}, COLONNES, fautif=lambda _: {"colonne-0": "chef"}),
    Vue("apports:lignes", APPORTER, APPORT | {"sort": "=nouvelle"}),
    write(
        "apports:repondre",
        APPORTER,
        APPORT,
        envoi=lambda _: {"sort": "ressemblante", "reponse-2": "autre"},
        fautif=lambda _: {"sort": "x"},
        refus=404,
    ),
    write("apports:revoir", APPORTER, APPORT),
    write("apports:importer", APPORTER, APPORT),
    write("apports:annuler", APPORTER, APPORT),
    write("apports:abandonner", APPORTER, APPORT),
    write("apports:relancer", APPORTER, APPORT),
)
DIAGNOSTIC = (
    Vue("diagnostic:espace", LIRE),
    Vue("diagnostic:accueil", LIRE),
    write("diagnostic:calculer", LIRE_MEMBRE, fautif=lambda _: {"genre": "exe"}, refus=404),
    Vue("diagnostic:avancement", LIRE_MEMBRE, {"pk": "travail"}),
    Vue("diagnostic:document", LIRE, {"genre": "=json"}),
    Vue("diagnostic:photos", LIRE_MEMBRE),
    write("diagnostic:conserver", ANIMER),
    Vue("diagnostic:comparer", LIRE_MEMBRE),
    Vue("diagnostic:photo", LIRE_MEMBRE, {"pk": "photo"}),
    Vue("diagnostic:depuis", LIRE_MEMBRE, {"pk": "photo"}),
    write("diagnostic:supprimer_photo", ANIMER, {"pk": "photo"}, absent=302),
    Vue("diagnostic:croisement", LIRE, {"couple": "=AS-DL"}),
    write(
        "diagnostic:proposer",
        CONTRIBUER,
        envoi=lambda o: {"a": o["acteur"].pk, "b": o["tiers"].pk},
        fautif=lambda o: {"a": o["acteur"].pk, "b": "x"},
        refus=404,
    ),
    write("diagnostic:annuler_proposition", CONTRIBUER, {"pk": "proposition"}, absent=302, ailleurs=302),
)
ASSOCIER = (
    Vue("associer:espace", LIRE),
    write(
        "associer:avis",
        LIRE,
        envoi=lambda _: {"regle": make_regle().code, "choix": "fait"},
        fautif=lambda _: {"regle": "R99", "choix": "fait"},
    ),
    write(
        "associer:garder",
        LIRE,
        envoi=lambda _: {"mots": "épicerie", "phase": "P1", "monde": ""},
        fautif=lambda _: {"mots": "épicerie", "phase": "P9"},
    ),
    Vue("associer:projets", ANIMER),
)
VUES = (
    *ESPACES, *REFERENTIELS, *TERRITOIRES, *ACTEURS, *LIENS, *CADRES, *DOUBLONS, *APPORTS, *RESEAU, *CARTE, *FREINS,
    *DIAGNOSTIC, *ASSOCIER, *EXPORTS,
)  # fmt: skip
APPELEES_AILLEURS = {
    "exports:archive": "an archive is for who asked for it: tests/exports/test_archive.py",
    "exports:telecharger": "an archive is for who asked for it: tests/exports/test_archive.py",
}
"""Views of an espace whose right hangs on more than a role, and where they are tried."""


def make_objets(espace: Espace, membre: Utilisateur | None = None) -> Objets:
    """`membre`, a contributor of this espace when there is one already, speaks for « acteur »."""
    adhesion = espace.adhesions.filter(utilisateur=membre).first() or make_adhesion(espace)
    acteur, autre = make_acteur(espace), make_acteur(espace, sphere="DL")
    tiers = make_acteur(espace, sphere="DL")
    jour = espace.aujourdhui
    Valeur.objects.get_or_create(liste=Liste.NIVEAU, code="4", defaults={"nom": "Coopérer"})
    lien = declare(source=acteur, cible=autre, qui=None, quand=jour, attributs={"niveau_reel": 2}).lien
    declare(source=autre, cible=acteur, qui=None, quand=jour, attributs={"niveau_reel": 3})
    make_levier("L01")
    wish = {"niveau_souhaite": 1, "origine": "proposition"}
    dedans = make_commune(f"Dedans {espace.slug}")
    make_roles()
    cadre = make_cadre(espace)
    return {
        "espace": espace,
        "membre": adhesion,
        "invitation": make_invitation(espace)[0],
        "sphere": Sphere.objects.create(espace=espace, **SPHERE | {"code": "PROPRE", "nom": "Propre", "lettre": "W"}),
        "commune": make_commune("Valmorane"),
        "choisi": make_perimetre(espace, dedans),
        "dedans": dedans,
        "perimetre": make_composed(espace, dedans),
        "acteur": acteur,
        "autre": autre,
        "tiers": tiers,
        "retire": make_acteur(espace, retire=True),
        "cadre": cadre,
        "cadre_retire": make_cadre(espace, retire=True),
        "participation": make_participation(cadre, autre),
        "retiree": make_removed(make_participation(cadre, autre, "invite")),
        "vacant": make_acteur(espace, poste=True, parent=acteur),
        "personne": make_personne(make_acteur(espace, poste=True, parent=acteur)),
        "parole": PorteParole.objects.create(acteur=acteur, adhesion=adhesion),
        "lien": lien,
        "proposition": declare(
            source=acteur, cible=make_acteur(espace, sphere="DL"), qui=None, quand=jour, attributs=wish
        ),
        "travail": Travail.objects.create(
            espace=espace, genre="pdf", niveau="service", portee="publique", empreinte="x"
        ),
        "photo": make_photo(espace),
        "action": make_cadre(espace, nature="action"),
        "observation": make_observation(espace, par=adhesion.utilisateur),
        "apport": read_list(espace, EtatApport.APERCU),
        "apport_colonnes": read_list(espace, EtatApport.COLONNES),
        "recherche": Recherche.objects.create(espace=espace),
        "paire": make_paire(make_acteur(espace), make_acteur(espace)),
        "paire_cadres": make_paire(make_cadre(espace), make_cadre(espace)),
        "fusion_cadres": merge(
            garde=make_cadre(espace), absorbe=make_cadre(espace), champs={}, qui=adhesion.utilisateur
        ),
        "fusion": merge(garde=make_acteur(espace), absorbe=make_acteur(espace), champs={}, qui=adhesion.utilisateur),
    }


def read_list(espace: Espace, etat: EtatApport) -> Apport:
    """A list of one actor, deposited, read and compared, come to this state."""
    fichier = SimpleUploadedFile("liste.csv", "nom;commune\nÉpicerie;Valmorane".encode())
    apport = Apport.objects.create(espace=espace, nom_fichier="liste.csv", fichier=fichier, taille=fichier.size or 0)
    understand(apport, open_apport(apport))
    if etat in (EtatApport.APERCU, EtatApport.FAIT):
        apport.defauts |= {"source": "liste", "sphere": str(make_sphere().pk)}
        analyse(apport, lambda _etape, _fait: None)
    apport.etat = etat
    apport.save()
    return apport


def make_removed(participation: Participation) -> Participation:
    """Removed, yet still naming what it was."""
    remove_participation(participation=Participation.objects.get(pk=participation.pk), qui=None)
    return participation


def make_composed(espace: Espace, commune: Territoire) -> Territoire:
    found = Territoire.objects.create(espace=espace, nature="bassin", code="b", nom="Bassin", nom_cherche="bassin")
    found.communes.add(commune)
    return found


def make_photo(espace: Espace) -> Photo:
    """The diagnosis of nobody."""
    empty = diagnostiquer(build_reseau([], []), date_reference=espace.aujourdhui)
    return Photo.objects.create(espace=espace, date_reference=espace.aujourdhui, diagnostic=to_json(empty))
