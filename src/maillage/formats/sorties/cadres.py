"""The columns of the cadres and of the participations that leave, and that an import recognises."""

from __future__ import annotations

from typing import Final

from maillage.formats.sorties.feuilles import Colonne

COLONNES_CADRES: Final = (
    Colonne("id", largeur=38),
    Colonne("nature", largeur=12),
    Colonne("nom", largeur=40),
    Colonne("sigle", largeur=12),
    Colonne("reference", largeur=12),
    Colonne("parent_id", largeur=38),
    Colonne("parent", largeur=30),
    Colonne("sphere", largeur=10),
    Colonne("description", largeur=50),
    Colonne("themes", largeur=24),
    Colonne("publics", largeur=24),
    Colonne("territoires", largeur=40),
    Colonne("debut", "date", 12),
    Colonne("fin", "date", 12),
    Colonne("statut", largeur=12),
    Colonne("phase", largeur=8),
    Colonne("est_diagnostic", largeur=14),
    Colonne("site_web", largeur=30),
    Colonne("visibilite", largeur=12),
    Colonne("date_verification", "date", 18),
    Colonne("source", largeur=16),
    Colonne("source_id", largeur=20),
    Colonne("modifie_le", largeur=22),
)

COLONNES_PARTICIPATIONS: Final = (
    Colonne("cadre_id", largeur=38),
    Colonne("cadre", largeur=40),
    Colonne("acteur_id", largeur=38),
    Colonne("acteur", largeur=36),
    Colonne("role", largeur=16),
    Colonne("phase", largeur=8),
    Colonne("depuis", "date", 12),
    Colonne("jusqu_a", "date", 12),
)
