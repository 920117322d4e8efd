from django.db import migrations, models


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
    ]
