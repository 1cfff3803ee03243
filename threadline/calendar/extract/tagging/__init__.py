"""A small learned tagger for titles, people and places, where the rules have no words."""

from __future__ import annotations

from threadline.calendar.extract.tagging.tagger import Tagged, tag

__all__ = ["Tagged", "tag"]
