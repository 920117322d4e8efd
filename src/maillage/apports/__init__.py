"""Lists brought by a group: deposited, understood, previewed, imported whole or not at all, undone in one click."""
