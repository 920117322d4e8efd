"""An address that is a real page for every view that draws one, on the fictional territory filled to the brim."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils import timezone

from maillage.acteurs.identites import make_jeton
from maillage.acteurs.liens import EtatLien, Lien
from maillage.acteurs.models import Acteur, Personne
from maillage.aide.sommaire import list_entries
from maillage.apports.models import EtatApport
from maillage.cadres.models import Cadre, Participation
from maillage.comptes.models import Utilisateur
from maillage.diagnostic.actions import take_photo
from maillage.diagnostic.models import Genre, Photo, Travail
from maillage.doublons.models import Paire, PaireCadres, Recherche
from maillage.espaces.models import Espace
from maillage.exports.models import Emport
from maillage.referentiels.models import Dispositif, Sphere
from maillage.territoires.actions import choose, compose, include
from maillage.territoires.models import Territoire
from tests.appel import read_list
from tests.fabriques import make_adhesion, make_espace, make_invitation
from tests.fabriques_acteurs import make_acteur, make_personne, make_porte_parole
from tests.fabriques_associer import make_projet
from tests.fabriques_cadres import make_cadre, make_participation
from tests.fabriques_doublons import make_paire
from tests.fabriques_freins import make_observation

E = "/espace/lisaude/"

SANS_PAGE = {
    "vieprivee:exporter": "a file",
    "mfa_login_webauthn": "what a passkey needs, as data",
    "mfa_index": "leads to the account",
    "account_request_login_code": "leads to sign-in",
    "acteurs:lien_entre": "leads to the link",
    "acteurs:moi_export": "a file",
    "cadres:agenda": "a file",
    "reseau:donnees": "data for the script",
    "carte:donnees": "data for the script",
    "carte:contours": "data for the script",
    "associer:papier": "a file",
    "diagnostic:document": "a file",
    "exports:fichier": "a file",
    "apports:modele": "a file",
    "api-v1:espaces": "data for programs",
    "api-v1:espace": "data for programs",
    "api-v1:referentiels": "data for programs",
    "api-v1:acteurs": "data for programs",
    "api-v1:acteur": "data for programs",
    "api-v1:liens": "data for programs",
    "api-v1:cadres": "data for programs",
    "api-v1:cadre": "data for programs",
    "api-v1:participations": "data for programs",
    "api-v1:declarations": "data for programs",
    "api-v1:diagnostic": "data for programs",
    "api-v1:openapi-json": "data for programs",
    "api-v1:api-root": "data for programs",
}
"""Views that answer a GET with no page to look at, each with its reason; a test checks that it is so."""

EN_CHEMIN = {
    "account_confirm_login_code",
    "account_email_verification_sent",
    "mfa_edit_webauthn",
    "mfa_remove_webauthn",
    "mfa_reauthenticate_webauthn",
    "account_reauthenticate",
}
"""Pages that no address opens: one comes to them by signing in, by a code or a passkey."""


PAGES_APPORT = (EtatApport.COLONNES, EtatApport.ANALYSE, EtatApport.APERCU, EtatApport.FAIT, EtatApport.REFUSE)


@dataclass(frozen=True)
class Decor:
    """One of everything that an address may name."""

    espace: Espace
    structure: Acteur
    poste: Acteur
    voisin: Acteur
    lien: Lien
    conteste: Lien
    personne: Personne
    jeton: str
    photos: tuple[Photo, Photo]
    travail: Travail
    emport: Emport
    paire: Paire
    paire_cadres: PaireCadres
    recherche: Recherche
    apports: dict[EtatApport, UUID]
    """A list brought, in each state that has a page of its own."""
    perimetre: Territoire
    sphere: Sphere
    membre: UUID
    projet: str
    """The key of a project followed."""
    action: Cadre
    """With a frein observed on it."""
    participation: Participation
    """In a cadre that has dates, phases, and something under it."""


def fill(demo: Espace, membres: dict[str, Utilisateur]) -> Decor:
    claire, driss = membres["animation"], membres["contribution"]
    structure = demo.acteurs.filter(nature="structure", enfants__nature="poste").order_by("nom_cherche", "id")[0]
    poste = structure.enfants.filter(nature="poste")[0]
    lien = Lien.objects.of(structure).filter(etat=EtatLien.CONFIRME)[0]
    make_porte_parole(structure, driss)
    make_acteur(demo, "Atelier fermé", retire=True)
    make_espace("Essai supprimé", supprime=True, animation=claire)
    make_adhesion(demo, role="lecture")
    return Decor(
        espace=demo,
        structure=structure,
        poste=poste,
        voisin=lien.b if lien.a == structure else lien.a,
        lien=lien,
        conteste=Lien.objects.filter(espace=demo, etat=EtatLien.CONTESTE)[0],
        personne=make_personne(poste, publique=True),
        jeton=make_invitation(demo, "invitee@exemple.fr", invite_par=claire)[1],
        photos=keep_two_photos(demo, claire),
        paire=make_paire(make_acteur(demo), make_acteur(demo)),
        paire_cadres=make_paire(*Cadre.objects.filter(espace=demo, nature="instance")[:2]),
        recherche=Recherche.objects.create(espace=demo),
        apports={etat: read_list(demo, etat).pk for etat in PAGES_APPORT},
        emport=Emport.objects.create(espace=demo, par=claire, diffusion="publique"),
        travail=Travail.objects.create(
            espace=demo, genre=Genre.DIAGNOSTIC, niveau="service", portee="complete", empreinte="x", etape="Lecture"
        ),
        perimetre=compose_territory(demo, claire),
        sphere=Sphere.objects.create(
            espace=demo, code="CUL", nom="Culture", forme="hexagone", lettre="C", trait="#6B4E16", fond="#F3ECDD"
        ),
        membre=demo.adhesions.get(utilisateur=driss).pk,
        projet=make_projet(demo, mots="navette pour les anciens", montre_animation=True)[1],
        action=observe_all(demo, lien),
        participation=fill_cadre(demo, structure),
    )


def observe_all(demo: Espace, lien: Lien) -> Cadre:
    """Something observed on each of the three kinds of target."""
    action = make_cadre(demo, "Marché du jeudi", nature="action")
    voix = tuple(demo.adhesions.all()[:2])
    for code in ("F07", "F09", "L02"):
        make_observation(demo, code, voix=voix, texte="Vu deux fois cette année")
    make_observation(demo, "F01", lien=lien)
    make_observation(demo, "F17", cadre=action)
    return action


def fill_cadre(espace: Espace, acteur: Acteur) -> Participation:
    """A cadre with what its page may show, another put aside, and a dispositif whose acronym means two things."""
    ctg = Dispositif.objects.named("CTG")[0]
    dates = {"debut": date(2024, 1, 1), "fin": date(2027, 12, 31)}
    cadre = make_cadre(espace, "CTG d’essai", reference=ctg, sphere=acteur.sphere, phase="P3", **dates)
    make_cadre(espace, "Comité d’essai", nature="instance", parent=cadre)
    make_cadre(espace, "Contrat fini", retire=True)
    others = espace.acteurs.filter(nature="structure").exclude(pk=acteur.pk)[:5]
    for phase, other in zip(("P2", "P3", "P4", "P5", ""), others, strict=False):
        make_participation(cadre, other, phase=phase, depuis=date(2025, 3, 1) if phase else None)
    return make_participation(cadre, acteur, "pilote", phase="P1", depuis=date(2024, 1, 1))


def keep_two_photos(espace: Espace, qui: Utilisateur) -> tuple[Photo, Photo]:
    """One of six months ago, since when a link was seen otherwise."""
    former = take_photo(espace=espace, qui=qui)
    Photo.objects.filter(pk=former.pk).update(
        date_reference=date(2026, 5, 22), cree_le=timezone.now() - timedelta(days=180), liens=former.liens[:-3]
    )
    return former, take_photo(espace=espace, qui=qui)


def compose_territory(espace: Espace, qui: Utilisateur) -> Territoire:
    """A perimeter composed here, and a territory chosen, that overlap."""
    communes = list(Territoire.objects.filter(espace=espace, nature="commune")[:4])
    for commune in communes:
        choose(espace=espace, qui=qui, territoire=commune)
    perimetres = [compose(espace=espace, qui=qui, jeton=uuid4(), nom=nom, nature="gal") for nom in ("GAL", "Bassin")]
    for perimetre in perimetres:
        for commune in communes[:3]:
            include(perimetre=perimetre, qui=qui, territoire=commune)
    return perimetres[0]


def list_samples(d: Decor) -> dict[str, list[str]]:
    """By view: its addresses, several where a page has several faces."""
    regler = f"{E}reglages/"
    perimetre, spheres = f"{regler}territoire/{d.perimetre.pk}/", f"{regler}spheres/"
    avant, apres = (photo.pk for photo in d.photos)
    return {
        **list_samples_of_site(d),
        **list_samples_of_group(d),
        **list_samples_of_acteurs(d),
        **list_samples_of_cadres(d),
        **list_samples_of_lists(d),
        **list_samples_of_freins(d),
        "referentiels:spheres": [spheres],
        "referentiels:ajouter": [f"{spheres}ajouter/"],
        "referentiels:sphere": [f"{spheres}{d.sphere.pk}/"],
        "territoires:territoire": [f"{regler}territoire/", f"{regler}territoire/?q=a"],
        "territoires:recoupements": [f"{regler}territoire/recoupements/"],
        "territoires:composer": [f"{regler}territoire/composer/"],
        "territoires:perimetre": [perimetre, f"{perimetre}?q=a"],
        "territoires:modifier": [f"{perimetre}modifier/"],
        "reseau:accueil": [
            f"{E}reseau/",
            f"{E}reseau/?vue=tableau&q=a",
            f"{E}reseau/?acteur={d.structure.pk}&niveau=structure&etat=confirme",
        ],
        "carte:accueil": [
            f"{E}carte/",
            f"{E}carte/?vue=tableau",
            f"{E}carte/?theme=ALI&perimetre={d.perimetre.pk}",
        ],
        "associer:accueil": ["/associer/", "/associer/?mots=epicerie&phase=P1&monde="],
        "associer:espace": [f"{E}associer/", f"{E}associer/?mots=navette+pour+les+anciens&phase=P2&monde=DL"],
        "associer:projets": [f"{E}associer/projets/"],
        "associer:projet": [f"/projet/{d.projet}/"],
        "diagnostic:espace": [E],
        "diagnostic:accueil": [f"{E}diagnostic/", f"{E}diagnostic/?niveau=structure"],
        "diagnostic:avancement": [f"{E}diagnostic/travaux/{d.travail.pk}/"],
        "diagnostic:photos": [f"{E}diagnostic/photos/"],
        "diagnostic:photo": [f"{E}diagnostic/photos/{avant}/"],
        "diagnostic:comparer": [f"{E}diagnostic/photos/comparer/?avant={avant}&apres={apres}"],
        "diagnostic:depuis": [f"{E}diagnostic/photos/{avant}/depuis/"],
        "diagnostic:croisement": [f"{E}croisement/{pair}/" for pair in ("AS-DL", "DL-DL", "DL-PA")],
        "api:presentation": ["/api/"],
        "api:jetons": ["/compte/jetons/"],
        "exports:accueil": [f"{E}emporter/"],
        "exports:inclusion": [f"{E}emporter/data-inclusion/"],
        "exports:archive": [f"{E}emporter/archive/{d.emport.pk}/"],
        "exports:restaurer": ["/espaces/restaurer/"],
        "aide:accueil": ["/aide/"],
        "aide:page": [f"/aide/{entree.code}/" for entree in list_entries()],
        "diagnostic:methodes": ["/methode/"],
        "diagnostic:methode": ["/methode/taux-par-couple/", "/methode/mesures/", "/methode/seuils/"],
    }


def list_samples_of_acteurs(d: Decor) -> dict[str, list[str]]:
    acteur, moi = f"{E}acteurs/{d.structure.pk}/", f"/moi/{make_jeton(d.personne)}/"
    step = f"{E}liens/{d.structure.pk}/{d.voisin.pk}/"
    return {
        "recherche:page": [f"{E}recherche/", f"{E}recherche/?q=epicerie", f"{E}recherche/?q=zzzzzz"],
        "acteurs:liste": [f"{E}acteurs/", f"{E}acteurs/?q=epicerie&sphere=DS&postes=oui", f"{E}acteurs/?q=zzzzzz"],
        "acteurs:creer": [f"{E}acteurs/nouveau/", f"{E}acteurs/nouveau/?dans={d.structure.pk}&nature=poste"],
        "acteurs:corbeille": [f"{E}acteurs/corbeille/"],
        "acteurs:fiche": [acteur, f"{E}acteurs/{d.poste.pk}/", f"{E}acteurs/{d.voisin.pk}/"],
        "acteurs:modifier": [f"{acteur}modifier/"],
        "acteurs:ajouter_personne": [f"{E}acteurs/{d.poste.pk}/personne/"],
        "acteurs:moi": [moi],
        "acteurs:moi_retirer": [f"{moi}retirer/"],
        "acteurs:declarer": [f"{acteur}declarer/", f"{acteur}declarer/?q=a", f"{E}acteurs/{d.voisin.pk}/declarer/"],
        "acteurs:liens": [f"{E}liens/"],
        "acteurs:souhaits": [f"{E}liens/souhaites/"],
        "acteurs:porte_parole": [f"{E}liens/porte-parole/"],
        "acteurs:lien": [f"{E}liens/{d.lien.pk}/", f"{E}liens/{d.conteste.pk}/"],
        "acteurs:declarer_etape": [
            f"{step}{code}/" for code in ("aujourdhui", "souhait", "sur-quoi", "comment", "depuis", "ce-qui-joue")
        ],
    }


def list_samples_of_cadres(d: Decor) -> dict[str, list[str]]:
    cadre = f"{E}cadres/{d.participation.cadre_id}/"
    return {
        "cadres:dispositifs": ["/dispositifs/", "/dispositifs/?q=CEJ", "/dispositifs/?q=zzzzzz&nature=contrat"],
        "cadres:dispositif": ["/dispositifs/D01/", "/dispositifs/D02/", "/dispositifs/D04/"],
        "cadres:liste": [f"{E}cadres/", f"{E}cadres/?q=CEJ", f"{E}cadres/?nature=instance&q=zzzzzz"],
        "cadres:creer": [f"{E}cadres/nouveau/", f"{E}cadres/nouveau/?dans={d.participation.cadre_id}&nature=action"],
        "cadres:corbeille": [f"{E}cadres/corbeille/"],
        "cadres:calendrier": [f"{E}cadres/calendrier/"],
        "cadres:fiche": [cadre],
        "cadres:modifier": [f"{cadre}modifier/"],
        "cadres:participer": [
            f"{cadre}participer/",
            f"{cadre}participer/?q=a",
            f"{cadre}participer/?acteur={d.voisin.pk}",
        ],
        "cadres:participation": [f"{E}participations/{d.participation.pk}/"],
    }


def list_samples_of_lists(d: Decor) -> dict[str, list[str]]:
    return {
        "apports:accueil": [f"{E}apporter/"],
        "apports:apport": [f"{E}apporter/{pk}/" for pk in d.apports.values()],
        "apports:lignes": [f"{E}apporter/{d.apports[EtatApport.APERCU]}/lignes/nouvelle/"],
        "doublons:liste": [f"{E}doublons/"],
        "doublons:liste_genre": [f"{E}doublons/cadres/"],
        "doublons:paire": [f"{E}doublons/acteurs/{d.paire.pk}/", f"{E}doublons/cadres/{d.paire_cadres.pk}/"],
        "doublons:avancement": [f"{E}doublons/avancement/{d.recherche.pk}/"],
    }


def list_samples_of_freins(d: Decor) -> dict[str, list[str]]:
    lien, action = f"lien={d.lien.pk}", f"action={d.action.pk}"
    return {
        "freins:reference": ["/freins-et-leviers/"],
        "freins:accueil": [f"{E}freins/", f"{E}freins/?nature=levier&cible=action"],
        "freins:observer": [f"{E}freins/observer/?{one}" for one in ("croisement=AS-DL", lien, action)],
        "freins:lien": [f"{E}freins/lien/{d.lien.pk}/"],
        "freins:cadre": [f"{E}freins/action/{d.action.pk}/"],
    }


def list_samples_of_site(d: Decor) -> dict[str, list[str]]:
    return {
        "accueil": ["/"],
        "accessibilite": ["/accessibilite/"],
        "a-propos": ["/a-propos/"],
        "composants": ["/composants/"],
        "comptes:compte": ["/compte/"],
        "vieprivee:quitter": ["/compte/quitter/"],
        "account_inactive": ["/compte/ferme/"],
        "account_login": ["/compte/connexion/"],
        "account_signup": ["/compte/creer/"],
        "account_logout": ["/compte/deconnexion/"],
        "account_email": ["/compte/courriel/"],
        "mfa_add_webauthn": ["/compte/cles/ajouter/"],
    }


def list_samples_of_group(d: Decor) -> dict[str, list[str]]:
    return {
        "espaces:liste": ["/espaces/"],
        "espaces:creer": ["/espaces/nouveau/"],
        "espaces:presentation": [f"{E}presentation/"],
        "espaces:reglages": [f"{E}reglages/"],
        "espaces:supprimer": [f"{E}supprimer/"],
        "espaces:quitter": [f"{E}quitter/"],
        "espaces:journal": [f"{E}journal/"],
        "espaces:membres": [f"{E}membres/"],
        "espaces:inviter": [f"{E}membres/inviter/"],
        "espaces:membre": [f"{E}membres/{d.membre}/"],
        "espaces:retirer_membre": [f"{E}membres/{d.membre}/retirer/"],
        "espaces:invitation": [f"/invitation/{d.jeton}/", "/invitation/passee/"],
        "espaces:reprise": ["/reprendre/"],  # leads elsewhere when nothing waits; looked at in the story
    }
