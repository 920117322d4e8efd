"""Whatever the bytes, a reading gives a Saisie that the engine accepts, or faults; never anything else."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maillage.analyse.reseau import build_reseau
from maillage.formats.fautes import DonneesInvalides, render_fautes
from maillage.formats.saisie import Saisie, read_acteurs_liens, read_classeur

from .ateliers import ACTEURS, LIENS, SHEET, make_csv, make_ods, make_xlsx, rebuild

SIGNATURES = [
    b"",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"%PDF",
]
CASES = ["", "id", "sphere", "source", "cible", "niveau", "date", "phase", "parent", "nature", "declare_par", "themes",
         "S1", "S2", "s1", "S01", "AS", "DL", "poste", "service", "3", "9", "2,5", "12/05/2026", "P3", "A|B", '"', "\n",
         "#REF!", "-", "\u202e", "é" * 40, "Maison des solidarités", "=1+1", "1e999", "²", "٣"]  # fmt: skip
cells = st.sampled_from(CASES) | st.text(max_size=8)
tables = st.lists(st.lists(cells, max_size=7), max_size=8)


def assert_read_or_told(read, *paths) -> None:
    try:
        saisie = read(*paths)
    except DonneesInvalides as invalid:
        assert_faults_told(invalid.fautes)
        return
    assert isinstance(saisie, Saisie)
    assert not any(remarque.bloquante for remarque in saisie.remarques)
    for niveau in ("service", "structure"):
        build_reseau(saisie.acteurs, saisie.declarations, niveau=niveau)


def assert_faults_told(fautes) -> None:
    assert fautes
    assert all(faute.bloquante and faute.remede for faute in fautes)
    assert all("\n" not in line for line in render_fautes(fautes))


@pytest.fixture(scope="module")
def dossier(tmp_path_factory):
    path = tmp_path_factory.mktemp("fuzz")
    (path / "acteurs.csv").write_text(ACTEURS)
    (path / "liens.csv").write_text(LIENS)
    return path


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    debut=st.sampled_from(SIGNATURES), suite=st.binary(max_size=300), suffixe=st.sampled_from(["csv", "xlsx", "ods"])
)
def test_any_bytes(dossier, debut, suite, suffixe):
    path = dossier / f"octets.{suffixe}"
    path.write_bytes(debut + suite)
    assert_read_or_told(read_acteurs_liens, path, dossier / "liens.csv")
    assert_read_or_told(read_classeur, path)


@settings(max_examples=200)
@given(acteurs=tables, liens=tables, separateur=st.sampled_from(",;\t"), heads=st.booleans())
def test_any_tables(dossier, acteurs, liens, separateur, heads):
    if heads:
        acteurs = [["id", "sphere", "parent", "nature", "themes", "fin_financement", "nom"], *acteurs]
        liens = [["source", "cible", "niveau", "date", "phase", "declare_par", "sujets"], *liens]
    (dossier / "a.csv").write_bytes(make_csv(acteurs, separateur))
    (dossier / "l.csv").write_bytes(make_csv(liens, separateur))
    assert_read_or_told(read_acteurs_liens, dossier / "a.csv", dossier / "l.csv")


ids = st.sampled_from(["S1", "S2", "S3", "s1", "Nom 1", "-", ""])
acteur_rows = st.lists(
    st.tuples(ids, st.sampled_from(["AS", "DL", "x"]), ids, st.sampled_from(["", "poste", "service"]))
)
lien_rows = st.lists(st.tuples(ids, ids, st.sampled_from(["", "0", "3", "5", "6"]), ids))


@settings(max_examples=200)
@given(acteurs=acteur_rows, liens=lien_rows)
def test_what_is_accepted_is_never_refused_by_the_engine(dossier, acteurs, liens):
    (dossier / "a.csv").write_bytes(make_csv([["id", "sphere", "parent", "nature"], *acteurs]))
    (dossier / "l.csv").write_bytes(make_csv([["source", "cible", "niveau", "declare_par"], *liens]))
    assert_read_or_told(read_acteurs_liens, dossier / "a.csv", dossier / "l.csv")


def spoil(contenu: bytes, draw: random.Random) -> bytes:
    """A few bytes changed, taken out or said twice."""
    for _ in range(draw.randint(1, 5)):
        at = draw.randrange(len(contenu))
        piece = draw.choice([b"", bytes([draw.randrange(256)]), contenu[at : at + 9] * 2])
        contenu = contenu[:at] + piece + contenu[at + draw.randint(0, 3) :]
    return contenu


@pytest.mark.parametrize("inside", [False, True], ids=["the archive", "its parts"])
@pytest.mark.parametrize("make", [make_xlsx, make_ods])
def test_workbooks_with_any_bytes_changed(tmp_path, make, inside):
    path = make(tmp_path / "c.zip", {"acteurs": [["id", "sphere"], ["S1", "AS"]], "liens": [["source", "cible"]]})
    whole = path.read_bytes()
    draw = random.Random(20260322)
    for _ in range(80):
        path.write_bytes(whole if inside else spoil(whole, draw))
        if inside:
            rebuild(path, lambda nom, contenu: spoil(contenu, draw) if nom.endswith("l") else contenu)
        assert_read_or_told(read_classeur, path)


XML = ["<", ">", "/", "c", "v", "row", ' r="A1"', ' t="s"', "1", "<c>", "</c>", "<v>", "</v>", "<row>", "</row>", "é",
       "&amp;", "&#0;", "<!--", "-->", "<![CDATA[", "]]>", "<is><t>a</t></is>", ' r="XFD1048576"']  # fmt: skip


@settings(max_examples=80)
@given(pieces=st.lists(st.sampled_from(XML), max_size=25))
def test_sheets_with_any_xml(dossier, pieces):
    path = make_xlsx(dossier / "x.xlsx", {"acteurs": [["id", "sphere"]], "liens": [["source", "cible"]]})
    xml = SHEET.format("".join(pieces)).encode()
    rebuild(path, lambda nom, contenu: xml if "sheet1" in nom else contenu)
    assert_read_or_told(read_classeur, path)


def test_thousands_of_unknown_names_are_each_told(dossier):
    (dossier / "a.csv").write_bytes(make_csv([["id", "sphere"], *([f"S{n}", "AS"] for n in range(5_000))]))
    (dossier / "l.csv").write_bytes(make_csv([["source", "cible"], *([f"S{n}", f"X{n}"] for n in range(5_000))]))
    with pytest.raises(DonneesInvalides) as refused:
        read_acteurs_liens(dossier / "a.csv", dossier / "l.csv")
    assert len(refused.value.fautes) == 5_000
