"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.associer"
    label = "associer"
    verbose_name = "Qui associer"
