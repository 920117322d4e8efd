"""What a cell says: levels, dates, phases, lists and codes, from the many ways people write them.

Each reader takes the text of a cell and returns `Lu` (the value, and a note when it had to be interpreted), or raises
`Refus` with what is wrong and how to mend it. An empty cell never reaches them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Final, Generic, NamedTuple, TypeVar, get_args

from maillage.analyse.francais import le_monde
from maillage.analyse.reseau import Nature
from maillage.formats import vocabulaire
from maillage.formats.fautes import Refus, quote
from maillage.formats.table import Note
from maillage.formats.textes import fold, join_lines, make_key, squeeze

T = TypeVar("T")
NATURES: Final[tuple[Nature, ...]] = get_args(Nature)


class Lu(NamedTuple, Generic[T]):
    valeur: T
    note: Note | None = None


NIVEAU_ATTENDU: Final = "Écrivez un entier de 0 (ne pas se connaître) à 5 (co-construire), ou laissez vide."
PHASE_ATTENDUE: Final = (
    "Écrivez P1 (émergence), P2 (diagnostic), P3 (montage), P4 (financement), P5 (mise en œuvre) ou P6 (évaluation), "
    "ou laissez vide."
)
DATE_ATTENDUE: Final = "Écrivez jour/mois/année, par exemple 31/03/2027, ou laissez vide."
ANNEES: Final = range(1950, 2101)
_SPHERES_SUGGEREES: Final = ("AS", "DS", "DL", "PA")
_MOIS: Final = ("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre",
                "novembre", "decembre")  # fmt: skip
_NIVEAU: Final = re.compile(r"(\d)(?:[.,]0+)?")
_RANG_ET_MOT: Final = re.compile(r"(P?\d|[A-Z]{2,3})\s*[-–—:.)=]+\s*(.+)", re.IGNORECASE | re.DOTALL)
_DATES: Final = (
    re.compile(r"(?P<a>\d{4})-(?P<m>\d{1,2})-(?P<j>\d{1,2})"),
    re.compile(r"(?P<a>\d{4})/(?P<m>\d{1,2})/(?P<j>\d{1,2})"),
    re.compile(r"(?P<j>\d{1,2})[/.-](?P<m>\d{1,2})[/.-](?P<a>\d{4}|\d{2})"),
    re.compile(r"(?P<j>\d{1,2})(?:er)?\s+(?P<mot>[a-z]{3,9})\.?\s+(?P<a>\d{4})"),
    re.compile(r"(?P<a>\d{4})-(?P<m>\d{1,2})"),
    re.compile(r"(?P<m>\d{1,2})[/.-](?P<a>\d{4})"),
    re.compile(r"(?P<mot>[a-z]{3,9})\.?\s+(?P<a>\d{4})"),
    re.compile(r"(?P<a>\d{4})"),
)
_HEURE: Final = re.compile(r"(?<=\d)[ t]+\d{1,2}[:h]\d{2}.*$", re.DOTALL)


def read_identifiant(text: str) -> Lu[str]:
    """Exact, case included; only spaces are tidied."""
    return Lu(squeeze(text))


def read_texte(text: str) -> Lu[str]:
    return Lu(join_lines(text))


def read_sphere(text: str) -> Lu[str]:
    """A code as typed; the codes and names of the known spheres (« action sociale », « as ») become AS, DS, DL, PA…"""
    code = vocabulaire.SPHERES_PAR_MOT.get(make_key(text))
    if code is None and (match := _RANG_ET_MOT.fullmatch(text)):  # « AS – Action sociale »
        named = {vocabulaire.SPHERES_PAR_MOT.get(make_key(part)) for part in match.groups()}
        code = named.pop() if len(named) == 1 else None
    return Lu(code) if code else Lu(squeeze(text), _suggest_sphere(text))


def _suggest_sphere(text: str) -> Note | None:
    """For « Dev local », « Action social », « dvpt social »: near enough to ask, not near enough to decide."""
    for key, code in vocabulaire.SPHERES_PAR_MOT.items():
        if code in _SPHERES_SUGGEREES and _is_shortened(make_key(text).split("_"), key.split("_")):
            remede = f"Si c’est {le_monde(code)}, écrivez {code}."
            return Note(f"{quote(text)} n’est pas une sphère connue, gardée telle quelle", remede)
    return None


def _is_shortened(words: list[str], whole: list[str]) -> bool:
    return len(words) == len(whole) and all(
        word == full or (len(word) >= 3 and ((len(words) > 1 and _abbreviates(word, full)) or _is_alike(word, full)))
        for word, full in zip(words, whole, strict=True)
    )


def _abbreviates(word: str, full: str) -> bool:
    """« dvpt » for « developpement »: its letters, in order, from the first."""
    letters = iter(full)
    return word[0] == full[0] and all(letter in letters for letter in word)


def _is_alike(word: str, full: str) -> bool:
    return difflib.SequenceMatcher(None, word, full).ratio() >= 0.85


def read_nature(text: str) -> Lu[Nature | None]:
    """Structure, service, poste or collectif; None for a word that is not understood, which is told."""
    key = make_key(text)
    known = vocabulaire.NATURES_PAR_MOT
    if key in vocabulaire.PERSONNES:
        remede = (
            "Écrivez structure, service, poste ou collectif ; si c’est une personne accompagnée, retirez la ligne : "
            "la carte réunit des professionnels, jamais les personnes qu’ils aident."
        )
        raise Refus(f"{quote(text)} n’est pas une nature d’acteur", remede)
    if (close := known.get(key)) is not None:
        return Lu(_as_nature(close))
    if alike := difflib.get_close_matches(key, NATURES, 1, 0.75):
        return Lu(_as_nature(alike[0]), Note(f"{quote(text)} est lu comme « {alike[0]} »"))
    remede = (
        "Sans nature, un acteur est un service s’il a un parent, une structure sinon. "
        "Le type (CCAS, EPCI…) a sa propre colonne."
    )
    return Lu(None, Note(f"{quote(text)} n’est pas une nature connue (structure, service, poste, collectif)", remede))


def _as_nature(word: str) -> Nature | None:
    return next((nature for nature in NATURES if nature == word), None)


def read_niveau(text: str) -> Lu[int | None]:
    """« 3 », « 3,0 », « se coordonner », « 3 – se coordonner »; anything else but a blank is refused."""
    if _is_blank(text):
        return Lu(None)
    if match := _NIVEAU.fullmatch(text):
        if (niveau := int(match[1])) <= 5:
            return Lu(niveau)
        raise Refus(f"le niveau {quote(text)} n’est pas entre 0 et 5", NIVEAU_ATTENDU)
    named = vocabulaire.NIVEAUX_PAR_MOT.get(make_key(text))
    if named is None and (match := _RANG_ET_MOT.fullmatch(text)):
        named = vocabulaire.NIVEAUX_PAR_MOT.get(make_key(match[2]))
        named = named if str(named) == match[1] else None
    if named is not None:
        return Lu(named)
    raise Refus(_describe_bad_level(text), NIVEAU_ATTENDU)


def _describe_bad_level(text: str) -> str:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return f"{quote(text)} n’est pas un niveau"
    if 0 <= number <= 5:
        return f"le niveau {quote(text)} n’est pas un nombre entier"
    return f"le niveau {quote(text)} n’est pas entre 0 et 5"


def read_phase(text: str) -> Lu[str | None]:
    """« P3 », « p3 », « montage », « P3 – conception / montage »."""
    if _is_blank(text):
        return Lu(None)
    known = vocabulaire.PHASES_PAR_MOT
    phase = known.get(make_key(text))
    if phase is None and (match := _RANG_ET_MOT.fullmatch(text)):
        phase = known.get(make_key(match[1]))
    if phase is None:
        raise Refus(f"{quote(text)} n’est pas une phase de projet", PHASE_ATTENDUE)
    return Lu(phase)


def read_date(text: str) -> Lu[date | None]:
    """A day; a month or a year alone stands for its first day, so that no declaration looks fresher than it is."""
    return Lu(_read_span(text)[0])


def read_fin(text: str) -> Lu[date | None]:
    """The day something ends; a month or a year alone stands for its last day."""
    return Lu(_read_span(text)[1])


def _read_span(text: str) -> tuple[date | None, date | None]:
    """First and last day of what is written: the same for a full date."""
    if _is_blank(text):
        return None, None
    plain = _HEURE.sub("", fold(text)).strip()
    for pattern in _DATES:
        if match := pattern.fullmatch(plain):
            _check_year(match["a"], text)
            try:
                return _make_span(match.groupdict())
            except ValueError:
                break
    raise Refus(f"{quote(text)} n’est pas une date", DATE_ATTENDUE)


def _check_year(year: str, text: str) -> None:
    if len(year) == 4 and int(year) not in ANNEES:
        message = f"la date {quote(text)} n’est pas entre {ANNEES[0]} et {ANNEES[-1]}"
        raise Refus(message, DATE_ATTENDUE)


def _make_span(parts: Mapping[str, str | None]) -> tuple[date, date]:
    year = int(parts["a"] or "")
    year += 2000 if year < 100 else 0
    word, day = parts.get("mot"), parts.get("j")
    month = _find_month(word) if word else int(parts.get("m") or 0)
    if day:
        whole = date(year, month, int(day))
        return whole, whole
    if month or word:
        after = date(year + month // 12, month % 12 + 1, 1)
        return date(year, month, 1), after - timedelta(days=1)
    if parts.get("m") is not None:
        raise ValueError(parts["m"])
    return date(year, 1, 1), date(year, 12, 31)


def _find_month(word: str) -> int:
    """« mars », « sept », « janv »; raises ValueError when it is not one month."""
    found = [rank for rank, name in enumerate(_MOIS, 1) if name.startswith(word)]
    if len(found) != 1:
        raise ValueError(word)
    return found[0]


def read_liste(text: str) -> Lu[frozenset[str]]:
    """Values separated by bars; by semicolons, commas or line breaks when there is no bar."""
    return Lu(frozenset(_split(text)))


def read_themes(text: str) -> Lu[frozenset[str]]:
    """Known themes by code, whatever their case, or by name; the others as they are."""
    if whole := vocabulaire.THEMES_PAR_MOT.get(make_key(text)):  # some names hold a comma
        return Lu(frozenset((whole,)))
    return Lu(frozenset(vocabulaire.THEMES_PAR_MOT.get(make_key(part), part) for part in _split(text)))


def _split(text: str) -> list[str]:
    pattern = r"\|" if "|" in text else r"[;,\r\n]"
    parts = (squeeze(part) for part in re.split(pattern, text))
    return [part for part in parts if part and fold(part) not in vocabulaire.SANS_REPONSE]


def make_reader_of_codes(codes: Mapping[str, str]) -> Callable[[str], Lu[str]]:
    """A reader of one code of a controlled list; a word that is not in it is kept and told."""
    admitted = ", ".join(dict.fromkeys(codes.values()))

    def read(text: str) -> Lu[str]:
        if _is_blank(text) and make_key(text) not in codes:
            return Lu("")
        code = codes.get(make_key(text))
        return Lu(squeeze(text), _tell_unknown([squeeze(text)], admitted)) if code is None else Lu(code)

    return read


def make_reader_of_code_lists(codes: Mapping[str, str]) -> Callable[[str], Lu[frozenset[str]]]:
    """The same for several codes in one cell."""
    admitted = ", ".join(dict.fromkeys(codes.values()))

    def read(text: str) -> Lu[frozenset[str]]:
        if whole := codes.get(make_key(text)):
            return Lu(frozenset((whole,)))
        parts = _split(text)
        unknown = [part for part in parts if make_key(part) not in codes]
        read = frozenset(codes.get(make_key(part), part) for part in parts)
        return Lu(read, _tell_unknown(unknown, admitted) if unknown else None)

    return read


def _tell_unknown(unknown: list[str], admitted: str) -> Note:
    cited = ", ".join(quote(word) for word in unknown)
    return Note(f"{cited} ne fait pas partie de la liste, gardé tel quel", f"Mots de la liste : {admitted}.")


def _is_blank(text: str) -> bool:
    return fold(text) in vocabulaire.SANS_REPONSE


read_sujets = make_reader_of_code_lists(vocabulaire.SUJETS_PAR_MOT)
read_cadre = make_reader_of_codes(vocabulaire.CADRES_PAR_MOT)
read_formalisation = make_reader_of_codes(vocabulaire.FORMALISATIONS_PAR_MOT)
read_financement = make_reader_of_codes(vocabulaire.FINANCEMENTS_PAR_MOT)
