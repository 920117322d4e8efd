import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("acteurs", "0002_lieu_sur_la_carte"), ("espaces", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="porteparole",
            name="adhesion",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="espaces.adhesion",
            ),
        ),
        migrations.AlterField(
            model_name="porteparole",
            name="utilisateur",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="parle_pour",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
