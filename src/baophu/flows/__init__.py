"""End-to-end operations, each one short file that reads like a table of contents."""
