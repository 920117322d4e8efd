"""A large espace: the data of its network beside the bare query, its heavy pages, its diagnosis in the background."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter, sleep
from typing import Any
from uuid import UUID

from benchmarks.bases import ACTEURS, LIENS, MOYEN, SANS_POSTGRESQL, open_bases
from benchmarks.preparation import set_up
from benchmarks.resultat import Resultat, Verdict, decimal, fois, list_times, median_ratio, nombre, secondes, time_once

ROUNDS = 9
TARGET = 2.0
POIDS = 60_000
REGARD = 0.1
"""Seconds between two looks at the progress of a work."""
PAGES = {
    "accueil de l’espace": "",
    "acteurs": "acteurs/",
    "recherche avec fautes": "acteurs/?q=centrre+soccial",
    "fiche de l’acteur le plus relié": "acteurs/{pivot}/",
    "corbeille": "acteurs/corbeille/",
    "mes liens": "liens/",
    "liens souhaités": "liens/souhaites/",
    "réseau (dessin par groupes)": "reseau/",
    "réseau autour d’un acteur": "reseau/?acteur={pivot}",
    "réseau en tableau": "reseau/?vue=tableau",
    "diagnostic (déjà calculé)": "diagnostic/",
    "croisement (déjà calculé)": "croisement/AS-DL/",
    "journal": "journal/",
}
REMIS = "n’est pas encore fait"
"""What a page says that leaves the diagnosis to the background."""
RESEAU = "réseau"
"""Pages whose name begins so are drawings: they may outgrow the weight of a page."""


def run() -> dict[str, Any]:
    with open_bases() as bases:
        told = [
            {
                "base": base.nom,
                "donnees": base.call("benchmarks.site_reseau:measure_data", **base.faits),
                "moyen": base.call("benchmarks.site_reseau:measure_middling"),
                "fond": base.call("benchmarks.site_reseau:measure_background", slug=base.faits["slug"]),
                "pages": base.call("benchmarks.site_reseau:measure_pages", **base.faits),
            }
            for base in bases
        ]
    return _tell(told).to_json()


def _sign_in(slug: str, role: str = "animation") -> Any:
    """A browser, as Django's tests have one: everything but the network."""
    from django.conf import settings  # noqa: PLC0415  (each measure sets Django up in a process of its own)
    from django.test import Client  # noqa: PLC0415

    from maillage.comptes.models import Utilisateur  # noqa: PLC0415

    settings.ALLOWED_HOSTS = ["testserver"]
    client = Client()
    client.force_login(Utilisateur.objects.get(email=f"{role}@{slug}.example"), settings.AUTHENTICATION_BACKENDS[0])
    return client


def _get(client: Any, path: str) -> Any:
    answer = client.get(path)
    if answer.status_code != 200:
        raise RuntimeError(f"{path} répond {answer.status_code}")
    return answer


def measure_data(slug: str, espace: str, **_: str) -> dict[str, Any]:
    set_up()
    from maillage.reseau.donnees import MEMOIRE  # noqa: PLC0415
    from maillage.site import ramassage  # noqa: PLC0415

    ramassage.settle()  # as the server does when it starts
    client, path = _sign_in(slug), f"/espace/{slug}/reseau/donnees.json"

    def make(path: str) -> Any:
        MEMOIRE.clear()
        return _get(client, path)

    actions: dict[str, Callable[[], Any]] = {
        "nous": lambda: make(path),
        "replie": lambda: make(f"{path}?niveau=structure"),
        "orm": lambda: _query_by_orm(UUID(espace)),
        "sql": lambda: _query_by_sql(espace),
    }
    sizes = {name: len(getattr(found := action(), "content", found)) for name, action in actions.items()}
    times = list_times(actions, ROUNDS)
    _get(client, path)
    kept = list_times({"ensuite": lambda: _get(client, path), "sql": actions["sql"]}, ROUNDS)
    times["ensuite"], sizes["ensuite"] = kept["ensuite"], sizes["nous"]
    return {
        "durees": {name: median(values) for name, values in times.items()},
        "rapports": {name: median_ratio(times["nous"], times[name]) for name in ("orm", "sql")},
        "ensuite": median_ratio(kept["ensuite"], kept["sql"]),
        "poids": sizes,
    }


def _query_by_orm(espace: UUID) -> bytes:
    """The same actors, links and themes, as three lists: what one writes in ten lines."""
    from maillage.acteurs.liens import Lien  # noqa: PLC0415
    from maillage.acteurs.models import Acteur  # noqa: PLC0415

    nodes = Acteur.objects.filter(espace=espace, retire_le=None).nodes().exclude(visibilite="brouillon")
    liens = Lien.objects.filter(espace=espace).exclude(etat="absent")
    themes = Acteur.themes.through.objects.filter(acteur__espace=espace)
    rows = (
        list(nodes.order_by("pk").values_list("pk", "nom", "sphere__code")),
        list(liens.values_list("a_id", "b_id", "etat", "niveau", "niveau_souhaite")),
        list(themes.values_list("acteur_id", "theme__slug")),
    )
    return json.dumps(rows, default=str, ensure_ascii=False, separators=(",", ":")).encode()


SQL = (
    "select {a}, a.nom, s.code from acteurs_acteur a join referentiels_sphere s on s.id = a.sphere_id where "
    "a.espace_id = %s and a.retire_le is null and a.visibilite <> 'brouillon' and a.nature <> 'poste' order by a.id",
    "select {b}, {c}, etat, niveau, niveau_souhaite from acteurs_lien where espace_id = %s and etat <> 'absent'",
    "select {d}, h.slug from acteurs_acteur_themes t join acteurs_acteur a on a.id = t.acteur_id "
    "join referentiels_theme h on h.id = t.theme_id where a.espace_id = %s",
)
CLES = {"a": "a.id", "b": "a_id", "c": "b_id", "d": "t.acteur_id"}


def _query_by_sql(espace: str) -> bytes:
    """The same without Django between the driver and the JSON."""
    from django.db import connection  # noqa: PLC0415

    sqlite = connection.vendor == "sqlite"
    keys = {name: column if sqlite else f"{column}::text" for name, column in CLES.items()}
    rows = []
    with connection.cursor() as cursor:
        for query in SQL:
            cursor.execute(query.format(**keys), [espace.replace("-", "") if sqlite else espace])
            rows.append(cursor.fetchall())
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()


def measure_middling() -> dict[str, Any]:
    """The diagnosis and a croisement made while the page waits, then read again from memory."""
    set_up()
    from maillage.diagnostic.lecture import MEMOIRE  # noqa: PLC0415

    client, told = _sign_in("moyen"), {}
    for name, path in (("diagnostic", "diagnostic/"), ("croisement", "croisement/AS-DL/")):
        first = []
        for _ in range(ROUNDS):
            MEMOIRE.clear()
            first.append(time_once(lambda path=path: _get(client, f"/espace/moyen/{path}")))  # type: ignore[misc]
        answer = _get(client, f"/espace/moyen/{path}")
        again = [time_once(lambda path=path: _get(client, f"/espace/moyen/{path}")) for _ in range(ROUNDS)]  # type: ignore[misc]
        told[name] = {
            "premier": median(first),
            "ensuite": median(again),
            "dans_la_page": REMIS not in answer.content.decode(),
        }
    return told


def measure_background(slug: str) -> dict[str, Any]:
    """Asked from the page, made by a worker in a process of its own, its progress read from here."""
    set_up()
    from maillage.diagnostic.models import Travail  # noqa: PLC0415
    from maillage.espaces.travaux import Etat  # noqa: PLC0415

    client = _sign_in(slug)
    asked = time_once(lambda: client.post(f"/espace/{slug}/diagnostic/calculer/"))
    worker = subprocess.Popen([sys.executable, "-m", "django", "db_worker", "--batch", "--no-startup-delay"])
    start, steps, waiting = perf_counter(), [], {Etat.ATTENTE, Etat.EN_COURS}
    while Travail.objects.filter(espace__slug=slug, etat__in=waiting).exists() and worker.poll() is None:
        step = Travail.objects.filter(espace__slug=slug, etat=Etat.EN_COURS).values_list("etape", flat=True).first()
        steps += [step] if step and step not in steps else []
        sleep(REGARD)
    duree = perf_counter() - start
    worker.wait()
    made = set(Travail.objects.filter(espace__slug=slug).values_list("etat", flat=True))
    return {"demande": asked, "duree": duree, "etapes": len(steps), "fait": made == {Etat.FAIT.value}}


def measure_pages(slug: str, pivot: str, **_: str) -> list[dict[str, Any]]:
    """For the animation: the median of a few, the number of queries, the weight compressed."""
    set_up()
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client, told = _sign_in(slug), []
    for nom, end in PAGES.items():
        path = f"/espace/{slug}/{end.format(pivot=pivot)}"
        with CaptureQueriesContext(connection) as queries:
            answer = _get(client, path)
        told.append({"page": nom, "requetes": len(queries), "poids": len(gzip.compress(answer.content))})
        told[-1]["duree"] = median(time_once(lambda path=path: _get(client, path)) for _ in range(3))  # type: ignore[misc]
    return told


def _tell(told: list[dict[str, Any]]) -> Resultat:
    alone = "" if len(told) > 1 else f" {SANS_POSTGRESQL}"
    rows = [row for one in told for row in _list_rows(one)]
    return Resultat(
        titre="Le réseau, le diagnostic et les pages lourdes d’un grand espace",
        texte=f"Le même espace de {nombre(ACTEURS)} acteurs et {nombre(LIENS)} liens, lu par l’animation, sans réseau "
        "entre les deux. Les données du réseau sont comparées à trois requêtes nues (acteurs, liens, thèmes) et leur "
        "écriture en JSON, par l’ORM de Django puis par le pilote de la base seul. Elles-mêmes portent en plus les "
        "droits, les services et postes repliés, les places du dessin. Le diagnostic d’un espace de "
        f"{nombre(MOYEN[0])} acteurs et {nombre(MOYEN[1])} liens est fait dans la page ; celui du grand, par un "
        "travail de fond qui dit où il en est. Au-delà de 600 acteurs, le dessin montre un signe par monde et la page "
        f"le dit.{alone}\n\n{_say_worse(told)}",
        colonnes=["Base", "Ce qui est mesuré", "Durée", "", "poids compressé"],
        lignes=rows,
        verdicts=[verdict for one in told for verdict in _judge(one)],
    )


def _list_rows(one: dict[str, Any]) -> list[list[str]]:
    data, base = one["donnees"], one["base"]
    names = {
        "nous": "données du réseau, Maillage, première lecture",
        "ensuite": "données du réseau, Maillage, lectures suivantes",
        "replie": "données du réseau, services repliés",
        "orm": "requêtes nues par l’ORM, et JSON",
        "sql": "requêtes nues par le pilote, et JSON",
    }
    rows = [
        [base, nom, secondes(data["durees"][name]), f"{nombre(data['poids'][name] / 1000)}\u00a0ko de JSON", ""]
        for name, nom in names.items()
    ]
    for name, told in one["moyen"].items():
        again = f"puis {secondes(told['ensuite'])}"
        rows.append([base, f"{name}, {MOYEN[0]} acteurs, première lecture", secondes(told["premier"]), again, ""])
    fond = one["fond"]
    rows.append(
        [base, "diagnostic du grand espace, en travail de fond", secondes(fond["duree"]),
         f"{fond['etapes']} étapes vues, demandé en {secondes(fond['demande'])}", ""]
    )  # fmt: skip
    rows += [
        [base, page["page"], secondes(page["duree"]), f"{page['requetes']} requêtes", _weigh(page["poids"])]
        for page in one["pages"]
    ]
    return rows


def _weigh(octets: float) -> str:
    return f"{decimal(octets / 1000, 1)}\u00a0ko"


def _judge(one: dict[str, Any]) -> list[Verdict]:
    base, ratios = one["base"], one["donnees"]["rapports"]
    names = {"orm": "requête nue par l’ORM", "sql": "requête nue par le pilote"}
    verdicts = [
        Verdict(f"données du réseau, {base}\u00a0: Maillage / {nom}", fois(ratios[name]), f"≤ {fois(TARGET)}",
                ratios[name] <= TARGET)
        for name, nom in names.items()
    ]  # fmt: skip
    again = one["donnees"]["ensuite"]
    verdicts.append(
        Verdict(f"les mêmes, lectures suivantes, {base}", fois(again), f"≤ {fois(TARGET)}", again <= TARGET)
    )
    verdicts += [
        Verdict(
            f"{name} de {MOYEN[0]} acteurs, {base}", secondes(told["premier"]), "dans la page", told["dans_la_page"]
        )
        for name, told in one["moyen"].items()
    ]
    fond = one["fond"]
    verdicts.append(
        Verdict(f"diagnostic de {nombre(ACTEURS)} acteurs, {base}", secondes(fond["duree"]), "de fond, étapes dites",
                fond["fait"] and fond["etapes"] > 1)
    )  # fmt: skip
    heaviest = max(page["poids"] for page in one["pages"] if not page["page"].startswith(RESEAU))
    verdicts.append(
        Verdict(
            f"page la plus lourde hors réseau, {base}", _weigh(heaviest), f"< {POIDS // 1000}\u00a0ko", heaviest < POIDS
        )
    )
    return verdicts


def _say_worse(told: list[dict[str, Any]]) -> str:
    ratios = " et ".join(f"{fois(one['donnees']['rapports']['sql'])} ({one['base']})" for one in told)
    return (
        "Où nous sommes moins bons\u00a0: à côté d’un pilote appelé sans Django, sans droits et sans dessin, les "
        f"données du réseau prennent {ratios} à la première lecture. Elles sont gardées tant que rien ne change, et un "
        "navigateur qui les a déjà ne les redemande pas."
    )
