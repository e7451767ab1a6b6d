"""The database itself refuses to change or delete a row of the audit log."""

from typing import Any

from django.db import migrations

SQLITE = [
    f"""
    CREATE TRIGGER audit_entry_no_{event.lower()} BEFORE {event} ON accounts_auditentry
    BEGIN SELECT RAISE(ABORT, 'audit_entry_is_append_only'); END
    """
    for event in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    """
    CREATE FUNCTION audit_entry_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION 'audit_entry_is_append_only' USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER audit_entry_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON accounts_auditentry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_is_append_only()
    """,
]


def protect(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def unprotect(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER audit_entry_is_append_only ON accounts_auditentry", params=None)
        schema_editor.execute("DROP FUNCTION audit_entry_is_append_only()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER audit_entry_no_update", params=None)
        schema_editor.execute("DROP TRIGGER audit_entry_no_delete", params=None)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_first_tables")]
    operations = [migrations.RunPython(protect, unprotect)]
