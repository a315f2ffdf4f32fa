"""Benches: speed is measured here, never in a test."""
