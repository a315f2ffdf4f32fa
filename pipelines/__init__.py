"""The write side: nightly pipelines that turn sources into checked, immutable snapshots."""

__version__ = "0.1.0"
