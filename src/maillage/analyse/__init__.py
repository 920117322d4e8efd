"""The engine: who works with whom, in; a diagnosis, out. Pure functions on immutable values; no clock, no files."""
