"""For whoever runs the installation: to be read. What people of an espace do goes through its pages, with a trace."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from maillage.acteurs.identites import erase_personne
from maillage.acteurs.liens import Declaration, Lien
from maillage.acteurs.models import Acteur, Personne, PorteParole
from maillage.comptes.models import Utilisateur
from maillage.espaces.admin import LectureSeule
from maillage.espaces.droits import signed_in


@admin.register(Acteur)
class ActeurAdmin(LectureSeule):
    list_display = ("nom", "nature", "sphere", "type", "espace", "date_verification", "retire_le")
    list_filter = ("nature", "sphere", "visibilite")
    list_select_related = ("sphere", "type", "espace")
    search_fields = ("nom_cherche",)
    exclude = ("territoires",)
    show_full_result_count = False


@admin.register(Personne)
class PersonneAdmin(LectureSeule):
    """Read and erase, for a request that reaches the host: what a person chose is changed by that person alone."""

    list_display = ("poste", "ajoutee_le", "informee_le", "confirmee_le", "masquee_le", "visibilite")
    list_select_related = ("poste",)
    list_filter = ("visibilite",)

    def has_delete_permission(self, request: HttpRequest, obj: Personne | None = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Personne) -> None:
        erase_personne(personne=obj, qui=signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Personne]) -> None:
        for personne in queryset.select_related("poste__espace"):
            self.delete_model(request, personne)

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Personne]) -> list[None]:  # type: ignore[override]  # noqa: ARG002
        """The administration's own log would keep the name; the espace's journal tells it without."""
        return []


@admin.register(PorteParole)
class PorteParoleAdmin(LectureSeule):
    list_display = ("acteur", "utilisateur")
    list_select_related = ("acteur", "adhesion__utilisateur")

    @admin.display(description="membre")
    def utilisateur(self, obj: PorteParole) -> Utilisateur:
        return obj.utilisateur


class DeclarationInline(admin.TabularInline[Declaration, Lien]):
    model = Declaration
    fields = ("source", "cible", "niveau_reel", "niveau_souhaite", "date")
    readonly_fields = fields
    extra = 0
    can_delete = False

    def has_add_permission(self, request: object, obj: Lien | None = None) -> bool:  # noqa: ARG002
        return False


@admin.register(Lien)
class LienAdmin(LectureSeule):
    """Merged from its declarations."""

    list_display = ("a", "b", "etat", "niveau", "date")
    list_filter = ("etat",)
    list_select_related = ("a", "b")
    inlines = (DeclarationInline,)
    show_full_result_count = False
