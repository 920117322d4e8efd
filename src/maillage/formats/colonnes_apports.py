"""What a list brought by a group may hold, and the headings under which it was met. Tables of words, no rule.

Synonyms come from public directories (data·inclusion, the digital mediation schema, France services, Aidants Connect,
INSEE's own names) and from what groups type. A heading written in one word, « Nomdelastructure », is the same.
"""

from __future__ import annotations

from typing import Final

from maillage.formats.colonnes import Colonne

APPORT_ACTEURS: Final = (
    Colonne(
        nom="nom", exemple="CCAS de Valmorane", obligatoire=True,
        sens="Nom de la structure, du service ou du poste.",
        synonymes=("nom de la structure", "nom structure", "nom de l’organisation", "nom organisation",
                   "nom de l’organisme", "nom acteur", "nom du lieu", "dénomination", "dénomination sociale",
                   "raison sociale", "name", "nom complet", "nom usuel", "intitulé"),
        a_defaut=("lieu", "structure", "organisme", "organisation", "établissement", "association", "acteur",
                  "libellé", "label", "title", "titre", "libellé 1", "service"),
    ),
    Colonne(
        nom="sigle", exemple="CCAS", sens="Sigle sous lequel on le connaît.",
        synonymes=("acronyme", "abréviation", "nom court", "short name"),
    ),
    Colonne(
        nom="source_id", exemple="LMN008",
        sens="Identifiant dans le fichier d’origine : c’est lui qui fait reconnaître la ligne la prochaine fois.",
        synonymes=("identifiant", "identifiant structure", "id structure", "id source", "source id", "id externe",
                   "identifiant externe", "matricule", "référence", "uid", "uuid", "structure id", "id fs",
                   "id lieumed", "référence PE", "ID"),
        a_defaut=("code", "réf", "clé", "key", "numéro", "code safir", "id court", "rna"),
    ),
    Colonne(
        nom="source", exemple="France services",
        sens="D’où vient cette ligne, quand le fichier réunit plusieurs sources.",
        synonymes=("origine des données", "producteur", "source des données", "source label"),
    ),
    Colonne(
        nom="id", exemple="0192f…", sens="Identifiant dans Maillage, tel que l’écrit un export.",
        synonymes=("id maillage", "identifiant maillage"),
    ),
    Colonne(
        nom="nature", exemple="service", sens="Structure, service, poste ou collectif.",
        synonymes=("nature acteur", "nature de l’acteur"),
    ),
    Colonne(
        nom="parent_id", exemple="0192f…", sens="Identifiant Maillage de la structure dont il fait partie.",
        synonymes=("id parent", "identifiant parent"),
    ),
    Colonne(
        nom="parent", exemple="Département de la Lisaude", sens="Nom de la structure dont il fait partie.",
        synonymes=("structure parente", "structure mère", "structure de rattachement", "rattachement", "rattaché à",
                   "appartient à", "fait partie de"),
        a_defaut=("gestionnaire", "structure gestionnaire", "porteur"),
    ),
    Colonne(
        nom="sphere", exemple="AS", sens="De quel monde : AS, DS, DL, PA, ou un code de l’espace.",
        synonymes=("monde", "sphère acteur", "sphère professionnelle", "monde professionnel", "code sphère"),
    ),
    Colonne(
        nom="type", exemple="CCAS", sens="Type de structure : CCAS, EPCI, association, France services…",
        synonymes=("type structure", "type de structure", "type acteur", "type organisme", "typologie",
                   "typology value", "catégorie juridique usuelle", "réseaux porteurs", "mesure"),
        a_defaut=("catégorie", "categorie", "ss cat", "type", "type de lieu", "type site", "typology",
                  "typology label"),
    ),
    Colonne(
        nom="description", exemple="Accueil et accompagnement des habitants.",
        sens="Ce que l’on y fait. Des faits, jamais le nom ni la situation d’un habitant.",
        synonymes=("présentation", "présentation détail", "description longue", "full desc", "objet social",
                   "missions", "activités", "activité principale"),
        a_defaut=("présentation résumé", "short desc", "description courte", "résumé", "objet"),
    ),
    Colonne(
        nom="appelez_nous_pour", exemple="Un projet qui touche à l’aide alimentaire.",
        sens="Quand un partenaire a intérêt à l’appeler.",
        synonymes=("appelez nous pour", "nous contacter pour", "quand nous appeler"),
    ),
    Colonne(
        nom="themes", exemple="ALI | MOB", sens="Thèmes de travail, par code ou par nom.",
        synonymes=("thème", "thématiques", "thématique", "domaines d’intervention", "champs d’intervention", "topics"),
        a_defaut=("domaines",),
    ),
    Colonne(
        nom="publics", exemple="familles | jeunes", sens="Pour qui l’on agit, par code ou par nom.",
        synonymes=("public", "public cible", "publics cibles", "publics accueillis", "publics visés"),
        a_defaut=("profils", "type de publics"),
    ),
    Colonne(
        nom="territoires", exemple="Valmorane | CC de la Lisaude", sens="Où l’on agit, par nom ou par code.",
        synonymes=("agit à", "territoire d’intervention", "territoires d’intervention", "communes d’intervention",
                   "communes couvertes", "couverture", "zone d’intervention"),
        a_defaut=("territoire", "secteur"),
    ),
    Colonne(
        nom="commune", exemple="Valmorane", sens="Commune du siège.",
        synonymes=("ville", "city", "nom commune", "nom de la commune", "lib com", "libellé commune", "localité",
                   "municipalité", "town"),
        a_defaut=("result city",),
    ),
    Colonne(
        nom="code_insee", exemple="26281", sens="Code INSEE de la commune du siège (cinq signes).",
        synonymes=("insee", "insee com", "code commune", "code insee commune", "code commune insee", "city code",
                   "city insee code", "citycode", "depcom", "codgeo", "code officiel géographique"),
        a_defaut=("result citycode",),
    ),
    Colonne(
        nom="code_postal", exemple="26100", sens="Code postal : sert à trouver la commune.",
        synonymes=("cp", "zip", "zip code", "postal code", "postcode", "code post com"),
        a_defaut=("result postcode",),
    ),
    Colonne(
        nom="adresse", exemple="12 rue de la Halle", sens="Adresse, sans la commune.",
        synonymes=("address", "adresse postale", "address1", "adresse 1", "rue", "voie", "nom rue", "nom voie",
                   "libellé voie", "nom de la voie", "numéro et nom de la voie", "adresse numéro nom de la voie",
                   "adresse complète", "street"),
    ),
    Colonne(
        nom="numero_voie", exemple="12", sens="Numéro dans la rue, quand il a sa propre colonne.",
        synonymes=("num rue", "numéro de rue", "numéro de voie", "numéro voie", "num voie", "n° voie", "n° rue",
                   "house number"),
        a_defaut=("n°", "n"),
    ),
    Colonne(
        nom="complement_adresse", exemple="Bâtiment B", sens="Complément d’adresse : bâtiment, étage, lieu-dit.",
        synonymes=("complément d’adresse", "complément adresse", "comp adresse", "address2", "adresse 2",
                   "complément d’adresse ex quartier", "dc complémentadrsitephysique"),
    ),
    Colonne(
        nom="latitude", exemple="44.93", sens="Latitude en degrés, ou ordonnée Lambert-93 en mètres.",
        synonymes=("lat", "geometry latitude", "dn latitude", "coordonnée y", "y", "coord y", "y lambert 93",
                   "y wgs84"),
    ),
    Colonne(
        nom="longitude", exemple="4.89", sens="Longitude en degrés, ou abscisse Lambert-93 en mètres.",
        synonymes=("lon", "lng", "long", "geometry longitude", "dn longitude", "coordonnée x", "x", "coord x",
                   "x lambert 93", "x wgs84"),
    ),
    Colonne(
        nom="telephone", exemple="04 75 00 00 00", sens="Téléphone de la structure.",
        synonymes=("tél", "tel", "phone", "num tel", "numéro de téléphone", "téléphone fixe", "contact téléphone",
                   "standard"),
        a_defaut=("fixe",),
    ),
    Colonne(
        nom="courriel", exemple="contact@ccas-valmorane.fr",
        sens="Courriel de la structure, jamais celui d’une personne.",
        synonymes=("mail", "e-mail", "email", "adresse mail", "adresse électronique", "contact mail",
                   "courriel structure", "courrier électronique"),
    ),
    Colonne(
        nom="site_web", exemple="https://valmorane.fr", sens="Adresse du site.",
        synonymes=("site", "site internet", "url", "website", "web", "adresse du site", "site web structure"),
    ),
    Colonne(
        nom="siret", exemple="26260001700012", sens="SIRET, quatorze chiffres. Utile, jamais exigé.",
        synonymes=("numéro siret", "n° siret", "siret structure", "pivot", "code siret"),
    ),
    Colonne(
        nom="fin_financement", exemple="31/03/2027", sens="Jour où s’arrête le financement du poste.",
        synonymes=("fin du financement", "date fin financement", "financé jusqu’au", "poste financé jusqu’au",
                   "échéance financement"),
    ),
    Colonne(
        nom="visibilite", exemple="publique", sens="Qui voit la fiche : publique, membres ou brouillon.",
        synonymes=("qui voit cette fiche",),
    ),
    Colonne(
        nom="date_verification", exemple="12/05/2026", sens="Jour où un humain a vérifié la fiche.",
        synonymes=("vérifié le", "vérifié par un humain le"),
    ),
    Colonne(
        nom="modifie_le", exemple="2026-05-12T10:00:00+00:00",
        sens="Moment de l’export : dit ce qui a changé depuis. Ne s’importe pas.",
    ),
)  # fmt: skip

EXPORT_ACTEURS: Final = (
    "id", "nom", "sigle", "nature", "parent_id", "parent", "sphere", "type", "description", "appelez_nous_pour",
    "themes", "publics", "territoires", "commune", "code_insee", "adresse", "latitude", "longitude", "telephone",
    "courriel", "site_web", "siret", "fin_financement", "visibilite", "source", "source_id", "date_verification",
    "modifie_le",
)  # fmt: skip
"""The headings of an exported table of actors, in order."""

APPORT_LIENS: Final = (
    Colonne(
        nom="source_nom", obligatoire=True, exemple="CCAS de Valmorane",
        sens="L’acteur qui déclare : son nom, son sigle ou son identifiant d’origine.",
        synonymes=("source", "de", "from", "origine", "acteur source", "acteur 1", "acteur A", "structure 1",
                   "nom source", "qui"),
        a_defaut=("acteur", "actor", "structure", "a"),
    ),
    Colonne(
        nom="cible_nom", obligatoire=True, exemple="CC de la Lisaude",
        sens="L’autre acteur : son nom, son sigle ou son identifiant d’origine.",
        synonymes=("cible", "vers", "to", "target", "destination", "destinataire", "acteur cible", "acteur 2",
                   "acteur B", "structure 2", "nom cible", "avec qui"),
        a_defaut=("partenaire", "avec", "b", "à"),
    ),
    Colonne(
        nom="source_id_acteur", exemple="0192f…", sens="Identifiant Maillage de l’acteur qui déclare.",
        synonymes=("id source", "source id"),
    ),
    Colonne(
        nom="cible_id_acteur", exemple="0192f…", sens="Identifiant Maillage de l’autre acteur.",
        synonymes=("id cible", "cible id", "target id"),
    ),
    Colonne(
        nom="niveau_reel", exemple="3", sens="Niveau vécu aujourd’hui, de 0 à 5.",
        synonymes=("niveau actuel", "niveau vécu", "niveau du lien", "niveau de relation", "intensité",
                   "intensité du lien", "intensité de la relation"),
        a_defaut=("niveau", "level", "poids", "weight"),
    ),
    Colonne(
        nom="niveau_souhaite", exemple="4", sens="Niveau souhaité, de 0 à 5.",
        synonymes=("niveau voulu", "niveau visé", "niveau attendu", "niveau souhaitable", "souhait", "souhaité"),
    ),
    Colonne(nom="sujets", exemple="orientation | action-commune", sens="Ce sur quoi porte le lien.",
            synonymes=("sujets du lien", "objets du lien", "motifs"), a_defaut=("objets", "type de lien")),
    Colonne(nom="themes", exemple="ALI", sens="Thèmes du lien.", synonymes=("thématiques", "thème")),
    Colonne(nom="frequence", exemple="mensuelle", sens="Tous les combien l’on se voit.",
            synonymes=("fréquence des contacts",)),
    Colonne(nom="formalisation", exemple="convention", sens="Ce qui formalise le lien.",
            synonymes=("formalisation du lien", "degré de formalisation")),
    Colonne(nom="financement", exemple="cofinancement", sens="Qui finance qui.",
            synonymes=("financement du lien",)),
    Colonne(nom="initiateur", exemple="A", sens="Qui a commencé."),
    Colonne(nom="premier_contact_phase", exemple="P4", sens="Phase du premier appel, de P1 à P6.",
            synonymes=("phase premier contact", "premier contact", "phase du premier appel", "phase réelle"),
            a_defaut=("phase",)),
    Colonne(nom="phase_souhaitee", exemple="P1", sens="Phase où il aurait fallu l’appeler.",
            synonymes=("phase voulue", "phase souhaitable")),
    Colonne(nom="cadre", exemple="instance", sens="Où l’on se voit.",
            synonymes=("cadre du lien", "cadre de la relation", "contexte")),
    Colonne(nom="porte_par", exemple="poste", sens="Ce qui porte le lien.", synonymes=("porté par",)),
    Colonne(nom="tendance", exemple="progresse", sens="Comment le lien évolue."),
    Colonne(nom="depuis", exemple="2021", sens="Depuis quand.", synonymes=("début", "depuis quand")),
    Colonne(nom="date", exemple="12/05/2026", sens="Jour de la déclaration.",
            synonymes=("date déclaration", "déclaré le", "date de saisie", "date du lien"),
            a_defaut=("horodateur", "timestamp", "jour")),
    Colonne(nom="visibilite", exemple="territoire", sens="Qui la voit : privee, groupe ou territoire."),
    Colonne(nom="declare_par", exemple="CCAS de Valmorane", sens="Qui parle, si ce n’est pas la source.",
            synonymes=("déclarant", "déclaré par", "répondant", "dit par")),
    Colonne(nom="id", exemple="0192f…", sens="Identifiant de la déclaration, tel que l’écrit un export."),
)  # fmt: skip

EXPORT_LIENS: Final = (
    "id", "source_id_acteur", "source_nom", "cible_id_acteur", "cible_nom", "niveau_reel", "niveau_souhaite", "sujets",
    "themes", "frequence", "formalisation", "financement", "initiateur", "premier_contact_phase", "phase_souhaitee",
    "cadre", "porte_par", "tendance", "depuis", "date", "visibilite",
)  # fmt: skip
"""The headings of an exported table of links, in order."""
