"""What one visitor may read of a link: the merged state for all who see it, each side's word for the two sides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from maillage.acteurs.declarer import say_level
from maillage.acteurs.lien_forms import SATISFACTION, Valeurs, read_valeurs
from maillage.acteurs.lien_paroles import PAR_ANIMATION, PAR_PROPOSITION, PAR_SOI, list_spoken, spoken_by
from maillage.acteurs.liens import Declaration, EtatLien, Lien, VisibiliteLien
from maillage.acteurs.models import Acteur
from maillage.espaces.droits import Droits
from maillage.espaces.journal import describe_geste
from maillage.espaces.models import Trace
from maillage.referentiels.models import Liste

HISTOIRE = 30


@dataclass(frozen=True)
class Cote:
    """One side of a link. `dit`: its word, for those who may read it; `satisfaction`: for itself and the animation."""

    acteur: Acteur
    autre: Acteur
    parle: bool
    """The visitor may declare in its name."""
    dit: Declaration | None = None
    niveau: str = ""
    souhait: str = ""
    details: list[tuple[str, str]] = field(default_factory=list)
    recueilli: bool = False
    """Written by the animation, not by the side itself."""
    propose: bool = False
    """Born of a meeting proposed from the diagnosis: this side has said nothing itself."""
    a_confirmer: int | None = None
    """What the other side says, that this one may take up in one click."""
    confirmable: bool = False

    @property
    def muet(self) -> bool:
        return self.dit is None


@dataclass(frozen=True)
class Ligne:
    trace: Trace
    geste: str


@dataclass(frozen=True)
class Lecture:
    """The page of a link. `cotes` is empty for who is of neither side: who said what is not told outside the two."""

    lien: Lien
    niveau: str
    souhait: str
    phrase: str
    sujets: list[str]
    themes: list[str]
    cotes: list[Cote]
    histoire: list[Ligne]
    reserve: str
    proposee: bool = False
    """The wish was born of a proposal: it is neither side’s own. Told to members."""

    @property
    def bouts(self) -> tuple[Acteur, Acteur]:
        return self.lien.a, self.lien.b

    @property
    def de_chez_nous(self) -> bool:
        return any(cote.parle for cote in self.cotes)


def read_lien(droits: Droits, lien: Lien) -> Lecture:
    """A fixed number of queries. `lien` comes with its two ends, already checked as visible."""
    valeurs = read_valeurs()
    said = list(lien.declarations.prefetch_related("themes"))
    spoken = list_spoken(droits, [lien.a_id, lien.b_id])
    cotes = _read_cotes(droits, lien, said, spoken, valeurs) if spoken else []
    codes = sorted({code for one in said for code in one.sujets})
    proposee = droits.est_membre and any(one.origine == PAR_PROPOSITION for one in said)
    return Lecture(
        lien=lien,
        niveau=name_level(lien.niveau, valeurs),
        souhait=name_level(lien.niveau_souhaite, valeurs) if droits.est_membre else "",
        phrase=say_state(lien, name_level(lien.niveau, valeurs), proposee=proposee),
        sujets=[one.nom for one in valeurs[Liste.SUJET] if one.code in codes],
        themes=sorted({theme.nom for one in said for theme in one.themes.all()}),
        cotes=cotes,
        histoire=list_histoire(lien, said) if cotes else [],
        reserve=say_reserve(said) if droits.est_membre else "",
        proposee=proposee,
    )


def name_level(niveau: float | None, valeurs: Valeurs) -> str:
    names = {one.code: one.nom for one in valeurs[Liste.NIVEAU]}
    return "" if niveau is None else names.get(str(round(niveau)), f"Niveau {round(niveau)}")


def say_state(lien: Lien, niveau: str, *, proposee: bool = False) -> str:
    """One sentence, true for whoever may see the link; it never says which side spoke."""
    if proposee and lien.etat == EtatLien.SOUHAITE:
        return "Rien n’est encore vécu. Une rencontre est proposée."
    level = f"\u00a0: {niveau[:1].lower()}{niveau[1:]}" if niveau else ""
    return {
        EtatLien.CONFIRME: f"Les deux côtés disent travailler ensemble{level}.",
        EtatLien.DECLARE: f"Un côté dit que ce lien existe{level}. L’autre ne l’a pas encore confirmé.",
        EtatLien.CONTESTE: "Les deux côtés ne voient pas ce lien de la même façon. C’est une raison d’en parler.",
        EtatLien.SOUHAITE: "Rien n’est encore vécu, et quelqu’un le souhaite.",
        EtatLien.ABSENT: "Ces deux-là ne se connaissent pas, ou de nom seulement.",
    }[EtatLien(lien.etat)]


def say_reserve(said: Iterable[Declaration]) -> str:
    """Whom the link is kept for, when one side asked for it."""
    asked = {one.visibilite for one in said}
    for visibilite in (VisibiliteLien.PRIVEE, VisibiliteLien.GROUPE):
        if visibilite in asked:
            return (
                "connu des deux côtés et de l’animation" if visibilite == VisibiliteLien.PRIVEE else "connu des membres"
            )
    return ""


def _read_cotes(droits: Droits, lien: Lien, said: list[Declaration], spoken: set[Any], valeurs: Valeurs) -> list[Cote]:
    own = set(spoken_by(droits).filter(pk__in=[lien.a_id, lien.b_id]).values_list("pk", flat=True))
    by_side = {one.source_id: one for one in said}
    cotes = [
        _read_cote(me, other, by_side, valeurs, parle=me.pk in spoken, intime=droits.peut_animer or me.pk in own)
        for me, other in ((lien.a, lien.b), (lien.b, lien.a))
    ]
    return sorted(cotes, key=lambda cote: cote.acteur.pk not in own)


def _read_cote(  # noqa: PLR0913
    me: Acteur, other: Acteur, said: dict[Any, Declaration], valeurs: Valeurs, *, parle: bool, intime: bool
) -> Cote:
    mine, theirs = said.get(me.pk), said.get(other.pk)
    return Cote(
        acteur=me,
        autre=other,
        parle=parle,
        dit=mine,
        niveau=name_level(mine.niveau_reel, valeurs) if mine else "",
        souhait=name_level(mine.niveau_souhaite, valeurs) if mine else "",
        details=list_details(mine, other, valeurs, intime=intime) if mine else [],
        recueilli=bool(mine and mine.origine == PAR_ANIMATION),
        propose=bool(mine and mine.origine == PAR_PROPOSITION),
        a_confirmer=say_level(theirs) if theirs else None,
        confirmable=bool(theirs) and parle and not _agree(mine, theirs),
    )


def _agree(mine: Declaration | None, theirs: Declaration | None) -> bool:
    """Nothing is left to confirm: this side already says as much."""
    return mine is not None and theirs is not None and say_level(mine) == say_level(theirs)


def list_details(said: Declaration, other: Acteur, valeurs: Valeurs, *, intime: bool) -> list[tuple[str, str]]:
    """What this side says, in words; what it left unsaid is not told."""
    nous = {"A-finance-B": f"nous finançons {other}", "B-finance-A": f"{other} nous finance"}
    qui = {"A": "nous", "B": str(other)}
    told = [
        ("Sujets", ", ".join(_name(valeurs, Liste.SUJET, code) for code in said.sujets)),
        ("Thèmes", ", ".join(theme.nom for theme in said.themes.all())),
        ("Argent", nous.get(said.financement) or _name(valeurs, Liste.FINANCEMENT, said.financement)),
        ("Rythme", _name(valeurs, Liste.FREQUENCE, said.frequence)),
        ("Où l’on se voit", _name(valeurs, Liste.CADRE, said.cadre)),
        ("Ce qui est écrit", _name(valeurs, Liste.FORMALISATION, said.formalisation)),
        ("Ce qui tient le lien", _name(valeurs, Liste.PORTE_PAR, said.porte_par)),
        ("Ce lien", _name(valeurs, Liste.TENDANCE, said.tendance)),
        ("Ce qui freine", _join(valeurs, Liste.FREIN, said.freins)),
        ("Ce qui aide, ou aiderait", _join(valeurs, Liste.LEVIER, said.leviers)),
        ("Depuis", say_since(said)),
        ("Qui a commencé", qui.get(said.initiateur) or _name(valeurs, Liste.INITIATEUR, said.initiateur)),
        ("Premier appel", _name(valeurs, Liste.PHASE, said.premier_contact_phase)),
        ("Il faudrait s’appeler dès", _name(valeurs, Liste.PHASE, said.phase_souhaitee)),
        (
            "Satisfaction (vue de ce côté et de l’animation)",
            dict(SATISFACTION).get(said.satisfaction or 0, "") if intime else "",
        ),
    ]
    return [(label, value) for label, value in told if value]


def _join(valeurs: Valeurs, liste: Liste, codes: Iterable[str]) -> str:
    """Sentences, not words: set apart by semicolons."""
    return "\u202f; ".join(_name(valeurs, liste, code) for code in codes)


def say_since(said: Declaration) -> str:
    from django.utils.formats import date_format  # noqa: PLC0415

    if said.depuis is None:
        return ""
    year_alone = (said.depuis.month, said.depuis.day) == (1, 1)
    return date_format(said.depuis, "Y" if year_alone else "F Y")


def _name(valeurs: Valeurs, liste: Liste, code: str) -> str:
    return next((one.nom for one in valeurs[liste] if one.code == code), code)


def list_histoire(lien: Lien, said: list[Declaration]) -> list[Ligne]:
    """Who said something and when, for the two sides: what was said stands beside."""
    traces = Trace.objects.filter(espace=lien.espace_id, objet_id__in=[one.pk for one in said]).select_related("qui")
    return [Ligne(line, describe_geste(line.geste)) for line in traces[:HISTOIRE]]


__all__ = ["PAR_ANIMATION", "PAR_SOI", "Cote", "Lecture", "name_level", "read_lien"]
