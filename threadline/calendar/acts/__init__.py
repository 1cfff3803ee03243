"""What a message does with the calendar, sentence by sentence, and to whom it is said: learned from examples."""

from __future__ import annotations

from threadline.calendar.acts.judging import judge
from threadline.calendar.acts.leading import Venue, acting, leading
from threadline.calendar.acts.marks import time_marks
from threadline.calendar.acts.model import Act, Addressee, Judgement, Mark

__all__ = ["Act", "Addressee", "Judgement", "Mark", "Venue", "acting", "judge", "leading", "time_marks"]
