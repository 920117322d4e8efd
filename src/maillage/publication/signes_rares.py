"""What a printed document cannot show: signs that none of its faces has, which PDF/UA refuses."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

import typst

from maillage.publication.polices import TEXTE, find_fonts

COURANTS: Final = frozenset(map(chr, range(0x180))) | frozenset("’‘“”„–—…•€™−×≥≤≈→\u202f\u2009\u200b\u2060")
"""Signs that our faces or those inside Typst always have: not worth a question."""
REMPLACANT: Final = "\ufffd"
ESSAIS_MAX: Final = 400
"""Different rare signs that are tried one by one (a millisecond each); others are taken as not shown."""
REPLIS: Final = ("DejaVu Sans Mono", "Libertinus Serif")

_PAGE: Final = b'#set document(title: "-")\n#set text(lang: "fr", font: json(bytes(sys.inputs.f)))\n#sys.inputs.signe'
_log = logging.getLogger("maillage.publication")


def choose_fonts(donnees: Mapping[str, Any]) -> tuple[typst.Fonts, dict[int, str]]:
    """The faces to set these data with, and what stands for the signs that no face shows.

    Those of the machine are called for only by a sign that ours lack: a report looks the same everywhere.
    """
    polices = find_fonts()
    rare = sorted(set().union(*map(set, _list_texts(donnees))) - COURANTS)
    systeme = not polices.construites or any(not _is_shown(sign, False) for sign in rare[:ESSAIS_MAX])
    hidden = [sign for rank, sign in enumerate(rare) if rank >= ESSAIS_MAX or not _is_shown(sign, systeme)]
    if hidden:
        _log.warning(
            "Le document ne peut pas montrer ces signes, remplacés par « %s » : %s", REMPLACANT, " ".join(hidden)
        )
    return load_fonts(systeme), {ord(sign): REMPLACANT for sign in hidden}


@cache
def load_fonts(systeme: bool) -> typst.Fonts:
    dossier = find_fonts().dossier
    folders = [str(dossier)] if dossier else []
    return typst.Fonts(include_system_fonts=systeme, include_embedded_fonts=True, font_paths=folders)


@cache
def _is_shown(sign: str, systeme: bool) -> bool:
    inputs = {"signe": sign, "f": f'["{TEXTE}", "{REPLIS[0]}", "{REPLIS[1]}"]'}
    try:
        typst.compile(_PAGE, font_paths=load_fonts(systeme), sys_inputs=inputs, pdf_standards="ua-1")
    except typst.TypstError:
        return False
    return True


def _list_texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from _list_texts(list(value.values()))
    elif isinstance(value, Iterable):
        for item in value:
            yield from _list_texts(item)


def replace_signs(value: Any, replaced: Mapping[int, str]) -> Any:
    """The same data, with every hidden sign replaced."""
    if isinstance(value, str):
        return value.translate(replaced)
    if isinstance(value, Mapping):
        return {key: replace_signs(item, replaced) for key, item in value.items()}
    if isinstance(value, list):
        return [replace_signs(item, replaced) for item in value]
    return value
