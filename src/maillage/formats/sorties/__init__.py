"""Typed values in, bytes out: spreadsheets, maps, networks, data·inclusion. No database, no clock."""
