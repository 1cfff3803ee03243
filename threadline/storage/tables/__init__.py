"""The tables, a module for each concern."""
