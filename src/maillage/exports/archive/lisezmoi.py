"""LISEZMOI.txt: what the archive is, for who opens it years later."""

from __future__ import annotations

from maillage.espaces.models import Espace
from maillage.exports.diffusion import Diffusion, Mention

CORPS = """{nom}
{trait}

Archive faite par Maillage. Données du {jour}.
{phrase}

POUR LIRE
  Ouvrez site/index.html dans un navigateur : pages des acteurs, réseau, tableaux, diagnostic. Ni connexion ni serveur.

POUR UN AUTRE LOGICIEL
  fichiers/   acteurs et liens en classeurs (ODS, XLSX), CSV, GeoJSON (QGIS), GEXF et GraphML (Gephi),
              structures et services au format data·inclusion v1
{suite}
POUR VÉRIFIER
  espace.json nomme chaque fichier, avec sa taille et son empreinte SHA-256.
"""
DONNEES = """  donnees/    chaque table de l’espace, en JSON ; donnees/csv/, les mêmes à lire dans un tableur

POUR REVENIR
  Sur une autre installation de Maillage, son administrateur ouvre « Restaurer un espace », ou tape :
      maillage gerer restaurer_espace CETTE-ARCHIVE.zip
  L’espace revient tel qu’il était, avec ses identifiants. Ne modifiez rien dans l’archive : elle serait refusée.

CE QUI N’Y EST PAS
  Les avis de satisfaction, les invitations en attente, les comptes autres que le nom et l’adresse des membres.

CETTE ARCHIVE CONTIENT DES DONNÉES PERSONNELLES
  Membres, personnes des postes, journal. Gardez-la en lieu sûr, ne la transmettez pas, effacez-la quand elle a servi.
  Une personne retirée depuis reviendrait avec elle : retirez-la de nouveau.
"""
PUBLIQUE = """
CE QUI N’Y EST PAS
  Les personnes, les avis, les souhaits, ce qui est réservé aux membres. Cette archive se lit ; elle ne se restaure pas.
"""


def write_lisezmoi(espace: Espace, mention: Mention, diffusion: str) -> str:
    return CORPS.format(
        nom=espace.nom,
        trait="=" * len(espace.nom),
        jour=mention.jour.isoformat(),
        phrase=mention.phrase,
        suite=DONNEES if diffusion == Diffusion.ANIMATION else PUBLIQUE,
    )
