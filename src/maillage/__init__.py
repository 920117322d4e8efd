"""Maillage: who works with whom across social action and local development, and what to do about it."""

__version__ = "0.1.0"
