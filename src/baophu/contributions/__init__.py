"""The law in bulk: parameters as a table, SQL steps, what-if."""
