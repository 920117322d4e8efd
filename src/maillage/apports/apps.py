"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.apports"
    label = "apports"
    verbose_name = "Apports"
