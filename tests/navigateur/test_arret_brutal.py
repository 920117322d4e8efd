"""The server's process is killed while it saves: it starts again, nothing is half written, what was typed is there."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect

from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace, Trace
from maillage.referentiels.chargement import load_all
from tests.bases import find_database_url
from tests.conftest_navigateur import Ouvrir, sign_in

pytestmark = pytest.mark.navigateur
RACINE = Path(__file__).parents[2]


@contextmanager
def served(donnees: Path, port: int, *, mortel: bool = False) -> Iterator[subprocess.Popen[bytes]]:
    """The site in a process of its own, on the database of this test."""
    env = os.environ | {
        "DATABASE_URL": find_database_url(),
        "MAILLAGE_DONNEES": str(donnees),
        "MAILLAGE_DEMONSTRATION": "oui",
        "MAILLAGE_OUVRIER_EMBARQUE": "non",
        "MAILLAGE_SECRET": settings.SECRET_KEY,
        "MORTEL": "oui" if mortel else "",
    }
    command = [sys.executable, "-m", "tests.navigateur.mortel", str(port)]
    process = subprocess.Popen(command, env=env, cwd=RACINE, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield process
    finally:
        process.kill()
        process.wait()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1200):
        assert process.poll() is None, "the site did not start"
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the site is not there after two minutes")


@pytest.fixture
def port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def test_killed_while_saving(ouvrir: Ouvrir, lisaude: Espace, claire: Utilisateur, tmp_path: Path, port: int) -> None:
    load_all()
    address = f"http://localhost:{port}"
    form = "/espace/lisaude/acteurs/nouveau/"
    page = ouvrir(base_url=address)
    sign_in(page, address, claire)
    with served(tmp_path, port, mortel=True) as process:
        page.goto(form)
        page.get_by_label("Nom (à remplir)").fill("Épicerie solidaire")
        page.get_by_role("radio", name="Développement social").check()
        page.get_by_role("button", name="Enregistrer").click()
        assert process.wait(timeout=30) == -signal.SIGKILL
    assert not Acteur.objects.exists()
    assert not Trace.objects.filter(geste="creer").exists()

    with served(tmp_path, port):
        page.goto(form)
        expect(page.get_by_text("Nous avons remis ce que vous aviez saisi")).to_be_visible()
        page.get_by_role("button", name="Enregistrer").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Épicerie solidaire")
    assert Acteur.objects.get().sphere.code == "DS"
    assert Trace.objects.filter(geste="creer", objet="acteurs.acteur").count() == 1
