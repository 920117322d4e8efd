"""A member with a long life: what leaves a name somewhere has happened to Zélie at least once."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.admin.models import DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from django.urls import reverse

from maillage.acteurs import actions, declarer, identites
from maillage.acteurs.models import Acteur
from maillage.comptes.models import Utilisateur
from maillage.espaces.actions import change_role, create_espace, remove_member
from maillage.espaces.fiches_actions import verify_fiche
from maillage.espaces.invitations import accept, invite, send_again
from maillage.espaces.models import Adhesion, Espace, Role
from tests.fabriques import make_adhesion, make_utilisateur
from tests.fabriques_acteurs import make_acteur

NOM, COURRIEL, BUREAU = "Zélie Quintefeuille", "zelie.quintefeuille@exemple.fr", "bureau.quintefeuille@exemple.fr"
MOTS = ("Quintefeuille", "Zélie", "Zelie")
JOUR = date(2026, 5, 1)


def live(lisaude: Espace, ailleurs: Espace, claire: Utilisateur, etranger: Utilisateur) -> Utilisateur:
    zelie = make_utilisateur(COURRIEL, nom=NOM)
    EmailAddress.objects.create(user=zelie, email=COURRIEL, verified=True, primary=True)
    Authenticator.objects.create(user=zelie, type=Authenticator.Type.WEBAUTHN, data={"name": f"Clé de {NOM}"})
    join(lisaude, claire, zelie)
    leave(ailleurs, etranger, zelie)
    found_an_espace(zelie)
    work(lisaude, zelie)
    stand_on_the_map(lisaude, claire)
    browse(zelie)
    LogEntry.objects.create(
        user=make_utilisateur(staff=True),
        content_type=ContentType.objects.get_for_model(Acteur),
        object_id="1",
        object_repr=f"{NOM} parle pour le CCAS",
        action_flag=DELETION,
    )
    return zelie


def join(espace: Espace, par: Utilisateur, zelie: Utilisateur) -> None:
    """Invited at two addresses, twice at one; accepts the one of her office; her role changes."""
    invite(espace=espace, qui=par, identifiant=uuid4(), courriel=COURRIEL, role=Role.LECTURE)
    first, _ = invite(espace=espace, qui=par, identifiant=uuid4(), courriel=BUREAU, role=Role.CONTRIBUTION)
    again, _ = send_again(invitation=first, qui=par)
    adhesion = accept(invitation=again, qui=zelie)
    change_role(adhesion=adhesion, qui=par, role=Role.ANIMATION, role_vu=Role.CONTRIBUTION)
    invite(espace=espace, qui=zelie, identifiant=uuid4(), courriel="nadia@exemple.fr", role=Role.LECTURE)


def leave(espace: Espace, par: Utilisateur, zelie: Utilisateur) -> None:
    """Was a member elsewhere, and was removed: only the journal remembers."""
    invitation, _ = invite(espace=espace, qui=par, identifiant=uuid4(), courriel=COURRIEL, role=Role.CONTRIBUTION)
    adhesion = accept(invitation=invitation, qui=zelie)
    structure = make_acteur(espace, "Foyer rural")
    declarer.attach(acteur=structure, qui=zelie)
    remove_member(adhesion=adhesion, qui=par)


def found_an_espace(zelie: Utilisateur) -> None:
    mine = create_espace(qui=zelie, jeton=uuid4(), nom="Vallée haute", presentation="", visibilite="membres")
    other = make_adhesion(mine, role=Role.ANIMATION).utilisateur
    adhesion = Adhesion.objects.get(espace=mine, utilisateur=zelie)
    change_role(adhesion=adhesion, qui=other, role=Role.LECTURE, role_vu=Role.ANIMATION)


def work(espace: Espace, zelie: Utilisateur) -> None:
    structure = actions.save_acteur(
        espace=espace, qui=zelie, champs={"nom": "CCAS", "nature": "structure", "sphere": make_acteur(espace).sphere}
    )
    verify_fiche(fiche=structure, qui=zelie, quand=JOUR)
    declarer.attach(acteur=structure, qui=zelie)
    other = make_acteur(espace, "GAL", sphere="DL")
    declarer.declare(source=structure, cible=other, qui=zelie, quand=JOUR, attributs={"niveau_reel": 3})
    held = make_acteur(espace, "Conseiller numérique", poste=True, parent=structure)
    identity = {"prenom": "Aubin", "nom": "Merle", "courriel": "aubin@exemple.fr", "telephone": "05 00 00 00 02"}
    identites.add_personne(poste=held, qui=zelie, identite=identity)


def stand_on_the_map(espace: Espace, par: Utilisateur) -> None:
    poste = make_acteur(espace, "Chargée de mission", poste=True)
    identity = {"prenom": "Zélie", "nom": "Quintefeuille", "courriel": COURRIEL.upper(), "telephone": "05 00 00 00 01"}
    personne = identites.add_personne(poste=poste, qui=par, identite=identity)
    identites.confirm_personne(personne=personne)


def browse(zelie: Utilisateur) -> None:
    """A telephone left signed in; a code asked and never typed; a form sent too late that gives her address."""
    telephone = Client()
    telephone.force_login(zelie, backend="allauth.account.auth_backends.AuthenticationBackend")
    Client().post(reverse("account_login"), {"login": COURRIEL})
    late = Client(headers={"referer": "http://testserver/espace/lisaude/membres/inviter/"})
    late.post(reverse("espaces:inviter", args=["lisaude"]), {"courriel": COURRIEL, "role": "lecture"})
