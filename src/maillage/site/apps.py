"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.site"
    label = "maillage_site"
    verbose_name = "Site"
