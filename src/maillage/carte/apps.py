"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.carte"
    label = "carte"
    verbose_name = "Carte"
