"""People who log in, roles, Scope, audit log."""
