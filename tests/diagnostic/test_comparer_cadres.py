"""Two photos: what findings about dispositifs, instances and actions no longer say alike."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.actions import take_photo
from maillage.diagnostic.comparer import Comparaison
from maillage.diagnostic.comparer_cadres import PAS_DIT, REGLES, RIEN, Evolution
from maillage.diagnostic.models import Photo
from maillage.espaces.models import Espace
from maillage.publication.typographie import fr

NOUVEAUX = frozenset(REGLES)


def compare(client: Client, espace: Espace) -> Comparaison:
    """What the page compares, of the two photos of this espace."""
    after, before = Photo.objects.filter(espace=espace)
    page = client.get(
        reverse("diagnostic:comparer", args=[espace.slug]), {"avant": str(before.pk), "apres": str(after.pk)}
    )
    assert page.status_code == 200
    found: Comparaison = page.context["comparaison"]
    return found


def find(comparaison: Comparaison, code: str) -> Evolution:
    return next(one for one in comparaison.evolutions if one.code == code)


def forget_findings(photo: Photo) -> None:
    """As one that was kept before these findings existed."""
    kept = [one for one in photo.diagnostic["constats"] if one["code"] not in NOUVEAUX]
    photo.diagnostic = {**photo.diagnostic, "constats": kept}
    photo.save()


@pytest.fixture
def sans_pedt(demo: Espace) -> Espace:
    """Between two photos, the instance that repeats another goes to the bin."""
    take_photo(espace=demo, qui=None)
    Cadre.objects.filter(espace=demo, source_id="I02").update(retire_le="2026-11-22T10:00:00Z")
    take_photo(espace=demo, qui=None)
    return demo


def test_what_went_is_told_by_name(sans_pedt: Espace, animation: Client) -> None:
    found = compare(animation, sans_pedt)
    redondantes = find(found, "instances-redondantes")
    assert "COPIL PEDT" in redondantes.avant
    assert redondantes.apres == fr("Aucune instance n’en répète une autre : les membres diffèrent.")
    assert [("COPIL PEDT" in nom) for nom in redondantes.disparus] == [True]
    assert redondantes.apparus == []
    told = {chiffre.nom: (chiffre.avant, chiffre.apres) for chiffre in found.chiffres}
    assert told["Couples d’instances qui se répètent"] == ("1", "0")


def test_the_share_that_works_together_is_told_at_both_dates(sans_pedt: Espace, animation: Client) -> None:
    conversion = find(compare(animation, sans_pedt), "conversion-instances")
    assert conversion.avant.startswith(fr("Sur 100 paires d’acteurs qui siègent ensemble"))
    assert conversion.apres.startswith(fr("Sur 100 paires d’acteurs qui siègent ensemble"))
    assert conversion.avant != conversion.apres


def test_what_both_say_alike_is_left_out(sans_pedt: Espace, animation: Client) -> None:
    assert "diagnostics-en-double" not in {one.code for one in compare(animation, sans_pedt).evolutions}


def test_a_photo_older_than_these_findings_is_read_and_says_that_it_said_nothing(
    sans_pedt: Espace, animation: Client
) -> None:
    forget_findings(Photo.objects.filter(espace=sans_pedt).last())  # type: ignore[arg-type]
    found = compare(animation, sans_pedt)
    assert {one.avant for one in found.evolutions} == {fr(RIEN)}
    assert all(not one.apparus and not one.disparus for one in found.evolutions)
    told = {chiffre.nom: chiffre.avant for chiffre in found.chiffres}
    assert told["Zones blanches"] == PAS_DIT


def test_two_older_photos_tell_nothing_of_them(sans_pedt: Espace, animation: Client) -> None:
    for photo in Photo.objects.filter(espace=sans_pedt):
        forget_findings(photo)
    found = compare(animation, sans_pedt)
    assert found.evolutions == []
    assert "Zones blanches" not in {chiffre.nom for chiffre in found.chiffres}


def test_below_its_guard_a_share_is_not_compared(demo: Espace, animation: Client) -> None:
    take_photo(espace=demo, qui=None)
    Participation.objects.filter(cadre__espace=demo, role="financeur").update(phase="")
    take_photo(espace=demo, qui=None)
    found = compare(animation, demo)
    assert "qui disent quand le financeur est entré" in find(found, "financeur-tardif-actions").apres
    told = {chiffre.nom: chiffre.apres for chiffre in found.chiffres}
    assert told["Sur 100 actions, le financeur y entre tard"] == PAS_DIT


def test_who_may_not_read_a_detail_reads_no_name_of_it(demo: Espace, as_user) -> None:  # type: ignore[no-untyped-def]
    take_photo(espace=demo, qui=None)
    action = Cadre.objects.get(espace=demo, nature="action", nom__in=_list_told(demo))
    action.retire_le = demo.cree_le
    action.save()
    take_photo(espace=demo, qui=None)
    for email, named in (("animation@lisaude.example", True), ("lecture@lisaude.example", False)):
        found = compare(as_user(Utilisateur.objects.get(email=email)), demo)
        assert bool(find(found, "reussites-a-raconter").disparus) is named


def _list_told(espace: Espace) -> list[str]:
    """The actions that the last photo tells."""
    constats = Photo.objects.filter(espace=espace)[0].diagnostic["constats"]
    rows = next(one["detail"]["actions"] for one in constats if one["code"] == "reussites-a-raconter")
    return [row["intitule"] for row in rows]
