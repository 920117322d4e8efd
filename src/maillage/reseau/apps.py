"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.reseau"
    label = "reseau"
    verbose_name = "Réseau"
