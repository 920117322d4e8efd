"""Set Django up in this process, and fill the database that its environment names."""

from __future__ import annotations

from typing import Any


def set_up() -> None:
    import django  # noqa: PLC0415

    django.setup()


def fill(acteurs: int, liens: int, moyen: list[int]) -> dict[str, Any]:
    """Migrate, write a large espace and a middling one; returns where to look."""
    set_up()
    from django.core.management import call_command  # noqa: PLC0415  (needs Django set up)

    from benchmarks.grand_espace import build_espace  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    grand = build_espace(acteurs, liens)
    build_espace(moyen[0], moyen[1], slug="moyen")
    return _tell(grand)


def _tell(grand: Any) -> dict[str, Any]:
    from maillage.acteurs.models import Acteur  # noqa: PLC0415
    from maillage.referentiels.models import Sphere  # noqa: PLC0415

    published = Acteur.objects.filter(espace=grand.espace, visibilite="publique", nature="structure")
    ordinaire = published.exclude(pk=grand.pivot).order_by("pk")[100]
    return {
        "slug": grand.espace.slug,
        "espace": str(grand.espace.pk),
        "pivot": str(grand.pivot),
        "ordinaire": str(ordinaire.pk),
        "sphere": str(Sphere.objects.shared().get(code="AS").pk),
    }
