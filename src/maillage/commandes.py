"""The `maillage` command. Reads tables, diagnoses, writes; every word it says is French.

Exit status: 0 done, 1 could not write, 2 something to mend in what was given (nothing written), 130 interrupted.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from maillage import __version__
from maillage.commande_rapprocher import add_rapprocher
from maillage.console import Suivi, deliver, fail, find_same, tell_faults, tell_remarks

if TYPE_CHECKING:
    from maillage.analyse.cadres import Cadres
    from maillage.analyse.diagnostic import Diagnostic
    from maillage.analyse.reseau import Reseau
    from maillage.formats.saisie import Saisie
    from maillage.publication.blocs import Diffusion

FORMATS = ("texte", "json", "html", "pdf", "docx")
POUR_TRANSMETTRE = ("html", "pdf", "docx")
"""Formats that are handed around: names in what concerns a few are withheld unless the animation asks for them."""
ANNEES = (1950, 2100)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; the console script exits with what it returns."""
    try:
        arguments = build_parser().parse_args(argv)
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return fail("Interrompu : rien n’a été écrit.", 130)
    except BrokenPipeError:  # the reader of our output left: nothing to say, nobody to say it to
        sys.stderr.close()
        return 0


def build_parser() -> argparse.ArgumentParser:
    parser = Parseur(prog="maillage", description="Relier action sociale et développement local sur un territoire.")
    parser.add_argument("--version", action="version", version=f"maillage {__version__}", help="dire la version")
    commands = parser.add_subparsers(title="Commandes", metavar="COMMANDE", required=True, dest="commande")
    _add_diagnostiquer(commands)
    add_rapprocher(commands)
    _add_site(commands)
    return parser


def _add_site(commands: argparse._SubParsersAction[Parseur]) -> None:
    demo = commands.add_parser("demonstration", help="ouvrir le site sur un territoire fictif")
    demo.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000 par défaut)")
    demo.add_argument(
        "--dossier", type=Path, default=Path("demonstration"), metavar="DOSSIER", help="où garder ses données"
    )
    demo.set_defaults(run=demonstration)
    server = commands.add_parser("serveur", help="servir le site, réglé par l’environnement")
    server.add_argument("--port", type=int, default=8000, metavar="N", help="port (8000 par défaut)")
    server.add_argument("--hote", default="127.0.0.1", metavar="ADRESSE", help="adresse d’écoute")
    server.set_defaults(run=serveur)
    manage = commands.add_parser("gerer", help="les commandes d’administration du site")
    manage.add_argument("reste", nargs=argparse.REMAINDER, metavar="…", help="commande et ses options")
    manage.set_defaults(run=gerer)


def demonstration(arguments: argparse.Namespace) -> int:
    """`maillage demonstration`: the site on the fictional territory."""
    from maillage.site.lancement import launch_demonstration  # noqa: PLC0415

    return launch_demonstration(port=arguments.port, dossier=arguments.dossier.resolve())


def serveur(arguments: argparse.Namespace) -> int:
    """`maillage serveur`: tables brought up to date, then the site."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.site.settings")
    from maillage.site.lancement import prepare, serve  # noqa: PLC0415

    prepare()
    return serve(port=arguments.port, hote=arguments.hote)


def gerer(arguments: argparse.Namespace) -> int:
    """`maillage gerer`: Django's own commands."""
    from maillage.site.lancement import manage  # noqa: PLC0415

    return manage(arguments.reste)


def _add_diagnostiquer(commands: argparse._SubParsersAction[Parseur]) -> None:
    command = commands.add_parser(
        "diagnostiquer",
        help="lire des tableaux (acteurs, liens, cadres) et dire ce qui relie les mondes",
        description="Lit qui est là et qui travaille avec qui ; dit où les mondes se rencontrent, où ils s’ignorent "
        "et par quelles rencontres commencer. Lit aussi, si on les donne, les dispositifs, les instances et les "
        "actions, et qui y prend part.",
    )
    command.set_defaults(run=diagnostiquer)
    entree = command.add_argument_group("Ce que l’on apporte")
    entree.add_argument("--acteurs", type=Path, metavar="FICHIER", help="tableau des acteurs (CSV, XLSX, ODS)")
    entree.add_argument("--liens", type=Path, metavar="FICHIER", help="tableau des liens (CSV, XLSX, ODS)")
    entree.add_argument(
        "--cadres", type=Path, metavar="FICHIER", help="tableau des dispositifs, instances et actions (facultatif)"
    )
    entree.add_argument(
        "--participations", type=Path, metavar="FICHIER", help="tableau de qui prend part à ces cadres (facultatif)"
    )
    entree.add_argument(
        "--classeur", type=Path, metavar="FICHIER",
        help="un classeur aux feuilles acteurs et liens, et, si elles y sont, cadres et participations",
    )  # fmt: skip
    lecture = command.add_argument_group("Comment le lire")
    lecture.add_argument(
        "--niveau", choices=("service", "structure"), default="service",
        help="garder les services à part (service, par défaut) ou les réunir dans leur structure",
    )  # fmt: skip
    lecture.add_argument(
        "--date", type=_read_date, metavar="AAAA-MM-JJ", help="date de référence (aujourd’hui par défaut)"
    )
    lecture.add_argument("--graine", type=_read_seed, metavar="N", help="graine des tirages au sort")
    sortie = command.add_argument_group("Ce que l’on emporte")
    sortie.add_argument("--format", choices=FORMATS, default="texte", help="texte (par défaut), json, html, pdf, docx")
    sortie.add_argument("--sortie", type=Path, metavar="FICHIER", help="où écrire (à l’écran par défaut)")
    sortie.add_argument("--titre", default="", metavar="TITRE", help="nom du territoire ou du groupe")
    sortie.add_argument("--mention", default="", metavar="TEXTE", help="phrase mise en tête de chaque page")
    sortie.add_argument(
        "--diffusion", choices=("publique", "animation"),
        help="publique : sans les noms de ce qui ne concerne que quelques-uns (html, pdf, docx) ; "
        "animation : avec (texte, json)",
    )  # fmt: skip


def diagnostiquer(arguments: argparse.Namespace) -> int:
    """`maillage diagnostiquer`: tables in, a diagnosis out."""
    from maillage.formats.fautes import DonneesInvalides  # noqa: PLC0415  (each command loads only what it needs)
    from maillage.publication.ecriture import EcritureImpossible  # noqa: PLC0415

    if mistake := _check_arguments(arguments):
        return fail(mistake, 2)
    suivi = Suivi()
    try:
        suivi("lecture des tableaux")
        saisie = _read(arguments)
        tell_remarks(saisie.remarques)
        reseau, diagnostic = _diagnose(saisie, arguments, suivi)
        suivi(f"mise en forme ({arguments.format})")
        deliver(_render(diagnostic, reseau, arguments), arguments.sortie)
    except DonneesInvalides as invalid:
        return fail(tell_faults(invalid), 2)
    except EcritureImpossible as impossible:
        return fail(str(impossible), 1)
    return 0


def _check_arguments(arguments: argparse.Namespace) -> str | None:
    return _check_tables(arguments) or _check_output(arguments)


def _check_tables(arguments: argparse.Namespace) -> str | None:
    pair = (arguments.acteurs, arguments.liens)
    if arguments.classeur and any((*pair, arguments.cadres, arguments.participations)):
        return "Donnez soit --classeur, soit --acteurs et --liens (et --cadres, --participations), pas les deux."
    if not arguments.classeur and not all(pair):
        return "Donnez --acteurs et --liens (deux tableaux), ou --classeur (un classeur aux feuilles acteurs et liens)."
    if arguments.participations and not arguments.cadres:
        return "Donnez aussi --cadres : les participations disent qui prend part à ces cadres."
    return None


def _check_output(arguments: argparse.Namespace) -> str | None:
    given = (getattr(arguments, name) for name in ("classeur", "acteurs", "liens", "cadres", "participations"))
    if arguments.sortie is not None and (taken := find_same(arguments.sortie, given)):
        return (
            f"--sortie écrirait sur « {taken} », que vous donnez à lire : choisissez un autre nom. Rien n’a été écrit."
        )
    if arguments.sortie is None and sys.stdout is None:
        return "La sortie standard est fermée : dites où écrire avec --sortie."
    if arguments.format in ("pdf", "docx") and arguments.sortie is None and sys.stdout.isatty():
        return f"Le format {arguments.format} ne s’affiche pas à l’écran : dites où l’écrire avec --sortie."
    return None


def _read(arguments: argparse.Namespace) -> Saisie:
    from maillage.formats.saisie import read_acteurs_liens, read_classeur  # noqa: PLC0415

    if arguments.classeur:
        return read_classeur(arguments.classeur)
    return read_acteurs_liens(arguments.acteurs, arguments.liens, arguments.cadres, arguments.participations)


def _diagnose(saisie: Saisie, arguments: argparse.Namespace, suivi: Suivi) -> tuple[Reseau, Diagnostic]:
    from maillage.analyse import moteur  # noqa: PLC0415
    from maillage.analyse.reseau import build_reseau  # noqa: PLC0415

    reseau = build_reseau(saisie.acteurs, saisie.declarations, niveau=arguments.niveau)
    jour = arguments.date or date.today()  # noqa: DTZ011  (the day where the reader is)
    diagnostic = moteur.diagnostiquer(
        reseau,
        date_reference=jour,
        cadres=_gather_cadres(saisie, reseau, jour),
        graine=moteur.GRAINE if arguments.graine is None else arguments.graine,
        etape=suivi,
    )
    return reseau, diagnostic


def _gather_cadres(saisie: Saisie, reseau: Reseau, jour: date) -> Cadres:
    """With the seats that are held that day; the territory is where someone is said to act."""
    from maillage.analyse.cadres import build_cadres  # noqa: PLC0415

    if not saisie.cadres:
        return build_cadres((), (), reseau)
    held = (one.participation for one in saisie.sieges if one.is_held(jour))
    named = [*(one.communes for one in saisie.acteurs), *(one.communes for one in saisie.cadres)]
    communes = {nom: nom for nom in sorted(frozenset().union(*named))}
    return build_cadres(saisie.cadres, (one for one in held if one.acteur in reseau.hote), reseau, communes)


def _render(diagnostic: Diagnostic, reseau: Reseau, arguments: argparse.Namespace) -> bytes:
    handed_around = arguments.format in POUR_TRANSMETTRE
    diffusion: Diffusion = arguments.diffusion or ("publique" if handed_around else "animation")
    if diffusion == "publique":
        diagnostic = diagnostic.without_private_details()
    if arguments.format == "json":
        from maillage.formats.diagnostic_json import dumps  # noqa: PLC0415

        return dumps(diagnostic).encode()
    from maillage.publication import rendre  # noqa: PLC0415
    from maillage.publication.texte import choose_width, wants_colour  # noqa: PLC0415

    return rendre(
        diagnostic, reseau, arguments.format, titre=arguments.titre, mention=arguments.mention, diffusion=diffusion,
        couleur=arguments.sortie is None and wants_colour(sys.stdout),
        largeur=choose_width(sys.stdout if arguments.sortie is None else None),
    )  # fmt: skip


def _read_date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas une date (attendu : AAAA-MM-JJ)") from None
    if not ANNEES[0] <= day.year <= ANNEES[1]:
        raise argparse.ArgumentTypeError(f"« {text} » n’est pas entre {ANNEES[0]} et {ANNEES[1]}")
    return day


def _read_seed(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise argparse.ArgumentTypeError(f"un nombre entier est attendu, pas « {text} »")
    return int(text)


class Parseur(argparse.ArgumentParser):
    """argparse speaking French."""

    def __init__(self, **options: object) -> None:
        super().__init__(**{**options, "add_help": False, "allow_abbrev": False})  # type: ignore[arg-type]
        self._positionals.title = "Ce que l’on apporte"
        self._optionals.title = "Options"
        self.add_argument("-h", "--help", "--aide", action="help", help="montrer cette aide")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Usage :", 1)

    def format_help(self) -> str:
        text = super().format_help().replace("usage:", "Usage :", 1)
        return re.sub(r"^(\w[^:\n]*):$", "\\1 :", text, flags=re.MULTILINE)

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(2, f"{_translate(message)}\nPour l’aide : {self.prog} --aide\n")


_TRADUCTIONS = (
    ("the following arguments are required: ", "Il manque : "),
    ("unrecognized arguments: ", "Options inconnues : "),
    ("argument ", "Option "),
    ("expected one argument", "une valeur est attendue"),
    ("invalid choice: ", "choix inconnu, "),
    ("choose from", "choisir parmi"),
)


def _translate(message: str) -> str:
    for english, french in _TRADUCTIONS:
        message = message.replace(english, french)
    return message


if __name__ == "__main__":
    sys.exit(main())
