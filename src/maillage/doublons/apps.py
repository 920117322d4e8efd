"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.doublons"
    label = "doublons"
    verbose_name = "Doublons"
