"""A code stands for one area a day: triggers refuse overlapping periods (SQLite knows no exclusion constraints)."""

from typing import Any

from django.db import migrations

OVERLAP = """
    EXISTS (
        SELECT 1 FROM areas_areacode AS other
        WHERE other.code = NEW.code AND other.id <> NEW.id
          AND other.valid_from < COALESCE(NEW.valid_to, '9999-12-31')
          AND NEW.valid_from < COALESCE(other.valid_to, '9999-12-31')
    )
"""

SQLITE = [
    f"""
    CREATE TRIGGER area_code_apart_on_{event.lower()} AFTER {event} ON areas_areacode
    WHEN {OVERLAP}
    BEGIN SELECT RAISE(ABORT, 'area_code_stands_for_two_areas'); END
    """
    for event in ("INSERT", "UPDATE")
]
POSTGRESQL = [
    f"""
    CREATE FUNCTION area_code_apart() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        PERFORM pg_advisory_xact_lock(hashtext('area_code_apart'));
        IF {OVERLAP} THEN
            RAISE EXCEPTION 'area_code_stands_for_two_areas' USING ERRCODE = 'exclusion_violation';
        END IF;
        RETURN NEW;
    END $$
    """,
    """
    CREATE TRIGGER area_code_apart AFTER INSERT OR UPDATE ON areas_areacode
    FOR EACH ROW EXECUTE FUNCTION area_code_apart()
    """,
]


def refuse_overlaps(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement, params=None)


def allow_overlaps(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER area_code_apart ON areas_areacode", params=None)
        schema_editor.execute("DROP FUNCTION area_code_apart()", params=None)
    else:
        schema_editor.execute("DROP TRIGGER area_code_apart_on_insert", params=None)
        schema_editor.execute("DROP TRIGGER area_code_apart_on_update", params=None)


class Migration(migrations.Migration):
    dependencies = [("areas", "0001_first_tables")]
    operations = [migrations.RunPython(refuse_overlaps, allow_overlaps)]
