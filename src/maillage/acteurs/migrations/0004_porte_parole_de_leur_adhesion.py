"""Each spokesperson is tied to their membership; those who have left no longer speak."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def tie_to_membership(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    PorteParole, Adhesion = apps.get_model("acteurs", "PorteParole"), apps.get_model("espaces", "Adhesion")  # noqa: N806
    for parole in PorteParole.objects.select_related("acteur"):
        adhesion = Adhesion.objects.filter(espace=parole.acteur.espace_id, utilisateur=parole.utilisateur_id).first()
        PorteParole.objects.filter(pk=parole.pk).update(adhesion=adhesion)
    PorteParole.objects.filter(adhesion=None).delete()


def tie_to_account(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    PorteParole = apps.get_model("acteurs", "PorteParole")
    for pk, utilisateur in PorteParole.objects.values_list("pk", "adhesion__utilisateur"):
        PorteParole.objects.filter(pk=pk).update(utilisateur=utilisateur)


class Migration(migrations.Migration):
    dependencies = [("acteurs", "0003_porte_parole_membres"), ("espaces", "0001_initial")]
    operations = [migrations.RunPython(tie_to_membership, tie_to_account)]
