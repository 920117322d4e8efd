"""How much of a file is accepted: far above any real territory, far below what would harm the machine."""

from __future__ import annotations

from typing import Final

MO: Final = 1_000_000

MAX_OCTETS_CLASSEUR: Final = 30 * MO
"""A workbook as it lies on the disk, zipped."""
MAX_OCTETS_DEPLIES: Final = 300 * MO
"""The same once unzipped, all parts together."""
MAX_OCTETS_TEXTE: Final = 100 * MO
"""A CSV file: 500,000 links with every column filled weigh about 60."""
MAX_OCTETS_LISTE: Final = 1_000 * MO
"""A CSV list to link, read by a terminal command: a million structures with every column weigh about 150."""
MAX_PARTIES: Final = 5_000
"""Files inside the zip; an ordinary workbook holds a few dozen."""
MAX_RAPPORT: Final = 300
"""Unzipped over zipped size; spreadsheets stay under 50, bombs exceed 1,000."""
RAPPORT_IGNORE_SOUS: Final = 10 * MO
"""Small archives may be as compressible as they like."""
MAX_LIGNES: Final = 2_000_000
MAX_COLONNES: Final = 2_000
MAX_CELLULES: Final = 10_000_000
"""Rectangle from the first to the last filled cell: the XLSX reader holds all of it in memory."""
MAX_CARACTERES: Final = 200 * MO
"""Text of one sheet once each shared string is copied into each cell that shows it."""
MAX_COMPARAISONS: Final = 300_000
"""Comparisons of names that looking for « vouliez-vous … ? » may cost: all of them on an ordinary territory."""
