"""Measurements, never assertions: `make bench`, or one of them with `python -m benchmarks.<name>`."""
