"""The database itself refuses to change or delete a published figure."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER published_figure_no_{event.lower()} BEFORE {event} ON reports_publishedfigure
    BEGIN SELECT RAISE(ABORT, 'published_figure_is_frozen'); END
    """
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION published_figure_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'published_figure_is_frozen' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER published_figure_is_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON reports_publishedfigure
    FOR EACH STATEMENT EXECUTE FUNCTION published_figure_is_frozen()
    """,
]


def protect(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unprotect(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER published_figure_is_frozen ON reports_publishedfigure", params=None)
        schema_editor.execute("DROP FUNCTION published_figure_is_frozen()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER published_figure_no_update", params=None)
        schema_editor.execute("DROP TRIGGER published_figure_no_delete", params=None)


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_published_figures")]
    operations = [migrations.RunPython(protect, unprotect)]
