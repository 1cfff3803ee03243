"""Faithful fakes of the platforms, for tests and for `threadline simulate`. Imports nothing of the other rooms."""
