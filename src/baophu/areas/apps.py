"""Tells Django about the areas."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """Areas, offices, schools and organisations."""

    name = "baophu.areas"
    label = "areas"
    verbose_name = "Đơn vị hành chính"
