"""Tells Django about the published figures."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Official papers."""

    name = "baophu.reports"
    label = "reports"
    verbose_name = "Văn bản"
