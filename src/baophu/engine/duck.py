"""DuckDB in memory, caged: allowed folders only, locked configuration, capped memory and threads.

The only module that imports DuckDB. A bulk operation opens an :class:`Engine`, names its inputs, runs named SQL steps
(:mod:`baophu.engine.steps`) and writes Parquet. Nothing is downloaded, no database file is shared.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from baophu.engine.steps import Step

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

DEFAULT_MEMORY_MB = 1_000
DEFAULT_THREADS = 2


def quote_identifier(name: str) -> str:
    """``name`` as a quoted SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def quote_text(text: str) -> str:
    """``text`` as a SQL string literal."""
    return "'" + text.replace("'", "''") + "'"


def memory_for(rows: int) -> int:
    """How many MB an engine may hold that works on ``rows`` registry rows; what is beyond it spills to disk."""
    return min(3_000, max(600, rows // 2_000))


class Engine:
    """One caged DuckDB connection; use it as a context manager.

    ``folders`` are the only places it can read or write; its spill folder is made inside the system's temporary folder
    (or ``spill``) and removed at the end. Errors of DuckDB itself pass through: they are our fault, not the user's.
    """

    def __init__(
        self,
        *,
        folders: Iterable[Path] = (),
        memory_mb: int = DEFAULT_MEMORY_MB,
        threads: int = DEFAULT_THREADS,
        spill: Path | None = None,
    ) -> None:
        import duckdb

        self._spill = tempfile.TemporaryDirectory(prefix="baophu-spill-", dir=spill)
        allowed = [str(Path(folder).resolve()) + os.sep for folder in folders] + [self._spill.name + os.sep]
        self._con: duckdb.DuckDBPyConnection = duckdb.connect(
            ":memory:",
            config={
                "memory_limit": f"{memory_mb}MB",
                "threads": threads,
                "temp_directory": self._spill.name,
                "preserve_insertion_order": False,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
                "allow_community_extensions": False,
                "allow_unsigned_extensions": False,
            },
        )
        allowed_sql = ", ".join(quote_text(folder) for folder in allowed)
        self._con.execute(f"SET allowed_directories = [{allowed_sql}]")
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET TimeZone = 'UTC'")
        self._con.execute("SET enable_progress_bar = false")  # it would print on stdout, where answers go
        self._con.execute("SET lock_configuration = true")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Give the memory back and remove the spill folder."""
        self._con.close()
        self._spill.cleanup()

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        """The connection itself, for the trainer (:mod:`baophu.engine.trainer`) alone."""
        return self._con

    def name_parquet(self, name: str, path: Path | list[Path]) -> None:
        """Call the Parquet file (or files) at ``path`` the input ``name``, read in place."""
        paths = path if isinstance(path, list) else [path]
        listed = ", ".join(quote_text(str(Path(one).resolve())) for one in paths)
        self._con.execute(f"CREATE OR REPLACE VIEW {quote_identifier(name)} AS SELECT * FROM read_parquet([{listed}])")

    def name_table(self, name: str, table: pa.Table) -> None:
        """Call an Arrow table the input ``name``."""
        self._con.register(name, table)

    def run(self, step: Step, parameters: Mapping[str, object] | None = None) -> None:
        """Run a step: its output becomes a table of its name, replacing an earlier one."""
        sql = f"CREATE OR REPLACE TABLE {quote_identifier(step.output)} AS {step.sql}"
        self._con.execute(sql, dict(parameters) if parameters else None).fetchall()

    def execute(self, sql: str, parameters: Mapping[str, object] | None = None) -> list[tuple[Any, ...]]:
        """Run one statement and return all its rows."""
        return self._con.execute(sql, dict(parameters) if parameters else None).fetchall()

    def arrow(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The result of a query as an Arrow table."""
        return self._con.sql(sql, params=dict(parameters) if parameters else None).to_arrow_table()

    def count(self, name: str) -> int:
        """How many rows the table or view ``name`` holds."""
        return int(self.execute(f"SELECT count(*) FROM {quote_identifier(name)}")[0][0])

    def drop(self, *names: str) -> None:
        """Forget tables that are no longer needed, to free memory."""
        for name in names:
            self._con.execute(f"DROP TABLE IF EXISTS {quote_identifier(name)}")

    def write_parquet(self, sql: str, path: Path, *, row_group: int = 122_880) -> None:
        """Write the result of a query as zstd Parquet; the caller writes beside and renames."""
        target = quote_text(str(Path(path).resolve()))
        self._con.execute(f"COPY ({sql}) TO {target} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {row_group})")
