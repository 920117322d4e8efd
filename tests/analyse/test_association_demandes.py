"""What an experienced development agent would answer, request by request: written before looking at any output."""

from __future__ import annotations

import pytest

from maillage.analyse.association import recommander
from tests.analyse.exemples_association import LIBELLES, REGLES, TERRITOIRE, demander

# words, phase, world of the asker, rules that must be there, rules that must not
DEMANDES = {
    "epicerie-itinerante-idee-habitante": ("épicerie itinérante", "P1", "", "R01 R59 R02", "R22 R23 R30"),
    "epicerie-itinerante-diagnostic-dl": ("épicerie itinérante", "P2", "DL", "R01 R02 R05", "R03 R58"),
    "epicerie-itinerante-montage": ("épicerie itinérante", "P3", "", "R05 R60 R61", "R01 R57"),
    "aide-alimentaire-producteurs": ("aide alimentaire et producteurs locaux", "P2", "AS", "R03 R59", "R01 R02"),
    "cantine-bio-ecole": ("cantine de l’école en circuit court", "P3", "DL", "R04 R60 R61", "R08 R30"),
    "alimentation-bilan": ("marché de producteurs", "P6", "DL", "R06 R64", "R01 R62"),
    "navette-anciens-diagnostic": ("navette pour les anciens", "P2", "DL", "R08 R07 R30", "R11 R25 R33"),
    "navette-financement": ("navette entre les bourgs", "P4", "DL", "R10 R62", "R07 R09"),
    "transport-emploi-social": ("transport vers l’emploi", "P1", "AS", "R09 R58 R59", "R07 R57"),
    "covoiturage-jeunes": ("covoiturage pour les jeunes", "P1", "AS", "R11 R25", "R08 R30"),
    "mobilite-diagnostic": ("mobilité", "P2", "DL", "R07 R59", "R09"),
    "jardin-partage-social": ("jardin partagé", "P1", "AS", "R47 R58 R59", "R57 R01"),
    "jardin-partage-local": ("jardin partagé", "P2", "DL", "R01 R02 R46", "R47 R03"),
    "creche-horaires-decales": ("crèche en horaires décalés", "P2", "AS", "R22", "R30 R08"),
    "creche-montage-local": ("micro-crèche", "P3", "DL", "R23 R60 R61", "R24 R33"),
    "creche-montage-social": ("micro-crèche au centre-bourg", "P3", "AS", "R24 R60 R61", "R23"),
    "logement-saisonniers": ("logement des saisonniers", "P2", "DL", "R16 R51 R12", "R14 R30"),
    "renovation-menages": ("rénovation des maisons mal isolées", "P3", "DL", "R13 R60 R61", "R14"),
    "precarite-energetique": ("précarité énergétique", "P2", "AS", "R14", "R13 R46"),
    "mal-logement": ("logement vacant", "P2", "DL", "R12 R59", "R14 R08"),
    "maison-vide-anciens": ("maison vide du centre-bourg pour les anciens", "P1", "DL", "R15 R57 R59", "R58 R25"),
    "maison-de-sante-diagnostic": ("maison de santé", "P2", "DL", "R17 R19 R59", "R18"),
    "maison-de-sante-montage": ("maison de santé", "P3", "DL", "R19 R60 R61 R21", "R17"),
    "sante-et-culture": ("santé et lien social", "P2", "AS", "R18", "R17"),
    "sante-mentale": ("santé mentale", "P3", "AS", "R21 R60 R61", "R19"),
    "agriculteurs-en-difficulte": ("agriculteurs en difficulté", "P1", "DL", "R20 R57 R59", "R58"),
    "local-ados": ("un local pour les ados", "P1", "DL", "R25 R57 R59", "R32 R15"),
    "jeunes-et-arts": ("théâtre avec les collégiens", "P3", "DL", "R26 R60 R61", "R33"),
    "apprentis": ("apprentissage des jeunes", "P2", "DL", "R27", "R30"),
    "festival-montage": ("festival de théâtre", "P3", "DL", "R42 R44 R60 R61", "R43 R33"),
    "cafe-associatif-local": ("café associatif", "P1", "DL", "R42 R57 R59", "R43 R58"),
    "cafe-associatif-centre-social": ("café associatif", "P1", "DS", "R43 R59", "R57"),
    "isolement-anciens": ("isolement des personnes âgées", "P1", "AS", "R32 R58 R59", "R30 R25"),
    "bien-vieillir-diagnostic": ("bien vieillir", "P2", "DL", "R30", "R25 R32"),
    "bancs-et-aines": ("bancs et espace public pour les aînés", "P3", "DL", "R31 R60 R61", "R15"),
    "handicap-montage": ("accessibilité pour les personnes handicapées", "P3", "DL", "R33 R60 R61", "R31"),
    "demarches-en-ligne": ("démarches en ligne", "P2", "DL", "R34", "R35"),
    "ateliers-numeriques": ("ateliers numériques", "P3", "AS", "R35 R60 R61", "R34"),
    "insertion-idee": ("insertion et emploi local", "P1", "DL", "R36 R57 R59", "R58 R09"),
    "clause-sociale": ("insertion", "P3", "DL", "R37 R60 R61", "R38"),
    "insertion-employeurs": ("emploi dans les entreprises", "P2", "AS", "R38", "R37"),
    "permanence-droits": ("permanence d’accès aux droits", "P5", "DL", "R40 R63", "R41"),
    "relais-des-mairies": ("accès aux droits", "P3", "AS", "R41 R60 R61", "R40"),
    "ressourcerie": ("ressourcerie", "P2", "DL", "R46", "R47"),
    "transition-solidaire": ("sobriété et pauvreté", "P4", "", "R48 R62", "R46 R01"),
    "cooperative": ("coopérative", "P1", "DL", "R49 R57 R59", "R38"),
    "installation-agricole": ("installation agricole", "P2", "DL", "R50", "R20"),
    "place-du-village": ("place du village", "P2", "DL", "R52 R53", "R31"),
    "batiment-communal": ("bâtiment communal", "P3", "DL", "R53 R60 R61", "R52"),
    "incivilites-des-jeunes": ("incivilités des jeunes", "P2", "DL", "R54", "R30"),
    "pauvrete": ("pauvreté", "P2", "DL", "R55 R59", "R03"),
    "tourisme-social": ("saisonniers du tourisme", "P2", "DL", "R51", "R08"),
    "garde-horaires-decales-habitante": (
        "garde d’enfants en horaires décalés",
        "P1",
        "",
        "R59 R57 R22 R23",
        "R36 R51 R12",
    ),
    "garde-horaires-decales-social": ("garde d’enfants en horaires décalés", "P2", "AS", "R22 R59 R61", "R36 R51 R23"),
    "tiers-lieu-idee": ("tiers-lieu", "P1", "DL", "R42 R57 R59", "R18 R43"),
    "tiers-lieu-ancienne-poste": ("un tiers-lieu dans l’ancienne poste", "P3", "DL", "R42 R53 R60 R61", "R08 R31"),
    "logement-saisonniers-idee": ("logement des saisonniers", "P1", "", "R16 R59", "R36 R14 R30"),
    "jardin-partage-montage": ("jardin partagé", "P3", "", "R42 R60 R61", "R13 R03 R04"),
    "mobilite-solidaire-montage": ("mobilité solidaire", "P3", "AS", "R09 R60 R61 R10", "R07 R08 R11 R29"),
    "cafe-associatif-financement": ("café associatif", "P4", "DL", "R62 R63 R64", "R42 R43 R28"),
    "repas-a-domicile-social": ("repas à domicile", "P2", "AS", "R05 R59 R61", "R03 R04"),
    "repas-a-domicile-local": ("repas à domicile", "P2", "DL", "R30 R59 R01", "R03 R04"),
    "inclusion-numerique": ("inclusion numérique", "P2", "DL", "R34 R59 R61", "R35 R07"),
    "gens-du-voyage": ("accueil des gens du voyage", "P2", "DL", "R12 R59 R61", "R16 R54 R51 R30"),
    "relais-violences-idee": ("relais pour les violences conjugales", "P1", "", "R59", "R54"),
    "relais-violences-diagnostic": ("relais pour les violences conjugales", "P2", "DL", "R59 R61", "R54 R28"),
    "jeunes-sans-permis-idee": ("jeunes sans permis", "P1", "AS", "R11 R09 R25", "R54 R04"),
    "jeunes-sans-permis-diagnostic": ("jeunes sans permis", "P2", "DL", "R07 R27 R59", "R54 R04 R26"),
    "chantier-insertion-idee": ("chantier d’insertion", "P1", "DL", "R36 R37 R57", "R16 R51 R58"),
    "maison-de-sante-idee": ("maison de santé", "P1", "", "R17 R19 R59", "R20"),
    "aide-alimentaire-etudiante": ("aide alimentaire étudiante", "P1", "", "R01 R59", "R36 R39 R04 R11"),
    "renovation-precaires": ("rénovation énergétique des précaires", "P3", "DL", "R13 R48 R60 R61", "R14 R12"),
    "sans-theme-idee-locale": ("", "P1", "DL", "R57 R59", "R58 R01"),
    "sans-theme-idee-sociale": ("", "P1", "AS", "R58 R59", "R57"),
    "sans-theme-financement": ("", "P4", "", "R62 R63", "R59"),
    "garde-horaires-decales-idee": ("garde d’enfants en horaires décalés", "P1", "AS", "R22 R58 R59", "R09 R16 R57"),
    "tiers-lieu-ancienne-gare": ("tiers-lieu dans l’ancienne gare", "P1", "DL", "R42 R57 R59", "R15 R08 R30"),
    "loger-les-saisonniers": ("loger les saisonniers du camping", "P2", "DL", "R16 R51 R12", "R13 R46"),
    "jardin-cour-ecole": ("jardin partagé dans la cour de l’école", "P3", "DS", "R04 R60 R61", "R54 R26"),
    "conducteurs-benevoles": ("conducteurs bénévoles vers le médecin", "P1", "AS", "R09 R56 R58 R59", "R20 R57"),
    "cafe-et-restauration": ("café associatif et petite restauration", "P3", "DL", "R42 R60 R61", "R43 R23"),
    "repas-a-domicile": ("livrer des repas à domicile aux personnes âgées", "P2", "DL", "R01 R08", "R25 R46"),
    "papiers-sur-internet": ("faire ses papiers sur internet", "P3", "AS", "R35 R41 R60 R61", "R34 R40"),
    "aire-d-accueil": ("aire d’accueil des gens du voyage", "P2", "DL", "R12 R59", "R13 R14 R51"),
    "violences-relais": ("relais pour les femmes victimes de violences", "P1", "AS", "R58 R59", "R43 R18 R54"),
    "jeunes-sans-permis": ("jeunes sans permis", "P1", "DL", "R11 R25 R57 R59", "R54 R26"),
    "chantier-espaces-verts": ("chantier d’insertion espaces verts", "P1", "DL", "R36 R57 R59", "R16 R51 R58"),
    "maison-pluriprofessionnelle": ("maison de santé pluriprofessionnelle", "P1", "DL", "R17 R19 R57 R59", "R20"),
    "epicerie-etudiante": ("aide alimentaire étudiante", "P1", "", "R01 R25 R59", "R39 R27 R22"),
    "renovation-menages-modestes": (
        "rénovation énergétique des ménages modestes",
        "P3",
        "DL",
        "R13 R48 R60",
        "R03 R14",
    ),
}
CAS = [pytest.param(*case, id=name) for name, case in DEMANDES.items()]


@pytest.mark.parametrize(("texte", "phase", "sphere", "attendues", "exclues"), CAS)
def test_an_experienced_agent_would_say_so(texte, phase, sphere, attendues, exclues):
    reponse = recommander(demander(texte, phase, sphere), REGLES, TERRITOIRE, LIBELLES)
    told = {one.regle for one in reponse.recommandations}
    assert set(attendues.split()) - told == set()
    assert set(exclues.split()) & {one.regle for one in reponse.recommandations if not one.surprise} == set()


@pytest.mark.parametrize(("texte", "phase", "sphere", "attendues", "exclues"), CAS)
def test_seven_at_most_in_order_with_one_surprise(texte, phase, sphere, attendues, exclues):
    told = recommander(demander(texte, phase, sphere), REGLES, TERRITOIRE, LIBELLES).recommandations
    assert 0 < len(told) <= 7
    assert [one.surprise for one in told].count(True) == 1
    assert [one.phase for one in told] == sorted(one.phase for one in told)
    assert min(one.phase for one in told) >= phase
    assert len({one.regle for one in told}) == len(told)
    assert all(one.raison and one.facteurs for one in told)
    assert all(one.question for one in told)
    assert len({one.question for one in told}) == len(told)


@pytest.mark.parametrize(
    ("texte", "phase", "sphere", "surprise"),
    [
        pytest.param("festival de théâtre", "P2", "AS", "R45", id="free-offers-nobody-knows"),
        pytest.param("bénévolat", "P1", "DL", "R56", id="tired-volunteers"),
        pytest.param("ateliers pour les parents", "P5", "DL", "R28", id="parents-in-the-library"),
        pytest.param("emploi", "P3", "DL", "R39", id="where-employment-is-decided"),
    ],
)
def test_the_surprise_is_a_rule_to_envisage(texte, phase, sphere, surprise):
    told = recommander(demander(texte, phase, sphere), REGLES, TERRITOIRE, LIBELLES).recommandations
    assert [one.regle for one in told if one.surprise] == [surprise]


@pytest.mark.parametrize("phase", ["P1", "P2", "P3", "P4", "P5", "P6"])
def test_every_phase_has_its_own_advice(phase):
    told = recommander(demander("épicerie", phase), REGLES, TERRITOIRE, LIBELLES)
    assert any(not one.surprise for one in told.de_phase(phase))
