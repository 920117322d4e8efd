"""The columns of the two tables that a diagnosis may read besides: cadres, and who takes part in them."""

from __future__ import annotations

from typing import Final

from maillage.formats.colonnes import Colonne

CADRES: Final = (
    Colonne(
        nom="id", obligatoire=True, exemple="CTG1",
        sens="Identifiant court, différent pour chaque cadre, que cite le tableau des participations.",
        synonymes=("identifiant", "id cadre", "identifiant cadre", "cadre id"), a_defaut=("code", "numéro", "n°"),
    ),
    Colonne(
        nom="nature", obligatoire=True, exemple="instance", sens="Dispositif, instance ou action.",
        synonymes=("nature du cadre", "type de cadre"), a_defaut=("type", "genre"),
    ),
    Colonne(
        nom="nom", exemple="CTG de la Lisaude", sens="Nom complet, tel qu’il sera écrit dans le rapport.",
        synonymes=("nom du cadre", "intitulé", "dénomination"), a_defaut=("cadre", "titre", "libellé"),
    ),
    Colonne(nom="sigle", exemple="CTG", sens="Ce qui le nomme quand il n’a pas de nom.", synonymes=("acronyme",)),
    Colonne(
        nom="reference", exemple="D01", sens="Code du dispositif connu partout dont il est l’exemplaire d’ici.",
        synonymes=("dispositif de référence", "code du dispositif"),
    ),
    Colonne(
        nom="parent", exemple="CTG1", sens="Identifiant du cadre dont il fait partie.",
        synonymes=("cadre parent", "fait partie de", "dans le cadre de", "id parent", "parent id"),
    ),
    Colonne(nom="sphere", exemple="DS", sens="Monde qui le porte ; vide s’il est entre plusieurs.",
            synonymes=("monde", "monde professionnel")),
    Colonne(nom="themes", exemple="ALI|MOB", sens="Thèmes de travail, par code ou par libellé.",
            synonymes=("thématiques",)),
    Colonne(nom="publics", exemple="familles|jeunes", sens="Publics visés ; vide pour tous les habitants.",
            synonymes=("public cible", "publics visés")),
    Colonne(nom="communes", exemple="Valmorane|Cressignac", sens="Communes où il s’applique.",
            synonymes=("communes couvertes",), a_defaut=("commune", "territoires", "territoire", "périmètre")),
    Colonne(nom="debut", exemple="01/01/2024", sens="Depuis quand.",
            synonymes=("date de début", "depuis", "depuis le", "signé le", "date de signature")),
    Colonne(nom="fin", exemple="31/12/2027", sens="Jusqu’à quand.",
            synonymes=("date de fin", "échéance", "date d’échéance", "jusqu’au")),
    Colonne(nom="statut", exemple="actif", sens="En projet, actif, se termine, terminé, remplacé ou abandonné.",
            synonymes=("état", "avancement")),
    Colonne(nom="phase", exemple="P3", sens="Où il en est, de P1 à P6.", synonymes=("étape", "phase du projet")),
    Colonne(nom="est_diagnostic", exemple="oui", sens="Oui pour une étude, une enquête, une analyse des besoins.",
            synonymes=("diagnostic", "c’est un diagnostic")),
    Colonne(nom="description", exemple="Feuille de route sociale", sens="Pour vous : le diagnostic ne la lit pas.",
            synonymes=("présentation", "objectifs")),
)  # fmt: skip

PARTICIPATIONS: Final = (
    Colonne(nom="cadre", obligatoire=True, exemple="CTG1", sens="Identifiant du cadre.",
            synonymes=("id cadre", "cadre id", "identifiant cadre"), a_defaut=("dispositif", "instance", "action")),
    Colonne(nom="acteur", obligatoire=True, exemple="S07", sens="Identifiant de l’acteur qui y prend part.",
            synonymes=("id acteur", "acteur id", "identifiant acteur"),
            a_defaut=("membre", "participant", "structure")),
    Colonne(nom="role", exemple="pilote", sens="À quel titre ; membre si ce n’est pas dit.",
            synonymes=("rôle", "à quel titre")),
    Colonne(nom="phase", exemple="P2", sens="Phase où il est entré, de P1 à P6.", synonymes=("phase d’entrée",)),
    Colonne(nom="depuis", exemple="01/2024", sens="Depuis quand.", synonymes=("depuis le", "début")),
    Colonne(nom="jusqu_a", exemple="12/2027", sens="Jusqu’à quand : une place rendue ne compte plus.",
            synonymes=("jusqu’au", "jusqu’à", "fin")),
)  # fmt: skip
