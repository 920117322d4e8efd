import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acteurs", "0004_porte_parole_de_leur_adhesion")]

    operations = [
        migrations.AlterModelOptions(
            name="porteparole",
            options={"verbose_name": "porte-parole", "verbose_name_plural": "porte-parole"},
        ),
        migrations.RemoveConstraint(model_name="porteparole", name="porte_parole_unique"),
        migrations.RemoveField(model_name="porteparole", name="utilisateur"),
        migrations.AlterField(
            model_name="porteparole",
            name="adhesion",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parle_pour", to="espaces.adhesion"
            ),
        ),
        migrations.AddConstraint(
            model_name="porteparole",
            constraint=models.UniqueConstraint(fields=("acteur", "adhesion"), name="porte_parole_unique"),
        ),
    ]
