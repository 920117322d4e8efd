"""The content of a report, before any form: what is said, in which order, to whom."""

from __future__ import annotations

import pytest

from maillage.analyse.reseau import Acteur
from maillage.publication.blocs import CartesPostes, ConstatEcrit, Illustration, ListeConstats, Rapport, Tableau
from maillage.publication.rapport import compose
from tests.publication.exemple import JOUR, composed, hostile, lisaude, small


def find_table(rapport: Rapport, ancre: str) -> Tableau:
    section = next(section for section in rapport.sections if section.ancre == ancre)
    return next(bloc for bloc in section.blocs if isinstance(bloc, Tableau))


def find_written(rapport: Rapport, code: str) -> ConstatEcrit:
    lists = [bloc for section in rapport.sections for bloc in section.blocs if isinstance(bloc, ListeConstats)]
    return next(constat for bloc in lists for constat in bloc.constats if constat.code == code)


def test_sections_go_from_what_to_keep_in_mind_to_the_annex() -> None:
    assert [section.ancre for section in composed().sections] == [
        "retenir",
        "commencer",
        "mondes",
        "reseau",
        "couple",
        "rencontres",
        "postes",
        "constats",
        "mesures",
        "limites",
        "lecture",
        "acteurs",
    ]


def test_coverage_is_said_before_the_first_sentence() -> None:
    rapport = composed()
    assert rapport.couverture[0] == lisaude()[1].constat("couverture").phrase.replace(" ;", "\u202f;")


def test_the_first_sentence_gives_the_rate_of_the_two_worlds_and_of_each() -> None:
    rapport = composed()
    assert rapport.une.spheres == ("AS", "DL")
    assert [segment.ton for segment in rapport.une.segments if segment.ton != "normal"] == [
        "manque",
        "present",
        "present",
    ]
    assert "Sur 100 liens possibles entre ces deux mondes, 17 existent." in rapport.une.texte


def test_three_strongest_findings_are_said_once() -> None:
    section = composed().sections[0]
    assert isinstance(section.blocs[0], ListeConstats)
    codes = [constat.code for constat in section.blocs[0].constats]
    assert len(codes) == len(set(codes)) == 3


def test_every_drawing_has_an_alternative_and_a_table() -> None:
    drawings = [bloc for section in composed().sections for bloc in section.blocs if isinstance(bloc, Illustration)]
    assert [drawing.nom for drawing in drawings] == ["matrice", "reseau", "niveaux", "phases"]
    assert all(drawing.alternative and drawing.tableau for drawing in drawings)


def test_actors_are_in_alphabetical_order_whatever_their_measures() -> None:
    names = [line[0] for line in find_table(composed(), "acteurs").lignes]
    assert names[:4] == [
        "Caf de la Haute-Lisaude",
        "CC de la Lisaude – service Alimentation",
        "CC de la Lisaude – service Économie",
        "CC de la Lisaude – service Habitat",
    ]
    assert names.index("Épicerie solidaire Le Panier") < names.index("EVS de Chantebise")


def test_public_report_withholds_who_does_not_see_eye_to_eye() -> None:
    constat = find_written(composed("publique"), "asymetrie")
    assert constat.details == ()
    assert constat.retenu
    assert "n’est pas dans ce document" in constat.retenu


def test_animation_reads_who_does_not_see_eye_to_eye() -> None:
    constat = find_written(composed("animation"), "asymetrie")
    assert constat.retenu is None
    assert any(
        "Maison des solidarités" in cell for d in constat.details if isinstance(d, Tableau) for cell in d.lignes[0]
    )


def test_contested_links_are_named_to_the_animation_only() -> None:
    heads = {}
    for diffusion in ("publique", "animation"):
        drawing = composed(diffusion).sections[3].blocs[0]  # type: ignore[arg-type]
        assert isinstance(drawing, Illustration)
        assert drawing.tableau
        heads[diffusion] = [colonne.titre for colonne in drawing.tableau.colonnes]
    assert heads["publique"] == ["Acteur", "Travaille avec"]
    assert "Lien vu différemment avec" in heads["animation"]


def test_a_figure_under_its_guard_is_not_said() -> None:
    reseau, diagnostic = small(
        *(Acteur(id=f"a{rank}", sphere="AS" if rank < 6 else "DL") for rank in range(8)),
        liens=[("a0", "a1"), ("a1", "a2"), ("a0", "a7")],
    )
    rapport = compose(diagnostic, reseau)
    rates = [line[-1] for line in find_table(rapport, "mondes").lignes]
    assert rates == ["13\u00a0%", "trop peu d’acteurs", "trop peu d’acteurs"]


def test_posts_to_secure_say_until_when() -> None:
    section = next(section for section in composed().sections if section.ancre == "postes")
    cards = next(bloc for bloc in section.blocs if isinstance(bloc, CartesPostes))
    assert "À sécuriser\u00a0: financé jusqu’au 31\u00a0mars 2027" in {poste.echeance for poste in cards.postes}
    assert [poste.nom for poste in cards.postes] == sorted(poste.nom for poste in cards.postes)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_a_tiny_network_gives_a_short_report(count: int) -> None:
    reseau, diagnostic = small(*(Acteur(id=f"a{rank}", sphere="AS") for rank in range(count)))
    rapport = compose(diagnostic, reseau)
    assert [section.ancre for section in rapport.sections] == ["suite"]
    assert len(rapport.sections[0].blocs) == 3
    assert rapport.couverture == ()
    assert rapport.une.texte.endswith("la carte est à commencer.")


def test_without_the_two_worlds_the_first_sentence_speaks_of_links_across() -> None:
    actors = [Acteur(id=f"a{rank}", sphere=f"X{rank % 3}") for rank in range(15)]
    links = [(f"a{a}", f"a{b}") for a in range(15) for b in range(a) if (a - b) % 3 == 0]
    reseau, diagnostic = small(*actors, liens=[*links, ("a0", "a1"), ("a1", "a2")])
    rapport = compose(diagnostic, reseau)
    assert rapport.une.texte == "Sur 100 liens, 6 vont d’un monde à un autre. Le hasard en donnerait 71."


def test_texts_hold_no_sign_that_a_document_refuses() -> None:
    reseau, diagnostic = hostile()
    assert not {"\x00", "\x1f", "\u202e"} & set(
        repr_texts(compose(diagnostic, reseau, titre="x\x07", mention="\x1b[0m"))
    )


def repr_texts(rapport: Rapport) -> str:
    cells = [cell for line in find_table(rapport, "acteurs").lignes for cell in line]
    return "".join([rapport.titre, rapport.mention, *cells])


def test_each_sentence_of_the_first_page_begins_a_line() -> None:
    lines = ["".join(segment.texte for segment in line) for line in composed().une.lignes]
    assert len(lines) == 2
    assert lines[1].startswith("À l’intérieur")
    assert " ".join(lines) == composed().une.texte


def test_a_title_is_never_missing() -> None:
    reseau, diagnostic = lisaude()
    rapport = compose(diagnostic, reseau, titre="  ")
    assert rapport.titre == "Diagnostic du maillage"
    assert rapport.date_reference == JOUR
    assert rapport.surtitre == "22\u00a0novembre 2026"


@pytest.mark.parametrize(
    ("titre", "surtitre"),
    [
        ("Lisaude : diagnostic du maillage", "Du 22\u00a0novembre 2026"),
        ("Monts et Vallée de la Lisaude", "Diagnostic du maillage du 22\u00a0novembre 2026"),
    ],
)
def test_a_footer_does_not_say_twice_what_the_title_says(titre: str, surtitre: str) -> None:
    reseau, diagnostic = lisaude()
    assert compose(diagnostic, reseau, titre=titre).surtitre == surtitre
