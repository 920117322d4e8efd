"""The fixed people, the reference lists as shipped, and how a file goes from its deposit to its end."""

from __future__ import annotations

import csv
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, TestCase

from maillage.apports import taches
from maillage.apports.models import Apport
from maillage.espaces.models import Espace
from tests.conftest_site import *  # noqa: F403

ADRESSE = "/espace/lisaude/apporter/"


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def _at_once(monkeypatch, request):
    """Everything is small: done in the request, unless a test says otherwise."""
    if "file_d_attente" not in request.fixturenames:
        monkeypatch.setattr(taches, "is_small", lambda apport: True)


@pytest.fixture
def reperes(lisaude: Espace) -> Espace:
    """The espace with the reference lists as they are shipped."""
    call_command("charger_referentiels", verbosity=0)
    return lisaude


@pytest.fixture
def client(reperes: Espace, claire, as_user: Callable[..., Client]) -> Client:
    return as_user(claire)


def make_csv(*rows: dict[str, object] | list[object]) -> bytes:
    """A CSV of these rows: the keys of the first are the headings."""
    out = StringIO()
    first = rows[0]
    if isinstance(first, dict):
        writer = csv.DictWriter(out, list(first), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)  # type: ignore[arg-type]
    else:
        csv.writer(out, delimiter=";").writerows(rows)  # type: ignore[arg-type]
    return out.getvalue().encode()


def deposit(client: Client, contenu: bytes | Path, nom: str = "liste.csv") -> Apport:
    """Deposit and read. The callbacks of the transaction are run, as outside of tests."""
    if isinstance(contenu, Path):
        contenu, nom = contenu.read_bytes(), contenu.name
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(ADRESSE, {"jeton": str(uuid4()), "fichier": SimpleUploadedFile(nom, contenu)})
    assert response.status_code == 302, response.content.decode()[:3000]
    return Apport.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])


def post(client: Client, apport: Apport, geste: str, **data: object):
    with TestCase.captureOnCommitCallbacks(execute=True):
        response = client.post(f"{ADRESSE}{apport.pk}/{geste}/", data)
    apport.refresh_from_db()
    return response


def choose(client: Client, apport: Apport, **said: object) -> Apport:
    """Keep the columns as guessed, but for `colonnes={heading: field}`; the rest is chosen for the whole file."""
    colonnes = said.pop("colonnes", {})
    data = {f"colonne-{one['rang']}": one["champ"] for one in apport.colonnes}
    data |= {f"colonne-{one['rang']}": colonnes[one["entete"]] for one in apport.colonnes if one["entete"] in colonnes}
    defauts = {key: value for key, value in apport.defauts.items() if value is not None}
    response = post(client, apport, "colonnes", **data, **{**defauts, **said})
    assert response.status_code == 302, response.content.decode()[:6000]
    return apport


def bring(client: Client, contenu: bytes | Path, nom: str = "liste.csv", **said: object) -> Apport:
    """Deposit, keep the columns, import everything."""
    apport = choose(client, deposit(client, contenu, nom), **said)
    post(client, apport, "importer", fautives="laisser")
    return apport
