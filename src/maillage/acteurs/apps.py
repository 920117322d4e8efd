"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.acteurs"
    label = "acteurs"
    verbose_name = "Acteurs"
