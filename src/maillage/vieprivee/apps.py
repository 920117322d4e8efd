"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.vieprivee"
    label = "vieprivee"
    verbose_name = "Vie privée"
