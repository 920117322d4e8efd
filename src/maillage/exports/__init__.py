"""What leaves an espace: files for other tools, and the archive of the whole that comes back elsewhere."""
