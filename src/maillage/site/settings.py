"""Django settings. Every variable of the environment is told in docs/guide/installer.md (a test checks that it is)."""

from __future__ import annotations

import secrets
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from maillage.site.environnement import (
    read_address,
    read_choice,
    read_database,
    read_email,
    read_flag,
    read_list,
    read_service,
    read_text,
)

PAQUET = Path(__file__).resolve().parents[1]
DONNEES = Path(read_text("MAILLAGE_DONNEES", "donnees")).resolve()
"""Where the embedded database and the media live."""

# Closed by default: production unless told otherwise.
DEMONSTRATION = read_flag("MAILLAGE_DEMONSTRATION")
DEBUG = read_flag("MAILLAGE_DEBUG")
SECRET_KEY = read_text("MAILLAGE_SECRET")
ALLOWED_HOSTS = read_list("MAILLAGE_HOTES")
if DEMONSTRATION or DEBUG:
    SECRET_KEY = SECRET_KEY or secrets.token_urlsafe(50)
    ALLOWED_HOSTS = ALLOWED_HOSTS or ["localhost", "127.0.0.1", "[::1]", "testserver"]


def _refuse_unsafe() -> None:
    faults = []
    if len(SECRET_KEY) < 50:
        faults.append("MAILLAGE_SECRET manque ou compte moins de 50 caractères")
    if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
        faults.append("MAILLAGE_HOTES doit nommer vos noms de domaine, sans *")
    if DEBUG and read_text("MAILLAGE_HOTES"):
        faults.append("MAILLAGE_DEBUG ne va pas avec de vrais noms de domaine")
    if faults:
        raise ImproperlyConfigured("Réglages dangereux, le site ne démarre pas : " + " ; ".join(faults) + ".")


_refuse_unsafe()

INSTALLED_APPS = [
    "maillage.site",
    "maillage.comptes",
    "maillage.espaces",
    "maillage.referentiels",
    "maillage.territoires",
    "maillage.acteurs",
    "maillage.cadres",
    "maillage.doublons",
    "maillage.apports",
    "maillage.reseau",
    "maillage.carte",
    "maillage.freins",
    "maillage.diagnostic",
    "maillage.recherche",
    "maillage.associer",
    "maillage.api",
    "maillage.exports",
    "maillage.vieprivee",
    "maillage.aide",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "maillage.espaces.reprise.ConnexionRequise",
]

ROOT_URLCONF = "maillage.site.urls"
ABSOLUTE_URL_OVERRIDES = {"espaces.espace": lambda espace: reverse("diagnostic:espace", args=[espace.slug])}
"""The home of an espace belongs to a room that sees everything in it."""
ASGI_APPLICATION = "maillage.site.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "maillage.site.contexte.site",
            ],
            "builtins": ["maillage.site.templatetags.composants", "maillage.site.templatetags.dates"],
        },
    },
]

DATABASES = {"default": read_database("DATABASE_URL", DONNEES / "maillage.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# People
AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "accueil"
ACCOUNT_ADAPTER = "maillage.comptes.adaptateur.Adaptateur"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {
    "request_login_code": "20/m/ip,3/m/key",
    "login": "30/m/ip",
    "login_failed": "10/m/ip,5/5m/key",
    "signup": "20/m/ip",
    "confirm_email": "1/10s/key",
}
MFA_SUPPORTED_TYPES = ["webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATION
SESSION_COOKIE_AGE = 60 * 60 * 24 * 30

# What leaves the server
SECURE = not (DEMONSTRATION or DEBUG)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SECURE_SSL_REDIRECT = SECURE and read_flag("MAILLAGE_HTTPS", default=True)
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365 if SECURE else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if read_flag("MAILLAGE_DERRIERE_PROXY") else None
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "maillage.site.erreurs.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
        "worker-src": [SELF],  # the map’s
    }
}
vars().update(read_email("MAILLAGE_COURRIEL"))
DEFAULT_FROM_EMAIL = read_text("MAILLAGE_EXPEDITEUR", "Maillage <ne-pas-repondre@localhost>")

ADRESSE = read_address(
    "MAILLAGE_ADRESSE",
    "http://localhost:8000" if DEMONSTRATION or DEBUG else f"https://{ALLOWED_HOSTS[0].removeprefix('.')}",
)
"""Where links start in the e-mails that no page asked for."""
GEOCODEUR = read_service("MAILLAGE_GEOCODEUR")
"""The national geocoder's batch address; empty: no network is asked, communes' centres stand for addresses."""
ADRESSE_SOURCE = read_text("MAILLAGE_SOURCE")
"""Where this site's source can be had: the licence asks that its users be told."""

# Maps
CONTOURS = read_text("MAILLAGE_CONTOURS", "https://geo.api.gouv.fr")
"""The national service of contours; empty where no network may be used: cells are then drawn around the centres."""
FOND_CARTE = read_choice("MAILLAGE_FOND_CARTE", ("ign", "osm"))
"""Whose tiles lie under the map; empty: nobody's, and no request leaves for a third party."""

# Work in the background
OUVRIER_EMBARQUE = read_flag("MAILLAGE_OUVRIER_EMBARQUE", default=True)
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Language, files
LANGUAGE_CODE = "fr-fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
STATIC_URL = "statique/"
STATIC_ROOT = DONNEES / "statique"
STATICFILES_DIRS = [chemin for chemin in [PAQUET / "site" / "construit"] if chemin.is_dir()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedStaticFilesStorage"},
}
WHITENOISE_IMMUTABLE_FILE_TEST = r"^.+-[\w-]{8}\.\w+$"  # the names that the front end's build gives
MEDIA_ROOT = DONNEES / "media"
FILE_UPLOAD_HANDLERS = [
    "maillage.apports.depot.Plafond",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a page of columns has one field for each
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FORM_RENDERER = "maillage.site.formulaires.Rendu"
