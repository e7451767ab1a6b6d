"""Measuring Bao Phủ against rivals on data it did not make: ``draws`` makes it, ``measure`` judges, ``run`` compares."""
