"""The fictional territory the product is shown and tested on: Monts et Vallée de la Lisaude."""
