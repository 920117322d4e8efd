"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.comptes"
    label = "comptes"
    verbose_name = "Comptes"
