"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.aide"
    label = "aide"
    verbose_name = "Aide"
