"""Tells Django about the snapshots."""

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    """Received files."""

    name = "baophu.intake"
    label = "intake"
    verbose_name = "Dữ liệu nhận"
