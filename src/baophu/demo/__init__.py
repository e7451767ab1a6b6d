"""A synthetic province and the one-command tour."""
