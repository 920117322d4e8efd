"""Every picture of the guide, on the fictional territory. Those that change it come last."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from maillage.acteurs.identites import make_jeton
from maillage.acteurs.liens import Lien
from maillage.acteurs.models import Acteur, Personne
from maillage.cadres.models import Cadre
from maillage.comptes.models import Utilisateur
from maillage.espaces.models import Espace
from tests.navigateur.images import Prise
from tests.navigateur.vues import keep_two_photos

E = "/espace/lisaude/"
TELEPHONE = 390
LISTE = """Nom;Commune;Type;Téléphone
Jardin partagé des Tilleuls;Valmorane;association;04 65 00 00 01
Café associatif La Halte;Montarelle;tiers-lieu;04 65 00 00 02
Centre social Lescale;Pont-de-Lisaude;centre social;
EVS La Remise;Valmorane;EVS;
Atelier vélo du Plateau;Chantebise;association;04 65 00 00 03
;Orsanne;association;
"""
"""A list as one is brought: two known, one without a name, one written otherwise."""


def list_prises(demo: Espace, membres: dict[str, Utilisateur], folder: Path) -> list[Prise]:
    return [*read_site(demo), *read_links(demo), *read_frames(demo), *read_diagnosis(demo, membres), *change(folder)]


def find(demo: Espace, nom: str) -> Acteur:
    return Acteur.objects.get(espace=demo, nom=nom)


def read_site(demo: Espace) -> list[Prise]:
    remise = find(demo, "EVS La Remise")
    personne = Personne.objects.get(poste__espace=demo, poste__nom="Animatrice de l’EVS La Remise")
    return [
        Prise("entrer", "/compte/connexion/", "main", role="public", largeur=TELEPHONE),
        Prise("espace", E, "main", hauteur=700),
        Prise("inviter", f"{E}membres/inviter/", "main form", largeur=760),
        Prise("acteurs", f"{E}acteurs/", "main", hauteur=700),
        Prise("acteurs-telephone", f"{E}acteurs/?q=epicerie", "main", role="public", largeur=TELEPHONE, hauteur=760),
        Prise("fiche", remise.get_absolute_url(), "main", hauteur=760),
        Prise("doublon", f"{E}acteurs/nouveau/", "[data-doublons]", avant=type_known_name, largeur=860),
        Prise("moi", f"/moi/{make_jeton(personne)}/", "main", role="public", largeur=TELEPHONE, hauteur=820),
        Prise("reseau", f"{E}reseau/", "[data-reseau]"),
        Prise("reseau-tableau", f"{E}reseau/?vue=tableau", "main .defile", hauteur=380),
        Prise("carte", f"{E}carte/", "[data-carte]"),
        Prise("recoupements", f"{E}reglages/territoire/recoupements/", "main table"),
        Prise("emporter", f"{E}emporter/", "main .corps", hauteur=620),
    ]


def read_links(demo: Espace) -> list[Prise]:
    remise, filature = find(demo, "EVS La Remise"), find(demo, "Tiers-lieu La Filature")
    step = f"{E}liens/{remise.pk}/{filature.pk}/"
    lien = Lien.objects.of(remise).get(b__nom="CCMVL – service Alimentation-agriculture")
    return [
        Prise("declarer-qui", f"{remise.get_absolute_url()}declarer/?q=filature", "main", largeur=860),
        Prise("declarer-aujourdhui", f"{step}aujourdhui/", "main", largeur=TELEPHONE, hauteur=900),
        Prise("lien", f"{E}liens/{lien.pk}/", "main", hauteur=760),
        Prise("ce-qui-joue", f"{step}ce-qui-joue/", "main", largeur=860, hauteur=700),
    ]


def read_frames(demo: Espace) -> list[Prise]:
    marmite = Cadre.objects.get(espace=demo, nom="Marmite itinérante")
    question = f"{E}associer/?mots=%C3%A9picerie+itin%C3%A9rante&phase=P1"
    return [
        Prise("dispositif", "/dispositifs/D67/", "main", role="public", largeur=TELEPHONE, hauteur=820),
        Prise("cadres", f"{E}cadres/", "main", hauteur=700),
        Prise("frise", marmite.get_absolute_url(), "section:has(> #frise)", role="public"),
        Prise("calendrier", f"{E}cadres/calendrier/", "main", hauteur=700),
        Prise("associer", question, "main", role="public", largeur=TELEPHONE, hauteur=860),
        Prise("recherche", f"{E}recherche/?q=epicreie", "main", role="public", largeur=860, hauteur=700),
        Prise("freins", f"{E}croisement/DS-DL/", "section:has(> #freins)"),
    ]


def read_diagnosis(demo: Espace, membres: dict[str, Utilisateur]) -> list[Prise]:
    avant, apres = keep_two_photos(demo, membres["animation"])
    return [
        Prise("diagnostic", f"{E}diagnostic/", "main .une"),
        Prise("matrice", f"{E}diagnostic/", "table.matrice"),
        Prise("croisement", f"{E}croisement/AS-DL/", "main .une"),
        Prise("rencontres", f"{E}croisement/AS-DL/", "section[aria-labelledby=rencontres]", hauteur=560),
        Prise("phases", f"{E}croisement/AS-DL/", "section[aria-labelledby=phases]"),
        Prise("comparer", f"{E}diagnostic/photos/comparer/?avant={avant.pk}&apres={apres.pk}", "main", hauteur=640),
    ]


def change(folder: Path) -> list[Prise]:
    """These write: a list that is brought and not imported, then a sheet said twice."""
    path = folder / "associations.csv"
    path.write_text(LISTE, encoding="utf-8")
    return [
        Prise("apporter-colonnes", f"{E}apporter/", "main", avant=lambda page: bring(page, path), hauteur=760),
        Prise("apporter-apercu", f"{E}apporter/", "main", avant=lambda page: preview(page, path), hauteur=760),
        Prise("doublons", f"{E}doublons/", "main", avant=compare_twins, hauteur=820),
    ]


def type_known_name(page: Page) -> None:
    page.get_by_label("Nom (à remplir)").fill("Centre social l’escal")
    page.get_by_role("heading", name="peut-être déjà là").wait_for()


def bring(page: Page, path: Path) -> None:
    page.get_by_label("Votre fichier").set_input_files(path)
    page.get_by_role("button", name="Déposer et lire").click()
    page.get_by_role("heading", name="Ce que nous avons compris").wait_for()


def preview(page: Page, path: Path) -> None:
    bring(page, path)
    page.get_by_label("De quel monde").select_option(label="Développement social")
    page.get_by_role("button", name="Voir ce que cela donnera").click()
    page.get_by_role("heading", name="lignes").first.wait_for()


def compare_twins(page: Page) -> None:
    """A second sheet of the same centre, typed by someone who did not look."""
    page.goto(f"{E}acteurs/nouveau/")
    page.get_by_label("Nom (à remplir)").fill("Centre social l’Escale")
    page.get_by_role("radio", name="Développement social").check()
    page.get_by_label("Commune (facultatif)").fill("Pont-de-Lisaude")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("button", name="C’est un autre").first.click()
    page.goto(f"{E}doublons/")
    page.get_by_role("button", name="Chercher les doublons").click()
    page.locator(".liste.marquee a.nom").first.click()
    page.get_by_role("heading", name="Est-ce le même acteur").wait_for()
