"""Roster against registry: block, score, decide; the model; verdicts; doubtful pairs."""
