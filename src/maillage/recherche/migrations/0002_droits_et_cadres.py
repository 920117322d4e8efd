from typing import Any

from django.db import migrations, models

from maillage.recherche.declencheurs import fill, install, uninstall


def forget(_: Any, schema_editor: Any) -> None:
    uninstall(schema_editor.connection)


def index_all(_: Any, schema_editor: Any) -> None:
    install(schema_editor.connection)
    fill(schema_editor.connection)


class Migration(migrations.Migration):
    """The documents are a copy: they are thrown away and written again."""

    dependencies = [("recherche", "0001_initial"), ("acteurs", "0008_freins_leviers"), ("cadres", "0001_initial")]

    operations = [
        migrations.RunPython(forget, forget),
        migrations.DeleteModel(name="Document"),
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("objet", models.UUIDField(editable=False, unique=True)),
                ("espace", models.UUIDField(editable=False)),
                ("genre", models.CharField(editable=False, max_length=20)),
                ("visibilite", models.CharField(editable=False, max_length=20)),
                ("retire_le", models.DateTimeField(editable=False, null=True)),
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
