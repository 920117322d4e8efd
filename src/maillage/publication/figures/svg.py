"""Writing SVG: attributes only, no style sheet, so that browsers and Typst draw the same picture."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape
from zlib import crc32

from maillage.publication.figures.figure import Figure
from maillage.publication.tokens import BLANC, ENCRE, FAMILLE_TEXTE
from maillage.publication.typographie import clean

Attribut = str | float | None
Point = tuple[float, float]


def protect(text: str) -> str:
    """Text that XML accepts: control signs left out, the rest escaped."""
    return escape(clean(text), {'"': "&quot;", "'": "&#39;"})


def number(value: float) -> str:
    """At most one decimal: enough for the eye, and the same on every machine."""
    shown = f"{value:.1f}".removesuffix(".0")
    return "0" if shown == "-0" else shown


def balise(nom: str, contenu: str = "", /, **attributs: Attribut) -> str:
    """One element; `stroke_width=2` becomes `stroke-width="2"`, None is left out. `contenu` is already SVG."""
    written = "".join(f' {cle.replace("_", "-")}="{_write(v)}"' for cle, v in attributs.items() if v is not None)
    return f"<{nom}{written}>{contenu}</{nom}>" if contenu else f"<{nom}{written}/>"


def _write(value: str | float) -> str:
    return protect(value) if isinstance(value, str) else number(value)


def texte(  # noqa: PLR0913 - what a text is made of
    contenu: str,
    x: float,
    y: float,
    taille: float = 13,
    *,
    graisse: int = 400,
    couleur: str = ENCRE,
    ancre: str | None = None,
    halo: str | None = None,
) -> str:
    """A line of real text whose baseline is at `y`; a halo keeps it readable over links."""
    outline: dict[str, Attribut] = {}
    if halo:
        outline = {"stroke": halo, "stroke_width": 3.5, "stroke_linejoin": "round", "paint_order": "stroke"}
    return balise(
        "text",
        protect(contenu),
        x=x,
        y=y,
        font_size=taille,
        font_weight=graisse if graisse != 400 else None,
        fill=couleur,
        text_anchor=ancre,
        **outline,
    )


def ligne(a: Point, b: Point, couleur: str, epaisseur: float, tirets: str | None = None) -> str:
    return balise(
        "path",
        d=f"M{number(a[0])} {number(a[1])}L{number(b[0])} {number(b[1])}",
        stroke=couleur,
        stroke_width=epaisseur,
        stroke_dasharray=tirets,
        fill="none",
    )


def rectangle(x: float, y: float, largeur: float, hauteur: float, fond: str, **attributs: Attribut) -> str:
    return balise("rect", x=x, y=y, width=largeur, height=hauteur, fill=fond, **attributs)


def polygone(points: Iterable[Point], **attributs: Attribut) -> str:
    return balise("polygon", points=" ".join(f"{number(x)},{number(y)}" for x, y in points), **attributs)


def groupe(parts: Iterable[str], **attributs: Attribut) -> str:
    content = "".join(parts)
    return balise("g", content, **attributs) if content else ""


def compose(  # noqa: PLR0913, PLR0917 - what a picture is made of
    nom: str, parts: Iterable[str], taille: tuple[float, float], titre: str, description: str, role: str = "img"
) -> Figure:
    """The whole picture. Its ids come from its content: several pictures can stand in one page.

    `role`: a group when it holds links, which a reader goes through.
    """
    largeur, hauteur = taille
    body = "".join(parts)
    key = f"{nom}-{crc32((body + description).encode()):08x}"
    content = "".join(
        (
            balise("title", protect(titre), id=f"{key}-t"),
            balise("desc", protect(description), id=f"{key}-d"),
            rectangle(0, 0, largeur, hauteur, BLANC),
            body,
        )
    )
    svg = balise(
        "svg",
        content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(largeur)} {number(hauteur)}",
        width=largeur,
        height=hauteur,
        role=role,
        lang="fr",
        aria_labelledby=f"{key}-t {key}-d",
        font_family=FAMILLE_TEXTE,
    )
    return Figure(svg=svg, titre=titre, texte_alternatif=description)
