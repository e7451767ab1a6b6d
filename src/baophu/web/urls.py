"""Addresses of the site; each part brings its own ``urls``."""

from django.urls import include, path

from baophu.web import views

urlpatterns = [
    path("", views.overview, name="overview"),
    path("healthz", views.healthz, name="healthz"),
    path("quote/", include("baophu.contributions.urls")),
]

handler404 = "baophu.web.views.not_found"
handler500 = "baophu.web.views.server_error"
handler403 = "baophu.web.views.forbidden"
handler400 = "baophu.web.views.bad_request"
