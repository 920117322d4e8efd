"""The report as an editable document: semantic HTML, turned by pandoc, in our styles."""

from __future__ import annotations

import base64
import subprocess
import tempfile
from pathlib import Path
from typing import Final

import pypandoc

from maillage.publication.blocs import Illustration, Rapport
from maillage.publication.ecriture import ConversionImpossible
from maillage.publication.environnement import load_environment
from maillage.publication.pdf import render_png
from maillage.publication.reference_docx import build_reference, finish

DELAI: Final = 120
"""Seconds after which pandoc is given up: a report takes one or two."""


def render_docx(rapport: Rapport) -> bytes:
    """A .docx whose headings, header rows, alternative texts and language are set; drawings are PNG.

    Raises `ConversionImpossible`. The same report gives the same bytes.
    """
    environment = load_environment().overlay()
    environment.filters = {**environment.filters, "png": _embed_png}
    html = environment.get_template("docx.html").render(rapport=rapport)
    return finish(_convert(html, rapport), rapport)


def _embed_png(illustration: Illustration) -> str:
    return "data:image/png;base64," + base64.b64encode(render_png(illustration.svg)).decode()


def _convert(html: str, rapport: Rapport) -> bytes:
    """Pandoc in its sandbox: it reads nothing but what it is given, and asks nothing of the network."""
    with tempfile.TemporaryDirectory() as passing:
        reference = Path(passing) / "reference.docx"
        reference.write_bytes(build_reference(rapport))
        command = [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "--from=html",
            "--to=docx",
            "--output=-",
            f"--reference-doc={reference}",
            f"--metadata=title:{rapport.titre}",
            "--metadata=lang:fr-FR",
        ]
        done = subprocess.run(command, input=html.encode(), capture_output=True, timeout=DELAI, check=False)  # noqa: S603
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        raise ConversionImpossible(f"Le document modifiable n’a pas pu être écrit. Pandoc dit : {words}")
    return done.stdout
