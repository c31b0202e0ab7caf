"""Where every address leads."""

from django.urls import URLPattern, URLResolver, include, path

from bihuan.api.wiring import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/", api.urls),
    path("", include("bihuan.website.urls")),
    path("", include("bihuan.organisations.urls")),
    path("", include("bihuan.duties.urls")),
    path("", include("bihuan.knowledge.urls")),
    path("", include("bihuan.work_orders.urls")),
    path("", include("bihuan.triage.urls")),
    path("", include("bihuan.intake.urls")),
    path("", include("bihuan.notifications.urls")),
    path("", include("bihuan.supervision.urls")),
    path("", include("bihuan.letters.urls")),
    path("", include("bihuan.command_centre.urls")),
    path("", include("bihuan.statistics.urls")),
]

handler400 = "bihuan.website.errors.bad_request"
handler403 = "bihuan.website.errors.forbidden"
handler404 = "bihuan.website.errors.not_found"
handler500 = "bihuan.website.errors.server_error"
