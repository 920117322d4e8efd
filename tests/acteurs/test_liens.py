"""Pages of links: the questions one by one, the two sides, who sees what."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from maillage.acteurs import declarer
from maillage.acteurs.liens import Declaration, EtatLien, Lien
from maillage.acteurs.models import Acteur, PorteParole
from maillage.espaces.droits import find_droits
from maillage.espaces.models import Espace, Visibilite
from maillage.referentiels.chargement import load_all
from maillage.referentiels.models import Theme
from tests.conftest_site import count_queries, writes_of_get
from tests.fabriques import make_adhesion
from tests.fabriques_acteurs import make_acteur, make_porte_parole

JOUR = date(2026, 11, 22)
NIVEAUX = ("Ne pas se connaître", "Se connaître", "S’informer", "Se coordonner", "Coopérer", "Co-construire")


@pytest.fixture
def lisaude(lisaude):
    load_all()
    return lisaude


@pytest.fixture
def ccas(lisaude):
    return make_acteur(lisaude, "CCAS de Valmorane")


@pytest.fixture
def gal(lisaude):
    return make_acteur(lisaude, "GAL de la Lisaude", sphere="DL")


@pytest.fixture
def mine(ccas, driss):
    """Driss speaks for the CCAS."""
    make_porte_parole(ccas, driss)
    return ccas


@pytest.fixture
def autre(gal):
    """Someone else speaks for the GAL."""
    member = make_adhesion(gal.espace).utilisateur
    make_porte_parole(gal, member)
    return member


def say(source, cible, **attributs) -> Lien:
    return declarer.declare(source=source, cible=cible, qui=None, quand=JOUR, attributs=attributs).lien


def step(source: Acteur, cible: Acteur, code: str = "aujourdhui") -> str:
    return reverse("acteurs:declarer_etape", args=["lisaude", source.pk, cible.pk, code])


def page_of(lien: Lien) -> str:
    return reverse("acteurs:lien", args=["lisaude", lien.pk])


def open_to_all() -> None:
    Espace.objects.update(visibilite=Visibilite.PUBLIQUE)


# The questions


def test_from_with_whom_to_saved(mine, gal, as_user, driss):
    client = as_user(driss)
    page = client.get(reverse("acteurs:declarer", args=["lisaude", mine.pk]), {"q": "gal lisaude"})
    assert step(mine, gal) in page.content.decode()
    asked = client.get(step(mine, gal)).content.decode()
    assert "Nous savons qui fait quoi" in asked
    assert "Un niveau plus haut n’est pas toujours meilleur." in asked
    assert client.post(step(mine, gal), {"niveau_reel": "3"}).url == step(mine, gal, "souhait")
    after = client.post(step(mine, gal, "souhait"), {"niveau_souhaite": "4"}, follow=True)
    assert "Enregistré" in after.content.decode()
    said = Declaration.objects.get()
    assert (said.source, said.niveau_reel, said.niveau_souhaite) == (mine, 3, 4)
    assert (said.declare_par, said.origine) == (driss, "porte-parole")


MORE = {
    "sur-quoi": {"sujets": ["orientation", "formation"], "financement": "A-finance-B"},
    "comment": {
        "frequence": "mensuelle", "cadre": "instance", "formalisation": "charte", "porte_par": "personne",
        "tendance": "stable", "satisfaction": 2,
    },
    "ce-qui-joue": {"freins": ["F03", "F17"], "leviers": ["L26"]},
    "depuis": {
        "initiateur": "B", "premier_contact_phase": "P4", "phase_souhaitee": "P1", "visibilite": "groupe",
    },
}  # fmt: skip


@pytest.mark.parametrize("code", MORE)
def test_more_is_kept_and_shown_again(mine, gal, as_user, driss, code):
    client = as_user(driss)
    assert client.post(step(mine, gal, code), MORE[code]).status_code == 302
    said = Declaration.objects.get()
    assert {name: getattr(said, name) for name in MORE[code]} == MORE[code]
    assert client.post(step(mine, gal, code), MORE[code]).status_code == 302
    assert Declaration.objects.count() == 1
    form = client.get(step(mine, gal, code)).context["form"]
    assert {name: form[name].value() for name in MORE[code]} == MORE[code]


def test_what_slows_and_what_helps_is_folded_by_family_and_told_to_both_sides(mine, gal, as_user, driss, autre):
    client = as_user(driss)
    assert (
        '<details class="bascule"><summary>Langage</summary>'
        in client.get(step(mine, gal, "ce-qui-joue")).content.decode()
    )
    client.post(step(mine, gal, "ce-qui-joue"), {"freins": ["F03"]})
    assert (
        '<details class="bascule" open><summary>Langage</summary>'
        in client.get(step(mine, gal, "ce-qui-joue")).content.decode()
    )
    page = page_of(Lien.objects.get())
    for reader in (driss, autre):
        assert "Les mêmes mots ne désignent pas les mêmes choses" in as_user(reader).get(page).content.decode()


@pytest.mark.parametrize(
    ("mois", "kept", "words"), [("", date(2019, 1, 1), "2019"), ("1", date(2019, 1, 2), "janvier 2019")]
)
def test_since_a_year_or_a_month(mine, gal, as_user, driss, mois, kept, words):
    data = MORE["depuis"] | {"annee": "2019", "mois": mois}
    as_user(driss).post(step(mine, gal, "depuis"), data)
    said = Declaration.objects.get()
    assert said.depuis == kept
    assert f"<dd>{words}</dd>" in as_user(driss).get(page_of(said.lien)).content.decode()


def test_themes_are_kept(mine, gal, as_user, driss):
    theme = Theme.objects.get(slug="mobilite")
    as_user(driss).post(step(mine, gal, "sur-quoi"), {"themes": [theme.pk]})
    assert list(Declaration.objects.get().themes.all()) == [theme]


@pytest.mark.parametrize(
    ("code", "data"),
    [
        ("aujourdhui", {"niveau_reel": "6"}),
        ("aujourdhui", {}),
        ("sur-quoi", {"sujets": ["inconnu"]}),
        ("comment", {"satisfaction": "9"}),
        ("depuis", {"visibilite": "secrete"}),
        ("depuis", {"visibilite": "groupe", "annee": "12"}),
    ],
)
def test_unknown_answer_is_asked_again(mine, gal, as_user, driss, code, data):
    response = as_user(driss).post(step(mine, gal, code), data)
    assert response.status_code == 422
    assert not Declaration.objects.exists()


def test_name_with_html_is_only_text(mine, as_user, driss):
    other = make_acteur(mine.espace, "<script>alert(1)</script>")
    page = as_user(driss).get(step(mine, other, "sur-quoi")).content.decode()
    assert "<script>alert(1)" not in page


# Who speaks for whom


def test_contributor_first_says_which_structure_is_theirs(ccas, as_user, driss):
    client = as_user(driss)
    page = client.get(reverse("acteurs:declarer", args=["lisaude", ccas.pk])).content.decode()
    assert "C’est ma structure" in page
    client.post(reverse("acteurs:rattacher", args=["lisaude", ccas.pk]))
    assert "travaille avec qui" in client.get(reverse("acteurs:declarer", args=["lisaude", ccas.pk])).content.decode()


def test_page_of_another_offers_to_declare_from_mine(mine, gal, as_user, driss):
    page = as_user(driss).get(reverse("acteurs:declarer", args=["lisaude", gal.pk])).content.decode()
    assert step(mine, gal) in page


def test_animation_speaks_for_all_and_it_is_told(ccas, gal, as_user, claire):
    as_user(claire).post(step(ccas, gal), {"niveau_reel": "2"})
    said = Declaration.objects.get()
    assert said.origine == "animation"
    assert "recueilli par l’animation" in as_user(claire).get(page_of(said.lien)).content.decode()


@pytest.mark.parametrize("who", ["driss", "lou"])
def test_no_one_speaks_for_others(ccas, gal, as_user, who, request):
    client = as_user(request.getfixturevalue(who))
    assert client.post(step(ccas, gal), {"niveau_reel": "2"}).status_code == 403
    assert not Declaration.objects.exists()


@pytest.mark.parametrize("who", ["etranger", "passante"])
def test_strangers_find_nothing(mine, gal, as_user, who, request):
    client = as_user(request.getfixturevalue(who))
    lien = say(mine, gal, niveau_reel=3)
    for path in (step(mine, gal), page_of(lien), reverse("acteurs:liens", args=["lisaude"])):
        assert client.get(path).status_code == 404
    assert client.post(step(mine, gal), {"niveau_reel": "2"}).status_code == 404


def test_visitor_is_sent_to_sign_in(mine, gal, visiteur):
    open_to_all()
    assert visiteur.get(step(mine, gal)).status_code == 302
    assert visiteur.post(step(mine, gal), {"niveau_reel": "2"}).status_code == 302
    assert not Declaration.objects.exists()


def test_forged_ids_find_nothing(mine, gal, ailleurs, as_user, driss):
    client = as_user(driss)
    there = make_acteur(ailleurs, "Très loin")
    removed = make_acteur(mine.espace, retire=True)
    for source, cible in ((mine, there), (there, mine), (mine, removed)):
        assert client.post(step(source, cible), {"niveau_reel": "2"}).status_code == 404
    assert client.get(step(mine, mine)).status_code == 404
    assert client.get(step(mine, gal, "autre")).status_code == 404
    assert client.get(reverse("acteurs:lien", args=["lisaude", uuid4()])).status_code == 404
    assert not Declaration.objects.exists()


def test_link_of_another_espace_is_not_found(mine, ailleurs, as_user, driss):
    there = declarer.declare(
        source=make_acteur(ailleurs), cible=make_acteur(ailleurs), qui=None, quand=JOUR, attributs={"niveau_reel": 3}
    ).lien
    assert as_user(driss).get(page_of(there)).status_code == 404


# The other side


def test_one_click_confirms(mine, gal, autre, as_user):
    lien = say(mine, gal, niveau_reel=3)
    client = as_user(autre)
    assert "Oui, c’est bien cela" in client.get(page_of(lien)).content.decode()
    data = {"cote": str(gal.pk), "lu": "3"}
    for _ in range(2):
        client.post(reverse("acteurs:confirmer_lien", args=["lisaude", lien.pk]), data)
    lien.refresh_from_db()
    assert lien.etat == EtatLien.CONFIRME
    assert Declaration.objects.get(source=gal).niveau_reel == 3
    assert "Oui, c’est bien cela" not in client.get(page_of(lien)).content.decode()


def test_confirming_what_changed_meanwhile_says_so(mine, gal, autre, as_user):
    lien = say(mine, gal, niveau_reel=1)
    data = {"cote": str(gal.pk), "lu": "3"}
    page = as_user(autre).post(reverse("acteurs:confirmer_lien", args=["lisaude", lien.pk]), data, follow=True)
    assert "vient de changer sa réponse" in page.content.decode()
    assert not Declaration.objects.filter(source=gal).exists()


def test_seeing_it_otherwise_keeps_both_words(mine, gal, autre, as_user):
    lien = say(mine, gal, niveau_reel=5)
    as_user(autre).post(step(gal, mine), {"niveau_reel": "1"})
    lien.refresh_from_db()
    assert lien.etat == EtatLien.CONTESTE
    page = as_user(autre).get(page_of(lien)).content.decode()
    assert "<b>Se connaître</b>" in page
    assert "<b>Co-construire</b>" in page


@pytest.mark.parametrize("cote", ["theirs", "", "nobody"])
def test_confirming_in_the_name_of_others_is_refused(mine, gal, as_user, driss, cote):
    lien = say(mine, gal, niveau_reel=3)
    data = {"cote": str(gal.pk) if cote == "theirs" else cote, "lu": "3"}
    for name in ("confirmer_lien", "retirer_declaration"):
        assert as_user(driss).post(reverse(f"acteurs:{name}", args=["lisaude", lien.pk]), data).status_code == 403
    assert Declaration.objects.count() == 1


def test_one_side_withdraws_its_own_word(mine, gal, as_user, driss):
    lien = say(mine, gal, niveau_reel=3)
    response = as_user(driss).post(
        reverse("acteurs:retirer_declaration", args=["lisaude", lien.pk]), {"cote": str(mine.pk)}
    )
    assert response.url == mine.get_absolute_url()
    assert not Lien.objects.exists()


# Who sees what


@pytest.fixture
def contested(mine, gal):
    """Seen at 5 and at 1: merged at 3."""
    say(gal, mine, niveau_reel=1, niveau_souhaite=2, satisfaction=1)
    return say(mine, gal, niveau_reel=5, niveau_souhaite=4, satisfaction=4, sujets=["orientation"])


def test_member_of_neither_side_reads_the_merged_state_only(contested, as_user, lou, lisaude):
    other = make_adhesion(lisaude).utilisateur
    for member in (lou, other):
        page = as_user(member).get(page_of(contested)).content.decode()
        assert "de la même façon" in page
        assert "Ce que dit chaque côté" not in page
        for level in (NIVEAUX[5], NIVEAUX[1]):
            assert f"{level} aujourd’hui" not in page
            assert level.lower() not in page.lower().replace("se connecter", "")


def test_both_sides_and_the_animation_read_both_words(contested, as_user, driss, autre, claire):
    for member in (driss, autre, claire):
        page = as_user(member).get(page_of(contested)).content.decode()
        assert "<b>Co-construire</b>" in page
        assert "<b>Se connaître</b>" in page


def test_satisfaction_is_for_its_side_and_the_animation(contested, as_user, driss, autre, claire):
    mine, theirs = "Très satisfaits", "Pas satisfaits"
    seen = {
        member: [words in as_user(member).get(page_of(contested)).content.decode() for words in (mine, theirs)]
        for member in (driss, autre, claire)
    }
    assert seen == {driss: [True, False], autre: [False, True], claire: [True, True]}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ([{"niveau_reel": 3, "niveau_souhaite": 5}], 200),
        ([{"niveau_reel": 3}, {"niveau_reel": 3}], 200),
        ([{"niveau_reel": 5}, {"niveau_reel": 1}], 404),
        ([{"niveau_souhaite": 3}], 404),
        ([{"niveau_reel": 0}], 404),
        ([{"niveau_reel": 3, "visibilite": "groupe"}], 404),
        ([{"niveau_reel": 3, "visibilite": "privee"}, {"niveau_reel": 3}], 404),
    ],
)
def test_public_is_told_neither_wish_nor_contest_nor_what_is_kept(ccas, gal, visiteur, words, told):
    open_to_all()
    sides = ((ccas, gal), (gal, ccas))
    lien = [say(*side, **word) for side, word in zip(sides, words, strict=False)][-1]
    response = visiteur.get(page_of(lien))
    assert response.status_code == told
    if told == 200:
        assert "Co-construire" not in response.content.decode()
        assert "souhait" not in response.content.decode().lower()


def test_private_link_is_for_its_sides_and_the_animation(mine, gal, autre, as_user, driss, lou, claire):
    lien = say(gal, mine, niveau_reel=3, visibilite="privee")
    stranger = make_adhesion(mine.espace).utilisateur
    seen = [as_user(member).get(page_of(lien)).status_code for member in (driss, autre, claire, lou, stranger)]
    assert seen == [200, 200, 200, 404, 404]


def test_what_is_kept_does_not_show_on_the_sheets_of_its_two_sides(mine, gal, as_user, driss, lou, claire, visiteur):
    open_to_all()
    say(gal, mine, niveau_reel=3, visibilite="privee")
    say(make_acteur(mine.espace, "Tiers-lieu"), mine, niveau_reel=3, visibilite="groupe")
    seen = {
        reader: [nom in client.get(mine.get_absolute_url()).content.decode() for nom in (gal.nom, "Tiers-lieu")]
        for reader, client in (("lou", as_user(lou)), ("driss", as_user(driss)), ("public", visiteur))
    }
    assert seen == {"lou": [False, True], "driss": [True, True], "public": [False, False]}
    assert gal.nom in as_user(claire).get(mine.get_absolute_url()).content.decode()


def test_links_of_a_few_actors_are_those_that_may_be_seen(mine, gal, driss, claire, lou):
    """`around` asks by the ends what `visible_to` asks by the espace."""
    tiers = make_acteur(mine.espace, "Tiers-lieu")
    say(gal, mine, niveau_reel=3, visibilite="privee")
    say(tiers, mine, niveau_reel=3), say(tiers, gal, niveau_souhaite=4, visibilite="groupe")
    say(make_acteur(mine.espace, retire=True), mine, niveau_reel=2)
    say(make_acteur(mine.espace, brouillon=True), mine, niveau_reel=2)
    readers = [find_droits(one, mine.espace) for one in (driss, claire, lou, AnonymousUser())]
    for droits in readers:
        for acteur in (mine, gal, tiers):
            expected = set(Lien.objects.visible_to(droits).of(acteur))
            assert set(Lien.objects.around(droits, [acteur])) == expected
    assert [Lien.objects.around(droits, [mine]).count() for droits in readers] == [3, 3, 1, 1]


def test_link_with_a_hidden_actor_is_not_found(ccas, visiteur):
    open_to_all()
    lien = say(ccas, make_acteur(ccas.espace, membres=True), niveau_reel=3)
    assert visiteur.get(page_of(lien)).status_code == 404


# Lists


def test_mine_says_what_waits_for_an_answer(mine, gal, as_user, driss):
    say(gal, mine, niveau_reel=3)
    page = as_user(driss).get(reverse("acteurs:liens", args=["lisaude"])).content.decode()
    assert "1 lien attend votre réponse." in page
    assert "GAL de la Lisaude" in page


def test_wished_links_are_for_members_and_do_not_say_who(contested, as_user, lou, visiteur):
    open_to_all()
    path = reverse("acteurs:souhaits", args=["lisaude"])
    assert "Coopérer" in as_user(lou).get(path).content.decode()
    assert visiteur.get(path).status_code == 302


def test_animation_sees_and_ends_who_speaks(mine, as_user, driss, claire, lou):
    path = reverse("acteurs:porte_parole", args=["lisaude"])
    assert as_user(driss).get(path).status_code == as_user(lou).get(path).status_code == 403
    assert "Driss Benali" in as_user(claire).get(path).content.decode()
    other = make_adhesion(mine.espace).utilisateur
    end = reverse("acteurs:detacher", args=["lisaude", PorteParole.objects.get().pk])
    assert as_user(other).post(end).status_code == 404
    assert as_user(claire).post(end).url == path
    assert not PorteParole.objects.exists()


# Every page


def every_page(mine: Acteur, gal: Acteur, lien: Lien) -> list[str]:
    names = ["liens", "souhaits", "porte_parole"]
    return [
        reverse("acteurs:declarer", args=["lisaude", mine.pk]),
        reverse("acteurs:declarer", args=["lisaude", mine.pk]) + "?q=gal",
        reverse("acteurs:declarer", args=["lisaude", gal.pk]),
        *(step(mine, gal, code) for code in ("aujourdhui", "souhait", "sur-quoi", "comment", "depuis", "ce-qui-joue")),
        page_of(lien),
        *(reverse(f"acteurs:{name}", args=["lisaude"]) for name in names),
    ]


def test_reading_never_writes(contested, mine, gal, as_user, claire):
    client = as_user(claire)
    for path in every_page(mine, gal, contested):
        assert writes_of_get(client, path) == [], path


def test_no_page_grows_with_the_number_of_links(contested, mine, gal, as_user, driss, claire):
    for member in (driss, claire):
        client = as_user(member)
        paths = [path for path in every_page(mine, gal, contested) if "porte-parole" not in path]
        few = [count_queries(client, path) for path in paths]
        for _ in range(12):
            say(make_acteur(mine.espace), mine, niveau_reel=2, niveau_souhaite=4)
        assert [count_queries(client, path) for path in paths] == few


def test_no_inline_style_or_script(contested, mine, gal, as_user, claire):
    for path in every_page(mine, gal, contested):
        page = as_user(claire).get(path).content.decode()
        assert " style=" not in page
        assert "<script>" not in page


def test_private_link_is_not_on_the_page_of_its_actors_either(mine, gal, autre, as_user, driss, lou, claire, visiteur):
    say(gal, mine, niveau_reel=3, visibilite="privee")
    open_to_all()
    page = f"/espace/lisaude/acteurs/{mine.pk}/"
    stranger = make_adhesion(mine.espace).utilisateur
    readers = [*map(as_user, (driss, autre, claire, lou, stranger)), visiteur]
    assert [gal.nom in reader.get(page).content.decode() for reader in readers] == [True, True, True, *[False] * 3]


def test_link_kept_for_members_is_not_on_the_public_page_of_its_actors(mine, gal, as_user, lou, visiteur):
    say(gal, mine, niveau_reel=3, visibilite="groupe")
    open_to_all()
    page = f"/espace/lisaude/acteurs/{mine.pk}/"
    assert [gal.nom in reader.get(page).content.decode() for reader in (as_user(lou), visiteur)] == [True, False]


def test_wish_born_of_a_proposal_says_so_until_a_side_speaks(mine, gal, as_user, lou, claire):
    lien = say(gal, mine, niveau_souhaite=1, origine="proposition")
    born = "né d’une proposition"
    assert born in as_user(lou).get(page_of(lien)).content.decode()
    assert born in as_user(lou).get("/espace/lisaude/liens/souhaites/").content.decode()
    assert born in as_user(claire).get(page_of(lien)).content.decode()
    say(gal, mine, niveau_souhaite=3, origine="porte-parole")
    assert born not in as_user(lou).get(page_of(lien)).content.decode()
