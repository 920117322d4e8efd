"""Fifty thousand rows of XLSX brought to an espace that already holds five thousand actors: from deposit to the end."""

from __future__ import annotations

import os
import random
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.isole import peak_memory
from benchmarks.resultat import Resultat, Verdict, memoire, secondes

LIGNES = 50_000
DEJA = 5_000
CIBLE = 60.0
MEMOIRE = 1024.0
COMMUNES = 2_000
TITRES = ["Nom", "Type", "Adresse", "Code postal", "Commune", "Téléphone", "Courriel", "Site", "SIRET", "Identifiant",
          "Latitude", "Longitude", "Thèmes"]  # fmt: skip
TYPES = ["CCAS", "Association", "Centre social", "Mission locale", "France services", "Médiathèque", "ACI", "Mairie"]
MOTS = ["Soleil", "Rivière", "Passerelle", "Clairière", "Fontaine", "Halle", "Colombe", "Moulin", "Source", "Tilleul"]


def run() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        _set_up(Path(folder))
        espace, claire = _make_espace()
        fichier = Path(folder) / "annuaire.xlsx"
        _write_xlsx(fichier)
        _bring(espace, claire, _take(Path(folder), DEJA), {})
        times: dict[str, float] = {}
        start = time.perf_counter()
        _bring(espace, claire, fichier, times)
        return _tell(time.perf_counter() - start, times, peak_memory()).to_json()


def _set_up(folder: Path) -> None:
    """A site of its own: SQLite unless DATABASE_URL says otherwise."""
    os.environ |= {"MAILLAGE_DEMONSTRATION": "oui", "MAILLAGE_DONNEES": str(folder), "MAILLAGE_SECRET": "x" * 60}
    os.environ["DJANGO_SETTINGS_MODULE"] = "maillage.site.settings"
    import django  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("charger_referentiels", verbosity=0)


def _make_espace() -> tuple[Any, Any]:
    from maillage.comptes.models import Utilisateur  # noqa: PLC0415
    from maillage.espaces.models import Espace  # noqa: PLC0415
    from maillage.referentiels.textes import normalise  # noqa: PLC0415
    from maillage.territoires.models import Territoire  # noqa: PLC0415

    Territoire.objects.bulk_create(
        Territoire(
            nature="commune", code=f"{10_000 + rank}", nom=_name_commune(rank),
            nom_cherche=normalise(_name_commune(rank)),
            latitude=45.0, longitude=4.0,
        )
        for rank in range(COMMUNES)
    )  # fmt: skip
    espace = Espace.objects.create(nom="Banc d’essai", slug="banc")
    return espace, Utilisateur.objects.create_user("claire@exemple.fr", nom="Claire")


def _name_commune(rank: int) -> str:
    """« Saint-Balo-sur-Dume »: two thousand names of letters."""
    syllables = ["ba", "lo", "du", "me", "ri", "so", "ta", "vi", "ne", "chou"]
    digits = [syllables[int(sign)] for sign in f"{rank:04d}"]
    return f"Saint-{''.join(digits[:2]).capitalize()}-sur-{''.join(digits[2:]).capitalize()}"


def _make_rows() -> list[list[str]]:
    draw = random.Random(7)
    rows = []
    for rank in range(LIGNES):
        commune, kind = draw.randrange(COMMUNES), draw.choice(TYPES)
        nom = f"{kind} {draw.choice(MOTS)} {draw.choice(MOTS)} {rank % 97}"
        rows.append([
            nom, kind, f"{draw.randrange(1, 99)} rue de la {draw.choice(MOTS)}", f"{10_000 + commune}",
            _name_commune(commune), f"04 {rank:08d}", f"contact{rank}@exemple.fr", f"https://exemple.fr/{rank}",
            f"{rank:014d}", f"A{rank}", "45,0123", "4,0456", draw.choice(["ALI", "MOB | LOG", "NUM"]),
        ])  # fmt: skip
    return rows


def _write_xlsx(path: Path) -> None:
    import openpyxl  # noqa: PLC0415

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Structures")
    for row in [TITRES, *_make_rows()]:
        sheet.append(row)
    book.save(path)


def _take(folder: Path, count: int) -> Path:
    """The first rows as a list that came from elsewhere: without their identifiers, one phone in two changed."""
    import csv  # noqa: PLC0415

    kept = folder / "deja.csv"
    with kept.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";")
        writer.writerow(TITRES)
        for rank, row in enumerate(_make_rows()[:count]):
            row[9] = f"X{rank}"
            row[5] = "04 00 00 00 00" if rank % 2 else row[5]
            writer.writerow(row)
    return kept


def _bring(espace: Any, qui: Any, path: Path, times: dict[str, float]) -> None:
    """As the page does, step after step, in this process."""
    import uuid  # noqa: PLC0415

    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415

    from maillage.apports import actions, taches  # noqa: PLC0415
    from maillage.apports.forms import DefautsForm  # noqa: PLC0415
    from maillage.referentiels.models import Sphere  # noqa: PLC0415

    taches.is_small = lambda apport: True  # noqa: ARG005
    sphere = Sphere.objects.get(code="AS", espace=None)

    def step(name: str, action: Any) -> Any:
        start = time.perf_counter()
        result = action()
        times[name] = time.perf_counter() - start
        return result

    upload = SimpleUploadedFile(path.name, path.read_bytes())
    apport = step("dépôt et lecture des colonnes", lambda: actions.deposit(
        espace=espace, qui=qui, fichier=upload, jeton=uuid.uuid4()))  # fmt: skip
    apport.refresh_from_db()
    champs = {one["rang"]: one["champ"] for one in apport.colonnes if one["champ"]}
    form = DefautsForm({**apport.defauts, "sphere": sphere.pk}, espace=espace, genre="acteurs")
    assert form.is_valid(), form.errors
    step("aperçu", lambda: actions.choose_columns(apport=apport, qui=qui, champs=champs, defauts=form.read_defauts()))
    step("écriture", lambda: actions.request_import(apport=apport, qui=qui, sans_fautives=True))
    apport.refresh_from_db()
    assert apport.etat == "fait", (apport.etat, apport.refus, apport.fautes[:3])


def _tell(total: float, times: dict[str, float], held: float) -> Resultat:
    return Resultat(
        titre="Apporter une liste de 50 000 lignes",
        texte=f"Un classeur XLSX de treize colonnes, dans un espace qui compte déjà {DEJA} acteurs à reconnaître par "
        "leur nom et leur commune ; du dépôt à la dernière écriture, l’historique de chaque fiche compris.",
        colonnes=["Étape", "Durée"],
        lignes=[[name, secondes(value)] for name, value in times.items()],
        verdicts=[
            Verdict("import de 50 000 lignes de XLSX", secondes(total), f"< {secondes(CIBLE)}", total < CIBLE),
            Verdict("mémoire maximale de l’import", memoire(held), f"< {memoire(MEMOIRE)}", held < MEMOIRE),
        ],
    )  # fmt: skip
