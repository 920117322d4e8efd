from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reseau", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="position",
            name="arrivee",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="position",
            name="avant_x",
            field=models.FloatField(null=True),
        ),
        migrations.AddField(
            model_name="position",
            name="avant_y",
            field=models.FloatField(null=True),
        ),
    ]
