"""What is asked for of Google, and what for.

developers.google.com/workspace/calendar/api/auth. A person may leave out single boxes; without the first there is
nothing to do, without the others the list of calendars is the primary one, and free time is unknown. Tasks are asked
for only where a person wants their things to do there.
"""

from threadline.calendar.backend import Scope
from threadline.texts.messages import N_

_ROOT = "https://www.googleapis.com/auth/"
EVENTS = f"{_ROOT}calendar.events"
FREE_BUSY = f"{_ROOT}calendar.freebusy"
CALENDARS = f"{_ROOT}calendar.calendarlist.readonly"

SCOPES = (
    Scope(EVENTS, N_("See your events, and book, change and delete those you ask for.")),
    Scope(FREE_BUSY, N_("See when you and people who share it with you are busy, to find time that fits everyone.")),
    Scope(CALENDARS, N_("See which calendars you have, so that you can choose where events go.")),
)
TASKS = f"{_ROOT}tasks"
TASK_SCOPES = (Scope(TASKS, N_("Write what you have to do into Google Tasks, and see whether it is done.")),)
