from typing import Any

from django.db import migrations, models

from maillage.recherche.declencheurs import fill, install


def index_all(_: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)
    fill(schema_editor.connection)


class Migration(migrations.Migration):
    initial = True
    dependencies = [("acteurs", "0008_freins_leviers")]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("objet", models.UUIDField(editable=False, unique=True)),
                ("titre", models.TextField(editable=False)),
                ("texte", models.TextField(editable=False)),
            ],
            options={
                "verbose_name": "document cherché",
                "verbose_name_plural": "documents cherchés",
                "ordering": ["id"],
            },
        ),
        migrations.RunPython(index_all, migrations.RunPython.noop),
    ]
