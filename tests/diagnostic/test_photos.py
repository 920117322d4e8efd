"""Diagnoses kept: taken, listed, read years later, compared, deleted."""

from __future__ import annotations

from uuid import uuid4

import pytest

from maillage.diagnostic.actions import take_photo
from maillage.diagnostic.lecture import read_lecture, reread_lecture, write_lecture
from maillage.diagnostic.models import Photo
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Trace
from tests.conftest_site import writes_of_get
from tests.diagnostic.conftest import find, read, say
from tests.fabriques_acteurs import make_acteur

ADRESSE = "/espace/lisaude/diagnostic/photos/"


@pytest.fixture
def deux(petit, claire):
    """Two photos; between them a link appears, another vanishes, someone arrives."""
    first = take_photo(espace=petit, qui=claire)
    say(find(petit, "A3"), find(petit, "L4"), 2)
    say(find(petit, "A1"), find(petit, "A2"), 0)
    say(make_acteur(petit, "Nouvelle venue", sphere="PA"), find(petit, "A1"), 1)
    petit.date_reference = petit.date_reference.replace(month=12)
    petit.save()
    return first, take_photo(espace=petit, qui=claire)


def test_the_animation_keeps_a_photo(petit, as_user, claire):
    response = as_user(claire).post(f"{ADRESSE}conserver/", follow=True)
    assert "C’est conservé" in response.content.decode()
    photo = Photo.objects.get()
    assert (photo.par, photo.niveau) == (claire, "service")
    assert Trace.objects.filter(espace=petit, geste="conserver", objet_id=photo.pk).exists()


def test_a_double_click_keeps_one(petit, as_user, claire):
    for _ in range(2):
        as_user(claire).post(f"{ADRESSE}conserver/")
    assert Photo.objects.count() == 1


def test_others_keep_nothing(petit, as_user, driss, lou, etranger, visiteur):
    for member in (driss, lou):
        assert as_user(member).post(f"{ADRESSE}conserver/").status_code == 403
    assert as_user(etranger).post(f"{ADRESSE}conserver/").status_code == 404
    assert visiteur.post(f"{ADRESSE}conserver/").status_code == 302
    assert not Photo.objects.exists()


def test_what_is_kept_reads_back_the_same(demo, animation):
    from maillage.comptes.models import Utilisateur  # noqa: PLC0415

    droits = find_droits(Utilisateur.objects.get(email="animation@lisaude.example"), demo)
    lecture = read_lecture(droits)
    again = reread_lecture(write_lecture(lecture))
    assert again.liens == lecture.liens
    assert write_lecture(again) == write_lecture(lecture)
    assert again.diagnostic.constat("repli").phrase == lecture.diagnostic.constat("repli").phrase


def test_an_old_one_is_read_as_it_was(deux, as_user, lou):
    page = read(as_user(lou), f"{ADRESSE}{deux[0].pk}/")
    assert "Ce diagnostic est ancien" in page
    assert "Nouvelle venue" not in page
    assert ">Proposer<" not in page


def test_the_detail_that_concerns_a_few_stays_theirs(deux, as_user, claire, lou):
    for member, expected in ((claire, True), (lou, False)):
        constats = as_user(member).get(f"{ADRESSE}{deux[0].pk}/").context["constats"]
        fiche = next(one for one in [*constats.retenir, *constats.autres] if one.code == "asymetrie")
        assert fiche.a_un_detail is expected


def test_two_dates_are_compared_in_words_and_by_pair(deux, as_user, lou):
    page = read(as_user(lou), f"{ADRESSE}comparer/?avant={deux[1].pk}&apres={deux[0].pk}")
    assert "Du 22 novembre 2026 au 22 décembre 2026" in page
    assert "Un acteur est entré sur la carte." in page
    assert "Deux liens sont apparus." in page
    assert "Un lien a disparu." in page
    assert "A3 × L4" in page
    assert "Entre l’action sociale et le développement local" in page
    assert "elle baisse quand un réseau grandit" in page
    assert "Nouvelle venue" in page


def test_the_same_twice_says_that_nothing_moved(petit, as_user, claire):
    first = take_photo(espace=petit, qui=claire)
    petit.date_reference = petit.date_reference.replace(month=12)
    petit.save()
    second = take_photo(espace=petit, qui=claire)
    assert "rien n’a bougé" in read(as_user(claire), f"{ADRESSE}comparer/?avant={first.pk}&apres={second.pk}")


@pytest.mark.parametrize(
    "query",
    ["", "?avant=x&apres=y", "?avant=96c31569-fdcd-474b-8139-f00275fcf9cf&apres=96c31569-fdcd-474b-8139-f00275fcf9ce"],
)
def test_a_bad_comparison_goes_back_to_the_list(petit, as_user, lou, query):
    response = as_user(lou).get(f"{ADRESSE}comparer/{query}", follow=True)
    assert response.redirect_chain[-1][0] == ADRESSE
    assert "Choisissez deux diagnostics" in response.content.decode()


def test_comparing_one_with_itself_or_with_another_espace_is_refused(deux, ailleurs, as_user, claire):
    foreign = take_photo(espace=ailleurs, qui=None)
    for apres in (deux[0].pk, foreign.pk):
        response = as_user(claire).get(f"{ADRESSE}comparer/?avant={deux[0].pk}&apres={apres}")
        assert response.status_code == 302


def test_the_animation_deletes_for_good(deux, as_user, claire):
    response = as_user(claire).post(f"{ADRESSE}{deux[0].pk}/supprimer/", follow=True)
    assert "est supprimée" in response.content.decode()
    assert list(Photo.objects.all()) == [deux[1]]
    assert as_user(claire).post(f"{ADRESSE}{deux[0].pk}/supprimer/").status_code == 302


def test_others_delete_nothing(deux, as_user, driss, lou, etranger):
    address = f"{ADRESSE}{deux[0].pk}/supprimer/"
    assert as_user(driss).post(address).status_code == 403
    assert as_user(lou).post(address).status_code == 403
    assert as_user(etranger).post(address).status_code == 404
    assert as_user(etranger).post(f"/espace/ailleurs/diagnostic/photos/{deux[0].pk}/supprimer/").status_code == 404
    assert Photo.objects.count() == 2


def test_photos_are_for_members(petit, as_user, lou, visiteur, claire):
    photo = take_photo(espace=petit, qui=claire)
    for path in (ADRESSE, f"{ADRESSE}{photo.pk}/"):
        assert as_user(lou).get(path).status_code == 200
        assert writes_of_get(as_user(lou), path) == []
        assert visiteur.get(path).status_code == 302
    assert as_user(lou).get(f"{ADRESSE}{uuid4()}/").status_code == 404


def test_the_list_costs_the_same_with_ten(deux, as_user, claire, django_assert_max_num_queries):
    for _ in range(8):
        Photo.objects.create(
            espace=deux[0].espace, date_reference=deux[0].date_reference, diagnostic={}, niveau="service"
        )
    client = as_user(claire)
    with django_assert_max_num_queries(6):
        client.get(ADRESSE)


def test_a_photo_is_compared_with_the_diagnosis_of_now(petit, as_user, lou, claire):
    photo = take_photo(espace=petit, qui=claire)
    say(find(petit, "A3"), find(petit, "L4"), 2)
    address = f"{ADRESSE}{photo.pk}/depuis/"
    page = read(as_user(lou), address)
    assert "Un lien est apparu." in page
    assert "juste avant un import" not in page
    assert writes_of_get(as_user(lou), address) == []


def test_a_photo_is_not_compared_with_a_diagnosis_that_is_no_longer_of_the_data(petit, as_user, lou, monkeypatch):
    photo = take_photo(espace=petit, qui=None)
    monkeypatch.setattr("maillage.diagnostic.lecture.SUR_PLACE", 1)
    say(find(petit, "A3"), find(petit, "L4"), 2)
    response = as_user(lou).get(f"{ADRESSE}{photo.pk}/depuis/", follow=True)
    assert response.redirect_chain[0][0] == "/espace/lisaude/diagnostic/"
    assert "n’est pas encore fait" in response.content.decode()


def test_what_changed_since_is_for_members_of_this_espace(petit, ailleurs, as_user, visiteur, claire, etranger):
    photo, foreign = take_photo(espace=petit, qui=claire), take_photo(espace=ailleurs, qui=None)
    assert visiteur.get(f"{ADRESSE}{photo.pk}/depuis/").status_code == 302
    assert as_user(etranger).get(f"{ADRESSE}{photo.pk}/depuis/").status_code == 404
    assert as_user(claire).get(f"{ADRESSE}{foreign.pk}/depuis/").status_code == 404


def test_the_first_of_a_month_is_said_as_french_says_it(petit):
    petit.date_reference = petit.date_reference.replace(day=1)
    petit.save()
    assert str(take_photo(espace=petit, qui=None)) == "Diagnostic du 1er novembre 2026"
