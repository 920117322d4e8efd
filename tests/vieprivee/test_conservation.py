"""How long things are kept: each rule, at its day and not before; twice is once; what fails does not stop the rest."""

from __future__ import annotations

import re
from datetime import date, timedelta
from io import StringIO
from smtplib import SMTPException
from uuid import uuid4

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from maillage.acteurs import actions, declarer, identites
from maillage.acteurs.models import Acteur, Declaration, Personne
from maillage.comptes.models import Utilisateur
from maillage.espaces.invitations import accept, invite
from maillage.espaces.journal import EFFACE
from maillage.espaces.models import Espace, Invitation, Role, Trace, Visibilite
from maillage.vieprivee import conservation, taches
from maillage.vieprivee.conservation import DUREES, apply_durees
from maillage.vieprivee.models import Passage
from tests.fabriques import make_espace, make_invitation, make_utilisateur
from tests.fabriques_acteurs import make_acteur, make_commune, make_personne
from tests.site.pages import bad_spaces, english_words
from tests.vieprivee.base import find_lines

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def after(days: float, **options):
    """What each rule does that many days from now: `{code: how many}`."""
    results = apply_durees(maintenant=NOW + timedelta(days=days), **options)
    return {one.duree.code: one.nombre for one in results if one.nombre}


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("conservation", *arguments, stdout=out)
    return out.getvalue()


@pytest.fixture
def poste(lisaude):
    return make_acteur(lisaude, "Assistante sociale", poste=True, parent=make_acteur(lisaude, "MDS"))


# --- a person who never confirmed


def test_never_confirmed_for_ninety_days(poste):
    make_personne(poste)
    assert after(89) == {}
    assert after(91) == {"jamais-confirmees": 1}
    assert not Personne.objects.exists()
    assert Acteur.objects.filter(pk=poste.pk).exists()
    assert find_lines("Fauvette", "Odile") == []
    assert not mail.outbox


def test_the_notice_that_did_not_leave_is_sent_again_until_it_does(poste, visiteur, settings):
    settings.ADRESSE = "https://maillage.exemple.fr"
    make_personne(poste, informee_le=None)
    assert after(1) == {"informees": 1}
    assert after(2) == {}
    (message,) = mail.outbox
    path = re.findall(r"https://maillage\.exemple\.fr(/moi/\S+)", str(message.body))[-1]
    assert visiteur.get(path).status_code == 200


def test_who_could_not_be_informed_within_a_month_is_erased_and_not_written_to(poste):
    make_personne(poste, informee_le=None)
    assert after(31) == {"jamais-confirmees": 1}
    assert not mail.outbox
    assert not Personne.objects.exists()


# --- a person who confirmed


@pytest.fixture
def odile(poste):
    return make_personne(poste, publique=True)


def test_asked_once_a_year_by_one_link_and_one_button(odile, visiteur):
    assert after(364) == {}
    assert after(366) == {"redemandees": 1}
    assert after(500) == {}
    page = re.findall(r"/moi/\S+", str(mail.outbox[0].body))[0]
    Personne.objects.update(confirmee_le=NOW - timedelta(days=366))
    html = visiteur.get(page).content.decode()
    assert f'action="{page}confirmer/"' in html
    assert "C’est bien moi" in html


def seen(poste, visiteur, as_user, lou, claire):
    Espace.objects.update(visibilite=Visibilite.PUBLIQUE)
    page = poste.get_absolute_url()
    return ["Fauvette" in client.get(page).content.decode() for client in (visiteur, as_user(lou), as_user(claire))]


def test_masked_at_eighteen_months_written_to_again_and_shown_when_they_answer(
    odile, poste, visiteur, as_user, lou, claire
):
    after(366)
    assert seen(poste, visiteur, as_user, lou, claire) == [True, True, True]
    Session.objects.all().delete()
    assert after(549) == {"masquees": 1, "redemandees": 1}
    assert after(550) == {}
    assert seen(poste, visiteur, as_user, lou, claire) == [False, False, True]
    assert "nous ne montrons plus votre nom" in str(mail.outbox[-1].body)
    page = f"/moi/{identites.make_jeton(odile)}/"
    assert "C’est bien moi" in visiteur.get(page).content.decode()
    visiteur.post(page + "confirmer/")
    assert seen(poste, visiteur, as_user, lou, claire) == [True, True, True]


def test_erased_at_thirty_six_months(odile, poste):
    assert after(1095) == {"masquees": 1, "redemandees": 1}
    assert after(1097) == {"silencieuses": 1}
    assert not Personne.objects.exists()
    assert find_lines("Fauvette", "Odile") == []
    assert Acteur.objects.filter(pk=poste.pk).exists()


@pytest.mark.parametrize(
    ("geste", "sent"),
    [
        ("confirmer", {}),
        ("visibilite", {"visibilite": "membres"}),
        ("corriger", {"prenom": "Odile", "nom": "Merle", "courriel": "o@mds.fr", "telephone": ""}),
    ],
)
def test_any_answer_begins_a_new_year(odile, visiteur, geste, sent):
    long_ago = NOW - timedelta(days=400)
    Personne.objects.update(confirmee_le=long_ago, rappel_le=NOW - timedelta(days=30))
    visiteur.post(f"/moi/{identites.make_jeton(odile)}/{geste}/", sent)
    odile.refresh_from_db()
    assert odile.confirmee_le >= NOW
    assert (odile.rappel_le, odile.masquee_le) == (None, None)
    assert after(364) == {}


def test_opening_the_link_is_not_an_answer(odile, visiteur):
    Personne.objects.update(confirmee_le=NOW - timedelta(days=400))
    visiteur.get(f"/moi/{identites.make_jeton(odile)}/")
    odile.refresh_from_db()
    assert odile.confirmee_le < NOW - timedelta(days=399)


def test_the_message_is_careful_french_and_holds_its_links(odile):
    after(366)
    body = str(mail.outbox[0].body)
    assert mail.outbox[0].subject == "Êtes-vous toujours au poste «\u00a0Assistante sociale\u00a0»\u202f?"
    assert re.findall(r"/moi/\S+", body)[0] + "retirer/" == re.findall(r"/moi/\S+", body)[1]
    assert (english_words(body), bad_spaces(body)) == (set(), [])


def test_nobody_is_written_to_about_a_poste_or_an_espace_put_aside(odile, poste):
    Acteur.objects.filter(pk=poste.pk).update(retire_le=NOW)
    assert "redemandees" not in after(366, a_blanc=True)
    assert after(91) == {"poste-retire": 1}
    other = make_acteur(make_espace(supprime=True), poste=True)
    make_personne(other, confirmee=True)
    assert "redemandees" not in after(366, a_blanc=True)


# --- invitations, accounts, espaces, sessions


def test_an_invitation_without_answer_takes_its_address_out_of_the_journal(lisaude, claire):
    invite(espace=lisaude, qui=claire, identifiant=uuid4(), courriel="nadia@exemple.fr", role=Role.LECTURE)
    assert after(89) == {}
    assert after(91) == {"invitations": 1}
    assert find_lines("nadia") == []
    assert Trace.objects.get().libelle == EFFACE


def test_an_invitation_accepted_is_kept_a_year(lisaude, claire, passante):
    invitation, _ = make_invitation(lisaude, "passante@exemple.fr")
    accept(invitation=invitation, qui=passante)
    Utilisateur.objects.update(last_login=NOW)
    assert "invitations" not in after(364)
    assert after(366)["invitations"] == 1
    assert not Invitation.objects.exists()


def test_an_account_that_nobody_entered_is_erased_unless_awaited(claire):
    make_utilisateur("jamais@exemple.fr")
    make_utilisateur("admin@exemple.fr", staff=True)
    make_utilisateur("venue@exemple.fr", last_login=NOW)
    assert after(89) == {}
    assert after(91) == {"comptes-jamais-ouverts": 1}
    kept = set(Utilisateur.objects.values_list("email", flat=True))
    assert kept == {"claire@exemple.fr", "admin@exemple.fr", "venue@exemple.fr"}


def test_a_deleted_espace_goes_after_a_week_with_all_it_holds(lisaude, claire):
    commune = make_commune("Valmorane", espace=lisaude)
    structure = make_acteur(lisaude, commune=commune, territoires=(commune,))
    make_acteur(lisaude, poste=True, parent=structure, commune=commune)
    make_espace("Gardé")
    Espace.objects.filter(pk=lisaude.pk).update(supprime_le=NOW)
    assert after(6.9) == {}
    assert after(7.1) == {"espaces": 1}
    assert [espace.nom for espace in Espace.objects.all()] == ["Gardé"]
    assert not Acteur.objects.exists()


def test_finished_sessions_and_old_lines_of_the_administration_go(claire):
    Session.objects.create(session_key="finie", session_data="", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="ouverte", session_data="", expire_date=NOW + timedelta(days=900))
    LogEntry.objects.create(
        user=claire, content_type=ContentType.objects.first(), object_id="1", object_repr="x", action_flag=ADDITION
    )
    assert after(1) == {"sessions": 1}
    assert after(366)["journal-administration"] == 1
    assert Session.objects.get().session_key == "ouverte"


# --- the journal


def test_after_a_year_the_journal_forgets_who_and_keeps_what(lisaude, claire, driss):
    mine = actions.save_acteur(
        espace=lisaude,
        qui=claire,
        champs={
            "nom": "CCAS", "nature": "structure", "sphere": make_acteur(lisaude).sphere,
            "courriel": "prenom.nom@ccas.fr", "telephone": "05 00 00 00 03",
        },
    )  # fmt: skip
    declarer.attach(acteur=mine, qui=driss)
    declarer.declare(
        source=mine, cible=make_acteur(lisaude), qui=driss, quand=date(2026, 5, 1), attributs={"niveau_reel": 2}
    )
    assert "journal" not in after(364)
    assert after(366)["journal"] == 3
    assert "journal" not in after(367)
    assert set(Trace.objects.values_list("qui", "concerne")) == {(None, None)}
    told = str(list(Trace.objects.values("libelle", "avant", "apres")))
    for forgotten in ("Driss", "prenom.nom", "05 00 00 00 03"):
        assert forgotten not in told
    created = Trace.objects.order_by("pk")[0]
    assert (created.libelle, created.apres["nom"], created.apres["courriel"]) == ("CCAS", "CCAS", EFFACE)
    assert Declaration.objects.get().declare_par == driss


# --- the run itself


def test_twice_the_same_day_is_once(odile, poste):
    make_personne(make_acteur(poste.espace, poste=True))
    assert after(366) == {"jamais-confirmees": 1, "redemandees": 1}
    assert after(366) == {}
    assert len(mail.outbox) == 1


def test_a_dry_run_says_the_same_and_does_nothing(odile, poste, lisaude):
    make_personne(make_acteur(lisaude, poste=True))
    make_invitation(lisaude)
    before = find_lines("")
    would = after(366, a_blanc=True)
    assert find_lines("") == before
    assert after(366) == would != {}


def test_a_message_that_does_not_leave_is_tried_the_next_day_and_stops_nobody(odile, poste, monkeypatch):
    make_personne(make_acteur(poste.espace, poste=True), confirmee=True, courriel="autre@mds.fr")
    send = conservation.ask_again

    def refuse_one(*, personne, **options):
        if personne.pk == odile.pk:
            raise SMTPException
        send(personne=personne, **options)

    monkeypatch.setattr(conservation, "ask_again", refuse_one)
    with pytest.raises(CommandError, match="Tout n’a pas pu être fait"):
        run("--date", str((NOW + timedelta(days=366)).date()))
    assert [message.to for message in mail.outbox] == [["autre@mds.fr"]]
    monkeypatch.undo()
    assert after(368) == {"redemandees": 1}


def test_one_person_who_cannot_be_erased_does_not_keep_the_others(poste, lisaude, monkeypatch):
    stuck = make_personne(poste, nom="Bloquée")
    make_personne(make_acteur(lisaude, poste=True))
    erase = conservation.erase_personne

    def refuse_one(*, personne, **options):
        erase(personne=personne, **options)
        if personne.nom == stuck.nom:
            raise RuntimeError

    monkeypatch.setattr(conservation, "erase_personne", refuse_one)
    assert after(91) == {"jamais-confirmees": 1}
    assert Personne.objects.get().nom == "Bloquée"
    assert Trace.objects.count() == 1


def test_the_command_says_how_many_and_never_who(odile, poste, lisaude):
    make_personne(make_acteur(lisaude, poste=True))
    day = (NOW + timedelta(days=366)).date()
    would, did = run("--date", str(day), "--a-blanc"), run("--date", str(day))
    assert "à blanc (rien n’est fait)" in would
    assert would.splitlines()[1:] == did.splitlines()[1:]
    assert "  1 | Personnes effacées\u00a0: rien de confirmé en 90 jours" in did
    assert "Fauvette" not in did
    assert run("--date", str(day)).splitlines()[1:] == ["  Rien à faire."]


@pytest.mark.parametrize("typed", ["hier", "2026-13-01", "01/02/2026"])
def test_a_date_that_is_none_does_nothing(odile, typed):
    with pytest.raises(CommandError, match="AAAA-MM-JJ"):
        run("--date", typed)
    assert not Passage.objects.exists()


def test_each_day_is_asked_for_once_and_leaves_its_proof(poste, monkeypatch):
    make_personne(poste, ajoutee_il_y_a=91)
    asked = []

    def ask(task: object) -> None:
        asked.append(task)

    monkeypatch.setattr(type(taches.apply_daily), "enqueue", ask)
    today = timezone.localdate()
    assert [taches.enqueue_daily(today), taches.enqueue_daily(today)] == [True, False]
    assert len(asked) == 1
    asked[0].call()
    passage = Passage.objects.get()
    assert (passage.jour, passage.bilan) == (today, {"jamais-confirmees": 1})
    assert passage.fini_le is not None


def test_every_rule_has_its_own_code_and_says_its_delay():
    assert len({duree.code for duree in DUREES}) == len(DUREES)
    assert [duree.code for duree in DUREES if not re.search(r"\d+ (jours|mois)", duree.dit)] == [
        "informees", "redemandees", "sessions"
    ]  # fmt: skip
