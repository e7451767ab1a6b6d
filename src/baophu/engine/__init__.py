"""The only door to DuckDB, Splink and Spark."""
