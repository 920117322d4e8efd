"""The pictures of the guide: where each is taken on the fictional territory, and how to tell that one has aged.

A picture has aged when what it frames says something else, or has another shape. Its print is the words and kinds
of what the frame shows, in order, without dates: another machine, another day, another smoothing of letters give the
same. A change of colour alone is not seen.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page

DOSSIER = Path(__file__).parents[2] / "docs" / "guide" / "images"
MANIFESTE = DOSSIER / "manifeste.json"
MARGE = 12
HAUT = 1600
"""A screen high enough for bars that stay at the bottom to be out of the frame."""
POIDS = 60_000
ECART = 0.08
"""How much a frame may grow or shrink between two machines."""
MOIS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DATE = re.compile(rf"\b\d{{1,2}}(er)? ({MOIS}) \d{{4}}|\b\d{{1,2}}:\d{{2}}\b")
BLANCS = re.compile(r"\s+")

LIRE = """(element, hauteur) => {
  const top = element.getBoundingClientRect().top, said = [];
  const shown = one => {
    const box = one.getBoundingClientRect();
    return one.checkVisibility() && box.height > 0 && box.top - top < hauteur;
  };
  const walk = one => {
    if (!shown(one)) return;
    if (one.matches('input, select, textarea')) {
      said.push(`${one.tagName}:${one.type}:${one.checked ?? ''}:${one.type === 'hidden' ? '' : one.value}`);
    }
    for (const child of one.childNodes) {
      if (child.nodeType === 1) walk(child);
      else if (child.nodeType === 3 && child.data.trim()) said.push(`${one.tagName}:${child.data}`);
    }
  };
  walk(element);
  return said;
}"""


@dataclass(frozen=True)
class Prise:
    """One picture: `images/<nom>.webp` in the guide."""

    nom: str
    chemin: str
    cadre: str
    """What is framed, as a selector of the browser."""
    role: str = "animation"
    largeur: int = 1100
    hauteur: int = 720
    """At most: what is lower is cut, and may change."""
    avant: Callable[[Page], None] | None = None
    """What is done on the page before."""


class Vue(NamedTuple):
    """What a frame shows today."""

    empreinte: str
    largeur: int
    hauteur: int


def frame(page: Page, prise: Prise) -> Locator:
    """The element framed, once the page has settled."""
    page.set_viewport_size({"width": prise.largeur, "height": HAUT})
    answer = page.goto(prise.chemin)
    assert answer, prise.nom
    assert answer.status == 200, prise.nom
    for living in ("[data-reseau]", "[data-carte]"):
        if page.locator(living).count():
            page.locator(f"{living}[data-pret]").wait_for()
    if prise.avant:
        prise.avant(page)
    found = page.locator(prise.cadre).first
    found.wait_for()
    page.evaluate("document.fonts.ready.then(() => document.activeElement?.blur())")
    return found


def look(framed: Locator, prise: Prise) -> Vue:
    said = [DATE.sub("DATE", BLANCS.sub(" ", words).strip()) for words in framed.evaluate(LIRE, prise.hauteur)]
    box = framed.bounding_box()
    assert box, prise.nom
    empreinte = hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]
    return Vue(empreinte, round(box["width"]), round(min(box["height"], prise.hauteur)))


def shoot(page: Page, framed: Locator, vue: Vue) -> bytes:
    """The frame and a little around it, as light as it must be."""
    box = framed.bounding_box()
    assert box
    marge = MARGE if box["x"] >= MARGE else 0
    clip = {"x": box["x"] - marge, "y": box["y"] - marge, "scale": 2 if vue.largeur < 480 else 1}
    clip |= {"width": vue.largeur + 2 * marge, "height": vue.hauteur + 2 * marge}
    devtools = page.context.new_cdp_session(page)
    for quality in (76, 64, 52, 40, 28):
        asked = {"format": "webp", "quality": quality, "clip": clip, "captureBeyondViewport": True}
        image = base64.b64decode(devtools.send("Page.captureScreenshot", asked)["data"])
        if len(image) <= POIDS:
            break
    return image


def read_manifest() -> dict[str, dict[str, Any]]:
    known: dict[str, dict[str, Any]] = json.loads(MANIFESTE.read_text(encoding="utf-8"))
    return known


def has_aged(nom: str, vue: Vue) -> str:
    """Why the stored picture no longer shows this; empty when it does."""
    stored = read_manifest().get(nom)
    if stored is None or not (DOSSIER / f"{nom}.webp").is_file():
        return f"{nom}: never taken"
    if stored["empreinte"] != vue.empreinte:
        return f"{nom}: says something else"
    before, now = (stored["largeur"], stored["hauteur"]), (vue.largeur, vue.hauteur)
    if any(abs(was - is_now) > ECART * was for was, is_now in zip(before, now, strict=True)):
        return f"{nom}: was {before}, is {now}"
    return ""


def keep(nom: str, vue: Vue, image: bytes) -> None:
    DOSSIER.mkdir(exist_ok=True)
    (DOSSIER / f"{nom}.webp").write_bytes(image)
    told = read_manifest() | {nom: vue._asdict() | {"fichier": hash_file(image)}}
    MANIFESTE.write_text(json.dumps(dict(sorted(told.items())), indent=1) + "\n", encoding="utf-8")


def hash_file(image: bytes) -> str:
    return hashlib.sha256(image).hexdigest()[:16]
