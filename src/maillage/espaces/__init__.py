"""Espaces: the group on its territory, who is in it with which role, and what each role may do."""
