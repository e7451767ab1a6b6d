"""Addresses of the public calculator."""

from django.urls import path

from baophu.contributions import views

urlpatterns = [
    path("", views.quote_page, name="quote"),
]
