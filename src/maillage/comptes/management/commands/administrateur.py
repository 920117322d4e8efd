"""`administrateur COURRIEL`: who runs the installation. No password: they sign in with a code, as everybody."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from maillage.comptes.actions import AdresseRefusee, appoint_administrator, dismiss_administrator
from maillage.comptes.models import Utilisateur


class Command(BaseCommand):
    help = "Donne l’administration de l’installation à une adresse ; sans adresse, dit qui l’a."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("courriel", nargs="?", default="", help="l’adresse de la personne")
        parser.add_argument("--nom", default="", help="son nom, si son compte est à créer")
        parser.add_argument("--retirer", action="store_true", help="lui reprendre l’administration ; son compte reste")

    def handle(self, *_: Any, **options: Any) -> None:
        courriel = options["courriel"].strip()
        if not courriel:
            self.list_appointed()
        elif options["retirer"]:
            self.dismiss(courriel)
        else:
            self.appoint(courriel, options["nom"].strip())

    def appoint(self, courriel: str, nom: str) -> None:
        try:
            utilisateur, created = appoint_administrator(courriel=courriel, nom=nom)
        except AdresseRefusee:
            raise CommandError(f"« {courriel} » n’est pas une adresse. Exemple : prenom.nom@commune.fr") from None
        made = "Compte créé." if created else "Ce compte existait déjà, il est gardé tel quel."
        self.stdout.write(f"{made} {utilisateur.email} administre l’installation.")
        self.stdout.write("Il n’y a pas de mot de passe : connectez-vous sur le site avec cette adresse, un code y")
        self.stdout.write("arrivera par courriel. L’administration est à l’adresse /administration/.")

    def dismiss(self, courriel: str) -> None:
        if not dismiss_administrator(courriel=courriel):
            raise CommandError(f"« {courriel} » n’administre pas l’installation. Rien n’a été changé.")
        self.stdout.write(f"{courriel} n’administre plus l’installation. Son compte reste.")

    def list_appointed(self) -> None:
        appointed = Utilisateur.objects.filter(is_staff=True).order_by("email")
        for utilisateur in appointed:
            self.stdout.write(f"{utilisateur.email}{'' if utilisateur.is_active else ' (compte fermé)'}")
        if not appointed:
            self.stdout.write("Personne n’administre encore l’installation : maillage gerer administrateur ADRESSE")
