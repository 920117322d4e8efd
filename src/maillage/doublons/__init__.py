"""Sheets that may be the same actor: found, seen side by side, merged, kept apart, and split again."""
