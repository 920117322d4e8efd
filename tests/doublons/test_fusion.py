"""Two sheets become one and are split again: nothing lost, each side's word kept, and all as before."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import serializers

from maillage.acteurs.actions import remove_acteur, save_acteur
from maillage.acteurs.declarer import attach, declare
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, Personne, PorteParole
from maillage.cadres.models import Participation
from maillage.comptes.models import Utilisateur
from maillage.doublons.cote_a_cote import GAUCHE, read_champs
from maillage.doublons.fusion import merge, split
from maillage.doublons.genres import FusionRefusee
from maillage.espaces.models import Espace, Trace
from tests.fabriques_acteurs import make_acteur, make_personne
from tests.fabriques_cadres import make_cadre, make_participation
from tests.fabriques_freins import make_observation

JOUR = date(2026, 11, 22)
CACHES = ("version", "modifie_le", "retire_le")
"""What a round trip may change."""


def say(source: Acteur, cible: Acteur, niveau: int, il_y_a: int = 0, **autres: Any) -> Declaration:
    quand = JOUR - timedelta(days=il_y_a)
    return declare(source=source, cible=cible, qui=None, quand=quand, attributs={"niveau_reel": niveau, **autres})


def pairs(espace: Espace) -> set[tuple[str, str, str]]:
    return {(*sorted((lien.a.nom, lien.b.nom)), lien.etat) for lien in Lien.objects.filter(espace=espace)}


def dump(espace: Espace) -> dict[str, Any]:
    """Every row of actors and links, without what a round trip may change."""
    models = (Acteur, Lien, Declaration, PorteParole, Personne)
    rows = {str((model.__name__, row.pk)): row for model in models for row in model._default_manager.all()}
    told = serializers.serialize("python", rows.values())
    kept = zip(rows, told, strict=True)
    return {
        key if "PorteParole" not in key else str(row["fields"]): {
            name: value for name, value in row["fields"].items() if name not in CACHES
        }
        for key, row in kept
    }


@pytest.fixture
def ccas(lisaude: Espace) -> Acteur:
    return make_acteur(lisaude, "CCAS de Valmorane", themes=("logement",), telephone="04 65 71 00 01")


@pytest.fixture
def doublon(lisaude: Espace) -> Acteur:
    fields = {"courriel": "ccas@valmorane.example", "telephone": "04 65 71 00 99"}
    return make_acteur(lisaude, "Centre communal d’action sociale", themes=("alimentation",), **fields)


@pytest.fixture
def mds(lisaude: Espace) -> Acteur:
    return make_acteur(lisaude, "MDS")


def test_links_follow_the_sheet_that_is_kept(lisaude, ccas, doublon, mds, claire):
    say(mds, doublon, 3)
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert pairs(lisaude) == {("CCAS de Valmorane", "MDS", EtatLien.DECLARE)}
    assert Declaration.objects.get().cible == ccas


def test_a_link_keeps_its_address_when_it_only_changes_ends(ccas, doublon, mds, claire):
    before = say(mds, doublon, 3).lien_id
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert Lien.objects.get().pk == before


def test_words_of_two_sides_told_to_two_sheets_confirm_each_other(lisaude, ccas, doublon, mds, claire):
    say(ccas, mds, 3)
    say(mds, doublon, 3)
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert pairs(lisaude) == {("CCAS de Valmorane", "MDS", EtatLien.CONFIRME)}


@pytest.mark.parametrize(("kept_days", "other_days", "stays"), [(10, 20, 2), (20, 10, 4), (10, 10, 2)])
def test_of_two_words_of_one_side_the_later_stays(ccas, doublon, mds, claire, kept_days, other_days, stays):
    say(ccas, mds, 2, kept_days)
    say(doublon, mds, 4, other_days)
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert Declaration.objects.get().niveau_reel == stays


def test_what_is_observed_on_a_link_that_melts_follows_it(lisaude, ccas, doublon, mds, claire):
    kept, gone = say(ccas, mds, 3).lien, say(doublon, mds, 2).lien
    already, doubled = make_observation(lisaude, "F01", lien=kept), make_observation(lisaude, "F01", lien=gone)
    moved = make_observation(lisaude, "F02", lien=gone)
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert set(kept.observations.all()) == {already, moved}
    assert not type(doubled).objects.filter(pk=doubled.pk).exists()


def test_a_link_between_the_two_is_no_link_any_more(ccas, doublon, claire):
    say(ccas, doublon, 3)
    fusion = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert not Lien.objects.exists()
    split(fusion=fusion, qui=claire)
    assert Lien.objects.get().niveau == 3


def test_services_posts_persons_and_spokespersons_follow(lisaude, ccas, doublon, claire, driss):
    service = make_acteur(lisaude, "Accueil", service=True, parent=doublon)
    attach(acteur=doublon, qui=driss)
    attach(acteur=doublon, qui=claire)
    attach(acteur=ccas, qui=claire)
    fusion = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    service.refresh_from_db()
    assert service.parent == ccas
    assert set(ccas.porte_parole.values_list("adhesion__utilisateur", flat=True)) == {claire.pk, driss.pk}
    split(fusion=fusion, qui=claire)
    assert set(doublon.porte_parole.values_list("adhesion__utilisateur", flat=True)) == {claire.pk, driss.pk}
    assert set(ccas.porte_parole.values_list("adhesion__utilisateur", flat=True)) == {claire.pk}


def test_blanks_are_filled_and_lists_put_together(ccas, doublon, claire):
    merge(garde=ccas, absorbe=doublon, champs=read_champs({}, ccas, doublon, GAUCHE), qui=claire)
    ccas.refresh_from_db()
    assert (ccas.telephone, ccas.courriel) == ("04 65 71 00 01", "ccas@valmorane.example")
    assert {theme.slug for theme in ccas.themes.all()} == {"logement", "alimentation"}


def test_the_other_sheet_leads_to_the_kept_one(lisaude, ccas, doublon, claire, as_user):
    merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    response = as_user(claire).get(f"/espace/lisaude/acteurs/{doublon.pk}/")
    assert response.status_code == 302
    assert response["Location"] == ccas.get_absolute_url()
    trash = as_user(claire).get("/espace/lisaude/acteurs/corbeille/").content.decode()
    assert "corbeille est vide" in trash


def test_both_histories_tell_it(ccas, doublon, claire):
    fusion = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    split(fusion=fusion, qui=claire)
    for one in (ccas, doublon):
        gestes = Trace.objects.filter(objet_id=one.pk).order_by("pk").values_list("geste", flat=True)
        assert list(gestes) == ["fusionner", "separer"]


def list_roles(acteur: Acteur) -> set[tuple[str, str, str]]:
    return set(acteur.participations.values_list("cadre__nom", "role", "phase"))


def test_roles_in_cadres_follow_and_one_that_both_held_stays_as_kept_says(lisaude, ccas, doublon, claire):
    ctg, pat = make_cadre(lisaude, "CTG"), make_cadre(lisaude, "PAT")
    make_participation(ctg, ccas, "membre", phase="P1")
    make_participation(ctg, doublon, "membre", phase="P5", depuis=JOUR)
    make_participation(ctg, doublon, "financeur", phase="P4")
    make_participation(pat, doublon, "pilote")
    before = list_roles(ccas), list_roles(doublon), set(Participation.objects.values_list("pk", "depuis"))
    fusion = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    assert list_roles(ccas) == {("CTG", "membre", "P1"), ("CTG", "financeur", "P4"), ("PAT", "pilote", "")}
    assert list_roles(doublon) == set()
    split(fusion=fusion, qui=claire)
    assert (list_roles(ccas), list_roles(doublon), set(Participation.objects.values_list("pk", "depuis"))) == before


def test_a_role_removed_since_the_fusion_stays_removed_and_one_corrected_comes_back_corrected(
    lisaude, ccas, doublon, claire
):
    gone = make_participation(make_cadre(lisaude, "CTG"), doublon, "membre")
    changed = make_participation(make_cadre(lisaude, "PAT"), doublon, "membre")
    fusion = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    Participation.objects.filter(pk=gone.pk).delete()
    Participation.objects.filter(pk=changed.pk).update(role="pilote")
    split(fusion=fusion, qui=claire)
    assert (list_roles(ccas), list_roles(doublon)) == (set(), {("PAT", "pilote", "")})


def test_what_was_written_since_stays_with_the_kept_sheet(ccas, doublon, mds, claire):
    said = say(mds, doublon, 3)
    fusion = merge(garde=ccas, absorbe=doublon, champs={"courriel": doublon.courriel}, qui=claire)
    save_acteur(espace=ccas.espace, qui=claire, champs={"courriel": "neuf@valmorane.example"}, acteur=ccas)
    say(mds, ccas, 5)
    assert split(fusion=fusion, qui=claire) == ["courriel"]
    ccas.refresh_from_db()
    assert ccas.courriel == "neuf@valmorane.example"
    levels = {one.cible_id: one.niveau_reel for one in Declaration.objects.filter(source=mds)}
    assert levels == {ccas.pk: 5, doublon.pk: 3}
    assert said.niveau_reel == 3


def refuse(**sheets: Any) -> str:
    before = dump(sheets["garde"].espace)
    with pytest.raises(FusionRefusee) as refusal:
        merge(champs={}, **sheets)
    assert dump(sheets["garde"].espace) == before
    return str(refusal.value)


def test_what_cannot_be_one_is_refused_and_nothing_moves(lisaude, ailleurs, ccas, doublon, claire):
    poste = make_acteur(lisaude, "Accueil", poste=True, parent=ccas)
    service = make_acteur(lisaude, "Service", service=True, parent=ccas)
    assert "poste" in refuse(garde=ccas, absorbe=poste, qui=claire)
    assert "fait partie" in refuse(garde=ccas, absorbe=service, qui=claire)
    assert "fait partie" in refuse(garde=service, absorbe=ccas, qui=claire)
    assert "même espace" in refuse(garde=ccas, absorbe=make_acteur(ailleurs, "CCAS"), qui=claire)
    assert "même espace" in refuse(garde=ccas, absorbe=ccas, qui=claire)
    remove_acteur(acteur=doublon, qui=claire)
    assert "n’est plus là" in refuse(garde=ccas, absorbe=doublon, qui=claire)


def test_two_posts_held_by_two_persons_stay_two(lisaude, ccas, claire):
    one, two = (make_acteur(lisaude, f"Poste {n}", poste=True, parent=ccas) for n in (1, 2))
    make_personne(one)
    person = make_personne(two, prenom="Karim", nom="Bouvreuil")
    assert "tenu par quelqu’un" in refuse(garde=one, absorbe=two, qui=claire)
    Personne.objects.exclude(pk=person.pk).delete()
    fusion = merge(garde=one, absorbe=two, champs={}, qui=claire)
    assert Personne.objects.get().poste == one
    split(fusion=fusion, qui=claire)
    assert Personne.objects.get().poste == two


def test_split_twice_and_split_under_another_fusion_are_refused(lisaude, ccas, doublon, claire):
    first = merge(garde=ccas, absorbe=doublon, champs={}, qui=claire)
    third = make_acteur(lisaude, "CCAS (bis)")
    second = merge(garde=third, absorbe=ccas, champs={}, qui=claire)
    with pytest.raises(FusionRefusee, match="n’est plus là"):
        split(fusion=first, qui=claire)
    split(fusion=second, qui=claire)
    split(fusion=first, qui=claire)
    with pytest.raises(FusionRefusee, match="déjà séparées"):
        split(fusion=first, qui=claire)


@pytest.mark.parametrize("graine", range(12))
def test_merged_and_split_is_as_before(lisaude, claire: Utilisateur, graine: int):
    """On any network: six actors, half the ordered pairs told, at any date; two fusions in a row, undone backwards."""
    chance = random.Random(graine)
    acteurs = [make_acteur(lisaude, f"Acteur {n}", themes=chance.choices(("a", "b", "c"))) for n in range(6)]
    for source in acteurs:
        for cible in acteurs:
            if source != cible and chance.random() < 0.5:
                say(source, cible, chance.randrange(6), chance.randrange(400), sujets=["information"], satisfaction=2)
    before = dump(lisaude)
    first = merge(garde=acteurs[0], absorbe=acteurs[1], champs=read_champs({}, *acteurs[:2], GAUCHE), qui=claire)
    second = merge(
        garde=acteurs[2], absorbe=acteurs[0], champs=read_champs({}, acteurs[2], acteurs[0], GAUCHE), qui=claire
    )
    assert Lien.objects.filter(a__in=acteurs[:2]).count() + Lien.objects.filter(b__in=acteurs[:2]).count() == 0
    split(fusion=second, qui=claire)
    split(fusion=first, qui=claire)
    assert dump(lisaude) == before
