"""An espace leaves and comes back equal to itself; a bad archive comes back as a clear sentence."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError

from maillage.acteurs.models import Acteur
from maillage.cadres.models import Cadre
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Adhesion, Espace, Role
from maillage.exports.archive import VERSION, ecriture, restauration
from maillage.exports.archive.fautes import AdressePrise, ArchiveRefusee, EspacePresent
from maillage.exports.archive.lecture import open_archive
from maillage.exports.archive.paquet import MANIFESTE, digest_manifest
from maillage.exports.archive.restauration import restore_espace
from maillage.referentiels.models import Dispositif, Fenetre, Public, Sphere, Theme, TypeActeur, Valeur
from maillage.territoires.models import Territoire
from tests.exports.conftest import carry
from tests.fabriques_acteurs import make_commune, make_sphere, make_theme


def read_tables(archive: BytesIO) -> dict[str, list[dict[str, Any]]]:
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if name.startswith("donnees/") and name.endswith(".json")]
        return {name.removeprefix("donnees/").removesuffix(".json"): json.loads(opened.read(name)) for name in names}


def erase(*, lists: bool = True) -> None:
    """An installation where nobody has done anything yet; without `lists`, its reference lists are loaded."""
    Acteur.objects.all().delete()
    Espace.objects.all().delete()
    Utilisateur.objects.all().delete()
    if lists:
        for model in (Fenetre, Dispositif, TypeActeur, Sphere, Theme, Public, Valeur, Territoire):
            model.objects.all().delete()


def restore(archive: BytesIO, **options: Any) -> restauration.Bilan:
    archive.seek(0)
    return restore_espace(archive=open_archive(archive), qui=None, **options)


def animation_of(espace: Espace) -> Utilisateur:
    return Adhesion.objects.get(espace=espace, role=Role.ANIMATION).utilisateur


def carry_again(espace: Espace) -> dict[str, list[dict[str, Any]]]:
    """The tables of the espace as it is now, less the line of the journal that says it came back."""
    tables = read_tables(carry(espace, animation_of(espace)))
    assert tables["espaces.Trace"].pop()["geste"] == "retablir"
    return tables


def test_the_demonstration_comes_back_equal_to_itself(demo):
    before = carry(demo, animation_of(demo))
    erase()
    bilan = restore(before)
    assert bilan.comptes_ouverts == 3
    assert carry_again(bilan.espace) == read_tables(before)


def test_a_little_of_everything_comes_back_equal_to_itself(garni, claire):
    before = carry(garni, claire)
    tables = read_tables(before)
    assert [label for label, rows in tables.items() if not rows] == ["referentiels.TypeActeur", "referentiels.Valeur"]
    erase()
    assert carry_again(restore(before).espace) == tables


def test_it_comes_back_among_lists_of_other_ids(garni, claire):
    before = carry(garni, claire)
    erase()
    make_theme("autre")
    make_theme("mobilite")
    here = make_sphere("DL")
    Theme.objects.filter(slug="mobilite").update(code=read_tables(before)["referentiels.Theme"][0]["code"])
    bilan = restore(before)
    assert Acteur.objects.get(nom="Mairie").sphere == here
    assert carry_again(bilan.espace)["acteurs.Acteur"] == read_tables(before)["acteurs.Acteur"]


def test_a_cadre_comes_back_with_its_parent_its_reference_and_who_takes_part(garni, claire):
    before = carry(garni, claire)
    erase()
    make_sphere("DL")
    restore(before)
    comite = Cadre.objects.get(nom="Comité de pilotage")
    assert (comite.parent.nom, comite.parent.reference.code) == ("Convention de la Lisaude", "D01")
    assert [(one.acteur.nom, one.role, one.phase) for one in comite.participations.all()] == [
        ("Mairie", "membre", "P2")
    ]
    assert [one.nom for one in comite.parent.territoires.all()] == ["Mirevalle"]


def test_opinions_and_invitations_do_not_travel(garni, claire):
    with zipfile.ZipFile(carry(garni, claire)) as opened:
        assert b"satisfaction" not in opened.read("donnees/acteurs.Declaration.json")
        assert not [name for name in opened.namelist() if "Invitation" in name]


def test_accounts_travel_by_name_and_address_alone(garni, claire):
    rows = read_tables(carry(garni, claire))["comptes"]
    assert {tuple(row) for row in rows} == {("id", "courriel", "nom")}
    assert {row["courriel"] for row in rows} == {"claire@exemple.fr", "driss@exemple.fr", "lou@exemple.fr"}


def test_a_member_who_has_an_account_here_keeps_it(garni, claire, lou):
    before = carry(garni, claire)
    Acteur.objects.all().delete()
    garni.delete()
    lou.delete()
    bilan = restore(before)
    assert bilan.comptes_ouverts == 1
    assert Adhesion.objects.get(espace=bilan.espace, utilisateur__email="claire@exemple.fr").utilisateur == claire
    opened = Utilisateur.objects.get(email="lou@exemple.fr")
    assert (opened.is_staff, opened.is_superuser, opened.has_usable_password()) == (False, False, False)


def test_who_acted_and_left_is_forgotten_elsewhere(garni, claire, driss):
    Adhesion.objects.get(utilisateur=driss).delete()
    before = carry(garni, claire)
    assert "driss@exemple.fr" not in before.getvalue().decode("latin-1")
    erase()
    assert restore(before).espace.traces.filter(qui__email="driss@exemple.fr").count() == 0


# Refusals


@pytest.fixture
def legere(monkeypatch):
    """Tables and manifest alone: what is tested here does not depend on the pages."""
    monkeypatch.setattr(ecriture, "write_site", lambda *_: None)
    monkeypatch.setattr(ecriture, "_write_fichiers", lambda *_: None)


def rewrite(
    archive: BytesIO, change: Callable[[str, bytes], bytes | None], *, sign: bool = False, **manifest: Any
) -> BytesIO:
    """The archive with files changed (None takes one out); `sign`: with the digests of a careful forger."""
    out = BytesIO()
    archive.seek(0)
    with zipfile.ZipFile(archive) as source, zipfile.ZipFile(out, "w") as target:
        told = json.loads(source.read(MANIFESTE)) | manifest
        for name in source.namelist():
            content = source.read(name) if name == MANIFESTE else change(name, source.read(name))
            if name != MANIFESTE and content is not None:
                target.writestr(name, content)
                if sign:
                    told["fichiers"][name] = {"sha256": hashlib.sha256(content).hexdigest(), "octets": len(content)}
        if sign or manifest:
            told["empreinte"] = digest_manifest(told)
        target.writestr(MANIFESTE, json.dumps(told))
    out.seek(0)
    return out


def keep(_: str, content: bytes) -> bytes:
    return content


def forge(table: str, change: Callable[[list[dict[str, Any]]], object]) -> Callable[[BytesIO], BytesIO]:
    """The rows of one table changed, and signed."""

    def edit(name: str, content: bytes) -> bytes:
        if name != f"donnees/{table}.json":
            return content
        rows = json.loads(content)
        change(rows)
        return json.dumps(rows).encode()

    return lambda archive: rewrite(archive, edit, sign=True)


def put(rows: list[dict[str, Any]], **fields: Any) -> None:
    rows[0].update(fields)


INCONNU = "01900000-0000-7000-8000-000000000000"
REFUS = {
    "not a zip": (lambda a: BytesIO(b"bonjour"), "pas une archive"),
    "empty": (lambda a: BytesIO(b""), "pas une archive"),
    "another zip": (lambda a: make_zip({"a.txt": b""}), "pas une archive"),
    "cut": (lambda a: BytesIO(a.getvalue()[: len(a.getvalue()) // 2]), "coupée"),
    "flipped byte": (lambda a: BytesIO(flip(a)), "abîmée|modifiée"),
    "a file changed": (lambda a: rewrite(a, lambda n, c: c + b" " if n == "LISEZMOI.txt" else c), "LISEZMOI.txt"),
    "a file missing": (lambda a: rewrite(a, lambda n, c: None if n == "LISEZMOI.txt" else c), "manque des fichiers"),
    "a file added": (lambda a: add(a, "intrus.txt"), "ajouté"),
    "a path outside": (lambda a: add(a, "../../etc/passwd"), "ajouté"),
    "an absolute path": (lambda a: add(a, "/etc/passwd"), "ajouté"),
    "manifest changed": (lambda a: unsigned(a, jour="2020-01-01"), "espace.json"),
    "newer": (lambda a: rewrite(a, keep, version=VERSION + 1), "plus récente"),
    "another format": (lambda a: rewrite(a, keep, format="autre"), "pas une archive"),
    "no files told": (lambda a: rewrite(a, keep, fichiers=None), "pas une archive"),
    "public": (lambda a: rewrite(a, keep, diffusion="publique"), "ne se restaure pas"),
    "a bad id": (lambda a: rewrite(a, keep, espace={"id": "x", "nom": "n", "slug": "s"}), "quel espace"),
    "unknown column": (forge("acteurs.Acteur", lambda r: put(r, humeur="bonne")), "plus récente"),
    "another espace": (forge("acteurs.Acteur", lambda r: put(r, espace=INCONNU)), "autre espace"),
    "unknown end": (forge("acteurs.Lien", lambda r: put(r, a=INCONNU)), "ne contient pas"),
    "unknown theme": (forge("acteurs.Acteur", lambda r: put(r, themes=["XXX"])), "ne contient pas"),
    "unknown world": (forge("acteurs.Acteur", lambda r: put(r, sphere="XXX")), "ne contient pas"),
    "a script": (forge("acteurs.Acteur", lambda r: put(r, site_web="javascript:alert(1)")), "site_web"),
    "a long name": (forge("acteurs.Acteur", lambda r: put(r, nom="x" * 300)), "nom"),
    "an unknown choice": (forge("acteurs.Acteur", lambda r: put(r, visibilite="secret")), "visibilite"),
    "a list for a name": (forge("acteurs.Acteur", lambda r: put(r, nom=["x"])), "nom"),
    "nothing for a name": (forge("acteurs.Acteur", lambda r: put(r, nom=None)), "vide"),
    "a level of nine": (forge("acteurs.Declaration", lambda r: put(r, niveau_reel=9)), "niveau_reel"),
    "the same id twice": (forge("acteurs.Acteur", lambda r: put(r, id=r[1]["id"])), "même identifiant"),
    "its own parent": (forge("acteurs.Acteur", lambda r: put(r, parent=r[0]["id"])), "refuse"),
    "a shared world told its own": (forge("referentiels.Sphere", lambda r: put(r, cle="ZZ")), "contredit"),
    "a frame of elsewhere": (forge("cadres.Cadre", lambda r: put(r, parent=INCONNU)), "ne contient pas"),
    "an unknown reference": (forge("cadres.Cadre", lambda r: put(r, reference="D99")), "ne contient pas"),
    "a member of elsewhere": (forge("cadres.Participation", lambda r: put(r, acteur=INCONNU)), "ne contient pas"),
    "a row missing": (forge("acteurs.Lien", lambda r: r.pop()), "toutes ses lignes"),
    "a bad address": (forge("comptes", lambda r: put(r, courriel="pas une adresse")), "contredit|adresse"),
    "an unknown member": (forge("espaces.Adhesion", lambda r: put(r, utilisateur=INCONNU)), "membre"),
}  # fmt: skip


def make_zip(files: dict[str, bytes]) -> BytesIO:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)
    return out


def add(archive: BytesIO, name: str) -> BytesIO:
    out = BytesIO(archive.getvalue())
    with zipfile.ZipFile(out, "a") as target:
        target.writestr(name, b"intrus")
    return out


def unsigned(archive: BytesIO, **manifest: Any) -> BytesIO:
    told = json.loads(zipfile.ZipFile(archive).read(MANIFESTE)) | manifest
    files = {name: zipfile.ZipFile(archive).read(name) for name in zipfile.ZipFile(archive).namelist()}
    return make_zip(files | {MANIFESTE: json.dumps(told).encode()})


def flip(archive: BytesIO) -> bytes:
    """One byte of what the largest file holds: a date in a header of the zip would be nobody's loss."""
    content = bytearray(archive.getvalue())
    files = sorted(zipfile.ZipFile(archive).infolist(), key=lambda one: one.header_offset)
    largest = max(files[:-1], key=lambda one: one.compress_size)
    end = files[files.index(largest) + 1].header_offset
    content[end - largest.compress_size // 2] ^= 0xFF
    return bytes(content)


@pytest.mark.parametrize("fault", REFUS)
def test_a_bad_archive_is_refused_with_its_reason_and_nothing_is_written(garni, claire, legere, fault):
    spoil, reason = REFUS[fault]
    archive = spoil(carry(garni, claire))
    erase(lists=False)
    with pytest.raises(ArchiveRefusee, match=reason):
        restore(archive)
    assert (Espace.objects.count(), Acteur.objects.count(), Utilisateur.objects.count()) == (0, 0, 0)


def test_a_failure_of_the_database_writes_nothing(garni, claire, legere, monkeypatch):
    archive = carry(garni, claire)
    erase(lists=False)

    def fail(*_: object, **__: object) -> None:
        raise IntegrityError

    monkeypatch.setattr(restauration, "trace", fail)
    with pytest.raises(ArchiveRefusee, match="se contredit"):
        restore(archive)
    assert Espace.objects.count() == Acteur.objects.count() == Utilisateur.objects.count() == 0


def test_an_espace_that_is_here_is_not_replaced(garni, claire, legere):
    with pytest.raises(EspacePresent, match="déjà ici"):
        restore(carry(garni, claire))


def test_an_address_that_is_taken_offers_another(garni, claire, legere):
    archive = carry(garni, claire)
    erase(lists=False)
    Espace.objects.create(nom="Autre", slug="lisaude")
    with pytest.raises(AdressePrise) as taken:
        restore(archive)
    assert taken.value.proposition == "monts-et-vallee-de-la-lisaude"
    assert restore(archive, adresse=taken.value.proposition).espace.slug == "monts-et-vallee-de-la-lisaude"


def test_a_shared_list_is_not_changed_by_an_archive(garni, claire, legere):
    archive = forge("referentiels.Sphere", lambda rows: [row.update(nom="Pirate") for row in rows])(
        carry(garni, claire)
    )
    erase(lists=False)
    make_commune("Valmorane")
    restore(archive)
    assert Sphere.objects.get(code="DL", espace=None).nom == "Développement local"


def test_the_command_restores_describes_and_refuses(garni, claire, legere, tmp_path):
    path, out = tmp_path / "a.zip", StringIO()
    path.write_bytes(carry(garni, claire).getvalue())
    with pytest.raises(CommandError, match=r"déjà ici.*Rien n’a été écrit"):
        call_command("restaurer_espace", str(path))
    erase(lists=False)
    call_command("restaurer_espace", str(path), "--verifier", stdout=out)
    assert "acteurs.Acteur" in out.getvalue()
    assert Espace.objects.count() == 0
    call_command("restaurer_espace", str(path), "--adresse", "ailleurs", stdout=out)
    assert "est revenu, à l’adresse « ailleurs »" in out.getvalue()
    with pytest.raises(CommandError, match="ne s’ouvre pas"):
        call_command("restaurer_espace", str(tmp_path / "absent.zip"))
