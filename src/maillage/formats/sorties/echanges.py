"""The columns of the actors and of the links that leave, and that an import recognises: the names are a contract."""

from __future__ import annotations

from typing import Final

from maillage.formats.sorties.feuilles import Colonne

COLONNES_ACTEURS: Final = (
    Colonne("id", largeur=38),
    Colonne("nom", largeur=40),
    Colonne("sigle", largeur=12),
    Colonne("nature", largeur=12),
    Colonne("parent_id", largeur=38),
    Colonne("parent", largeur=30),
    Colonne("sphere", largeur=10),
    Colonne("type", largeur=10),
    Colonne("description", largeur=50),
    Colonne("appelez_nous_pour", largeur=40),
    Colonne("themes", largeur=24),
    Colonne("publics", largeur=24),
    Colonne("territoires", largeur=40),
    Colonne("commune", largeur=24),
    Colonne("code_insee", largeur=12),
    Colonne("adresse", largeur=36),
    Colonne("latitude", "nombre", 12),
    Colonne("longitude", "nombre", 12),
    Colonne("telephone", largeur=18),
    Colonne("courriel", largeur=30),
    Colonne("site_web", largeur=30),
    Colonne("siret", largeur=18),
    Colonne("fin_financement", "date", 16),
    Colonne("visibilite", largeur=12),
    Colonne("source", largeur=16),
    Colonne("source_id", largeur=20),
    Colonne("date_verification", "date", 18),
    Colonne("modifie_le", largeur=22),
)

COLONNES_LIENS: Final = (
    Colonne("id", largeur=38),
    Colonne("source_id_acteur", largeur=38),
    Colonne("source_nom", largeur=36),
    Colonne("cible_id_acteur", largeur=38),
    Colonne("cible_nom", largeur=36),
    Colonne("niveau_reel", "nombre", 12),
    Colonne("niveau_souhaite", "nombre", 16),
    Colonne("sujets", largeur=30),
    Colonne("themes", largeur=24),
    Colonne("frequence", largeur=16),
    Colonne("formalisation", largeur=18),
    Colonne("financement", largeur=18),
    Colonne("initiateur", largeur=14),
    Colonne("premier_contact_phase", largeur=22),
    Colonne("phase_souhaitee", largeur=18),
    Colonne("cadre", largeur=18),
    Colonne("porte_par", largeur=16),
    Colonne("tendance", largeur=14),
    Colonne("freins", largeur=16),
    Colonne("leviers", largeur=16),
    Colonne("depuis", "date", 12),
    Colonne("date", "date", 12),
    Colonne("visibilite", largeur=14),
)
