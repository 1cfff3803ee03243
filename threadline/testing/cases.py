"""What scorers and collections of cases ask of the product, under names that stay while modules move.

`understand` says what becomes of a message, `extract` what event its words speak of, `resolve` which times stand in it.
"""

from threadline.calendar.extract import extract
from threadline.calendar.when import resolve
from threadline.core.scheduling.interpretation import understand

__all__ = ["extract", "resolve", "understand"]
