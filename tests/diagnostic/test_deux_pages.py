"""What an élu reads: two pages, no more, from the same diagnosis."""

from __future__ import annotations

import io

from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from maillage.espaces.models import Espace


def test_two_pages_hold_what_to_keep_and_where_to_begin(demo: Espace, client: Client) -> None:
    response = client.get(reverse("diagnostic:document", args=[demo.slug, "deux-pages"]))
    assert response.status_code == 200
    assert "diagnostic-deux-pages-" in response["Content-Disposition"]
    assert response["Content-Disposition"].endswith('.pdf"')
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages]
    assert len(pages) == 2
    told = " ".join(" ".join(pages).split())
    for words in ("Ce qu’il faut retenir", "Par où commencer", "D’un monde à l’autre", "Territoire fictif"):
        assert words in told
    assert "Comment c’est calculé" not in told
