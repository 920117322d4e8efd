"""Who is there (structures, services, postes, collectifs; persons apart) and who works with whom."""
