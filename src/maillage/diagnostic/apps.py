"""Django's entry to this room."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "maillage.diagnostic"
    label = "diagnostic"
    verbose_name = "Diagnostic"

    def ready(self) -> None:
        from maillage.apports.temoin import set_temoin  # noqa: PLC0415  (models are not loaded before)
        from maillage.diagnostic.temoin import TEMOIN  # noqa: PLC0415

        set_temoin(TEMOIN)
