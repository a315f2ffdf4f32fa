"""Owns how open texts of appeals become weekly counts: persons are taken out, a need is told, cells are counted."""
