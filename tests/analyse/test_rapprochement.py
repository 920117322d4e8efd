"""Two rows: one actor, or two? Each case is a pair that someone really met, with invented names."""

from __future__ import annotations

import pytest

from maillage.analyse.rapprochement import Fiche, FichesInvalides, Rapprochement, explain, grouper, rapprocher

ICI = {"commune": "Valmorane", "code_postal": "07990"}
PORTE = {**ICI, "adresse": "1 place de la Mairie"}
TEL = {"telephone": "04 75 00 00 01"}


def link(left: dict[str, str], right: dict[str, str]) -> Rapprochement:
    return rapprocher([Fiche(id="1", **left), Fiche(id="2", **right)], seuil_paire=-60.0)  # type: ignore[arg-type]


SAME = {
    "acronym-and-long-form": ({"nom": "CCAS de Valmorane", **ICI}, {"nom": "Centre communal d’action sociale", **ICI}),
    "acronym-with-dots-no-commune": ({"nom": "C.C.A.S. de Valmorane"}, {"nom": "CCAS Valmorane"}),
    "wrong-gender-in-the-long-form": (
        {"nom": "Centre Communale d'Actions Sociales", **ICI},
        {"nom": "CCAS de la ville de Valmorane", **ICI},
    ),
    "mairie-is-commune": ({"nom": "Mairie de Valmorane", **ICI}, {"nom": "COMMUNE DE VALMORANE", **ICI}),
    "capitals-accents-address-abbreviated": (
        {"nom": "Épicerie solidaire Le Panier", **ICI, "adresse": "12 bis, avenue de la Gare"},
        {"nom": "EPICERIE SOLIDAIRE LE PANIER", **ICI, "adresse": "12 AV DE LA GARE 07990 VALMORANE"},
    ),
    "a-slip-in-the-name": ({"nom": "Ressourcerie Trimarelle", **PORTE}, {"nom": "Ressourcerie Trimarrelle", **PORTE}),
    "words-in-another-order": ({"nom": "Le Panier, épicerie", **ICI}, {"nom": "Épicerie Le Panier", **ICI}),
    "phone-in-another-form": (
        {"nom": "Centre social L’Escale", "telephone": "04.75.00.00.01"},
        {"nom": "Escale (centre socioculturel)", "telephone": "+33 (0)4 75 00 00 01"},
    ),
    "legal-form-added": ({"nom": "ASSOC ENTRAIDE DU HAUT", **PORTE}, {"nom": "Entraide du Haut", **PORTE}),
    "acronym-of-its-own": (
        {"nom": "Association des jardins partagés", **PORTE},
        {"nom": "AJP", **PORTE, **TEL},
    ),
    "maison-de-services-au-public-now-france-services": (
        {"nom": "MSAP de Valmorane", **PORTE},
        {"nom": "France services Valmorane", **PORTE},
    ),
    "moved-within-the-commune": (
        {"nom": "Tremplin Sud", **ICI, "adresse": "4 rue Basse"},
        {"nom": "Tremplin Sud", **ICI, "adresse": "20 chemin du Repos"},
    ),
}  # fmt: skip
OTHER = {
    "mairie-and-its-ccas": (
        {"nom": "Mairie de Valmorane", **PORTE, **TEL},
        {"nom": "CCAS de Valmorane", **PORTE, **TEL},
    ),
    "ccas-and-cias": ({"nom": "CCAS de Valmorane", **ICI}, {"nom": "CIAS de Valmorane", **ICI}),
    "two-services-one-siret": (
        {"nom": "Service enfance", **PORTE, **TEL, "siret": "21079990000013"},
        {"nom": "Pôle logement", **PORTE, **TEL, "siret": "21079990000013"},
    ),
    "france-services-of-communes-with-like-names": (
        {"nom": "France services de Valmorane", **ICI},
        {"nom": "France services de Valmorone", "commune": "Valmorone", "code_postal": "07350"},
    ),
    "homonym-communes": (
        {"nom": "Mairie de Saint-Aubrac", "commune": "Saint-Aubrac", "code_postal": "07990"},
        {"nom": "Mairie de Saint-Aubrac", "commune": "Saint-Aubrac", "code_postal": "59990"},
    ),
    "neighbours-at-one-address": ({"nom": "Le Panier", **PORTE}, {"nom": "La Filature", **PORTE}),
    "sister-bodies": ({"nom": "Archerelle", **PORTE}, {"nom": "ARCHERELLE INTERIM", **PORTE}),
    "services-that-begin-alike": (
        {"nom": "Relais du Haut - Atelier vélo", **PORTE},
        {"nom": "Relais du Haut - Accueil de jour", **PORTE},
    ),
    "same-kind-two-quarters": (
        {"nom": "Centre médico-social du Polygone", **ICI, "siret": "22079990000013"},
        {"nom": "CMS de Valensolette", **ICI, "siret": "22079990000013"},
    ),
    "a-kind-and-nothing-else": ({"nom": "CCAS"}, {"nom": "Centre communal d’action sociale"}),
    "nothing-in-common": ({"nom": "Le Panier"}, {"nom": "La Filature"}),
}  # fmt: skip


@pytest.mark.parametrize(("left", "right"), SAME.values(), ids=SAME)
def test_one_actor(left: dict[str, str], right: dict[str, str]) -> None:
    assert link(left, right).groupes == (("1", "2"),)


@pytest.mark.parametrize(("left", "right"), OTHER.values(), ids=OTHER)
def test_two_actors(left: dict[str, str], right: dict[str, str]) -> None:
    assert link(left, right).groupes == ()


def test_a_go_between_does_not_bring_a_mairie_and_its_ccas_together() -> None:
    rows = [
        Fiche(id="1", nom="Mairie de Valmorane", **PORTE),
        Fiche(id="2", nom="CCAS de Valmorane", **PORTE),
        Fiche(id="3", nom="Valmorane", **PORTE),
        Fiche(id="4", nom="Mairie et CCAS de Valmorane", **PORTE),
    ]
    groups = rapprocher(rows).groupes
    assert not any({"1", "2"} <= set(group) for group in groups)


def test_the_reasons_quote_both_names() -> None:
    left = Fiche(id="1", nom="CCAS de Valmorane", telephone="0475000001", commune="Valmorane")
    right = Fiche(id="2", nom="Centre communal d’action sociale de Valmorane", telephone="+33 4 75 00 00 01")
    (pair,) = rapprocher([left, right]).paires
    assert explain(pair, left, right) == (
        "même nom\u00a0: CCAS de Valmorane / Centre communal d’action sociale de Valmorane\u202f; même téléphone"
    )
    assert pair.probabilite > 0.99


def test_what_holds_apart_is_told_last() -> None:
    left = Fiche(id="1", nom="Tremplin Sud", **ICI, telephone="0475000001")
    right = Fiche(id="2", nom="Tremplin Sud", **ICI, telephone="0475999999")
    (pair,) = rapprocher([left, right]).paires
    assert explain(pair, left, right).endswith("téléphones différents\u00a0: 0475000001 / 0475999999")


def test_a_siret_helps_and_is_not_needed() -> None:
    left, right = {"nom": "Tremplin Sud"}, {"nom": "Tremplin du Sud et du Nord"}
    without = link(left, right).paires
    (with_siret,) = link({**left, "siret": "12345678900011"}, {**right, "siret": "123 456 789 00011"}).paires
    assert with_siret.poids > without[0].poids + 5


def test_rows_of_one_list_are_not_compared_when_only_lists_are() -> None:
    rows = [Fiche(id=str(n), jeu=jeu, nom="Le Panier", **ICI) for n, jeu in enumerate("AAB")]
    found = rapprocher(rows, etendue="entre-jeux")
    assert {(pair.gauche, pair.droite) for pair in found.paires} <= {("0", "2"), ("1", "2")}


@pytest.mark.parametrize("rows", [0, 1])
def test_nothing_to_compare(rows: int) -> None:
    fiches = [Fiche(id=str(n), nom="Le Panier") for n in range(rows)]
    assert rapprocher(fiches) == Rapprochement(paires=(), groupes=())
    assert grouper(fiches) == ()


def test_copies_make_one_group_and_a_pair_with_the_first() -> None:
    rows = [Fiche(id=str(n), nom="Le Panier", **PORTE) for n in range(5)]
    found = rapprocher(rows)
    assert found.groupes == (("0", "1", "2", "3", "4"),)
    assert {(pair.gauche, pair.droite) for pair in found.paires} == {("0", str(n)) for n in range(1, 5)}


def test_ids_must_differ() -> None:
    with pytest.raises(FichesInvalides, match="même identifiant"):
        rapprocher([Fiche(id="1"), Fiche(id="1")])


def test_other_columns_must_be_the_same_on_every_row() -> None:
    with pytest.raises(FichesInvalides, match="autres colonnes"):
        rapprocher([Fiche(id="1", autres=("a",)), Fiche(id="2")])
