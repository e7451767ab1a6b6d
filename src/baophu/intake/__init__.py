"""Excel, CSV and Parquet as they are, made into an immutable snapshot."""
