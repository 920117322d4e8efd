"""An archive is asked for, made, followed, taken away once, erased."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from maillage.espaces.models import Adhesion, Role
from maillage.espaces.travaux import Etat
from maillage.exports import taches
from maillage.exports.models import Emport
from tests.conftest_site import writes_of_get

PREPARER = "/espace/lisaude/emporter/archive/"


def take(client, path):
    response = client.post(f"{path}telecharger/")
    return b"".join(response.streaming_content) if response.streaming else response


def test_it_is_asked_made_and_taken_away_once(garni, as_user, claire, preparer):
    client = as_user(claire)
    response, _ = preparer(client)
    path = response["Location"]
    emport = Emport.objects.get()
    assert (emport.etat, emport.fait) == (Etat.FAIT, 100)
    assert "Votre archive est prête" in client.get(path).content.decode()
    content = take(client, path)
    with zipfile.ZipFile(BytesIO(content)) as opened:
        assert opened.testzip() is None
        assert "donnees/acteurs.Personne.json" in opened.namelist()
    assert not default_storage.exists(emport.chemin)
    assert take(client, path)["Location"].endswith("#archive")
    assert "partie avec vous" in client.get(path).content.decode()


def test_the_journal_says_who_carries_all_away(garni, as_user, claire, preparer):
    preparer(as_user(claire))
    trace = garni.traces.first()
    assert (trace.geste, trace.qui, trace.apres) == ("emporter", claire, {"diffusion": "animation"})


def test_a_member_takes_what_may_be_handed_on(garni, as_user, lou, preparer):
    client = as_user(lou)
    path = preparer(client, "publique")[0]["Location"]
    with zipfile.ZipFile(BytesIO(take(client, path))) as opened:
        names = opened.namelist()
        said = b" ".join(opened.read(name) for name in names).decode("utf-8", "replace")
    assert not [name for name in names if name.startswith("donnees/")]
    assert [word for word in ("Fauvette", "Abri", "odile@exemple.fr", "claire@exemple.fr") if word in said] == []


def test_the_complete_archive_is_the_animation_s(garni, as_user, driss, lou, visiteur, etranger, preparer):
    answers = [preparer(as_user(one))[0].status_code for one in (driss, lou)]
    assert answers == [403, 403]
    assert preparer(as_user(etranger))[0].status_code == 404
    assert preparer(visiteur)[0].status_code == 302
    assert as_user(lou).get(PREPARER).status_code == 405
    assert not Emport.objects.exists()


def test_it_is_of_the_person_who_asked_for_it(garni, as_user, claire, driss, preparer):
    Adhesion.objects.filter(utilisateur=driss).update(role=Role.ANIMATION)
    path = preparer(as_user(claire))[0]["Location"]
    other = as_user(driss)
    assert (other.get(path).status_code, other.post(f"{path}telecharger/").status_code) == (404, 404)


def test_who_lost_the_right_no_longer_takes_it(garni, as_user, claire, preparer):
    client = as_user(claire)
    path = preparer(client)[0]["Location"]
    Adhesion.objects.filter(utilisateur=claire).update(role=Role.LECTURE)
    assert (client.get(path).status_code, client.post(f"{path}telecharger/").status_code) == (403, 403)


def test_who_lost_the_right_meanwhile_has_none_made(garni, as_user, claire, preparer, monkeypatch):
    find = taches.find_droits
    monkeypatch.setattr(taches, "find_droits", lambda qui, espace: find(etrange(qui), espace))
    with pytest.raises(taches.PermissionDenied):
        preparer(as_user(claire))
    assert Emport.objects.get().etat == Etat.ECHEC


def etrange(qui):
    Adhesion.objects.filter(utilisateur=qui).update(role=Role.LECTURE)
    return qui


def test_asked_twice_it_is_made_once(garni, as_user, claire, monkeypatch):
    monkeypatch.setattr(taches, "enqueue", lambda emport: None)
    client = as_user(claire)
    asked = [client.post(PREPARER, {"diffusion": "animation"})["Location"] for _ in range(2)]
    assert asked[0] == asked[1]


def test_progress_is_told_with_and_without_script(garni, as_user, claire):
    emport = Emport.objects.create(
        espace=garni, par=claire, diffusion="animation", etat="en-cours", etape="table", fait=7
    )
    response = as_user(claire).get(emport.get_absolute_url())
    assert response["Refresh"] == "3"
    assert "table" in response.content.decode()
    told = as_user(claire).get(emport.get_absolute_url(), headers={"accept": "application/json"}).json()
    assert told == {"etat": "en-cours", "etape": "table", "fait": 7}
    assert writes_of_get(as_user(claire), emport.get_absolute_url()) == []


def test_a_killed_work_may_be_asked_again(garni, as_user, claire, preparer):
    emport = Emport.objects.create(espace=garni, par=claire, diffusion="animation", etat="en-cours")
    Emport.objects.update(vu_le=timezone.now() - timedelta(hours=1))
    response = as_user(claire).get(emport.get_absolute_url())
    assert "n’a pas pu être faite" in response.content.decode()
    assert "Refresh" not in response
    assert len(preparer(as_user(claire))[1]) == 1


def test_a_failure_is_told_and_leaves_no_file(garni, as_user, claire, preparer, monkeypatch):
    def explode(*_, **__):
        raise RuntimeError("panne")

    monkeypatch.setattr(taches, "write_archive", explode)
    with pytest.raises(RuntimeError):
        preparer(as_user(claire))
    emport = Emport.objects.get()
    assert emport.etat == Etat.ECHEC
    assert not default_storage.exists(emport.chemin)


def test_after_a_day_it_is_gone(garni, as_user, claire, preparer, capsys):
    client = as_user(claire)
    path = preparer(client)[0]["Location"]
    emport = Emport.objects.get()
    Emport.objects.update(cree_le=timezone.now() - timedelta(days=1, minutes=1))
    assert (client.get(path).status_code, client.post(f"{path}telecharger/").status_code) == (404, 404)
    assert default_storage.exists(emport.chemin)
    call_command("purger_emports")
    assert "1 archives effacées" in capsys.readouterr().out
    assert not default_storage.exists(emport.chemin)
    assert not Emport.objects.exists()


def test_the_file_of_an_account_that_left_is_erased_too(garni, as_user, claire, preparer):
    preparer(as_user(claire))
    emport = Emport.objects.get()
    Emport.objects.all().delete()
    call_command("purger_emports")
    assert not default_storage.exists(emport.chemin)
    call_command("purger_emports")
