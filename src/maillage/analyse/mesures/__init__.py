"""The mathematics: each measure with its definition, its source and its behaviour where it does not apply."""

from maillage.analyse.mesures.ensemble import Mesures, measure

__all__ = ["Mesures", "measure"]
