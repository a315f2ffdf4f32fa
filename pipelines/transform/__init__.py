"""Pure Polars steps: frame in, frame out; no file, clock, network or environment."""
