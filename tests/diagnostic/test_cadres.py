"""Dispositifs, instances and actions in the diagnosis of an espace: read, narrowed, told on the pages."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from maillage.analyse.reseau import Niveau
from maillage.cadres.models import Cadre, Participation
from maillage.diagnostic.demonstration import load_demonstration
from maillage.diagnostic.documents import render
from maillage.diagnostic.empreinte import read_empreinte
from maillage.diagnostic.lecture import Demande, Lecture, find_lecture, read_reseau, reread_lecture, write_lecture
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.models import Espace
from maillage.publication.methodes import find_method

PLANTES = {
    "dispositifs-cote-a-cote": 1,
    "instances-redondantes": 1,
    "acteur-sans-instance": 1,
    "diagnostics-en-double": 3,
    "reussites-a-raconter": 1,
    "triangles-a-fermer": 1,
}


def read(espace: Espace, portee: str = "complete", niveau: Niveau = "service") -> Lecture:
    lecture = find_lecture(Demande(espace, niveau, portee, read_empreinte(espace)))  # type: ignore[arg-type]
    assert lecture is not None
    return lecture


@pytest.mark.parametrize("code", PLANTES)
def test_planted_findings_are_found_in_the_espace(demo: Espace, code: str) -> None:
    assert read(demo).diagnostic.constat(code).valeur == PLANTES[code]


def test_the_plateau_first(demo: Espace) -> None:
    phrase = read(demo).diagnostic.constat("zones-blanches").phrase
    assert phrase.startswith("Quatre communes (La Fontesse, Malvèze, Noirecombe et Vaubrune) sans action connue pour")


def test_loading_it_again_replaces_cadres(demo: Espace) -> None:
    load_demonstration()
    assert Cadre.objects.filter(espace=demo).count() == 61
    assert read(demo).diagnostic.constat("instances-redondantes").valeur == 1


def test_a_seat_taken_or_left_makes_another_diagnosis(demo: Espace) -> None:
    before = read_empreinte(demo)
    Participation.objects.filter(cadre__source_id="I02").first().delete()  # type: ignore[union-attr]
    after = read_empreinte(demo)
    assert after != before
    Cadre.objects.filter(espace=demo, source_id="I02").delete()
    assert read_empreinte(demo) not in (before, after)


def test_a_seat_that_ended_is_no_seat(demo: Espace) -> None:
    Participation.objects.filter(cadre__source_id="I02").update(jusqu_a="2026-11-21")
    assert read(demo).diagnostic.constat("instances-redondantes").valeur == 0


def test_the_public_reads_nothing_of_a_reserved_cadre(demo: Espace, client: Client) -> None:
    Cadre.objects.filter(espace=demo, source_id="I02").update(visibilite=VisibiliteFiche.MEMBRES)
    assert read(demo, "publique").diagnostic.constat("instances-redondantes").valeur == 0
    page = client.get(reverse("diagnostic:accueil", args=[demo.slug])).content.decode()
    assert "COPIL PEDT" not in page


def test_drafts_and_removed_ones_are_in_no_diagnosis(demo: Espace) -> None:
    Cadre.objects.filter(espace=demo, source_id="I02").update(visibilite=VisibiliteFiche.BROUILLON)
    assert read(demo).diagnostic.constat("instances-redondantes").valeur == 0


def test_kept_and_read_again_the_same(demo: Espace) -> None:
    lecture = read(demo)
    kept = reread_lecture(write_lecture(lecture)).diagnostic
    assert [c.phrase for c in kept.constats] == [c.phrase for c in lecture.diagnostic.constats]
    assert kept.constat("zones-blanches").detail == lecture.diagnostic.constat("zones-blanches").detail


def test_the_public_page_names_no_one_who_sits_nowhere(demo: Espace, client: Client) -> None:
    page = client.get(reverse("diagnostic:accueil", args=[demo.slug])).content.decode()
    assert "parlent des mêmes sujets" in page
    assert "ne siège dans aucune instance connue" in page
    assert "Secrétaire générale de mairie" not in page


def test_the_animation_reads_whom(demo: Espace, animation: Client) -> None:
    page = animation.get(reverse("diagnostic:accueil", args=[demo.slug])).content.decode()
    assert "Secrétaire générale de mairie – Chantebise" in page


@pytest.mark.parametrize(
    ("couple", "said"),
    [
        ("DS-DL", "parlent des mêmes sujets (alimentation, enfance-jeunesse et parentalité) sans se rencontrer"),
        ("DS-DS", "réunissent presque les mêmes membres"),
        ("AS-DL", "a été commencée ensemble"),
        ("AS-DL", "Quatre communes (La Fontesse, Malvèze, Noirecombe et Vaubrune) sans action connue"),
        ("AS-DL", "ne siège dans aucune instance connue"),
        ("DS-DL", "Trois diagnostics en"),
    ],
)
def test_the_croisement_tells_what_concerns_both(demo: Espace, animation: Client, couple: str, said: str) -> None:
    page = animation.get(reverse("diagnostic:croisement", args=[demo.slug, couple]), follow=True).content.decode()
    assert said in page


def test_the_document_tells_them(demo: Espace) -> None:
    lecture = read(demo)
    reseau = read_reseau(demo, "service", "complete")
    text = render(demo, lecture.diagnostic, reseau, "html", publique=False).decode()
    for code in PLANTES:
        assert find_method(code, code).titre in text
