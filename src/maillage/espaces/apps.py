"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.espaces"
    label = "espaces"
    verbose_name = "Espaces"
