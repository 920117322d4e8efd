from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referentiels", "0006_questions_des_regles")]

    operations = [
        migrations.AddField(
            model_name="regle",
            name="publics",
            field=models.CharField(
                blank=True,
                help_text="Vide\xa0: tous les habitants.",
                max_length=120,
                verbose_name="habitants concernés",
            ),
        ),
        migrations.AlterField(
            model_name="regle",
            name="themes",
            field=models.CharField(
                blank=True,
                help_text="Vide\xa0: tous les thèmes. Le premier est le sujet, les autres disent où il compte.",
                max_length=100,
                verbose_name="thèmes",
            ),
        ),
    ]
