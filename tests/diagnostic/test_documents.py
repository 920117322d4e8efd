"""The diagnosis taken away: it opens, it is named in French, it holds what its reader may read."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from pypdf import PdfReader

from maillage.espaces.models import Visibilite

ADRESSE = "/espace/lisaude/diagnostic/document/"


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).replace("\u00a0", " ")


def test_the_pdf_opens_and_says_the_big_sentence(demo, visiteur):
    response = visiteur.get(f"{ADRESSE}pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert "diagnostic-monts-et-vallee-de-la-lisaude-2026-11-22.pdf" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")
    reader = PdfReader(io.BytesIO(response.content))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert "Territoire fictif" in text_of(response.content)


def test_the_docx_opens(petit, as_user, lou):
    content = as_user(lou).get(f"{ADRESSE}docx/").content
    assert "word/document.xml" in zipfile.ZipFile(io.BytesIO(content)).namelist()


def test_the_data_say_the_same_as_the_page(petit, as_user, lou):
    client = as_user(lou)
    told = json.loads(client.get(f"{ADRESSE}json/").content)
    shown = client.get("/espace/lisaude/diagnostic/").context["diagnostic"]
    assert told["reseau"]["liens"] == shown.reseau.liens


@pytest.mark.parametrize("genre", ["json", "html", "pdf"])
def test_what_is_handed_around_names_no_wish_and_no_quarrel(demo, visiteur, lecture, genre):
    for client in (visiteur, lecture):
        content = client.get(f"{ADRESSE}{genre}/").content
        text = text_of(content) if genre == "pdf" else content.decode()
        assert "déjà souhaité" not in text
        if genre == "json":
            told = json.loads(text)
            assert not any(one["souhaitee"] for one in told["rencontres"])
            assert all(one["detail"] == {} for one in told["constats"] if one["diffusion"] == "concernes")


def test_the_full_document_is_for_the_animation(petit, as_user, claire, driss, lou):
    full = f"{ADRESSE}html/?diffusion=animation"
    response = as_user(claire).get(full)
    assert response.status_code == 200
    assert "reserve-a-l-animation.html" in response["Content-Disposition"]
    for member in (driss, lou):
        assert as_user(member).get(full).status_code == 403


def test_strangers_download_nothing_of_a_closed_espace(petit, visiteur, as_user, etranger):
    for client in (visiteur, as_user(etranger)):
        assert client.get(f"{ADRESSE}pdf/").status_code == 404


def test_an_unknown_form_is_not_found(petit, as_user, claire):
    for genre in ("exe", "diagnostic", "PDF"):
        assert as_user(claire).get(f"{ADRESSE}{genre}/").status_code == 404


def test_a_public_espace_gives_its_documents_to_all(petit, visiteur):
    petit.visibilite = Visibilite.PUBLIQUE
    petit.save()
    assert visiteur.get(f"{ADRESSE}html/").status_code == 200
    assert visiteur.get(f"{ADRESSE}html/?diffusion=animation").status_code == 403
