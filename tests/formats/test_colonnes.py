"""Headings are recognised whatever their case, accents, spaces, plurals and usual synonyms."""

from __future__ import annotations

import pytest

from maillage.formats.colonnes import ACTEURS, LIENS, match_colonnes
from maillage.formats.textes import make_key

from .ateliers import LIENS as UN_LIEN
from .ateliers import fautes, lire


def places(entetes: str, colonnes=ACTEURS) -> dict[str, str]:
    heads = entetes.split("|")
    return {nom: heads[rank] for nom, rank in match_colonnes(heads, colonnes).positions.items()}


@pytest.mark.parametrize(
    "entete",
    ["niveau_reel", "Niveau réel", "NIVEAUX RÉELS", "niveau-réel", " Niveau  Reel ", "niveauReel", "niveau (0 à 5)",
     "Niveau vécu", "niveau", "intensité de la relation", "poids", "Level"],
)  # fmt: skip
def test_one_column_many_spellings(entete):
    assert places(f"source|cible|{entete}", LIENS)["niveau_reel"] == entete


@pytest.mark.parametrize(
    ("entetes", "expected"),
    [
        ("id|code|sphere", {"id": "id", "sphere": "sphere"}),
        ("code|nom|groupe", {"id": "code", "nom": "nom", "sphere": "groupe"}),
        ("acteur|monde", {"id": "acteur", "sphere": "monde"}),
        ("id|structure|sphere", {"id": "id", "nom": "structure", "sphere": "sphere"}),
        ("id|nom|structure|sphere", {"id": "id", "nom": "nom", "parent": "structure", "sphere": "sphere"}),
        ("id|sphere|commune|communes", {"id": "id", "sphere": "sphere", "communes": "communes"}),
        ("id|sphere|commune", {"id": "id", "sphere": "sphere", "communes": "commune"}),
    ],
)
def test_vague_words_serve_only_for_want_of_better(entetes, expected):
    assert places(entetes) == expected


@pytest.mark.parametrize(
    ("entetes", "source", "cible"),
    [
        ("from|to", "from", "to"),
        ("de|vers", "de", "vers"),
        ("de|à", "de", "à"),
        ("A|B", "A", "B"),
        ("Acteur 1|Acteur 2", "Acteur 1", "Acteur 2"),
        ("acteurA|acteurB", "acteurA", "acteurB"),
        ("Source|Target", "Source", "Target"),
        ("acteur|partenaire", "acteur", "partenaire"),
        ("origine|destination", "origine", "destination"),
    ],
)
def test_both_ends_of_a_link(entetes, source, cible):
    assert places(entetes, LIENS) == {"source": source, "cible": cible}


def test_no_name_means_two_columns_of_one_table():
    for colonnes in (ACTEURS, LIENS):
        keys = [make_key(name) for colonne in colonnes for name in {colonne.nom, *colonne.synonymes}]
        assert sorted({key for key in keys if keys.count(key) > 1} - {make_key(c.nom) for c in colonnes}) == []


@pytest.mark.parametrize(
    ("entetes", "expected"),
    [
        ("id,sphere,ID", ["« id » (colonne A) et « ID » (colonne C)"]),
        ("id,sphère,monde", ["« sphère » (colonne B) et « monde » (colonne C)"]),
        ("id,identifiant,sphere,monde", ["sens de « id »", "sens de « sphere »"]),
    ],
)
def test_two_columns_of_one_meaning_are_a_fault(tmp_path, entetes, expected):
    told = [str(faute).replace("\u00a0", " ") for faute in fautes(lire, tmp_path, f"{entetes}\n", UN_LIEN)]
    assert len(told) == len(expected)
    for words, faute in zip(expected, told, strict=True):
        assert words in faute


def test_a_missing_column_says_what_was_found_and_what_it_may_be(tmp_path):
    [faute] = fautes(lire, tmp_path, "id,nom,sfere\nS1,a,AS\n", UN_LIEN)
    assert (faute.fichier, faute.ligne) == ("acteurs.csv", 1)
    assert (
        str(faute)
        .replace("\u00a0", " ")
        .endswith("C’est peut-être « sfere » : renommez-la « sphere ». Colonnes trouvées : « id », « nom », « sfere ».")
    )


def test_without_any_heading_the_first_row_is_told_to_be_data(tmp_path):
    [faute] = fautes(lire, tmp_path, "S1,a,AS\nS2,b,DL\n", UN_LIEN)
    assert str(faute).replace("\u00a0", " ") == (
        "acteurs.csv, ligne 1 : la première ligne ne ressemble pas à des titres de colonnes. Ajoutez au-dessus des "
        "données une ligne de titres : « id », « sphere ». Ligne trouvée : « S1 », « a », « AS »."
    )


def test_tables_given_one_for_the_other_are_recognised(tmp_path):
    told = fautes(lire, tmp_path, UN_LIEN, "id,sphere\nS1,AS\n")
    assert [faute.message for faute in told] == [
        "ce tableau ressemble à celui des liens",
        "ce tableau ressemble à celui des acteurs",
    ]


def test_a_title_may_stand_above_the_headings(tmp_path):
    saisie = lire(tmp_path, "Acteurs du territoire,,\nmis à jour en mai,,\n\nid,nom,sphere\nS1,a,AS\nS2,,DL\n", UN_LIEN)
    assert [acteur.id for acteur in saisie.acteurs] == ["S1", "S2"]


def test_unknown_columns_are_ignored_and_told_in_one_line(tmp_path):
    saisie = lire(
        tmp_path, "id,sphere,téléphone,themess\nS1,AS,06,ALI\nS2,DL,,\n", "source,cible,couleur\nS1,S2,bleu\n"
    )
    assert saisie.colonnes_ignorees == {"acteurs": ("téléphone", "themess"), "liens": ("couleur",)}
    assert [str(remarque).replace("\u00a0", " ") for remarque in saisie.remarques] == [
        "acteurs.csv : colonnes non lues : « téléphone », « themess ». "
        "Si « themess » est la colonne « themes », renommez-la ainsi.",
        "liens.csv : colonne non lue : « couleur ».",
    ]
