"""What a cell of a brought list says: contacts, identifiers, coordinates, free text.

Readers as in `valeurs.py`. A value that cannot be kept is `Lu(empty, Note)`: the row comes in without it, and it is
told. Only what makes the row unusable raises `Refus`.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from typing import Final
from uuid import UUID

import nh3

from maillage.formats import contenus, valeurs
from maillage.formats.contenus import disarm
from maillage.formats.fautes import Refus, quote
from maillage.formats.table import Note
from maillage.formats.textes import join_lines, make_key, squeeze
from maillage.formats.valeurs import Lu

SANS: Final = "La ligne est reprise sans cette valeur."
_FORMULE: Final = re.compile(r"=\s*[A-Za-zÀ-ÿ_.]+\(|[@+-][A-Z.]{2,}\(|=[A-Z]{1,3}\d+|=.*[!;].*\)|=?(?:cmd|DDE)\|")
_BALISE: Final = re.compile(r"</?[A-Za-z][^<>]{0,200}>|<!--")
_COURRIEL: Final = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}")
_NUMERO: Final = re.compile(r"(?:\+|00)?\d(?:[ .()\-]{0,3}\d)+")
_SITE: Final = re.compile(r"(?:https?://)?[^\s/@?#.]+(?:\.[^\s/@?#.]+)+(?:[/?#]\S*)?", re.IGNORECASE)
_FORMULE_REFUSEE: Final = "Remplacez la formule par sa valeur, ou supprimez-la."
VISIBILITES: Final = {
    "publique": "publique", "public": "publique", "comme_espace": "publique", "membre": "membres",
    "membres": "membres", "brouillon": "brouillon",
}  # fmt: skip


def read_plain(text: str) -> Lu[str]:
    """One line of text; a formula typed as text is refused, HTML loses its tags."""
    plain, note = _clean(text)
    return Lu(squeeze(join_lines(plain)), note)


def read_long(text: str) -> Lu[str]:
    """The same over several lines."""
    plain, note = _clean(text)
    return Lu("\n".join(squeeze(line) for line in plain.splitlines()).strip(), note)


def _clean(text: str) -> tuple[str, Note | None]:
    text = disarm(text)
    if contenus.is_blank(text):
        return "", None
    if _FORMULE.match(text):
        raise Refus(f"{quote(text)} est une formule", _FORMULE_REFUSEE)
    if _BALISE.search(text):
        broken = re.sub(r"<br\s*/?>|</p>", "\n", text, flags=re.IGNORECASE)
        return unescape(nh3.clean(broken, tags=set())), Note("du HTML est lu comme du texte simple")
    return text, None


def read_siret(text: str) -> Lu[str]:
    """Fourteen digits; zeros alone say that there is none."""
    digits = re.sub(r"[\s.'\u00a0]", "", text)
    if contenus.is_blank(text) or digits.strip("0") == "":
        return Lu("")
    if contenus.is_siret(digits):
        return Lu(digits)
    return Lu("", Note("ce n’est pas un SIRET (quatorze chiffres)", SANS))


def read_courriel(text: str) -> Lu[str]:
    text = disarm(text)
    if contenus.is_blank(text):
        return Lu("")
    found = _COURRIEL.findall(text)
    if not found:
        return Lu("", Note("ce n’est pas une adresse électronique", SANS))
    return Lu(found[0].lower(), Note("plusieurs adresses : la première est reprise") if len(found) > 1 else None)


def read_telephone(text: str) -> Lu[str]:
    """As it is written, tidied; the first of several."""
    text = disarm(text)
    if contenus.is_blank(text):
        return Lu("")
    found = [squeeze(one) for one in _NUMERO.findall(text) if 3 <= sum(sign.isdigit() for sign in one) <= 15]
    if not found:
        return Lu("", Note("ce n’est pas un numéro de téléphone", SANS))
    return Lu(found[0], Note("plusieurs numéros : le premier est repris") if len(found) > 1 else None)


def read_site(text: str) -> Lu[str]:
    text = disarm(text).strip()
    if contenus.is_blank(text):
        return Lu("")
    first = re.split(r"[\s;,|]+(?=\S)", text)[0]
    if not _SITE.fullmatch(first):
        return Lu("", Note("ce n’est pas l’adresse d’un site", SANS))
    return Lu(first if first.lower().startswith(("http://", "https://")) else f"https://{first}")


def read_nombre(text: str) -> Lu[float | None]:
    text = disarm(text)
    if contenus.is_blank(text):
        return Lu(None)
    number = contenus.read_number(text)
    return Lu(number) if number is not None else Lu(None, Note("ce n’est pas un nombre", SANS))


def read_code_insee(text: str) -> Lu[str]:
    """Five signs; a spreadsheet drops the first zero of « 01033 »."""
    code = squeeze(text).upper()
    if contenus.is_blank(text):
        return Lu("")
    return Lu(code.zfill(5)) if code.isdigit() and len(code) in (4, 5) else Lu(code[:10])


def read_code_postal(text: str) -> Lu[str]:
    digits = re.sub(r"\D", "", text)
    return Lu(digits.zfill(5) if len(digits) in (4, 5) else "")


def read_uuid(text: str) -> Lu[UUID | None]:
    try:
        return Lu(UUID(text.strip()))
    except ValueError:
        if contenus.is_blank(text):
            return Lu(None)
        remede = "Laissez vide la cellule d’une nouvelle ligne ; ne changez pas celle d’une ligne exportée."
        raise Refus(f"{quote(text)} n’est pas un identifiant de Maillage", remede) from None


def read_identifiant(text: str) -> Lu[str]:
    """As it is in the source; « 12.0 » is what a spreadsheet makes of 12."""
    plain = squeeze(disarm(text))
    return Lu("" if contenus.is_blank(plain) else plain.removesuffix(".0") if plain[:-2].isdigit() else plain)


def read_mots(text: str) -> Lu[tuple[str, ...]]:
    """The values of a list, in order, each once; a bar separates surely, else a semicolon, a comma, a slash…"""
    text = disarm(text)
    if contenus.is_blank(text):
        return Lu(())
    pattern = r"\|" if "|" in text else r";" if ";" in text else r"[,\r\n]| / "
    parts = (squeeze(part) for part in re.split(pattern, text))
    return Lu(tuple(dict.fromkeys(part for part in parts if not contenus.is_blank(part))))


def read_jour(text: str) -> Lu[date | None]:
    try:
        return valeurs.read_date(text)
    except Refus as refus:
        return Lu(None, Note(refus.message, SANS))


def read_fin(text: str) -> Lu[date | None]:
    try:
        return valeurs.read_fin(text)
    except Refus as refus:
        return Lu(None, Note(refus.message, SANS))


def read_visibilite(text: str) -> Lu[str]:
    if contenus.is_blank(text):
        return Lu("")
    known = VISIBILITES.get(make_key(text))
    if known is None:
        return Lu("", Note("ce n’est ni publique, ni membres, ni brouillon", SANS))
    return Lu(known)
