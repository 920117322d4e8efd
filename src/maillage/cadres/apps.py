"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.cadres"
    label = "cadres"
    verbose_name = "Cadres"

    def ready(self) -> None:
        from maillage.acteurs.sections import add_section  # noqa: PLC0415  (models are not loaded before)
        from maillage.cadres.sections import build_section  # noqa: PLC0415

        add_section(build_section)
