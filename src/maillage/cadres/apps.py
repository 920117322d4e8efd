"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.cadres"
    label = "cadres"
    verbose_name = "Cadres"
