"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.diagnostic"
    label = "diagnostic"
    verbose_name = "Diagnostic"
