"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.referentiels"
    label = "referentiels"
    verbose_name = "Référentiels"
