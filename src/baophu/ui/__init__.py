"""Form, table and template building blocks."""
