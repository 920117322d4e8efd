"""The whole espace in one file, and back. Format: docs/format-archive.md; choices: decision 14."""

FORMAT = "maillage-espace"
VERSION = 1
"""Of the archive. Grows when an older program could not read what is written."""
