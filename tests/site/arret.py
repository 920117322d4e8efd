"""A process killed (kill -9) while it saves, on a real database: what each gesture leaves, for `test_arret.py`.

Run alone (`python -m tests.site.arret`) on the database that MAILLAGE_DONNEES or DATABASE_URL says: in memory, nothing
outlives a process.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Callable
from typing import Any
from uuid import uuid4

Geste = Callable[[], object]
ECRITURES = ("INSERT", "UPDATE", "DELETE")
BEAUCOUP = 60


def play(gesture: Geste, *, mortelle: int) -> int | None:
    """In a child that dies at its write number `mortelle` (0: just before the end of the transaction).

    The signal that killed it; None when it went through.
    """
    from django.db import connection, connections  # noqa: PLC0415

    connections.close_all()
    child = os.fork()
    if child == 0:
        if mortelle:
            connection.execute_wrappers.append(make_killer(mortelle))
        else:
            connection._commit = die  # type: ignore[method-assign]
        gesture()
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else None


def make_killer(mortelle: int) -> Callable[..., object]:
    """Kills this process once its write of that number is done, the transaction still open."""
    seen = 0

    def wrap(execute: Callable[..., object], sql: str, params: object, many: bool, context: dict[str, Any]) -> object:
        nonlocal seen
        result = execute(sql, params, many, context)
        seen += sql.lstrip().upper().startswith(ECRITURES)
        if seen == mortelle:
            die()
        return result

    return wrap


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def read_all() -> dict[str, list[str]]:
    """Every row of our tables."""
    from django.apps import apps  # noqa: PLC0415

    ours = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("maillage")]
    return {model._meta.label: sorted(repr(row) for row in model._base_manager.values_list()) for model in ours}


def kill_at_each_write(gesture: Geste) -> dict[str, int]:
    """How many times it was killed, how many of them left a trace, and whether it works when left in peace."""
    before, traces = read_all(), 0
    for deaths in range(BEAUCOUP):
        if play(gesture, mortelle=deaths) != signal.SIGKILL:
            return {"morts": deaths, "restes": traces, "fait": int(read_all() != before)}
        traces += read_all() != before
    raise RuntimeError("more writes than expected")


def make_gestures() -> dict[str, Geste]:
    """On an espace with a structure that holds a service and a poste, and another structure."""
    from maillage.acteurs import actions, declarer  # noqa: PLC0415
    from maillage.diagnostic.propositions import propose  # noqa: PLC0415
    from maillage.espaces.invitations import invite  # noqa: PLC0415
    from tests.fabriques import make_adhesion, make_espace  # noqa: PLC0415
    from tests.fabriques_acteurs import make_acteur, make_theme  # noqa: PLC0415

    espace = make_espace()
    qui = make_adhesion(espace, role="animation").utilisateur
    theme = make_theme()
    one, other = make_acteur(espace, "CIAS", themes=("logement",)), make_acteur(espace, "GAL", sphere="DL")
    make_acteur(espace, "Poste", nature="poste", parent=make_acteur(espace, "Accueil", nature="service", parent=one))
    quand, pk = espace.aujourdhui, uuid4()
    champs = {"nom": "Épicerie", "nature": "structure", "sphere": one.sphere, "themes": [theme]}
    level = {"niveau_reel": 3, "themes": [theme]}
    return {
        "create": lambda: actions.save_acteur(espace=espace, qui=qui, champs=champs, pk=pk),
        "correct": lambda: actions.save_acteur(
            espace=espace, qui=qui, champs={"nom": "C", "themes": [theme]}, acteur=one
        ),
        "declare": lambda: declarer.declare(source=one, cible=other, qui=qui, quand=quand, attributs=level),
        "propose": lambda: propose(a=other, b=one, cotes={other.pk}, qui=qui, quand=quand),
        "invite": lambda: invite(espace=espace, qui=qui, identifiant=pk, courriel="n@exemple.fr", role="lecture"),
        "remove": lambda: actions.remove_acteur(acteur=one, qui=qui),
    }


def main() -> None:
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    gestures = make_gestures()
    sys.stdout.write(json.dumps({name: kill_at_each_write(gesture) for name, gesture in gestures.items()}))


if __name__ == "__main__":
    main()
