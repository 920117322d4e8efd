"""The map of 10,000 actors in Chromium: from the click to the moment when everything is drawn, cache empty."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.resultat import Resultat, Verdict, nombre, secondes

TARGET = 2.0
ACTEURS, COTE, ROUNDS, PORT = 10_000, 20, 7, 8397
"""`COTE`²: the communes."""
PAGE = f"http://localhost:{PORT}/espace/banc/carte/"
CHROMIUM = "/usr/bin/chromium"
FLAGS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
FLAGS += ["--disable-component-update", "--disable-sync", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
NOTE = """
new MutationObserver(() => { if (document.querySelector("[data-pret]")) window.pret ??= performance.now(); })
  .observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-pret"] });
"""
"""Milliseconds since the navigation began, when the map says that it has nothing left to draw."""


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _serve(Path(folder)):
        server, visits = _measure_server(), _measure_browser()
    return _tell(server, visits).to_json()


def fill(folder: str) -> bool:
    """Called in a process of its own: the espace « banc », open to all, and its actors."""
    os.environ |= {"MAILLAGE_DEMONSTRATION": "oui", "MAILLAGE_DONNEES": folder}
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.site.settings"
    from maillage.site.lancement import prepare  # noqa: PLC0415

    prepare()
    _write_rows(random.Random(7))
    return True


def _write_rows(rng: random.Random) -> None:
    from maillage.acteurs.models import Acteur  # noqa: PLC0415
    from maillage.espaces.models import Espace  # noqa: PLC0415
    from maillage.referentiels.models import Sphere, Theme  # noqa: PLC0415

    espace = Espace.objects.create(nom="Banc", slug="banc", visibilite="publique")
    communes = _write_ground(espace, rng)
    spheres, themes = list(Sphere.objects.shared()[:4]), list(Theme.objects.all())
    rows = []
    for number in range(ACTEURS):
        commune = rng.choice(communes)
        one = Acteur(espace=espace, nom=f"Association {number}", sphere=rng.choice(spheres), commune=commune)
        one.latitude = commune.latitude + rng.uniform(-0.02, 0.02)
        one.longitude = commune.longitude + rng.uniform(-0.03, 0.03)
        one.precision_lieu = "adresse"
        one.index_name()
        rows.append(one)
    Acteur.objects.bulk_create(rows, batch_size=500)
    where, what = Acteur.territoires.through, Acteur.themes.through
    where._default_manager.bulk_create(where(acteur_id=r.pk, territoire_id=r.commune_id) for r in rows)
    what._default_manager.bulk_create(what(acteur_id=r.pk, theme_id=rng.choice(themes).pk) for r in rows)


def _write_ground(espace: Any, rng: random.Random) -> list[Any]:
    from maillage.formats.contours import make_cells  # noqa: PLC0415
    from maillage.territoires.contours import keep_contours  # noqa: PLC0415
    from maillage.territoires.models import OrigineContour, Territoire, TerritoireEspace  # noqa: PLC0415

    communes = [
        Territoire(
            nature="commune", code=f"99{x:02}{y:02}", nom=f"Commune {x}-{y}", nom_cherche=f"commune {x} {y}",
            latitude=44 + y * 0.05 + rng.uniform(-0.015, 0.015), longitude=5 + x * 0.07 + rng.uniform(-0.02, 0.02),
        )
        for x in range(COTE)
        for y in range(COTE)
    ]  # fmt: skip
    Territoire.objects.bulk_create(communes)
    cells = make_cells({c.code: (c.latitude, c.longitude) for c in communes})  # type: ignore[misc]
    keep_contours(communes, cells, OrigineContour.FICTIF)
    epci = Territoire.objects.create(nature="epci", code="999999999", nom="Banc", nom_cherche="banc")
    epci.communes.set(communes)
    TerritoireEspace.objects.create(espace=espace).territoires.set([epci])
    return communes


@contextmanager
def _serve(folder: Path) -> Iterator[None]:
    """The site as it is installed, in a process of its own."""
    from benchmarks import isole  # noqa: PLC0415

    isole.call("benchmarks.site_carte:fill", folder=str(folder))
    env = os.environ | {"MAILLAGE_DEMONSTRATION": "oui", "MAILLAGE_DONNEES": str(folder)}
    command = [sys.executable, "-m", "uvicorn", "maillage.site.asgi:application", "--port", str(PORT)]
    server = subprocess.Popen([*command, "--log-level", "warning"], env=env)
    try:
        _wait()
        yield
    finally:
        server.terminate()
        server.wait()


def _wait() -> None:
    for _ in range(240):
        try:
            _get(f"http://localhost:{PORT}/accessibilite/")
        except OSError:
            time.sleep(0.25)
        else:
            return
    raise RuntimeError("le site ne s’ouvre pas")


def _get(address: str) -> tuple[float, bytes]:
    start = time.perf_counter()
    with urllib.request.urlopen(address) as answer:
        content = answer.read()
    return time.perf_counter() - start, content


def _measure_server() -> dict[str, tuple[float, int]]:
    """Median seconds and bytes of each answer, the rows read anew each time."""
    found = {}
    for name in NOMS:
        rounds = [_get(f"{PAGE}{name}{_renew(f'{name}{rank}')}") for rank in range(5)]
        found[name] = median(seconds for seconds, _ in rounds), len(rounds[0][1])
    return found


def _renew(word: str) -> str:
    """Something in the address that says nothing to the map, but that the server has never been asked."""
    return f"&neuf={word}" if "?" in word else f"?neuf={word}"


def _measure_browser() -> dict[str, list[float]]:
    """Seconds of each visit, the browser's cache empty; the very first, which starts everything, is not kept."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        anew = [_visit(browser, f"{PAGE}{_renew(str(rank))}") for rank in range(ROUNDS + 1)]
        again = [_visit(browser, PAGE) for _ in range(ROUNDS + 1)]
        browser.close()
    return {"neuf": anew[1:], "garde": again[1:]}


def _visit(browser: Any, address: str) -> float:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.add_init_script(NOTE)
    page.goto(address, wait_until="commit")
    seconds = _wait_for_map(page)
    context.close()
    return seconds


def _wait_for_map(page: Any) -> float:
    """Asked seldom: looking without rest would slow what is measured."""
    for _ in range(600):
        page.wait_for_timeout(200)
        if (shown := page.evaluate("window.pret ?? 0")) > 0:
            return float(shown) / 1000
    raise RuntimeError("la carte ne se dessine pas")


NOMS = {"": "la page", "?vue=tableau": "le tableau", "donnees.json": "les acteurs", "contours.json": "les contours"}


def _tell(server: dict[str, tuple[float, int]], visits: dict[str, list[float]]) -> Resultat:
    shown, again = median(visits["neuf"]), median(visits["garde"])
    lines = [
        [f"le serveur répond\u00a0: {NOMS[name]}", secondes(seconds), f"{nombre(size / 1024)}\u00a0Kio"]
        for name, (seconds, size) in server.items()
    ]
    lines.append(["dans Chromium, tout est dessiné (médiane)", secondes(shown), ""])
    lines.append(["dans Chromium, la visite la plus lente", secondes(max(visits["neuf"])), ""])
    lines.append(["quand rien n’a changé depuis une autre visite (médiane)", secondes(again), ""])
    return Resultat(
        titre=f"La carte de {nombre(ACTEURS)} acteurs",
        texte=(
            f"{nombre(ACTEURS)} acteurs placés à leur adresse dans {nombre(COTE**2)} communes tirées au hasard. "
            f"Chromium dessine par le processeur seul (SwiftShader) ; {nombre(ROUNDS)} visites, chacune sans rien en "
            "cache, du départ de la page au moment où la carte n’a plus rien à dessiner. Le serveur relit tout à "
            "chaque visite, sauf à la dernière ligne."
        ),
        colonnes=["Étape", "Durée", "Poids"],
        lignes=lines,
        verdicts=[Verdict("la carte montre 10 000 acteurs", secondes(shown), f"< {secondes(TARGET)}", shown < TARGET)],
    )
