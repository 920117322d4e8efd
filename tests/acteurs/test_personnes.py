"""A person's rights: informed, unseen until confirmed, everything readable, one gesture to leave (domain brief §10)."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from django.core import mail

from maillage.acteurs.declarer import declare
from maillage.acteurs.identites import correct_personne, make_jeton
from maillage.acteurs.models import Acteur, Personne, VisibilitePersonne
from maillage.espaces.models import Espace, Trace, Visibilite
from tests.conftest_site import writes_of_get
from tests.fabriques_acteurs import make_acteur, make_personne

ODILE = {"prenom": "Odile", "nom": "Fauvette", "courriel": "odile@mds.fr", "telephone": "05 00 00 00 01"}


@pytest.fixture
def poste(lisaude):
    return make_acteur(lisaude, "Assistante sociale", poste=True, parent=make_acteur(lisaude, "MDS de Valmorane"))


def moi(personne: Personne) -> str:
    return f"/moi/{make_jeton(personne)}/"


def add(client, poste: Acteur, **fields: str):
    return client.post(poste.get_absolute_url() + "personne/", ODILE | fields, follow=True)


def test_adding_informs_at_once_with_source_purpose_rights_and_a_way_out(poste, as_user, driss, visiteur):
    add(as_user(driss), poste)
    (message,) = mail.outbox
    assert message.to == ["odile@mds.fr"]
    for said in ("Driss Benali", "Assistante sociale", "À quoi cela sert", "Retirer ma fiche", "CNIL", "Lire tout"):
        assert said in message.body
    assert Personne.objects.get().informee_le is not None
    (leave, page) = re.findall(r"http://testserver(/moi/\S+)", message.body)
    assert visiteur.get(page).status_code == 200
    assert Personne.objects.exists()
    visiteur.post(leave)
    assert not Personne.objects.exists()


def test_double_click_adds_and_informs_once(poste, as_user, driss):
    client = as_user(driss)
    add(client, poste)
    add(client, poste)
    assert (Personne.objects.count(), len(mail.outbox)) == (1, 1)


def test_a_held_poste_takes_no_one_else(poste, as_user, driss):
    make_personne(poste, nom="Secret")
    answer = add(as_user(driss), poste)
    assert answer.status_code == 409
    assert "Secret" not in answer.content.decode()


@pytest.mark.parametrize(
    "fields", [{"courriel": ""}, {"courriel": "non"}, {"nom": ""}, {"courriel": "a@b.fr\nBcc: x@y.fr"}]
)
def test_a_person_who_cannot_be_informed_is_not_added(poste, as_user, driss, fields):
    assert add(as_user(driss), poste, **fields).status_code == 422
    assert not Personne.objects.exists()


def test_who_adds(poste, as_user, lou, etranger, visiteur, driss):
    path = poste.get_absolute_url() + "personne/"
    assert [client.post(path, ODILE).status_code for client in (as_user(lou), as_user(etranger), visiteur)] == [
        403,
        404,
        302,
    ]
    assert as_user(driss).get(poste.parent.get_absolute_url() + "personne/").status_code == 404
    assert as_user(driss).get(path).status_code == 200


def test_nobody_is_buried_under_notices(lisaude, poste, as_user, driss, claire):
    for _ in range(5):
        assert add(as_user(driss), make_acteur(lisaude, poste=True)).status_code == 200
    refused = add(as_user(driss), poste, courriel="Odile@MDS.fr")
    assert refused.status_code == 422
    assert "c’est la limite" in refused.content.decode()
    again = f"/espace/lisaude/personnes/{Personne.objects.first().pk}/informer/"
    assert "déjà parti" in as_user(claire).post(again, follow=True).content.decode()
    assert len(mail.outbox) == Personne.objects.count() == 5


def test_message_that_does_not_leave_keeps_the_person_unseen(poste, as_user, driss, claire, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise ConnectionRefusedError

    monkeypatch.setattr("maillage.acteurs.identites.EmailMessage.send", refuse)
    assert "n’est pas parti" in add(as_user(driss), poste).content.decode()
    personne = Personne.objects.get()
    assert personne.informee_le is None
    monkeypatch.undo()
    as_user(claire).post(f"/espace/lisaude/personnes/{personne.pk}/informer/")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    ("trait", "claire_sees", "driss_sees", "lou_sees", "public_sees"),
    [
        ({}, True, False, False, False),
        ({"confirmee": True}, True, True, True, False),
        ({"reservee": True}, True, False, False, False),
        ({"publique": True}, True, True, True, True),
    ],
)
def test_who_sees_the_name(
    poste, as_user, claire, driss, lou, visiteur, trait, claire_sees, driss_sees, lou_sees, public_sees
):
    Espace.objects.filter(pk=poste.espace_id).update(visibilite=Visibilite.PUBLIQUE)
    make_personne(poste, **trait)
    browsers = (as_user(claire), as_user(driss), as_user(lou), visiteur)
    for path in (poste.get_absolute_url(), poste.parent.get_absolute_url()):
        assert ["Fauvette" in client.get(path).content.decode() for client in browsers] == [
            claire_sees, driss_sees, lou_sees, public_sees
        ]  # fmt: skip


def test_public_page_of_a_person_is_not_indexed_and_holds_no_email(poste, visiteur):
    Espace.objects.filter(pk=poste.espace_id).update(visibilite=Visibilite.PUBLIQUE)
    personne = make_personne(poste, publique=True)
    response = visiteur.get(poste.get_absolute_url())
    assert response["X-Robots-Tag"] == "noindex"
    assert personne.courriel not in response.content.decode()


def test_personal_page_needs_no_account_and_is_kept_nowhere(poste, visiteur):
    response = visiteur.get(moi(make_personne(poste)))
    assert response.status_code == 200
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Referrer-Policy"] == "same-origin"
    assert "no-store" in response["Cache-Control"]


def test_forged_or_dead_link_opens_nothing(poste, visiteur):
    personne = make_personne(poste)
    path = moi(personne)
    assert visiteur.get("/moi/n-importe-quoi/").status_code == 404
    assert visiteur.get(path[:-3] + "xx/").status_code == 404
    personne.delete()
    assert visiteur.get(path).status_code == 404
    assert visiteur.post(path + "confirmer/").status_code == 404


def test_opening_the_link_of_the_message_erases_nothing(poste, visiteur):
    path = moi(make_personne(poste))
    for page in ("", "retirer/", "tout-ce-qui-me-concerne.json"):
        assert writes_of_get(visiteur, path + page) == []
    assert Personne.objects.exists()


def test_public_display_is_a_consent_apart_unticked_and_taken_back(poste, visiteur):
    personne = make_personne(poste)
    path = moi(personne)
    assert visiteur.get(path).context["visibilite"]["public"].value() is False
    visiteur.post(path + "confirmer/")
    personne.refresh_from_db()
    assert (personne.confirmee_le is not None, personne.consentement_le) == (True, None)
    visiteur.post(path + "visibilite/", {"visibilite": "membres", "public": "on"})
    personne.refresh_from_db()
    assert (personne.visibilite, personne.consentement_le is not None) == (VisibilitePersonne.PUBLIQUE, True)
    visiteur.post(path + "visibilite/", {"visibilite": "animation"})
    personne.refresh_from_db()
    assert (personne.visibilite, personne.consentement_le) == (VisibilitePersonne.ANIMATION, None)


def test_public_cannot_be_chosen_without_its_consent(poste, visiteur):
    personne = make_personne(poste)
    assert visiteur.post(moi(personne) + "visibilite/", {"visibilite": "publique"}).status_code == 422
    personne.refresh_from_db()
    assert personne.visibilite == VisibilitePersonne.MEMBRES


def test_correcting_oneself(poste, visiteur):
    personne = make_personne(poste)
    visiteur.post(moi(personne) + "corriger/", ODILE | {"nom": "Fauvette-Merle"})
    personne.refresh_from_db()
    assert personne.nom == "Fauvette-Merle"
    assert visiteur.post(moi(personne) + "corriger/", ODILE | {"courriel": "non"}).status_code == 422


def test_everything_recorded_is_read_and_carried_away(poste, visiteur, driss):
    personne = make_personne(poste, ajoutee_par=driss, telephone="=1+1")
    other = make_acteur(poste.espace, "Tiers-lieu")
    declare(
        source=other, cible=poste, qui=driss, quand=date(2026, 5, 1), attributs={"niveau_reel": 3, "satisfaction": 1}
    )
    page = visiteur.get(moi(personne)).content.decode()
    for said in ("Odile", "Fauvette", personne.courriel, "MDS de Valmorane", "Driss Benali", "Tiers-lieu", "niveau 3"):
        assert said in page
    told = json.loads(visiteur.get(moi(personne) + "tout-ce-qui-me-concerne.json").content)
    assert told["identite"]["nom"] == "Fauvette"
    assert told["suivi"]["ajoutée par"] == "Driss Benali"
    assert (told["liens"][0]["declare_par"], told["liens"][0]["niveau_vecu"]) == ("Driss Benali", 3)
    table = visiteur.get(moi(personne) + "tout-ce-qui-me-concerne.csv").content.decode()
    assert "Fauvette" in table
    assert ";'=1+1" in table
    assert visiteur.get(moi(personne) + "tout-ce-qui-me-concerne.exe").status_code == 404


def test_leaving_erases_the_person_and_keeps_the_poste_and_its_links(poste, visiteur, driss):
    personne = make_personne(poste, confirmee=True)
    correct_personne(personne=personne, identite=ODILE | {"nom": "Fauvette-Merle"}, qui=None)
    declare(
        source=poste, cible=make_acteur(poste.espace), qui=driss, quand=date(2026, 5, 1), attributs={"niveau_reel": 3}
    )
    path = moi(personne)
    answer = visiteur.post(path + "retirer/")
    assert "C’est fait" in answer.content.decode()
    assert not Personne.objects.exists()
    assert poste.liens_a.count() + poste.liens_b.count() == 1
    recorded = str(list(Trace.objects.values_list("libelle", "avant", "apres")))
    assert "Fauvette" not in recorded
    assert "Odile" not in recorded
    assert "odile@" not in recorded
    assert visiteur.post(path + "retirer/").status_code == 404


def test_the_animation_erases_a_name_the_others_do_not(poste, as_user, claire, driss, etranger):
    personne = make_personne(poste)
    path = f"/espace/lisaude/personnes/{personne.pk}/retirer/"
    assert [as_user(who).post(path).status_code for who in (driss, etranger)] == [403, 404]
    assert as_user(claire).post(path).status_code == 302
    assert not Personne.objects.exists()


def test_person_of_another_espace_is_not_found(poste, ailleurs, as_user, etranger):
    personne = make_personne(poste)
    client = as_user(etranger)
    for geste in ("informer", "retirer"):
        assert client.post(f"/espace/ailleurs/personnes/{personne.pk}/{geste}/").status_code == 404
    assert Personne.objects.exists()
    assert not mail.outbox
