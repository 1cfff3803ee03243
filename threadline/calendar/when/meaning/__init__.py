"""Predicates over time: what words mean before it is known when they were said."""
