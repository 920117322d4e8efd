"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.exports"
    label = "exports"
    verbose_name = "Emporter"
