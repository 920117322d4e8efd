"""The sheet « Lisez-moi »: where the file comes from, who may hand it on, what each column and each code means."""

from __future__ import annotations

from collections.abc import Iterator

from maillage.acteurs.liens import VisibiliteLien
from maillage.acteurs.models import Nature
from maillage.cadres.models import PHASES, NatureCadre, Statut
from maillage.espaces.droits import Droits
from maillage.espaces.fiches import VisibiliteFiche
from maillage.exports.diffusion import Mention
from maillage.formats.sorties.feuilles import Colonne, Feuille, Ligne
from maillage.referentiels.models import Dispositif, Liste, Public, Sphere, Theme, TypeActeur, Valeur

COLONNES = (Colonne("rubrique", largeur=26), Colonne("code", largeur=26), Colonne("sens", largeur=90))
REPRISE_PUBLIQUE = (
    "Pour modifier un fichier puis le redonner à Maillage, partez du fichier complet de l’animation : celui-ci ne "
    "contient pas tout."
)
REPRISE = (
    "Modifiez ce fichier, puis redonnez-le à Maillage : les lignes sont reconnues à leur id, seul ce qui a changé "
    "change. Ne modifiez ni les titres des colonnes ni les id. Une ligne nouvelle n’a pas d’id."
)
PLUSIEURS = "Plusieurs valeurs dans une cellule sont séparées par « | »."
FORMULES = (
    "Une apostrophe devant « = », « + », « - » ou « @ » empêche le tableur d’y lire une formule ; elle est retirée "
    "à la reprise du fichier."
)
SENS_ACTEURS = {
    "id": "identifiant stable de l’acteur",
    "parent_id, parent": "la structure ou le service dont il fait partie",
    "sphere": "son monde",
    "commune, code_insee": "où il a son siège",
    "territoires": "où il agit",
    "latitude, longitude": "en degrés (WGS 84)",
    "source, source_id": "d’où la fiche est venue, et sous quel numéro",
    "date_verification": "jour où quelqu’un a vérifié la fiche",
    "modifie_le": "dernière modification (temps universel)",
}
SENS_DECLARATIONS = {
    "id": "identifiant stable de la déclaration : une ligne est ce que dit un côté",
    "source_id_acteur, source_nom": "le côté qui parle",
    "cible_id_acteur, cible_nom": "l’autre côté",
    "niveau_reel, niveau_souhaite": "de 0 (ne se connaissent pas) à 5 (co-construisent)",
}
SENS_LIENS = {
    "id": "identifiant stable du lien",
    "source_id_acteur, cible_id_acteur": "les deux côtés, sans dire lequel a parlé",
    "niveau_reel": "de 0 (ne se connaissent pas) à 5 (co-construisent) ; moyenne quand les deux côtés l’ont dit",
    "niveau_souhaite, phases…": "vides : ce que chaque côté souhaite n’est pas public",
}
SENS_CADRES = {
    "id": "identifiant stable du cadre",
    "nature": "dispositif (un contrat, un plan, un label d’ici), instance (où l’on se réunit) ou action",
    "reference": "le dispositif connu partout dont celui-ci est l’exemplaire d’ici",
    "parent_id, parent": "le cadre dont il fait partie",
    "phase": "où il en est (P1 à P6)",
    "cadre_id, acteur_id": "dans la feuille Participations : qui prend part à quoi",
    "role, phase": "dans la feuille Participations : à quel titre, et depuis quelle phase",
    "date_verification": "jour où quelqu’un a vérifié la fiche",
}
PAR_COLONNE = {
    "niveau": Liste.NIVEAU,
    "sujets": Liste.SUJET,
    "frequence": Liste.FREQUENCE,
    "formalisation": Liste.FORMALISATION,
    "financement": Liste.FINANCEMENT,
    "initiateur": Liste.INITIATEUR,
    "premier_contact_phase, phase_souhaitee": Liste.PHASE,
    "cadre": Liste.CADRE,
    "porte_par": Liste.PORTE_PAR,
    "tendance": Liste.TENDANCE,
    "freins": Liste.FREIN,
    "leviers": Liste.LEVIER,
}


def make_feuille_acteurs(droits: Droits, mention: Mention) -> Feuille:
    return Feuille("Lisez-moi", COLONNES, [*_introduce(droits, mention, SENS_ACTEURS), *_explain_acteurs(droits)])


def make_feuille_liens(droits: Droits, mention: Mention) -> Feuille:
    sens = SENS_DECLARATIONS if droits.peut_animer else SENS_LIENS
    return Feuille("Lisez-moi", COLONNES, [*_introduce(droits, mention, sens), *_explain_liens()])


def make_feuille_cadres(droits: Droits, mention: Mention) -> Feuille:
    return Feuille("Lisez-moi", COLONNES, [*_introduce(droits, mention, SENS_CADRES), *_explain_cadres(droits)])


def _introduce(droits: Droits, mention: Mention, sens: dict[str, str]) -> Iterator[Ligne]:
    yield "Espace", "", mention.espace
    yield "Date", "", mention.jour.isoformat()
    yield "Qui peut le transmettre", "", mention.phrase
    yield "Reprise", "", REPRISE if droits.peut_animer else REPRISE_PUBLIQUE
    yield "Listes", "", PLUSIEURS
    yield "Formules", "", FORMULES
    for colonnes, words in sens.items():
        yield "Colonnes", colonnes, words


def _explain_acteurs(droits: Droits) -> Iterator[Ligne]:
    """Four queries."""
    yield from _list_choices("nature", Nature.choices)
    yield from _list_choices("visibilite", VisibiliteFiche.choices)
    for sphere in Sphere.objects.usable_in(droits.espace):
        yield "sphere", sphere.code, sphere.nom
    for colonne, liste in (("type", TypeActeur), ("themes", Theme), ("publics", Public)):
        for code, nom in liste._default_manager.values_list("code", "nom"):
            yield colonne, code, nom


def _explain_cadres(droits: Droits) -> Iterator[Ligne]:
    """Five queries."""
    for colonne, choices in (("nature", NatureCadre.choices), ("statut", Statut.choices), ("phase", PHASES)):
        yield from _list_choices(colonne, choices)
    yield from _list_choices("visibilite", VisibiliteFiche.choices)
    for valeur in Valeur.objects.of(Liste.ROLE):
        yield "role", valeur.code, valeur.nom
    for sphere in Sphere.objects.usable_in(droits.espace):
        yield "sphere", sphere.code, sphere.nom
    for dispositif in Dispositif.objects.all():
        yield "reference", dispositif.code, f"{dispositif.sigle}, {dispositif}" if dispositif.sigle else str(dispositif)
    for colonne, liste in (("themes", Theme), ("publics", Public)):
        for code, nom in liste._default_manager.values_list("code", "nom"):
            yield colonne, code, nom


def _explain_liens() -> Iterator[Ligne]:
    """Two queries."""
    valeurs = list(Valeur.objects.all())
    for colonne, liste in PAR_COLONNE.items():
        for valeur in valeurs:
            if valeur.liste == liste:
                yield colonne, valeur.code, " : ".join(part for part in (valeur.nom, valeur.description) if part)
    for code, nom in Theme.objects.values_list("code", "nom"):
        yield "themes", code, nom
    yield from _list_choices("visibilite", VisibiliteLien.choices)


def _list_choices(colonne: str, choices: list[tuple[str, str]]) -> Iterator[Ligne]:
    for code, nom in choices:
        yield colonne, code, str(nom)
