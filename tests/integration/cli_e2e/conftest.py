"""Tests of the whole command on small files."""

from offices import lists, office

__all__ = ["lists", "office"]
