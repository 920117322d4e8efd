"""Where an administrator corrects the lists without code. What is corrected here survives the next loading."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest

from maillage.referentiels.chargement import is_corrected, restore_shipped
from maillage.referentiels.models import Dispositif, Fenetre, Liste, Public, Sphere, Theme, TypeActeur, Valeur
from maillage.referentiels.textes import normalise


class ReferentielAdmin(admin.ModelAdmin[Any]):
    """Search without accents, and two states told: shipped or added here, corrected here or not."""

    search_fields: ClassVar[tuple[str, ...]] = ("nom", "code", "description")
    actions = ("reprendre_livre",)
    readonly_fields: ClassVar[tuple[str, ...]] = ("tel_que_livre",)
    list_per_page = 100

    def get_search_results(
        self,
        request: HttpRequest,  # noqa: ARG002
        queryset: QuerySet[Any],
        search_term: str,
    ) -> tuple[Any, bool]:
        """Short lists, compared here: SQLite's own search folds the case of ASCII letters only."""
        words = normalise(search_term).split()
        if not words:
            return queryset, False
        rows = queryset.values_list("pk", *self.search_fields)
        found = [pk for pk, *texts in rows if all(word in normalise(" ".join(texts)) for word in words)]
        return queryset.filter(pk__in=found), False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A shipped row would come back at the next loading: it is corrected, not deleted."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and obj is not None and not getattr(obj, "est_livre", True)

    @admin.display(description="origine")
    def origine(self, obj: Any) -> str:
        if not obj.est_livre:
            return "ajouté ici"
        return "corrigé ici" if is_corrected(obj) else "tel que livré"

    @admin.display(description="tel que livré")
    def tel_que_livre(self, obj: Any) -> str:
        if not obj.est_livre:
            return "Ajouté ici, rien n’est livré."
        return "\n".join(f"{name}\u00a0: {say(value)}" for name, value in obj.livre.items() if value not in ("", []))

    @admin.action(description="Reprendre les valeurs livrées, en abandonnant les corrections", permissions=["change"])
    def reprendre_livre(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        shipped = [row for row in queryset if row.est_livre]
        for row in shipped:
            restore_shipped(row)
        self.message_user(request, f"Valeurs livrées reprises\u00a0: {len(shipped)}.", messages.SUCCESS)


def say(value: Any) -> str:
    if isinstance(value, bool):
        return "oui" if value else "non"
    return ", ".join(value) if isinstance(value, list) else str(value)


@admin.register(Sphere)
class SphereAdmin(ReferentielAdmin):
    list_display = ("nom", "code", "forme", "lettre", "espace", "ordre", "origine")
    list_filter = ("forme",)
    list_select_related = ("espace",)
    exclude = ("espace",)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """A sphere that an espace added for itself is changed on its pages, which leave a trace."""
        return super().has_change_permission(request, obj) and is_shared(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and is_shared(obj)


def is_shared(obj: Model | None) -> bool:
    return getattr(obj, "espace_id", None) is None


@admin.register(Theme)
class ThemeAdmin(ReferentielAdmin):
    list_display = ("nom", "code", "ordre", "a_verifier", "origine")
    list_filter = ("a_verifier",)


@admin.register(Public)
class PublicAdmin(ReferentielAdmin):
    list_display = ("nom", "code", "professionnel", "ordre", "a_verifier", "origine")
    list_filter = ("professionnel", "a_verifier")


@admin.register(TypeActeur)
class TypeActeurAdmin(ReferentielAdmin):
    search_fields: ClassVar[tuple[str, ...]] = ("nom", "code", "description", "reseaux_porteurs", "reseaux_possibles")
    list_display = ("nom", "code", "liste_spheres", "financeur", "ordre", "a_verifier", "origine")
    list_filter = ("financeur", "spheres", "a_verifier")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("spheres")

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Shared spheres only: a type is shared too."""
        kwargs |= {"queryset": Sphere.objects.shared(), "widget": CheckboxSelectMultiple()}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    @admin.display(description="sphères")
    def liste_spheres(self, obj: TypeActeur) -> str:
        return ", ".join(sphere.code for sphere in obj.spheres.all())


@admin.register(Valeur)
class ValeurAdmin(ReferentielAdmin):
    """A frein shows its leviers, a levier its effort; the other lists, neither."""

    list_display = ("nom", "code", "liste", "effort", "ordre", "origine")
    list_filter = ("liste", "effort")
    PROPRES: ClassVar[dict[str, str]] = {Liste.FREIN: "leviers", Liste.LEVIER: "effort"}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return super().get_queryset(request).prefetch_related("leviers")

    def get_exclude(self, request: HttpRequest, obj: Model | None = None) -> list[str]:  # noqa: ARG002
        """A value being added may be of any list."""
        liste = getattr(obj, "liste", None)
        return [] if liste is None else [name for of, name in self.PROPRES.items() if of != liste]

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        kwargs |= {"widget": CheckboxSelectMultiple()}
        return super().formfield_for_manytomany(db_field, request, **kwargs)


@admin.register(Dispositif)
class DispositifAdmin(ReferentielAdmin):
    search_fields: ClassVar[tuple[str, ...]] = ("nom", "sigle", "code", "alias", "pilote", "financeurs")
    list_display = ("nom", "sigle", "code", "nature", "sphere", "statut", "a_verifier", "date_verification", "origine")
    list_filter = ("nature", "sphere", "statut", "a_verifier")
    list_select_related = ("sphere",)
    filter_horizontal = ("themes", "publics", "partenaires", "remplace_par")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """« Corrigé ici ? » compares every list of every line."""
        return super().get_queryset(request).prefetch_related(*self.filter_horizontal)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Shared spheres only: the reference is shared too."""
        if db_field.name == "sphere":
            kwargs |= {"queryset": Sphere.objects.shared()}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


@admin.register(Fenetre)
class FenetreAdmin(ReferentielAdmin):
    list_display = ("nom", "code", "debut", "fin", "annuelle", "a_verifier", "origine")
    list_filter = ("annuelle", "a_verifier")
    filter_horizontal = ("dispositifs",)
