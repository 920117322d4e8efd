"""Whom to bring in, and when: at most seven explained recommendations (domain brief §7.4). Pure and deterministic."""

from maillage.analyse.association.choix import recommander
from maillage.analyse.association.territoire import build_territoire

__all__ = ["build_territoire", "recommander"]
