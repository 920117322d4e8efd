"""Starting the site: for a demonstration in one command, or for good."""

from __future__ import annotations

import os
import secrets
import sys
from io import StringIO
from pathlib import Path

REGLAGES = "maillage.site.settings"


def launch_demonstration(*, port: int, dossier: Path) -> int:
    """Prepare the fictional territory in `dossier`, say where to look and who may sign in, and serve until stopped."""
    dossier.mkdir(parents=True, exist_ok=True)
    os.environ |= {
        "MAILLAGE_DEMONSTRATION": "oui",
        "MAILLAGE_ADRESSE": f"http://localhost:{port}",
        "MAILLAGE_DONNEES": str(dossier),
        "MAILLAGE_SECRET": _keep_secret(dossier),
        "DJANGO_SETTINGS_MODULE": REGLAGES,
    }
    prepare()
    from maillage.diagnostic.demonstration import load_demonstration  # noqa: PLC0415  (needs Django set up)

    espace = load_demonstration()
    _welcome(port, espace.slug)
    return serve(port=port, hote="127.0.0.1")


def prepare() -> None:
    """Folder, tables, reference lists, static files: what a first start or a new version may need before it serves."""
    import django  # noqa: PLC0415
    from django.conf import settings  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    Path(settings.DONNEES).mkdir(parents=True, exist_ok=True)
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("charger_referentiels", verbosity=0)
    load_communes_once()
    call_command("collectstatic", verbosity=0, interactive=False)


def load_communes_once() -> None:
    """The official list of communes and what contains them, at the first start; a newer list is loaded by hand.

    Without it (a machine where npm did not install it), the site works on composed perimeters alone: it is only told.
    """
    from django.core.management import call_command  # noqa: PLC0415

    from maillage.territoires.management.commands.charger_territoires import find_source  # noqa: PLC0415
    from maillage.territoires.models import Territoire  # noqa: PLC0415

    if Territoire.objects.filter(espace=None).exists():
        return
    if not find_source().is_dir():
        sys.stderr.write("La liste des communes n’est pas installée : voir docs/guide/installer.md.\n")
        return
    sys.stdout.write("Première ouverture : les communes de France se chargent, moins d’une minute.\n")
    sys.stdout.flush()
    call_command("charger_territoires", stdout=StringIO(), stderr=StringIO())


def serve(*, port: int, hote: str) -> int:
    import uvicorn  # noqa: PLC0415

    uvicorn.run("maillage.site.asgi:application", host=hote, port=port, log_level="warning", lifespan="on")
    return 0


def manage(arguments: list[str]) -> int:
    """Django's own commands, under our name: `maillage gerer migrate`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", REGLAGES)
    from django.core.management import execute_from_command_line  # noqa: PLC0415

    execute_from_command_line(["maillage gerer", *arguments])
    return 0


def _keep_secret(dossier: Path) -> str:
    """The same from one start to the next, so that a restart signs nobody out."""
    path = dossier / "secret"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def _welcome(port: int, slug: str) -> None:
    from maillage.diagnostic.demonstration import COMPTES  # noqa: PLC0415

    lines = [
        "",
        f"  Maillage est ouvert : http://localhost:{port}/",
        f"  Territoire fictif    : http://localhost:{port}/espace/{slug}/",
        "",
        "  Trois comptes pour entrer (le code de connexion s’affiche ici, dans ce terminal) :",
        *(f"    {role.label:<13} {courriel}" for role, (courriel, _) in COMPTES.items()),
        "",
        "  Ctrl-C pour fermer.",
        "",
    ]
    print("\n".join(lines), file=sys.stderr, flush=True)  # noqa: T201
