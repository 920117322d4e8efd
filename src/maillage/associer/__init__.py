"""« Qui associer, et quand ? »: from a few words to whom to call, phase by phase; and projects followed by a link."""
