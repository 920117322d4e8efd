"""Why an archive does not come back, in words for the person who brings it. Nothing was written."""

from __future__ import annotations


class ArchiveRefusee(Exception):
    """Damaged, unknown, tampered with, or made for something else."""


class EspacePresent(ArchiveRefusee):
    """This very espace is already here."""


class AdressePrise(ArchiveRefusee):
    """Another espace has its address; `proposition` is free."""

    def __init__(self, slug: str, proposition: str) -> None:
        super().__init__(
            f"Un autre espace a déjà l’adresse « {slug} ». Choisissez-en une autre, par exemple « {proposition} »."
        )
        self.proposition = proposition
