"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.api"
    label = "api"
    verbose_name = "API"
