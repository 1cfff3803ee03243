"""Threadline: one assistant for Slack, Microsoft Teams, e-mail and HTTP that turns talk into calendar events."""

__version__ = "0.1.0"
