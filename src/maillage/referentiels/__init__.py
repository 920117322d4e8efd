"""Reference lists: shipped as CSV in donnees/, loaded by one command, corrected by an administrator without code."""
