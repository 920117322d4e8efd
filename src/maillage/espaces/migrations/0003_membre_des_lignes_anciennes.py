"""Lines written before `concerne` existed: whom they name is told by the membership, while it lasts, or by who joined."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def tell_member(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:  # noqa: ARG001
    Trace, Adhesion = apps.get_model("espaces", "Trace"), apps.get_model("espaces", "Adhesion")  # noqa: N806
    lines = Trace.objects.filter(objet="espaces.adhesion", concerne=None)
    for pk, utilisateur in Adhesion.objects.values_list("pk", "utilisateur"):
        lines.filter(objet_id=pk).update(concerne=utilisateur)
    for pk, utilisateur in lines.filter(geste="rejoindre").exclude(qui=None).values_list("objet_id", "qui"):
        lines.filter(objet_id=pk).update(concerne=utilisateur)


class Migration(migrations.Migration):
    dependencies = [("espaces", "0002_membre_concerne")]
    operations = [migrations.RunPython(tell_member, migrations.RunPython.noop, elidable=True)]
