"""The model: what is compared, in which degrees, and what each degree is worth.

For each field, the first degree whose condition holds is taken. `m` is how often it is seen between two rows of one
actor, `u` between two rows of different actors; its weight is log2(m / u) bits, and weights add up (Fellegi & Sunter
1969). Conditions are SQL that DuckDB and Spark both read: whole numbers and equalities only, so that both agree.
docs/methode/rapprochement.md gives the reason of each figure.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Niveau:
    """`frequence`: the column whose value, when rare, makes agreeing on it worth more (`u` stands for unseen ones)."""

    code: str
    sql: str
    m: float
    u: float
    frequence: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Champ:
    """`absent`: condition under which the field says nothing of the pair; `colonnes`: what it needs one of."""

    nom: str
    colonnes: tuple[str, ...]
    absent: str
    niveaux: tuple[Niveau, ...]


def _are_close(column: str, percent: int) -> str:
    longest = f"greatest(length({column}_l), length({column}_r))"
    return f"(levenshtein({column}_l, {column}_r) * 100 <= {percent} * {longest})"


def _is_slip(percent: int) -> str:
    """Names apart by a few letters, counted against what they do not share: « Épicerie La Remise » is not a slip for
    « Épicerie Le Panier »."""
    rest = "greatest(length(propre_l), length(propre_r)) - length({joined:mots})"
    return f"(levenshtein(propre_l, propre_r) * 100 <= {percent} * ({rest}))"


def _same(*columns: str) -> str:
    return " and ".join(f"{column}_l = {column}_r" for column in columns)


def _near(latitude: float, longitude: float) -> str:
    return f"(abs(latitude_l - latitude_r) <= {latitude} and abs(longitude_l - longitude_r) <= {longitude})"


_GENRES_COMMUNS: Final = "{overlap:genres} > 0"
_INCLUS: Final = "{overlap:mots} > 0 and {overlap:mots} = {smallest:mots}"
_MEME_RUE: Final = f"({_same('voie')} or {_are_close('voie', 25)} or {{within:voie}})"
_MEME_DEPARTEMENT: Final = (
    "(substr(code_postal_l, 1, 2) = substr(code_postal_r, 1, 2) or levenshtein(code_postal_l, code_postal_r) <= 1)"
)
_CODE_PROCHE: Final = "levenshtein(code_postal_l, code_postal_r) <= 1"
_SANS_CODE: Final = "(code_postal_l is null or code_postal_r is null)"
_COMMUNE_PROCHE: Final = f"({_same('commune')} or {_are_close('commune', 20)} or {{within:commune}})"
_PRES: Final = _near(0.001, 0.0014)
_LOIN: Final = "(abs(latitude_l - latitude_r) > 0.5 or abs(longitude_l - longitude_r) > 0.7)"

NOM: Final = Champ(
    nom="nom",
    colonnes=("nom",),
    absent="nom_l is null or nom_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("nom"), m=0.55, u=0.0005, frequence="nom"),
        Niveau(code="colle", sql=_same("suite"), m=0.03, u=0.00005),
        Niveau(code="sigle", sql="{acronym}", m=0.01, u=0.0001),
        Niveau(code="branche", sql="branche_l <> branche_r and {overlap:mots} > 0", m=0.000005, u=0.005),
        Niveau(code="faute", sql=_is_slip(15), m=0.15, u=0.0003),
        Niveau(code="proche", sql=_is_slip(30), m=0.06, u=0.0015),
        Niveau(code="suite", sql=f"{_INCLUS} and tete_l = tete_r and jeu_l = jeu_r", m=0.02, u=0.004),
        Niveau(code="inclus", sql=_INCLUS, m=0.08, u=0.002),
        Niveau(code="genre", sql=f"{_GENRES_COMMUNS} and {{smallest:mots}} = 0", m=0.08, u=0.004),
        Niveau(code="racine", sql="tete_l = tete_r and {overlap:mots} > 0", m=0.000005, u=0.004),
        Niveau(code="partage", sql="{overlap:mots} * 2 >= {smallest:mots} and {overlap:mots} > 0", m=0.06, u=0.001),
        Niveau(code="autre", sql="ELSE", m=1e-9, u=0.96),
    ),
)
GENRE: Final = Champ(
    nom="genre",
    colonnes=("genres",),
    absent="{size:genres_l} = 0 or {size:genres_r} = 0",
    niveaux=(
        Niveau(code="commun", sql=_GENRES_COMMUNS, m=0.999, u=0.999),
        Niveau(code="different", sql="ELSE", m=1e-12, u=0.9),
    ),
)
OU: Final = Champ(
    nom="ou",
    colonnes=("lieu", "adresse", "latitude"),
    absent="(lieu_l is null or lieu_r is null) and (adresse_l is null or adresse_r is null) "
    "and (latitude_l is null or latitude_r is null)",
    niveaux=(
        Niveau(code="porte", sql=_same("porte"), m=0.45, u=0.0003, frequence="porte"),
        Niveau(
            code="rue",
            sql=f"({_same('numero')} and {_MEME_RUE} and {_COMMUNE_PROCHE} "
            f"and ({_SANS_CODE} or {_MEME_DEPARTEMENT})) or {_PRES}",
            m=0.2, u=0.0005,
        ),
        Niveau(
            code="adresse",
            sql=f"{_same('numero')} and {_MEME_RUE} and ({_SANS_CODE} or {_MEME_DEPARTEMENT})",
            m=0.04, u=0.0005,
        ),
        Niveau(code="voie", sql=f"{_same('lieu')} and {_MEME_RUE}", m=0.06, u=0.001),
        Niveau(
            code="commune-seule",
            sql=f"{_same('lieu')} and (adresse_l is null or adresse_r is null)",
            m=0.1, u=0.003, frequence="lieu",
        ),
        Niveau(code="commune", sql=_same("lieu"), m=0.05, u=0.003, frequence="lieu"),
        Niveau(
            code="secteur",
            sql=f"{_same('code_postal')} or ({_COMMUNE_PROCHE} and ({_SANS_CODE} or {_MEME_DEPARTEMENT}))",
            m=0.06, u=0.004,
        ),
        Niveau(
            code="departement",
            sql=f"({_MEME_DEPARTEMENT} or {_near(0.2, 0.28)}) "
            f"and (latitude_l is null or latitude_r is null or not {_LOIN})",
            m=0.03, u=0.05,
        ),
        Niveau(code="ailleurs", sql="ELSE", m=0.01, u=0.94),
    ),
)  # fmt: skip
TELEPHONE: Final = Champ(
    nom="telephone",
    colonnes=("telephone",),
    absent="telephone_l is null or telephone_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("telephone"), m=0.7, u=0.002, frequence="telephone"),
        Niveau(code="proche", sql="levenshtein(telephone_l, telephone_r) <= 1", m=0.05, u=0.002),
        Niveau(code="autre", sql="ELSE", m=0.25, u=0.99),
    ),
)
COURRIEL: Final = Champ(
    nom="courriel",
    colonnes=("courriel",),
    absent="courriel_l is null or courriel_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("courriel"), m=0.6, u=0.002, frequence="courriel"),
        Niveau(code="proche", sql="levenshtein(courriel_l, courriel_r) <= 1", m=0.03, u=0.001),
        Niveau(code="domaine", sql=_same("domaine"), m=0.1, u=0.02),
        Niveau(code="autre", sql="ELSE", m=0.27, u=0.98),
    ),
)
SIRET: Final = Champ(
    nom="siret",
    colonnes=("siret",),
    absent="siret_l is null or siret_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("siret"), m=0.75, u=0.002, frequence="siret"),
        Niveau(code="proche", sql="levenshtein(siret_l, siret_r) <= 1", m=0.04, u=0.001),
        Niveau(code="siren", sql=_same("siren"), m=0.06, u=0.01),
        Niveau(code="autre", sql="ELSE", m=0.15, u=0.98),
    ),
)


def make_autre(rank: int) -> Champ:
    """A further column of any meaning: dates, codes, professions."""
    column = f"autre_{rank}"
    return Champ(
        nom=column,
        colonnes=(column,),
        absent=f"{column}_l is null or {column}_r is null",
        niveaux=(
            Niveau(code="meme", sql=_same(column), m=0.7, u=0.005, frequence=column),
            Niveau(code="proche", sql=f"levenshtein({column}_l, {column}_r) <= 1", m=0.12, u=0.01),
            Niveau(code="voisin", sql=_are_close(column, 25), m=0.06, u=0.03),
            Niveau(code="autre", sql="ELSE", m=0.12, u=0.95),
        ),
    )


NOM_LIBRE: Final = Champ(
    nom="nom",
    colonnes=("nom",),
    absent="nom_l is null or nom_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("nom"), m=0.55, u=0.0005, frequence="nom"),
        Niveau(code="colle", sql=_same("suite"), m=0.02, u=0.0001),
        Niveau(code="faute", sql=_is_slip(15), m=0.1, u=0.0005),
        Niveau(code="proche", sql=_is_slip(30), m=0.1, u=0.001),
        Niveau(code="inclus", sql=f"{_INCLUS} and {{overlap:rares}} > 0", m=0.06, u=0.0003),
        Niveau(code="partage", sql="{overlap:rares} > 0", m=0.06, u=0.001),
        Niveau(code="mot", sql="{overlap:mots} > 0", m=0.06, u=0.01),
        Niveau(code="lointain", sql=_are_close("propre", 45), m=0.03, u=0.01),
        Niveau(code="autre", sql="ELSE", m=0.04, u=0.97),
    ),
)
ADRESSE_LIBRE: Final = Champ(
    nom="adresse",
    colonnes=("adresse",),
    absent="adresse_l is null or adresse_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("adresse"), m=0.5, u=0.0005, frequence="adresse"),
        Niveau(code="faute", sql=f"{_same('numero')} and {_MEME_RUE}", m=0.2, u=0.0005),
        Niveau(code="voie", sql=f"{_MEME_RUE}", m=0.1, u=0.005),
        Niveau(code="numero", sql=_same("numero"), m=0.05, u=0.02),
        Niveau(code="autre", sql="ELSE", m=0.15, u=0.97),
    ),
)
LIEU_LIBRE: Final = Champ(
    nom="lieu",
    colonnes=("lieu",),
    absent="lieu_l is null or lieu_r is null",
    niveaux=(
        Niveau(code="meme", sql=_same("lieu"), m=0.5, u=0.002, frequence="lieu"),
        Niveau(code="faute", sql=f"{_CODE_PROCHE} and {_COMMUNE_PROCHE}", m=0.15, u=0.002),
        Niveau(code="code", sql=_same("code_postal"), m=0.08, u=0.003),
        Niveau(code="commune", sql=_COMMUNE_PROCHE, m=0.08, u=0.01),
        Niveau(code="code-proche", sql=_CODE_PROCHE, m=0.06, u=0.01),
        Niveau(code="departement", sql="substr(code_postal_l, 1, 2) = substr(code_postal_r, 1, 2)", m=0.04, u=0.05),
        Niveau(code="autre", sql="ELSE", m=0.09, u=0.92),
    ),
)
POSITION: Final = Champ(
    nom="position",
    colonnes=("latitude",),
    absent="latitude_l is null or latitude_r is null",
    niveaux=(
        Niveau(code="porte", sql=_PRES, m=0.6, u=0.001),
        Niveau(code="quartier", sql=_near(0.01, 0.014), m=0.2, u=0.01),
        Niveau(code="autre", sql="ELSE", m=0.2, u=0.98),
    ),
)
STRUCTURES: Final = (NOM, GENRE, OU, TELEPHONE, COURRIEL, SIRET)
LIBRES: Final = (NOM_LIBRE, ADRESSE_LIBRE, LIEU_LIBRE, POSITION, TELEPHONE, COURRIEL, SIRET)
"""For lists whose names are not those of bodies: people, works, anything."""


def list_champs(*, structures: bool, autres: int = 0) -> tuple[Champ, ...]:
    return (*(STRUCTURES if structures else LIBRES), *(make_autre(rank) for rank in range(autres)))


DOUBLONS_ATTENDUS: Final = 0.5
"""Other rows that are the same actor as a given row, on average, before looking."""
PRIOR_MAX: Final = 0.2


def make_prior(rows: int) -> float:
    """Probability that two rows taken at random are one actor: it falls as the list grows."""
    return min(PRIOR_MAX, DOUBLONS_ATTENDUS / max(rows - 1, 1))
