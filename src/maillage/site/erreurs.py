"""Pages for what went wrong: what happened, that nothing was lost, what to do."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from maillage.site.ressources import read_ressources


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _show_plain(request, "site/erreurs/400.html", 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "site/erreurs/403.html", {"raison": _read_reason(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """To a program, in its language."""
    if request.path.startswith("/api/v1/"):
        return JsonResponse({"detail": "Cette adresse n’existe pas."}, status=404)
    return render(request, "site/erreurs/404.html", {"raison": _read_reason(exception)}, status=404)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    response = render(request, "site/erreurs/429.html", status=429)
    response["Retry-After"] = "60"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Drawn without the database: it may be what failed."""
    if request.path.startswith("/api/v1/"):
        return JsonResponse(
            {"detail": "Une panne, de notre côté. Rien n’est perdu : redemandez plus tard."}, status=500
        )
    return _show_plain(request, "site/erreurs/500.html", 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form had waited too long: what was typed is shown back, so that nothing is lost."""
    saisie = {name: values for name, values in request.POST.lists() if name != "csrfmiddlewaretoken"}
    context = {
        "saisie": saisie,
        "texte": _write_out(saisie),
        "raison": reason,
        "adresse": request.get_full_path(),
        "renvoi": _comes_from_here(request),
    }
    return render(request, "site/formulaire_expire.html", context, status=403)


def _comes_from_here(request: HttpRequest) -> bool:
    """Sending again is offered only for a form of ours: another site's forged form would gain a click otherwise."""
    return request.META.get("HTTP_ORIGIN") == f"{request.scheme}://{request.get_host()}"


def _write_out(saisie: dict[str, list[str]]) -> str:
    """What was typed as plain text, to copy."""
    return "\n\n".join(f"{name} :\n" + "\n".join(values) for name, values in saisie.items() if any(values))


def _read_reason(exception: Exception) -> str:
    """Only words that we wrote for the reader: a resolver's own explanation stays inside."""
    reason = exception.args[0] if exception.args else ""
    if isinstance(exception, Http404) and isinstance(reason, dict):
        return ""
    return reason if isinstance(reason, str) and reason.endswith((".", "!", "?")) and " matches " not in reason else ""


def _show_plain(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """No context processor: neither session nor user is read."""
    racine = request.META.get("SCRIPT_NAME", "") + "/"
    context = {"ressources": read_ressources("src/main.ts"), "racine": racine}
    return HttpResponse(render_to_string(template, context), status=status)
