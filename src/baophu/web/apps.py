"""Tells Django about the pages that belong to no single part: overview, errors, static files, messages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, overview, language."""

    name = "baophu.web"
    label = "web"
    verbose_name = "Bao Phủ"
