"""A period of targets can be locked: the database refuses writes to its targets, and changes of what was locked when."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

LOCKED = """
    EXISTS (
        SELECT 1 FROM coverage_periodlock AS held
        WHERE held.is_locked AND held.period_from <= asked.period_from AND held.period_to >= asked.period_to
          AND NOT EXISTS (
              SELECT 1 FROM coverage_periodlock AS later WHERE later.period = held.period AND later.id > held.id
          )
    )
"""
TARGETS = {
    "target": "SELECT {row}.period_from AS period_from, {row}.period_to AS period_to",
    "targetline": "SELECT period_from, period_to FROM coverage_target WHERE id = {row}.target_id",
    "targetmonth": """
        SELECT period_from, period_to FROM coverage_target
        WHERE id = (SELECT target_id FROM coverage_targetline WHERE id = {row}.line_id)
    """,
}
ROWS = {"INSERT": ("NEW",), "UPDATE": ("OLD", "NEW"), "DELETE": ("OLD",)}
SAYS_NOTHING_NEW = """
    NEW.is_locked = COALESCE(
        (SELECT is_locked FROM coverage_periodlock WHERE period = NEW.period ORDER BY id DESC LIMIT 1), FALSE
    )
"""


def _is_locked(table: str, row: str) -> str:
    return f"EXISTS (SELECT 1 FROM ({TARGETS[table].format(row=row)}) AS asked WHERE {LOCKED})"


SQLITE = [
    *(
        f"""
        CREATE TRIGGER {table}_period_open_on_{event.lower()} BEFORE {event} ON coverage_{table}
        WHEN {" OR ".join(_is_locked(table, row) for row in rows)}
        BEGIN SELECT RAISE(ABORT, 'target_period_is_locked'); END
        """
        for table in TARGETS
        for event, rows in ROWS.items()
    ),
    *(
        f"""
        CREATE TRIGGER period_lock_no_{event.lower()} BEFORE {event} ON coverage_periodlock
        BEGIN SELECT RAISE(ABORT, 'period_lock_is_append_only'); END
        """
        for event in ("UPDATE", "DELETE")
    ),
    f"""
    CREATE TRIGGER period_lock_alternates BEFORE INSERT ON coverage_periodlock WHEN {SAYS_NOTHING_NEW}
    BEGIN SELECT RAISE(ABORT, 'period_lock_says_nothing_new'); END
    """,
]


def _refusal(name: str, condition: str, message: str) -> str:
    return f"""
    CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF {condition} THEN
            RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN COALESCE(NEW, OLD);
    END $$
    """


POSTGRESQL = [
    *(
        statement
        for table in TARGETS
        for event, rows in ROWS.items()
        for name in (f"{table}_period_open_on_{event.lower()}",)
        for statement in (
            _refusal(name, " OR ".join(_is_locked(table, row) for row in rows), "target_period_is_locked"),
            f"CREATE TRIGGER {name} BEFORE {event} ON coverage_{table} FOR EACH ROW EXECUTE FUNCTION {name}()",
        )
    ),
    _refusal("period_lock_is_append_only", "TRUE", "period_lock_is_append_only"),
    """
    CREATE TRIGGER period_lock_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON coverage_periodlock
    FOR EACH STATEMENT EXECUTE FUNCTION period_lock_is_append_only()
    """,
    _refusal("period_lock_alternates", SAYS_NOTHING_NEW, "period_lock_says_nothing_new"),
    """
    CREATE TRIGGER period_lock_alternates BEFORE INSERT ON coverage_periodlock
    FOR EACH ROW EXECUTE FUNCTION period_lock_alternates()
    """,
]
TRIGGERS = [f"{table}_period_open_on_{event.lower()}" for table in TARGETS for event in ROWS]


def protect(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unprotect(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        for name in (*TRIGGERS, "period_lock_is_append_only", "period_lock_alternates"):
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE", params=None)
    else:
        for name in (*TRIGGERS, "period_lock_no_update", "period_lock_no_delete", "period_lock_alternates"):
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("coverage", "0001_first_tables"),
    ]
    operations = [
        migrations.CreateModel(
            name="PeriodLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("period", models.CharField(max_length=20)),
                ("period_from", models.DateField()),
                ("period_to", models.DateField()),
                ("is_locked", models.BooleanField()),
                ("day", models.DateField()),
                ("reason", models.CharField(max_length=300)),
                ("account", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["period"], name="period_lock_by_period")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="period_lock_has_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("by__isnull", False), models.Q(("account", ""), _negated=True), _connector="OR"
                        ),
                        name="period_lock_says_who",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("period_to__gt", models.F("period_from"))),
                        name="period_lock_period_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.RunPython(protect, unprotect),
    ]
