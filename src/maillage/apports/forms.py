"""What a person says of a file: the file itself, its columns, and what it does not say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from maillage.acteurs.models import Nature
from maillage.apports.models import Apport, GenreApport
from maillage.espaces.fiches import VisibiliteFiche
from maillage.espaces.forms import UneFois
from maillage.espaces.models import Espace
from maillage.formats.apports import find_missing
from maillage.formats.colonnes import Colonne
from maillage.formats.reconnaissance import GENRES
from maillage.referentiels.models import Sphere, TypeActeur

LIBELLES: Final = {
    "id": "Identifiant Maillage", "nom": "Nom", "sigle": "Sigle", "nature": "Nature", "parent": "Fait partie de (nom)",
    "parent_id": "Fait partie de (identifiant Maillage)", "sphere": "Monde", "type": "Type de structure",
    "description": "Ce que l’on y fait", "appelez_nous_pour": "Appelez-nous pour", "themes": "Thèmes",
    "publics": "Publics", "territoires": "Agit à", "commune": "Commune", "code_insee": "Code INSEE de la commune",
    "code_postal": "Code postal", "adresse": "Adresse", "numero_voie": "Numéro dans la rue",
    "complement_adresse": "Complément d’adresse", "latitude": "Latitude, ou Y Lambert-93",
    "longitude": "Longitude, ou X Lambert-93", "telephone": "Téléphone", "courriel": "Courriel de la structure",
    "site_web": "Site web", "siret": "SIRET", "fin_financement": "Financé jusqu’au", "visibilite": "Qui voit la fiche",
    "source": "Source de la ligne", "source_id": "Identifiant dans le fichier d’origine",
    "date_verification": "Vérifié par un humain le", "modifie_le": "Moment de l’export",
    "source_nom": "Qui déclare", "cible_nom": "L’autre acteur",
    "source_id_acteur": "Qui déclare (identifiant Maillage)", "cible_id_acteur": "L’autre (identifiant Maillage)",
    "niveau_reel": "Niveau vécu", "niveau_souhaite": "Niveau souhaité", "sujets": "Sujets", "frequence": "Fréquence",
    "formalisation": "Formalisation", "financement": "Financement", "initiateur": "Qui a commencé",
    "premier_contact_phase": "Phase du premier appel", "phase_souhaitee": "Phase souhaitée",
    "cadre": "Où l’on se voit", "porte_par": "Ce qui porte le lien", "tendance": "Tendance", "freins": "Ce qui freine",
    "leviers": "Ce qui aide", "depuis": "Depuis",
    "date": "Déclaré le", "declare_par": "Dit par",
    "dispositif": "Dispositif (ou celui qui contient l’instance, l’action)", "instance": "Instance", "action": "Action",
    "reference": "Dispositif de référence", "debut": "Depuis le", "fin": "Échéance", "statut": "Statut",
    "phase": "Phase", "est_diagnostic": "C’est un diagnostic", "pilote": "Qui pilote", "anime_par": "Qui anime",
    "financeurs": "Qui finance", "realise_par": "Qui réalise", "mis_en_oeuvre_par": "Qui met en œuvre",
    "accueilli_par": "Qui accueille", "membres": "Membres", "partenaires": "Partenaires",
    "acteur": "Acteur", "role": "Rôle",
}  # fmt: skip
"""How each field reads in the list of columns."""
LIGNES_DE_TITRE: Final = 11


class DepotForm(UneFois):
    fichier = forms.FileField(
        label="Votre fichier",
        help_text="XLSX, ODS, CSV, JSON ou GeoJSON, 30\u00a0Mo au plus. Rien n’est écrit avant que vous ayez relu.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv,.tsv,.txt,.json,.geojson"}),
        max_length=255,
    )


class FeuilleForm(forms.Form):
    """Which sheet, where its headings are, and whether it lists actors or links."""

    feuille = forms.ChoiceField(label="Feuille")
    titres = forms.TypedChoiceField(label="Les titres des colonnes", coerce=int)
    genre = forms.ChoiceField(label="Ce fichier liste", choices=GenreApport.choices)

    def __init__(self, *args: Any, apport: Apport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        sheets = [(nom, f"{nom or 'le fichier'}{' (masquée)' if hidden else ''}") for nom, hidden in apport.feuilles]
        self._field("feuille").choices = sheets
        rows = [(0, "sont sur la première ligne remplie")]
        rows += [(rank, f"sont sur la {rank + 1}e ligne remplie") for rank in range(1, LIGNES_DE_TITRE)]
        self._field("titres").choices = [*rows, (-1, "manquent\u00a0: la première ligne est déjà une donnée")]
        self.initial = {"feuille": apport.feuille, "titres": apport.titres, "genre": apport.genre}
        if len(sheets) < 2:
            self.fields["feuille"].widget = forms.HiddenInput()
            self.fields["feuille"].required = False

    def _field(self, name: str) -> Any:
        return self.fields[name]


class DefautsForm(forms.Form):
    """What the file does not say, chosen once for all its rows."""

    source = forms.CharField(
        label="D’où vient cette liste", max_length=60,
        help_text="Le même nom à chaque nouvelle version\u00a0: c’est ce qui fait reconnaître ses lignes.",
    )  # fmt: skip
    sphere = forms.ModelChoiceField(
        label="De quel monde", queryset=Sphere.objects.none(), required=False, empty_label="Selon le type de chacun",
        help_text="Pour les lignes qui n’en disent pas.",
    )  # fmt: skip
    type = forms.ModelChoiceField(
        label="Type de structure", queryset=TypeActeur.objects.none(), required=False, empty_label="Aucun",
        help_text="Pour les lignes dont le type manque ou n’est pas reconnu.",
    )  # fmt: skip
    nature = forms.ChoiceField(label="Nature", choices=Nature.choices, initial=Nature.STRUCTURE)
    visibilite = forms.ChoiceField(label="Qui verra ces fiches", choices=VisibiliteFiche.choices)

    def __init__(self, *args: Any, espace: Espace, genre: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._field("sphere").queryset = Sphere.objects.usable_in(espace)
        self._field("type").queryset = TypeActeur.objects.all()
        if genre == GenreApport.LIENS:
            for name in ("sphere", "type", "nature", "visibilite"):
                del self.fields[name]
        if genre == GenreApport.CADRES:
            for name in ("sphere", "type", "nature"):
                del self.fields[name]

    def _field(self, name: str) -> Any:
        return self.fields[name]

    def read_defauts(self) -> dict[str, Any]:
        """As JSON: keys, not rows."""
        told: dict[str, Any] = {}
        for name, value in self.cleaned_data.items():
            if name == "sphere":
                told[name] = str(value.pk) if value else None
            else:
                told[name] = value.pk if isinstance(value, TypeActeur) else value
        return told


def list_options(genre: str) -> list[tuple[str, str]]:
    """The fields that a column may be, as the select shows them."""
    return [("", "Ne pas importer"), *((one.nom, _name(one)) for one in GENRES[genre])]


def _name(colonne: Colonne) -> str:
    return LIBELLES[colonne.nom] + (" (nécessaire)" if colonne.obligatoire else "")


def read_columns(donnees: Mapping[str, str], apport: Apport) -> dict[int, str]:
    """« colonne-3 » → the field chosen for it; anything unknown, and any column that is refused, is left out."""
    allowed = {colonne.nom for colonne in GENRES[apport.genre]}
    open_ones = [column["rang"] for column in apport.colonnes if not column["motif"]]
    chosen = {rank: donnees.get(f"colonne-{rank}", "") for rank in open_ones}
    return {rank: champ for rank, champ in chosen.items() if champ in allowed}


def find_lacking(champs: Mapping[int, str], apport: Apport) -> list[str]:
    """Fields that no column holds, without which there is nothing to read."""
    return [f"Aucune colonne ne dit «\u00a0{LIBELLES[champ]}\u00a0»\u00a0: choisissez-la." for champ in
            find_missing(apport.genre, champs.values())]  # fmt: skip


def find_twice(champs: Mapping[int, str], apport: Apport) -> list[str]:
    """Fields given to two columns, said with the headings that claim them."""
    entetes = {column["rang"]: column["entete"] for column in apport.colonnes}
    claims: dict[str, list[str]] = {}
    for rank, champ in champs.items():
        claims.setdefault(champ, []).append(f"«\u00a0{entetes[rank]}\u00a0»")
    return [
        f"{LIBELLES[champ]}\u00a0: {' et '.join(names)}. Gardez une seule colonne."
        for champ, names in claims.items() if len(names) > 1
    ]  # fmt: skip
