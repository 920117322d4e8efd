"""The pages: what each shows, to whom, what it does, what it costs."""

from __future__ import annotations

import pytest
from django.urls import reverse

from maillage.freins.models import Observation
from maillage.referentiels.chargement import load_all
from tests.conftest_site import count_queries, writes_of_get
from tests.diagnostic.conftest import _empty_memory, petit, read
from tests.fabriques import make_adhesion
from tests.fabriques_acteurs import make_sphere
from tests.fabriques_cadres import make_cadre
from tests.fabriques_freins import make_frein, make_levier, make_observation

__all__ = ["_empty_memory", "petit"]
CROISEMENT = "/espace/lisaude/croisement/AS-DL/"
LISTE = "/espace/lisaude/freins/"


def say(quoi="frein:F07", **rest):
    return {"croisement": "AS-DL", "quoi": quoi, "visibilite": "membres", **rest}


def test_everybody_reads_the_reference(visiteur, db):
    load_all()
    page = read(visiteur, "/freins-et-leviers/")
    assert "36 freins connus" in page
    assert page.index("Règle : pas de sigle non expliqué") > page.index("Sigles et jargon excluent")
    assert page.count("<h3>") == 36


def test_the_reference_without_lists_says_what_to_do(visiteur, db):
    assert "charger_referentiels" in read(visiteur, "/freins-et-leviers/")


def test_the_croisement_guides_when_nothing_is_seen(petit, as_user, driss, lou):
    assert "Commencez par un frein" in read(as_user(driss), CROISEMENT)
    page = read(as_user(lou), CROISEMENT)
    assert "Personne n’a encore noté ici" in page
    assert "Noter un frein" not in page


def test_a_frein_is_noted_then_read_on_the_croisement_with_its_leviers(petit, as_user, driss, lou):
    make_frein("F07", make_levier("L11", nom="Sac à projets"), nom="Délais trop courts")
    response = as_user(driss).post(f"{LISTE}observer/", say(texte="Trois semaines"))
    assert response["Location"] == f"{CROISEMENT}#freins"
    page = read(as_user(lou), CROISEMENT)
    assert "Délais trop courts" in page
    assert "« Trois semaines »" in page
    assert "Sac à projets" in page
    assert "Un membre le voit" in page
    assert "Driss" not in page


def test_a_public_croisement_tells_strangers_nothing_of_it(petit, visiteur):
    make_observation(petit, "F07", texte="Trois semaines")
    petit.visibilite = "publique"
    petit.save()
    page = read(visiteur, CROISEMENT)
    assert "Trois semaines" not in page
    assert "Frein F07" not in page
    assert 'href="/freins-et-leviers/"' in page


def test_a_voice_is_given_and_taken_back(petit, as_user, lou):
    found = make_observation(petit)
    client = as_user(lou)
    client.post(reverse("freins:voter", args=["lisaude", found.pk]))
    assert "Reprendre ma voix" in read(client, CROISEMENT)
    client.post(reverse("freins:reprendre", args=["lisaude", found.pk]))
    assert "Aucune voix" in read(client, CROISEMENT)


def test_who_noted_it_puts_it_aside_and_brings_it_back(petit, as_user, driss):
    found, client = make_observation(petit, par=driss), as_user(driss)
    response = client.post(reverse("freins:retirer", args=["lisaude", found.pk]))
    assert response["Location"] == f"{CROISEMENT}?retire={found.pk}#freins"
    page = read(client, f"{CROISEMENT}?retire={found.pk}")
    assert "L’observation est retirée" in page
    client.post(reverse("freins:retablir", args=["lisaude", found.pk]))
    found.refresh_from_db()
    assert found.retire_le is None


def test_somebody_else_s_is_not_put_aside_by_a_contributor(lisaude, as_user, driss, claire):
    found = make_observation(lisaude, par=claire)
    assert as_user(driss).post(reverse("freins:retirer", args=["lisaude", found.pk])).status_code == 403
    assert as_user(claire).post(reverse("freins:retirer", args=["lisaude", found.pk])).status_code == 302


def test_a_link_is_observed_by_its_sides_only(lisaude, as_user, driss, claire, lien, entre):
    make_frein("F01")
    sent = {"quoi": "frein:F01", "visibilite": "membres"}
    assert as_user(driss).post(f"{LISTE}observer/", sent | {"lien": entre.pk}).status_code == 404
    response = as_user(driss).post(f"{LISTE}observer/", sent | {"lien": lien.pk})
    assert response["Location"] == f"{LISTE}lien/{lien.pk}/"
    assert "Frein F01" in read(as_user(claire), response["Location"])
    assert as_user(driss).get(f"{LISTE}lien/{entre.pk}/").status_code == 404


def test_a_hidden_link_s_observation_takes_no_voice(lisaude, as_user, lou, driss, entre):
    found = make_observation(lisaude, lien=entre)
    for who in (lou, driss):
        assert as_user(who).post(reverse("freins:voter", args=["lisaude", found.pk])).status_code == 404
    assert "Frein F01" not in read(as_user(lou), LISTE)


def test_an_action_has_its_page(lisaude, as_user, lou):
    action = make_cadre(lisaude, "Marché du jeudi", nature="action")
    make_observation(lisaude, "F17", cadre=action)
    page = read(as_user(lou), f"{LISTE}action/{action.pk}/")
    assert "Marché du jeudi" in page
    assert "Frein F17" in page
    instance = make_cadre(lisaude, nature="instance")
    assert as_user(lou).get(f"{LISTE}action/{instance.pk}/").status_code == 404


@pytest.mark.parametrize(
    "sent", [say(""), say("frein:XX"), say("levier"), say(visibilite="publique"), say(texte="x" * 301)]
)
def test_what_is_not_in_the_lists_is_refused_and_what_was_typed_kept(lisaude, as_user, driss, sent):
    make_frein("F07"), make_sphere("AS"), make_sphere("DL")
    response = as_user(driss).post(f"{LISTE}observer/", sent | {"texte": sent.get("texte", "Mes mots")})
    assert response.status_code == 422
    assert sent.get("texte", "Mes mots") in response.content.decode()
    assert not Observation.objects.exists()


@pytest.mark.parametrize("cible", ["croisement=AS-ZZ", "croisement=AS", "lien=x", "action=x"])
def test_a_target_that_does_not_exist_is_not_found(lisaude, as_user, driss, cible):
    make_sphere("AS")
    assert as_user(driss).get(f"{LISTE}observer/?{cible}").status_code == 404


def test_the_list_is_narrowed_by_kind_and_target(lisaude, as_user, lou):
    make_observation(lisaude, "F01"), make_observation(lisaude, "L01")
    make_observation(lisaude, "F02", cadre=make_cadre(lisaude, nature="action"))
    client = as_user(lou)
    assert "Trois observations" in read(client, LISTE)
    assert "Une observation" in read(client, f"{LISTE}?nature=levier")
    assert "Frein F02" in read(client, f"{LISTE}?cible=action")
    assert "Rien ne correspond" in read(client, f"{LISTE}?cible=lien")
    assert "Trois observations" in read(client, f"{LISTE}?nature=licorne")


def test_from_the_list_one_comes_back_to_the_list(lisaude, as_user, lou):
    found = make_observation(lisaude)
    response = as_user(lou).post(reverse("freins:voter", args=["lisaude", found.pk]), {"depuis": "liste"})
    assert response["Location"] == LISTE


def test_pages_cost_the_same_with_thirty_as_with_three(petit, as_user, driss):
    client = as_user(driss)
    adhesions = [make_adhesion(petit) for _ in range(3)]

    def observe(start, stop):
        for rank in range(start, stop):
            make_frein(f"F{rank}", make_levier(f"L{rank}"))
            make_observation(petit, f"F{rank}", voix=tuple(adhesions))
            make_observation(petit, f"F{rank}", cadre=make_cadre(petit, nature="action"))

    observe(10, 13)
    client.get(CROISEMENT)
    before = [count_queries(client, page) for page in (LISTE, CROISEMENT, "/freins-et-leviers/")]
    observe(13, 40)
    client.get(CROISEMENT)
    after = [count_queries(client, page) for page in (LISTE, CROISEMENT, "/freins-et-leviers/")]
    assert after[0] <= before[0] + 1  # the count of a second page
    assert after[1:] == before[1:]


def test_observing_leaves_the_diagnosis_up_to_date(petit, as_user, driss):
    make_frein("F07")
    client = as_user(driss)
    client.get(CROISEMENT)
    before = count_queries(client, CROISEMENT)
    client.post(f"{LISTE}observer/", say())
    client.get(CROISEMENT)  # says that it is noted
    assert count_queries(client, CROISEMENT) <= before + 1


@pytest.mark.parametrize("page", [LISTE, f"{LISTE}observer/?croisement=AS-DL"])
def test_reading_writes_nothing(petit, as_user, driss, page):
    make_observation(petit)
    assert writes_of_get(as_user(driss), page) == []
