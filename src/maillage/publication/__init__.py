"""Values in, documents out: one diagnosis as text, page, PDF or editable document. No business rule, no network."""

# ruff: noqa: PLC0415  each form is loaded only when it is asked for: a text must not wait for a PDF engine

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal, get_args

from maillage.publication.ecriture import EcritureImpossible, write_atomically

if TYPE_CHECKING:
    from maillage.analyse.diagnostic import Diagnostic
    from maillage.analyse.reseau import Reseau
    from maillage.publication.blocs import Diffusion, Rapport
    from maillage.publication.figures.plan import Places
    from maillage.publication.illustrations import Illustrations
    from maillage.publication.mondes import Mondes

Format = Literal["texte", "html", "pdf", "docx"]
FORMATS: Final[tuple[str, ...]] = get_args(Format)

__all__ = ["FORMATS", "EcritureImpossible", "Format", "rendre", "write_atomically"]


def rendre(  # noqa: PLR0913
    diagnostic: Diagnostic,
    reseau: Reseau,
    format: Format,
    *,
    titre: str = "",
    mention: str = "",
    diffusion: Diffusion | None = None,
    couleur: bool = False,
    largeur: int = 80,
    mondes: Mondes | None = None,
    places: Places | None = None,
    court: bool = False,
) -> bytes:
    """The report of a diagnosis; text and page are in UTF-8.

    `mention` is a warning shown first (« Territoire fictif… »). `diffusion` is « publique » by default for the
    documents that are handed around, « animation » for the text, which stays with who asked for it. `couleur` and
    `largeur` only concern text : `texte.wants_colour` and `texte.choose_width` tell what a terminal wants. `mondes`
    gives the marks of the espace's own spheres, `places` where each actor stands on the drawing its readers know.
    `court` keeps what an élu reads in two pages.
    Raises ValueError for an unknown format, `ecriture.ConversionImpossible` when pandoc fails.
    """
    if format not in FORMATS:
        raise ValueError(f"Format inconnu : « {format} ». Formats possibles : {', '.join(FORMATS)}.")
    from maillage.publication.rapport import compose

    reader: Diffusion = diffusion or ("animation" if format == "texte" else "publique")
    from maillage.publication.mondes import COMMUNS

    told = mondes or COMMUNS
    drawings = _choose_drawings(format, told, places)
    rapport = compose(
        diagnostic, reseau, titre=titre, mention=mention, diffusion=reader, illustrations=drawings, mondes=told,
        court=court,
    )  # fmt: skip
    if format == "texte":
        from maillage.publication.texte import render_text

        return render_text(rapport, couleur=couleur, largeur=largeur).encode()
    return _render_document(rapport, format)


def _choose_drawings(format: Format, mondes: Mondes, places: Places | None) -> Illustrations | None:
    """Drawings at the width of a screen and of a phone, or of a sheet of paper; none in a text."""
    if format == "texte":
        return None
    from maillage.publication.dessins import ECRAN, PAPIER, TELEPHONE, Dessins

    cadres = (ECRAN, TELEPHONE) if format == "html" else (PAPIER,)
    return Dessins(*cadres, mondes=mondes, places=places)


def _render_document(rapport: Rapport, format: Format) -> bytes:
    if format == "html":
        from maillage.publication.html import render_html

        return render_html(rapport)
    if format == "pdf":
        from maillage.publication.pdf import render_pdf

        return render_pdf(rapport)
    from maillage.publication.docx import render_docx

    return render_docx(rapport)
