"""Tells Django about coverage."""

from django.apps import AppConfig


class CoverageConfig(AppConfig):
    """Populations, targets, and who of them is insured."""

    name = "baophu.coverage"
    label = "coverage"
    verbose_name = "Độ bao phủ"
