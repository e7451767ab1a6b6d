"""The law in bulk: parameters as a table, one SQL step a scheme, what a change of the law would cost.

Stands above :mod:`baophu.law`, which it must agree with to the đồng, and below the flows that read snapshots.
"""
