from io import BytesIO
import json, zipfile, time
import pytest
from django.utils import timezone
from maillage.espaces.droits import Droits
from maillage.espaces.models import Adhesion, Espace
from maillage.comptes.models import Utilisateur
from maillage.exports.archive.ecriture import write_archive
from maillage.exports.archive.lecture import open_archive
from maillage.exports.archive.restauration import restore_espace
from maillage.referentiels.models import *
from maillage.territoires.models import Territoire


def archive(espace):
    out = BytesIO()
    a = Adhesion.objects.get(espace=espace, role="animation")
    write_archive(out, droits=Droits(espace, a), diffusion="animation", quand=timezone.now())
    out.seek(0)
    return out


def tables(f):
    z = zipfile.ZipFile(f)
    return {n: json.loads(z.read(n)) for n in z.namelist() if n.startswith("donnees/") and n.endswith(".json")}


def test_aller_retour(demo, django_assert_max_num_queries):
    t = time.time()
    f = archive(demo)
    print("write", time.time() - t, len(f.getvalue()))
    before = tables(f)
    from maillage.acteurs.models import Acteur

    Acteur.objects.all().delete()
    demo.delete()
    Utilisateur.objects.all().delete()
    Territoire.objects.all().delete()
    for m in (TypeActeur, Sphere, Theme, Public, Valeur):
        m.objects.all().delete()
    t = time.time()
    b = restore_espace(archive=open_archive(f), qui=None)
    print("restore", time.time() - t, b)
    after = tables(archive(b.espace))
    last = after["donnees/espaces.Trace.json"].pop()
    assert last["geste"] == "retablir"
    for n in before:
        assert before[n] == after[n], n
