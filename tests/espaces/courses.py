"""Two people at the same instant, on a real database: each scenario returns what was left, for `test_courses.py`.

Run alone (`python -m tests.espaces.courses`), it makes its own database where MAILLAGE_DONNEES says: the test database
of SQLite lives in memory, where two connections do not wait for each other as they do on disk.
"""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4


def together(*gestures: Callable[[], object]) -> list[str]:
    """All at once, each with its own connection; what came of each: `fait` or the name of the refusal."""
    from django.db import connection  # noqa: PLC0415

    start, results = threading.Barrier(len(gestures)), ["" for _ in gestures]

    def run(rank: int, gesture: Callable[[], object]) -> None:
        start.wait()
        try:
            gesture()
            results[rank] = "fait"
        except Exception as refusal:  # the scenario tells it
            results[rank] = type(refusal).__name__
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(gestures)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(results)


def make_two_animations() -> tuple[Any, Any, Any]:
    from tests.fabriques import make_adhesion, make_espace  # noqa: PLC0415

    espace = make_espace()
    return espace, make_adhesion(espace, role="animation"), make_adhesion(espace, role="animation")


def both_leave() -> dict[str, Any]:
    from maillage.espaces import actions  # noqa: PLC0415

    espace, one, other = make_two_animations()
    results = together(*[lambda a=a: actions.remove_member(adhesion=a, qui=a.utilisateur) for a in (one, other)])
    return {"gestes": results, "restent": espace.adhesions.count()}


def both_demote_each_other() -> dict[str, Any]:
    from maillage.espaces import actions  # noqa: PLC0415

    espace, one, other = make_two_animations()

    def demote(whom: Any, who: Any) -> Callable[[], object]:
        return lambda: actions.change_role(adhesion=whom, qui=who.utilisateur, role="lecture", role_vu="animation")

    results = together(demote(one, other), demote(other, one))
    return {"gestes": results, "restent": espace.adhesions.filter(role="animation").count()}


def two_people_one_link() -> dict[str, Any]:
    from maillage.espaces import invitations  # noqa: PLC0415
    from tests.fabriques import make_espace, make_invitation, make_utilisateur  # noqa: PLC0415

    espace = make_espace()
    invitation, _ = make_invitation(espace)
    people = [make_utilisateur() for _ in range(3)]
    results = together(*[lambda p=p: invitations.accept(invitation=invitation, qui=p) for p in people])
    return {"gestes": results, "restent": espace.adhesions.count()}


def one_address_invited_twice() -> dict[str, Any]:
    from maillage.espaces import invitations  # noqa: PLC0415

    espace, one, other = make_two_animations()

    def invite(who: Any) -> Callable[[], object]:
        fields = {"courriel": "nadia@exemple.fr", "role": "lecture"}
        return lambda: invitations.invite(espace=espace, qui=who.utilisateur, identifiant=uuid4(), **fields)

    return {"gestes": together(invite(one), invite(other)), "restent": espace.invitations.count()}


def double_click_on_create() -> dict[str, Any]:
    from maillage.espaces import actions  # noqa: PLC0415
    from maillage.espaces.models import Espace  # noqa: PLC0415
    from tests.fabriques import make_utilisateur  # noqa: PLC0415

    qui, jeton = make_utilisateur(), uuid4()

    def create() -> object:
        return actions.create_espace(qui=qui, jeton=jeton, nom="Pays", presentation="", visibilite="membres")

    return {"gestes": together(create, create, create), "restent": Espace.objects.count()}


def one_name_at_the_same_instant() -> dict[str, Any]:
    from maillage.espaces import actions  # noqa: PLC0415
    from maillage.espaces.models import Espace  # noqa: PLC0415
    from tests.fabriques import make_utilisateur  # noqa: PLC0415

    def create(qui: Any) -> Callable[[], object]:
        fields = {"nom": "Pays", "presentation": "", "visibilite": "membres"}
        return lambda: actions.create_espace(qui=qui, jeton=uuid4(), **fields)

    results = together(*[create(make_utilisateur()) for _ in range(3)])
    return {"gestes": results, "restent": Espace.objects.values("slug").distinct().count()}


SCENARIOS: dict[str, Callable[[], dict[str, Any]]] = {
    scenario.__name__: scenario
    for scenario in (
        both_leave,
        both_demote_each_other,
        two_people_one_link,
        one_address_invited_twice,
        double_click_on_create,
        one_name_at_the_same_instant,
    )
}


def main() -> None:
    """Every scenario, each on an empty database."""
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, run_syncdb=True)
    results = {}
    for name, scenario in SCENARIOS.items():
        call_command("flush", verbosity=0, interactive=False)
        results[name] = scenario()
    sys.stdout.write(json.dumps(results))


if __name__ == "__main__":
    main()
