from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referentiels", "0005_remedes")]

    operations = [
        migrations.AddField(
            model_name="regle",
            name="question",
            field=models.CharField(
                blank=True,
                help_text="Vide\xa0: celle de l’étape du projet.",
                max_length=200,
                verbose_name="question à poser",
            ),
        ),
    ]
