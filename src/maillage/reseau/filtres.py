"""What the reader asks of the network, read from the address, and the network narrowed to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.http import QueryDict
from django.utils.http import urlencode

from maillage.acteurs.liens import EtatLien
from maillage.espaces.droits import Droits
from maillage.referentiels.models import Sphere, Theme, Valeur
from maillage.reseau.trame import Trait, Trame

VECUS = (EtatLien.CONFIRME, EtatLien.DECLARE, EtatLien.CONTESTE)
ETATS = {
    EtatLien.CONFIRME: "Confirmés",
    EtatLien.DECLARE: "Déclarés d’un côté",
    EtatLien.CONTESTE: "Vus différemment",
    EtatLien.SOUHAITE: "Souhaités",
}
VUES = ("dessin", "tableau")
PAPIERS = ("a4", "a3")
NIVEAUX = ("service", "structure")


@dataclass(frozen=True)
class Demande:
    """Empty lists ask for everything; without states, everything that is lived."""

    vue: str = "dessin"
    niveau: str = "service"
    spheres: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    au_moins: int = 0
    etats: tuple[str, ...] = ()
    acteur: str = ""
    texte: str = ""
    papier: str = "a4"

    @property
    def montres(self) -> tuple[str, ...]:
        return self.etats or VECUS

    @property
    def souhaits(self) -> bool:
        return EtatLien.SOUHAITE in self.etats

    @property
    def filtree(self) -> bool:
        return bool(self.spheres or self.themes or self.au_moins or self.etats or self.acteur)

    def address(self, **autrement: str) -> str:
        """The same page with these parameters instead, the least there is to say."""
        asked = replace(self, **autrement)  # type: ignore[arg-type]
        names = {"vue": asked.vue, "niveau": asked.niveau, "sphere": asked.spheres, "theme": asked.themes,
                 "au_moins": str(asked.au_moins or ""), "etat": asked.etats, "acteur": asked.acteur,
                 "papier": asked.papier}  # fmt: skip
        usual = {"vue": "dessin", "niveau": "service", "papier": "a4"}
        return "?" + urlencode({k: v for k, v in names.items() if v and v != usual.get(k)}, doseq=True)


def read_demande(donnees: QueryDict, droits: Droits) -> Demande:
    """Nothing said is ever refused: what is not known is left out."""
    states = [etat for etat in donnees.getlist("etat") if etat in list_etats(droits)]
    level = donnees.get("au_moins", "")
    return Demande(
        vue=_one(donnees.get("vue"), VUES),
        niveau=_one(donnees.get("niveau"), NIVEAUX),
        spheres=tuple(dict.fromkeys(donnees.getlist("sphere")))[:60],
        themes=tuple(dict.fromkeys(donnees.getlist("theme")))[:60],
        au_moins=int(level) if level in {"1", "2", "3", "4", "5"} else 0,
        etats=tuple(dict.fromkeys(states)),
        acteur=_read_uuid(donnees.get("acteur", "")),
        texte=donnees.get("q", "").replace("\x00", "").strip()[:100],
        papier=_one(donnees.get("papier"), PAPIERS),
    )


def _one(asked: str | None, known: tuple[str, ...]) -> str:
    return asked if asked in known else known[0]


def _read_uuid(texte: str) -> str:
    try:
        return str(UUID(texte)) if texte else ""
    except ValueError:
        return "inconnu"


def list_etats(droits: Droits) -> list[EtatLien]:
    """What is contested or wished is for members."""
    return list(ETATS) if droits.est_membre else [EtatLien.CONFIRME, EtatLien.DECLARE]


def narrow(trame: Trame, demande: Demande) -> Trame:
    """The nodes and the pairs asked for. A node keeps its place in the order of ids."""
    kept = _keep_nodes(trame, demande)
    traits = [t for t in trame.traits if t.a in kept and t.b in kept and _is_asked(t, demande)]
    if demande.acteur:
        kept, traits = _keep_neighbours(trame, traits, demande.acteur)
    places = sorted(kept)
    moved = {old: new for new, old in enumerate(places)}
    return replace(
        trame,
        noeuds=tuple(trame.noeuds[place] for place in places),
        traits=tuple(t._replace(a=moved[t.a], b=moved[t.b]) for t in traits),
    )


def _keep_nodes(trame: Trame, demande: Demande) -> set[int]:
    """The actor whose neighbours are asked for stays, whatever its world and its themes."""
    spheres, themes = set(demande.spheres), set(demande.themes)
    return {
        place
        for place, noeud in enumerate(trame.noeuds)
        if noeud.id == demande.acteur
        or ((not spheres or noeud.sphere in spheres) and (not themes or themes & trame.themes_of(place)))
    }


def _is_asked(trait: Trait, demande: Demande) -> bool:
    """A link without a level is known to exist, no more: it is « at least » nothing. A wish counts by its level."""
    if trait.etat not in demande.montres:
        return False
    level = trait.souhait if trait.etat == EtatLien.SOUHAITE else trait.niveau
    return not demande.au_moins or (level is not None and level >= demande.au_moins)


def _keep_neighbours(trame: Trame, traits: Iterable[Trait], acteur: str) -> tuple[set[int], list[Trait]]:
    """The actor, its partners, and what links these together."""
    traits = list(traits)
    centre = trame.index[acteur]
    near = {centre} | {t.b if t.a == centre else t.a for t in traits if centre in (t.a, t.b)}
    return near, [t for t in traits if t.a in near and t.b in near]


@dataclass(frozen=True)
class Choix:
    valeur: str
    libelle: str
    nombre: int | None = None
    coche: bool = False
    sphere: Sphere | None = None


@dataclass(frozen=True)
class Facette:
    """As the component of the site draws it."""

    nom: str
    titre: str
    choix: list[Choix] = field(default_factory=list)
    unique: bool = False
    depliee: bool = True


def build_facettes(
    trame: Trame, demande: Demande, droits: Droits, spheres: Mapping[str, Sphere], niveaux: Iterable[Valeur]
) -> list[Facette]:
    """Counts are those of the whole network: they do not move while one chooses. One query."""
    worlds = Counter(noeud.sphere for noeud in trame.noeuds)
    states = Counter(trait.etat for trait in trame.traits)
    levels = [Choix("", "Tous", None, not demande.au_moins)]
    levels += [Choix(one.code, one.nom, None, one.code == str(demande.au_moins)) for one in niveaux if one.code > "0"]
    folded = {"service": "Dépliés", "structure": "Repliés dans leur structure"}
    ordered = [one for code, one in spheres.items() if code in worlds]
    return [
        Facette("sphere", "Mondes", [
            Choix(one.code, one.nom, worlds[one.code], one.code in demande.spheres, one) for one in ordered
        ]),
        Facette("au_moins", "Niveau du lien, au moins", levels, unique=True, depliee=bool(demande.au_moins)),
        Facette("etat", "Liens", [
            Choix(etat, ETATS[etat], states[etat], etat in demande.montres) for etat in list_etats(droits)
        ]),
        Facette("theme", "Thèmes", _count_themes(trame, demande), depliee=bool(demande.themes)),
        Facette("niveau", "Services", [
            Choix(code, nom, None, code == demande.niveau) for code, nom in folded.items()
        ], unique=True, depliee=demande.niveau != "service"),
    ]  # fmt: skip


def _count_themes(trame: Trame, demande: Demande) -> list[Choix]:
    counts = Counter(slug for place in range(len(trame.noeuds)) for slug in trame.themes_of(place))
    found = Theme.objects.filter(slug__in=counts)
    return [Choix(one.slug, one.nom, counts[one.slug], one.slug in demande.themes) for one in found]
