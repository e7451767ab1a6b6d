"""A walk through all models: foreign keys point down the layers, every field is classified, migrations are complete."""

from __future__ import annotations

import ast
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db import connection, models

import baophu

LAYERS = (
    "web", "demo", "flows", "reports", "reconciliation", "sponsors", "outreach", "money", "campaigns", "coverage",
    "linkage", "registry", "intake", "contributions", "jobs", "ui", "accounts", "areas",
)  # fmt: skip
"""From top to bottom, as `pyproject.toml` has them for imports."""
OURS = [config for config in apps.get_app_configs() if config.name.startswith("baophu.")]
MODELS = [model for config in OURS for model in config.get_models()]
PLAIN_DJANGO = {"auth", "contenttypes"}


def _place(config: AppConfig) -> int:
    return LAYERS.index(config.name.removeprefix("baophu.").split(".")[0])


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_foreign_keys_when_followed_then_point_down_the_layers(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if not field.is_relation or field.auto_created or field.related_model is None:
            continue
        target = field.related_model._meta  # type: ignore[union-attr]
        if target.app_label in PLAIN_DJANGO:
            continue
        assert _place(target.app_config) >= _place(model._meta.app_config), f"{field} points up"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_fields_when_listed_then_each_is_classified_as_personal_or_not(model: type[models.Model]) -> None:
    classified = import_module(model.__module__).PERSONAL[model.__name__]
    fields = {field.name for field in [*model._meta.fields, *model._meta.many_to_many]}
    assert fields == set(classified)


@pytest.mark.django_db
def test_models_when_compared_with_migrations_then_nothing_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_when_read_then_import_none_of_our_code() -> None:
    for file in Path(baophu.__file__).parent.glob("*/migrations/*.py"):
        names = {
            name
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
            for name in (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert not [name for name in names if name.startswith("baophu")], file


@pytest.mark.django_db
def test_triggers_when_all_migrations_have_run_then_are_there() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        names = {row[0] for row in cursor.fetchall()}
    assert names >= {
        "audit_entry_no_update", "audit_entry_no_delete", "area_code_apart_on_insert", "area_code_apart_on_update",
    }  # fmt: skip


def test_system_check_when_run_then_finds_nothing() -> None:
    call_command("check", fail_level="WARNING")
