"""Territories of France, read from the official list at install, and the perimeters that groups compose by hand."""
