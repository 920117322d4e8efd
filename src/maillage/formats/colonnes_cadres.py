"""What a brought list of cadres may hold, and of who takes part in them; the headings that groups give to these."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maillage.formats.colonnes import Colonne
from maillage.formats.textes import make_key

APPORT_CADRES: Final = (
    Colonne(
        nom="nom", exemple="CTG de la Lisaude", obligatoire=True,
        sens="Nom du dispositif, de l’instance ou de l’action.",
        synonymes=("nom du cadre", "cadre", "intitulé", "nom complet", "name", "dénomination"),
        a_defaut=("titre", "libellé", "label", "objet", "projet"),
    ),
    Colonne(
        nom="nature", exemple="instance", sens="Dispositif, instance ou action.",
        synonymes=("nature du cadre", "genre", "type de cadre"), a_defaut=("type",),
    ),
    Colonne(
        nom="dispositif", exemple="CTG de la Lisaude",
        sens="Nom du dispositif d’ici\u00a0; à côté d’une instance ou d’une action, celui dont elle fait partie.",
        synonymes=("dispositifs", "nom du dispositif", "contrat", "convention", "plan"),
    ),
    Colonne(
        nom="instance", exemple="Comité de pilotage", sens="Nom de l’instance où l’on se réunit.",
        synonymes=("instances", "nom de l’instance", "comité", "commission", "groupe de travail"),
    ),
    Colonne(
        nom="action", exemple="Bus des droits", sens="Nom de l’action menée.",
        synonymes=("actions", "nom de l’action", "fiche action"),
    ),
    Colonne(nom="sigle", exemple="CTG", sens="Sigle sous lequel on le connaît.", synonymes=("acronyme", "abréviation")),
    Colonne(
        nom="reference", exemple="CTG", sens="Le dispositif connu partout dont celui-ci est l’exemplaire d’ici.",
        synonymes=("dispositif de référence", "référence nationale", "type de dispositif", "code du dispositif"),
        a_defaut=("référence",),
    ),
    Colonne(
        nom="parent", exemple="CTG de la Lisaude", sens="Nom du cadre dont il fait partie.",
        synonymes=("fait partie de", "dans le cadre de", "cadre parent", "rattaché à", "rattachement"),
    ),
    Colonne(nom="parent_id", exemple="0192f…", sens="Identifiant Maillage du cadre dont il fait partie.",
            synonymes=("id parent",)),
    Colonne(nom="sphere", exemple="DS", sens="Monde qui le porte\u00a0; vide s’il est entre plusieurs.",
            synonymes=("monde", "monde professionnel", "sphère")),
    Colonne(nom="description", exemple="Feuille de route sociale", sens="Ce que l’on y fait.",
            synonymes=("présentation", "objet de l’action", "ce que l’on y fait", "résumé", "contenu", "objectifs")),
    Colonne(nom="themes", exemple="MOB | PEN", sens="Thèmes, séparés par « | ».",
            synonymes=("thématiques", "thème", "thématique", "thèmes")),
    Colonne(nom="publics", exemple="familles | jeunes", sens="Publics, séparés par « | ».",
            synonymes=("public", "public cible", "publics visés")),
    Colonne(nom="territoires", exemple="Valmorane", sens="Où, par nom ou par code.",
            synonymes=("territoire", "communes", "périmètre", "où", "zone")),
    Colonne(nom="debut", exemple="01/01/2024", sens="Depuis quand.",
            synonymes=("début", "date de début", "depuis", "depuis le", "signature", "date de signature", "signé le")),
    Colonne(nom="fin", exemple="31/12/2027", sens="Jusqu’à quand.",
            synonymes=("échéance", "fin", "date de fin", "jusqu’au", "jusqu’à", "expire le", "terme",
                        "date d’échéance")),
    Colonne(nom="statut", exemple="actif",
            sens="En projet, actif, se termine, terminé, remplacé ou abandonné.", synonymes=("état", "avancement")),
    Colonne(nom="phase", exemple="P3", sens="Où il en est, de P1 à P6.", synonymes=("étape", "phase du projet")),
    Colonne(nom="est_diagnostic", exemple="oui", sens="Oui pour une étude, une enquête, une analyse des besoins.",
            synonymes=("diagnostic", "c’est un diagnostic", "étude")),
    Colonne(nom="site_web", exemple="https://…", sens="Adresse de sa page.", synonymes=("site", "url", "lien")),
    Colonne(nom="pilote", exemple="CC de la Lisaude", sens="Acteurs qui pilotent, séparés par « | ».",
            synonymes=("pilotes", "pilotage", "piloté par", "porteur", "porté par", "structure pilote", "copilotes")),
    Colonne(nom="anime_par", exemple="CC de la Lisaude", sens="Acteurs qui animent.",
            synonymes=("animé par", "structure animatrice", "animation")),
    Colonne(nom="financeurs", exemple="Caf | Département", sens="Acteurs qui financent.",
            synonymes=("financeur", "financé par", "financement", "co-financeurs", "cofinanceurs")),
    Colonne(nom="realise_par", exemple="MJC de Valmorane", sens="Acteurs qui réalisent avec le pilote.",
            synonymes=("co-réalise", "réalisé par", "co-réalisateurs", "opérateurs", "opérateur")),
    Colonne(nom="mis_en_oeuvre_par", exemple="Mission locale", sens="Acteurs qui mettent en œuvre.",
            synonymes=("mise en œuvre", "mis en œuvre par", "met en œuvre")),
    Colonne(nom="accueilli_par", exemple="Médiathèque", sens="Acteurs qui accueillent.",
            synonymes=("accueille", "accueilli par", "lieux d’accueil")),
    Colonne(nom="membres", exemple="CCAS | Mission locale", sens="Acteurs qui y siègent, séparés par « | ».",
            synonymes=("membre", "participants", "participant", "composition", "acteurs", "présents", "invités")),
    Colonne(nom="partenaires", exemple="Croix-Rouge", sens="Acteurs partenaires.",
            synonymes=("partenaire", "associés", "acteurs associés")),
    Colonne(nom="visibilite", exemple="publique", sens="Qui voit la fiche\u00a0: publique, membres ou brouillon.",
            synonymes=("qui voit cette fiche",)),
    Colonne(nom="date_verification", exemple="12/05/2026", sens="Jour où un humain a vérifié la fiche.",
            synonymes=("vérifié le", "vérifié par un humain le")),
    Colonne(nom="source_id", exemple="FA-12", sens="Identifiant dans le fichier d’origine.",
            synonymes=("identifiant", "matricule", "numéro", "n°", "numéro de fiche action"), a_defaut=("code",)),
    Colonne(nom="id", exemple="0192f…", sens="Identifiant Maillage, tel que l’écrit un export."),
    Colonne(nom="modifie_le", exemple="2026-05-12T10:00:00Z", sens="Moment de l’export. Ne s’importe pas."),
)  # fmt: skip

APPORT_PARTICIPATIONS: Final = (
    Colonne(nom="cadre", exemple="Comité de pilotage", obligatoire=True, sens="Nom du cadre.",
            synonymes=("dispositif", "instance", "action", "nom du cadre", "nom de l’instance")),
    Colonne(nom="acteur", exemple="CCAS de Valmorane", obligatoire=True, sens="Nom, sigle ou identifiant de l’acteur.",
            synonymes=("membre", "participant", "nom de l’acteur"), a_defaut=("structure", "organisme", "nom")),
    Colonne(nom="cadre_id", exemple="0192f…", sens="Identifiant Maillage du cadre.", synonymes=("id cadre",)),
    Colonne(nom="acteur_id", exemple="0192f…", sens="Identifiant Maillage de l’acteur.", synonymes=("id acteur",)),
    Colonne(nom="role", exemple="membre", sens="À quel titre\u00a0: pilote, animateur, financeur, membre…",
            synonymes=("rôle", "à quel titre", "titre", "fonction")),
    Colonne(nom="phase", exemple="P2", sens="Phase où il est entré, de P1 à P6.",
            synonymes=("phase d’entrée", "entré à la phase")),
    Colonne(nom="depuis", exemple="01/2024", sens="Depuis quand.", synonymes=("début", "depuis le")),
    Colonne(nom="jusqu_a", exemple="12/2027", sens="Jusqu’à quand.", synonymes=("jusqu’au", "jusqu’à", "fin")),
)  # fmt: skip

ROLES_PAR_COLONNE: Final = {
    "pilote": "pilote", "anime_par": "animateur", "financeurs": "financeur", "realise_par": "co-realise",
    "mis_en_oeuvre_par": "met-en-oeuvre", "accueilli_par": "accueille", "membres": "membre",
    "partenaires": "partenaire",
}  # fmt: skip
"""The role of the actors that a column of cadres names."""
NOMS_POSSIBLES: Final = ("nom", "instance", "action", "dispositif")
"""Fields that name a row, the first that is filled: beside an instance or an action, a dispositif is its frame."""
MARQUES: Final = frozenset(("dispositif", "instance", "action", "pilote", "financeurs", "membres", "est_diagnostic"))
"""Headings of which two together say that a list is one of cadres."""
FEUILLES_CADRES: Final = ("cadres", "dispositifs", "instances", "actions")
FEUILLES_PARTICIPATIONS: Final = ("participations", "participants", "membres", "qui participe")
NATURE_DE_LA_FEUILLE: Final = {"instances": "instance", "actions": "action", "dispositifs": "dispositif"}


def find_sheet(noms: Sequence[str], wanted: Sequence[str]) -> str | None:
    """The first sheet that bears one of these names, whatever its case and accents."""
    by_key = {make_key(nom): nom for nom in reversed(noms)}
    return next((by_key[make_key(name)] for name in wanted if make_key(name) in by_key), None)
