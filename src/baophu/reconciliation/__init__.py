"""Declared, paid, recorded: net effect and renewals."""
