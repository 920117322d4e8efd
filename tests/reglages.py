"""Django's settings for tests: the site's own, with data of its own."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("MAILLAGE_DEMONSTRATION", "oui")
os.environ.setdefault("MAILLAGE_DONNEES", tempfile.mkdtemp(prefix="maillage-essais-"))
(Path(os.environ["MAILLAGE_DONNEES"]) / "statique").mkdir(exist_ok=True)

from maillage.site.settings import *  # noqa: E402, F403

EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUVRIER_EMBARQUE = False
