"""The report as an editable document: semantic HTML, turned by pandoc, in our styles."""

from __future__ import annotations

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
    html = load_environment().get_template("docx.html").render(rapport=rapport)
    return finish(_convert(html, rapport), rapport)


def _list_drawings(rapport: Rapport) -> list[Illustration]:
    blocs = [bloc for section in rapport.sections for bloc in section.blocs if isinstance(bloc, Illustration)]
    return [*([rapport.points] if rapport.points else []), *blocs]


def _convert(html: str, rapport: Rapport) -> bytes:
    """Pandoc in its sandbox: it reads nothing but what it is given, and asks nothing of the network.

    There it only reads the files that its command line names: drawings are named as typefaces of an e-book, which a
    .docx does not use.
    """
    with tempfile.TemporaryDirectory() as passing:
        reference = Path(passing) / "reference.docx"
        reference.write_bytes(build_reference(rapport))
        drawings = {f"{drawn.nom}.png": render_png(drawn.svg) for drawn in _list_drawings(rapport)}
        for name, content in drawings.items():
            (Path(passing) / name).write_bytes(content)
        command = [
            pypandoc.get_pandoc_path(),
            "--sandbox",
            "--from=html",
            "--to=docx",
            "--output=-",
            f"--reference-doc={reference}",
            *(f"--epub-embed-font={name}" for name in drawings),
            "--metadata=lang:fr-FR",
        ]
        done = subprocess.run(  # noqa: S603
            command, input=html.encode(), cwd=passing, capture_output=True, timeout=DELAI, check=False
        )
    if done.returncode:
        words = done.stderr.decode(errors="replace").strip()
        raise ConversionImpossible(f"Le document modifiable n’a pas pu être écrit. Pandoc dit\u00a0: {words}")
    return done.stdout
