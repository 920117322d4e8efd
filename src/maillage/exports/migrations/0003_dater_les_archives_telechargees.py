"""Archives already taken away, once a state of their own, are said done, with the date of their last sign of life."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F


def date_taken(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    apps.get_model("exports", "Emport").objects.filter(etat="emporte").update(etat="fait", emporte_le=F("vu_le"))


class Migration(migrations.Migration):
    dependencies = [("exports", "0002_travail_de_fond")]
    operations = [migrations.RunPython(date_taken, migrations.RunPython.noop)]
