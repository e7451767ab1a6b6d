"""Draws of (roster, cards, truth) to measure linkage on; they share no code with the demo's own generator.

``study`` is a province with errors that fall independently; ``clustered`` is made by another hand and another law, and
its errors come in runs. Both end as a :class:`benchmarks.draws.output.Draw`.
"""
