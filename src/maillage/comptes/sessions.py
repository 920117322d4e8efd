"""Sessions hold an address in clear: how one signed in, the code that is awaited, a form that waits."""

from __future__ import annotations

import json
from collections.abc import Collection

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from maillage.comptes.models import Utilisateur


def list_sessions(*, utilisateur: Utilisateur, courriels: Collection[str]) -> list[str]:
    """Keys of every session of the account, on all its devices, and of those where one of its addresses is waiting.

    Sessions are not indexed by account: all are read.
    """
    pk = str(utilisateur.pk)
    return [one.pk for one in Session.objects.iterator() if _names(one.get_decoded(), pk, courriels)]


def close_sessions(*, utilisateur: Utilisateur, courriels: Collection[str]) -> None:
    Session.objects.filter(pk__in=list_sessions(utilisateur=utilisateur, courriels=courriels)).delete()


def _names(contents: dict[str, object], pk: str, courriels: Collection[str]) -> bool:
    if contents.get(SESSION_KEY) == pk:
        return True
    text = json.dumps(contents, default=str, ensure_ascii=False).lower()
    return any(courriel in text for courriel in courriels)
