"""Tells Django about contributions."""

from django.apps import AppConfig


class ContributionsConfig(AppConfig):
    """What anyone pays: the calculator and, in bulk, a whole population."""

    name = "baophu.contributions"
    label = "contributions"
    verbose_name = "Mức đóng"
