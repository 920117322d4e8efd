"""Forms of sign-in and of one's account. allauth checks them; the words are ours."""

from __future__ import annotations

from typing import ClassVar

from allauth.account import forms as account
from allauth.mfa.webauthn import forms as webauthn
from django import forms

from maillage.comptes.models import Utilisateur

COURRIEL = "Adresse de courriel"
COURRIEL_AIDE = "Nous y envoyons un code valable quinze minutes. Il n’y a pas de mot de passe."


def set_email(field: forms.Field, aide: str) -> None:
    field.label, field.help_text = COURRIEL, aide
    field.widget.attrs = {"type": "email", "autocomplete": "email", "inputmode": "email", "spellcheck": "false"}
    field.error_messages["required"] = "Écrivez votre adresse de courriel."
    field.error_messages["invalid"] = "Cette adresse n’est pas complète. Exemple : prenom.nom@commune.fr"


def set_code(field: forms.Field) -> None:
    field.label = "Code reçu par courriel"
    field.help_text = "Huit lettres ou chiffres. Majuscules ou minuscules, avec ou sans tiret."
    field.widget.attrs = {"autocomplete": "one-time-code", "class": "code", "autocapitalize": "characters"}
    field.widget.attrs |= {"spellcheck": "false"}
    field.error_messages["required"] = "Écrivez le code reçu par courriel."


class Connexion(account.LoginForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_email(self.fields["login"], COURRIEL_AIDE)


class Inscription(account.SignupForm):
    nom = forms.CharField(
        label="Votre nom",
        max_length=100,
        required=False,
        help_text="Tel que les membres de vos espaces le verront.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order: ClassVar[list[str]] = ["email", "nom"]

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_email(self.fields["email"], COURRIEL_AIDE)


class CodeConnexion(account.ConfirmLoginCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_code(self.fields["code"])


class CodeCourriel(account.ConfirmEmailVerificationCodeForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_code(self.fields["code"])


class NouveauCourriel(account.AddEmailForm):
    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        set_email(
            self.fields["email"], "Un code y sera envoyé. L’ancienne adresse sert jusqu’à ce que vous l’ayez saisi."
        )
        self.fields["email"].label = "Nouvelle adresse de courriel"


class NomCle(forms.Form):
    """What a passkey is called, so that its owner tells it from the others."""

    name = forms.CharField(
        label="Nom de cette clé",
        max_length=80,
        help_text="Pour la reconnaître : « mon téléphone », « ordinateur du bureau ».",
    )


class UsageCle(webauthn.AuthenticateWebAuthnForm):
    """allauth trips on an answer that is not of the expected shape; here it is one more wrong key."""

    def clean_credential(self) -> object:
        try:
            return super().clean_credential()
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise forms.ValidationError("Cette clé d’accès n’a pas été reconnue.") from fault


class ConnexionCle(UsageCle, webauthn.LoginWebAuthnForm):
    pass


class VerificationCle(UsageCle, webauthn.ReauthenticateWebAuthnForm):
    pass


class AjoutCle(webauthn.AddWebAuthnForm):
    """Always a passkey, that opens the account by itself: the choice is not asked."""

    name = NomCle.base_fields["name"]
    passwordless = None

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.initial["name"] = "Ma clé"

    def clean(self) -> dict[str, object]:
        try:
            cleaned: dict[str, object] = super().clean()
        except (KeyError, TypeError, ValueError, AttributeError) as fault:
            raise forms.ValidationError("Votre appareil n’a pas donné de clé utilisable. Recommencez.") from fault
        return cleaned


class RenommeCle(webauthn.EditWebAuthnForm):
    name = NomCle.base_fields["name"]


class MonNom(forms.ModelForm[Utilisateur]):
    class Meta:
        model = Utilisateur
        fields: ClassVar[list[str]] = ["nom"]
        labels: ClassVar[dict[str, str]] = {"nom": "Votre nom"}
        help_texts: ClassVar[dict[str, str]] = {"nom": "Tel que les membres de vos espaces le voient."}
        widgets: ClassVar[dict[str, forms.Widget]] = {"nom": forms.TextInput(attrs={"autocomplete": "name"})}
