"""Plain words for what the engine computes: the title of each finding, and how it was obtained."""

from __future__ import annotations

from typing import Final, NamedTuple

from maillage.analyse.francais import majuscule
from maillage.publication.typographie import fr


class Methode(NamedTuple):
    titre: str
    explication: str


_TEXTES: Final = {
    "couverture": (
        "Ce que l’on sait",
        "On compte les acteurs qui ont déclaré au moins un lien, et la part des liens que les deux côtés ont dits.",
    ),
    "taux-par-couple": (
        "Les liens entre deux mondes",
        "Les liens qui existent entre les deux mondes, rapportés à tous ceux qui pourraient exister : chaque acteur du "
        "premier avec chaque acteur du second.",
    ),
    "repli": (
        "Chacun chez soi, ou les uns avec les autres",
        "On retranche les liens internes des liens qui passent d’un monde à l’autre, puis on divise par le total. On "
        "compare à ce que donnerait le hasard, en redistribuant les mondes entre les mêmes acteurs.",
    ),
    "isoles-autre-sphere": (
        "Sans lien hors de leur monde",
        "On compte, pour chaque acteur, ses partenaires d’un autre monde que le sien.",
    ),
    "postes-a-securiser": (
        "Les postes à sécuriser",
        "On suit les plus courts chemins de partenaire en partenaire entre le monde social et le développement local, "
        "et l’on regarde par qui ils passent. Un passage est fragile quand le financement du poste qui le tient "
        "s’achève bientôt. C’est le poste qu’il faut protéger : la personne n’est pas évaluée.",
    ),
    "courtage": (
        "Qui met en relation",
        "On compte les cas où un acteur relie deux partenaires qui ne travaillent pas ensemble, selon le monde de "
        "chacun.",
    ),
    "centralisation": (
        "Un réseau qui repose sur beaucoup, ou sur peu",
        "On compare la répartition des liens à celle d’une étoile, où tout passerait par un seul acteur.",
    ),
    "cohesion": (
        "Un réseau d’un seul tenant, ou en morceaux",
        "On regarde quels acteurs peuvent se joindre de partenaire en partenaire.",
    ),
    "silo-interne": (
        "À l’intérieur d’une même structure",
        "On cherche les services d’une même structure qui partagent des thèmes et travaillent peu ensemble.",
    ),
    "financeur-tardif": (
        "Le moment où l’on appelle les financeurs",
        "On compte, parmi les liens d’un financeur, ceux qui ne portent que sur le financement ou qui commencent à la "
        "recherche de financement.",
    ),
    "asymetrie": (
        "Une relation, deux regards",
        "On compare les niveaux que chaque côté donne du même lien : deux degrés d’écart ou plus sont signalés.",
    ),
    "ecart-niveaux": (
        "Ce qui se vit, ce qui se souhaite",
        "On compare, lien par lien, le niveau vécu et le niveau souhaité. Un niveau plus haut n’est pas meilleur en "
        "soi : c’est l’écart qui fait l’ordre du jour.",
    ),
    "ecart-phase": (
        "Le moment du premier appel",
        "On compare la phase du projet où le premier contact a eu lieu et celle où il était souhaité.",
    ),
    "liens-perimes": (
        "Les liens à reconfirmer",
        "On compte les liens dont la dernière déclaration est trop ancienne à la date du diagnostic.",
    ),
    "dispositifs-cote-a-cote": (
        "Des dispositifs côte à côte",
        "On cherche les dispositifs qui partagent des communes, des publics et des sujets, sans membre commun ni lien "
        "entre ceux qui les animent.",
    ),
    "instances-redondantes": (
        "Des instances presque identiques",
        "On compare deux à deux les membres des instances : six sur dix en commun, et un même sujet, sont signalés.",
    ),
    "conversion-instances": (
        "Siéger ensemble, travailler ensemble",
        "On compte, parmi les paires qui siègent dans une même instance, celles qui se coordonnent ; on compare "
        "à celles qui ne siègent jamais ensemble.",
    ),
    "acteur-sans-instance": (
        "Nommés par beaucoup, invités nulle part",
        "On cherche qui est nommé par de nombreux acteurs et n’est membre d’aucune instance connue.",
    ),
    "diagnostics-en-double": (
        "Des diagnostics en double",
        "On cherche les diagnostics de territoire commencés à moins de deux ans d’écart sur les mêmes communes.",
    ),
    "financeur-tardif-actions": (
        "Le moment où les financeurs entrent dans les actions",
        "On compare la phase d’entrée du financeur à celle des autres participants de l’action.",
    ),
    "ecart-phase-actions": (
        "Le moment où chaque monde entre dans les actions",
        "Dans les actions qui mêlent les deux mondes, on compare leurs phases d’entrée.",
    ),
    "zones-blanches": (
        "Les zones blanches",
        "On cherche les communes sans action connue pour un public et un sujet, là où le reste du territoire en a.",
    ),
    "reussites-a-raconter": (
        "Des réussites à raconter",
        "On cherche les actions en cours ou achevées que les deux mondes portent depuis l’idée et où ils coopèrent.",
    ),
    "triangles-a-fermer": (
        "Des triangles à fermer",
        "On cherche deux acteurs qui coopèrent sans connaître personne dans un cadre qui traite de leurs sujets.",
    ),
    "rencontres": (
        "Les rencontres à provoquer",
        "Parmi les liens qui manquent, on retient ceux qui rapprocheraient le plus les mondes, les liens souhaités "
        "d’abord : thèmes et communes en commun, partenaires communs, chemins raccourcis.",
    ),
}  # fmt: skip

METHODES: Final = {code: Methode(titre, fr(explication)) for code, (titre, explication) in _TEXTES.items()}


FICHES: Final = {
    "asymetrie": "asymétrie",
    "cohesion": "cohésion",
    "dispositifs-cote-a-cote": "dispositifs côte à côte",
    "ecart-niveaux": "écart de niveaux",
    "ecart-phase": "écart de phase",
    "isoles-autre-sphere": "isolés d’une autre sphère",
    "liens-perimes": "liens périmés",
    "postes-a-securiser": "postes à sécuriser",
    "reussites-a-raconter": "réussites à raconter",
    "triangles-a-fermer": "triangles à fermer",
}
"""Names of the method pages that differ from their code."""


def name_page(methode: str) -> str:
    return FICHES.get(methode, methode.replace("-", " "))


def find_method(code: str, methode: str) -> Methode:
    """Words for a finding; one that is not known here yet is named after its code, without an explanation."""
    known = METHODES.get(code) or METHODES.get(methode)
    return known or Methode(majuscule(code.replace("-", " ").replace("_", " ")), "")
