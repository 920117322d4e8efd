"""What the API says, and to whom: the public, the owner of a token, nobody else."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from maillage.acteurs.declarer import declare
from maillage.acteurs.models import Acteur
from maillage.api.models import Jeton
from maillage.comptes.models import Utilisateur
from maillage.referentiels.models import Theme
from tests.api.demandes import RACINE, get, names
from tests.fabriques_acteurs import make_acteur, make_personne, make_porte_parole

JOUR = date(2026, 11, 22)


# Who reads what


def test_the_public_reads_public_espaces_only(ouvert, ailleurs):
    assert [row["adresse"] for row in get().json()] == ["lisaude"]
    assert get("/lisaude").json()["role"] is None
    assert get("/ailleurs").status_code == 404


def test_a_token_reads_the_espaces_of_its_owner(lisaude, ailleurs, lou, jeton):
    headers = jeton(lou)
    assert [(row["adresse"], row["role"]) for row in get(headers=headers).json()] == [("lisaude", "lecture")]
    assert get("/ailleurs/acteurs", headers).status_code == 404


def test_a_browser_session_opens_nothing_here(lisaude, claire, as_user):
    assert get("/lisaude", client=as_user(claire)).status_code == 404


@pytest.mark.parametrize("how", ["inconnu", "expire", "retire", "compte-ferme"])
def test_a_token_that_is_no_longer_good_is_refused(how, ouvert, claire, jeton):
    headers = jeton(claire)
    if how == "inconnu":
        headers = {"Authorization": "Bearer mlg_inconnu"}
    elif how == "expire":
        Jeton.objects.update(expire_le=timezone.now() - timedelta(seconds=1))
    elif how == "retire":
        Jeton.objects.all().delete()
    else:
        Utilisateur.objects.filter(pk=claire.pk).update(is_active=False)
    answer = get("/lisaude", headers)
    assert answer.status_code == 401
    assert "jeton" in answer.json()["detail"]


def test_drafts_and_members_sheets_follow_the_role(ouvert, claire, lou, jeton):
    make_acteur(ouvert, "Publique")
    make_acteur(ouvert, "Membres", membres=True)
    make_acteur(ouvert, "Brouillon", brouillon=True)
    make_acteur(ouvert, "Retirée", retire=True)
    assert names(get("/lisaude/acteurs")) == ["Publique"]
    assert names(get("/lisaude/acteurs", jeton(lou))) == ["Publique", "Membres"]
    assert names(get("/lisaude/acteurs", jeton(claire))) == ["Publique", "Membres", "Brouillon"]


def test_no_person_without_a_token(ouvert, claire, jeton):
    poste = make_acteur(ouvert, "Animatrice", poste=True)
    make_personne(poste, publique=True)
    path = f"/lisaude/acteurs/{poste.pk}"
    assert get(path).json()["personne"] is None
    assert "Fauvette" not in get("/lisaude/acteurs?postes=true").content.decode()
    assert get(path, jeton(claire)).json()["personne"]["nom"] == "Fauvette"


def test_a_confidential_place_has_no_address(ouvert, claire, jeton):
    acteur = make_acteur(ouvert, "Foyer", lieu_confidentiel=True, commune="Valmorane")
    Acteur.objects.filter(pk=acteur.pk).update(adresse="1 rue du Lavoir", latitude=45.0, longitude=4.0)
    told = get(f"/lisaude/acteurs/{acteur.pk}", jeton(claire)).json()
    assert (told["adresse"], told["latitude"], told["longitude"]) == ("", None, None)
    assert told["commune"]["nom"] == "Valmorane"


def test_an_actor_of_another_espace_is_not_found(ouvert, ailleurs, claire, jeton):
    theirs = make_acteur(ailleurs, "Chez eux")
    assert get(f"/lisaude/acteurs/{theirs.pk}", jeton(claire)).status_code == 404
    assert get(f"/lisaude/acteurs/{uuid4()}").status_code == 404
    assert get("/lisaude/acteurs/pas-un-identifiant").status_code == 404


# Links, declarations


def say(source: Acteur, cible: Acteur, **attributs):
    declare(
        source=source, cible=cible, qui=None, quand=JOUR, attributs={"niveau_reel": 3, "satisfaction": 1, **attributs}
    )


def test_what_is_wished_or_contested_is_not_for_the_public(ouvert, lou, jeton):
    a, b, c = (make_acteur(ouvert, name) for name in "ABC")
    say(a, b, niveau_souhaite=5)
    say(a, c, niveau_reel=None, niveau_souhaite=4)
    (seen,) = get("/lisaude/liens").json()["resultats"]
    assert ({seen["a_id"], seen["b_id"]}, seen["niveau_souhaite"]) == ({str(a.pk), str(b.pk)}, None)
    assert len(get("/lisaude/liens", jeton(lou)).json()["resultats"]) == 2


def test_words_of_each_side_go_to_the_animation_and_to_the_sides(ouvert, claire, driss, lou, jeton):
    a, b, c = (make_acteur(ouvert, name) for name in "ABC")
    say(a, b)
    say(b, c)
    make_porte_parole(a, driss)
    counts = [len(get("/lisaude/declarations", headers).json()["resultats"]) for headers in (
        None, jeton(lou), jeton(driss), jeton(claire))]  # fmt: skip
    assert counts == [0, 0, 1, 2]
    assert "satisfaction" not in get("/lisaude/declarations", jeton(claire)).content.decode()


# Pages, filters


def read_all(path: str) -> list[str]:
    found, client = [], Client()
    while path:
        told = client.get(path).json()
        found += [row["nom"] for row in told["resultats"]]
        path = told["suivant"]
    return found


def test_pages_follow_each_other_without_gap_or_repeat(ouvert):
    for number in range(7):
        make_acteur(ouvert, f"Acteur {number}")
    assert read_all(f"{RACINE}/lisaude/acteurs?limite=3") == [f"Acteur {number}" for number in range(7)]


def test_what_comes_and_goes_meanwhile_moves_nothing(ouvert):
    rows = [make_acteur(ouvert, f"Acteur {number}") for number in range(6)]
    first = get("/lisaude/acteurs?limite=3").json()
    Acteur.objects.filter(pk=rows[1].pk).delete()
    make_acteur(ouvert, "Aaa")
    assert read_all(first["suivant"]) == ["Acteur 3", "Acteur 4", "Acteur 5", "Aaa"]


def test_filters_are_those_of_the_list(ouvert):
    make_acteur(ouvert, "CCAS de Valmorane", themes=("logement",))
    make_acteur(ouvert, "Chambre d’agriculture", sphere="DL", themes=("agriculture",))
    assert names(get("/lisaude/acteurs?sphere=DL")) == ["Chambre d’agriculture"]
    assert names(get("/lisaude/acteurs?theme=logement&theme=agriculture")) == [
        "CCAS de Valmorane",
        "Chambre d’agriculture",
    ]
    assert names(get("/lisaude/acteurs?q=agricultrue")) == ["Chambre d’agriculture"]


def test_only_what_changed_since(ouvert):
    old, new = make_acteur(ouvert, "Ancien"), make_acteur(ouvert, "Neuf")
    Acteur.objects.filter(pk=old.pk).update(modifie_le=timezone.now() - timedelta(days=2))
    since = (timezone.now() - timedelta(days=1)).isoformat().replace("+", "%2B")
    assert names(get(f"/lisaude/acteurs?modifie_depuis={since}")) == [new.nom]


def test_an_instant_of_a_far_zone_is_read(ouvert):
    """Sixteen hours from Greenwich: Python allows it, PostgreSQL does not."""
    seen = get("/lisaude/acteurs?modifie_depuis=0321-08-14T03:29:15%2B16:34")
    assert seen.status_code == 200


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00%2B12:00", "9999-12-31T23:59:59-12:00"])
def test_an_instant_outside_the_calendar_is_refused(ouvert, moment):
    assert get(f"/lisaude/acteurs?modifie_depuis={moment}").status_code == 422


@pytest.mark.parametrize(
    "query", ["limite=0", "limite=501", "limite=x", "apres=x", "modifie_depuis=hier", "q=" + "a" * 101]
)
def test_a_bad_parameter_is_named(query, ouvert):
    answer = get(f"/lisaude/acteurs?{query}")
    assert answer.status_code == 422
    assert query.split("=")[0] in answer.json()["detail"]


def test_the_number_of_queries_does_not_depend_on_the_number_of_rows(ouvert):
    def count() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert get("/lisaude/acteurs").status_code == 200
        return len(captured.captured_queries)

    make_acteur(ouvert, themes=("logement",), publics=("familles",), commune="Valmorane")
    few = count()
    for _ in range(20):
        make_acteur(ouvert, themes=("logement",), publics=("familles",), commune="Valmorane")
    assert count() == few


def test_reference_lists_name_the_codes(ouvert):
    make_acteur(ouvert, themes=("logement",))
    Theme.objects.filter(slug="logement").update(a_verifier=True)
    told = get("/lisaude/referentiels").json()
    assert {"code": "logement", "nom": "Logement", "a_verifier": True} in told["themes"]
    assert told["spheres"][0].keys() == {"code", "nom", "forme", "lettre", "couleur"}


def test_the_diagnosis_is_that_of_the_page(ouvert):
    for sphere in ("AS", "DL"):
        for number in range(5):
            make_acteur(ouvert, f"{sphere}{number}", sphere=sphere)
    assert get("/lisaude/diagnostic").json()["reseau"]["acteurs"] == 10


# Safety


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written(method, ouvert, claire, jeton):
    headers = jeton(claire)
    assert getattr(Client(), method)(f"{RACINE}/lisaude/acteurs", headers=headers).status_code == 405


def test_too_many_requests_are_told_to_wait(ouvert):
    answers = [get("/lisaude") for _ in range(121)]
    assert [answer.status_code for answer in answers[:120]] == [200] * 120
    assert (answers[120].status_code, "attendez" in answers[120].json()["detail"]) == (429, True)
