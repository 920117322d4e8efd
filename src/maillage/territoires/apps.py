"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.territoires"
    label = "territoires"
    verbose_name = "Territoires"
