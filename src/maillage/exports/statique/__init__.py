"""The espace as pages to read from a folder: no server, no script, the look of the site."""
