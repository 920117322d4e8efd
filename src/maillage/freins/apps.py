"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.freins"
    label = "freins"
    verbose_name = "Freins et leviers"
