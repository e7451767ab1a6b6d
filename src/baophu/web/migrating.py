"""Bringing a home's database up to date, and refusing one that a later version has already changed."""

from __future__ import annotations

import logging

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from baophu.web.home import Home

log = logging.getLogger(__name__)


def pending_migrations(home: Home) -> list[str]:
    """Names of the migrations still to run; ``HomeTooNew`` where the database knows some that this code does not."""
    executor = MigrationExecutor(connection)
    loader = executor.loader
    unknown = sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations.keys() - loader.disk_migrations.keys()
        if app in loader.migrated_apps
    )
    if unknown:
        home.refuse_newer(unknown[-1])
    plan = executor.migration_plan(loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(home: Home) -> None:
    """Run all pending migrations; only while the home is locked for us alone."""
    log.info("migrating %s", home.path)
    call_command("migrate", interactive=False, verbosity=0)
