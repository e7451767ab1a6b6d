"""Tells Django about jobs and runs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Long work and what it produced."""

    name = "baophu.jobs"
    label = "jobs"
    verbose_name = "Tác vụ"
