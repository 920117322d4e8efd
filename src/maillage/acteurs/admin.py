"""For whoever runs the installation. What people of an espace do goes through its pages, which leave a trace."""

from __future__ import annotations

from django.contrib import admin

from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur, Personne, PorteParole


@admin.register(Acteur)
class ActeurAdmin(admin.ModelAdmin[Acteur]):
    list_display = ("nom", "nature", "sphere", "type", "espace", "date_verification", "retire_le")
    list_filter = ("nature", "sphere", "visibilite")
    list_select_related = ("sphere", "type", "espace")
    search_fields = ("nom_cherche",)
    raw_id_fields = ("espace", "parent", "commune", "verifie_par")
    filter_horizontal = ("themes", "publics")
    exclude = ("territoires",)
    readonly_fields = ("source", "source_id", "version", "cree_le", "modifie_le", "retire_le")
    show_full_result_count = False


@admin.register(Personne)
class PersonneAdmin(admin.ModelAdmin[Personne]):
    """Read and erase: what a person chose is changed by that person alone."""

    list_display = ("poste", "ajoutee_le", "informee_le", "confirmee_le", "visibilite")
    list_select_related = ("poste",)
    list_filter = ("visibilite",)

    def has_add_permission(self, request: object) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: object, obj: Personne | None = None) -> bool:  # noqa: ARG002
        return False


@admin.register(PorteParole)
class PorteParoleAdmin(admin.ModelAdmin[PorteParole]):
    list_display = ("acteur", "utilisateur")
    raw_id_fields = ("acteur", "utilisateur")


class DeclarationInline(admin.TabularInline[Declaration, Lien]):
    model = Declaration
    fields = ("source", "cible", "niveau_reel", "niveau_souhaite", "date")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: object, obj: Lien | None = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Lien)
class LienAdmin(admin.ModelAdmin[Lien]):
    """Merged from its declarations: read only here."""

    list_display = ("a", "b", "etat", "niveau", "date")
    list_filter = ("etat",)
    list_select_related = ("a", "b")
    inlines = (DeclarationInline,)
    show_full_result_count = False

    def has_add_permission(self, request: object) -> bool:  # noqa: ARG002
        return False

    def has_change_permission(self, request: object, obj: Lien | None = None) -> bool:  # noqa: ARG002
        return False
