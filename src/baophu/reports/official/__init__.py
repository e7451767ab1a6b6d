"""The official papers of an insurance agency: what each of them says. How they look is ``reports.document``.

``request`` is what somebody asks for, ``paper`` what a builder gives back, ``figure_ids`` how a number is named so that
the people behind it can be listed. One module a paper; ``flows.report`` knows them all, gathers their figures, checks
and writes them.
"""
