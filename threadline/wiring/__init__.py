"""Wiring: which part is made of which. Settings and a database go in, a service comes out of which nothing runs yet.

Foundation ──► Planning ──► Conversing ──► Services
what all       calendars,   models,        what channels
stand on       decisions    the engine     may use
"""

__all__ = ["services"]
