"""The subset of Graph's models that Threadline writes, as data, and what may be asked of each resource.

Sources: the pages of Microsoft Graph v1.0 under learn.microsoft.com/graph/api/: resources/event, attendee, itembody,
location, datetimetimezone, patternedrecurrence, recurrencepattern, recurrencerange, singlevaluelegacyextendedproperty,
subscription, todotask, linkedresource; and user-post-events, event-update, event-accept, event-tentativelyaccept,
event-decline, event-delta, calendar-getschedule, subscription-post-subscriptions, todo-list-lists,
todotasklist-list-tasks, todotasklist-post-tasks, todotask-update.

A type is its properties by name: the name of another type, one of the primitives of `PRIMITIVES`, or a set of the
values of an enumeration; `[]` behind it for a collection. What is not here cannot be written: Graph refuses a property
that it does not know, and those that are read-only are left out.
"""

from collections.abc import Mapping

Type = str | frozenset[str]

PRIMITIVES = frozenset({"text", "text255", "number", "truth", "moment", "local", "date"})
"""`moment` has an offset, `local` has none (its zone stands beside it), `date` is a date alone."""

_DAYS = frozenset({"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"})

TYPES: Mapping[str, Mapping[str, Type]] = {
    "event": {
        "allowNewTimeProposals": "truth",
        "attendees": "attendee[]",
        "body": "itemBody",
        "categories": "text[]",
        "end": "dateTimeTimeZone",
        "hideAttendees": "truth",
        "importance": frozenset({"low", "normal", "high"}),
        "isAllDay": "truth",
        "isOnlineMeeting": "truth",
        "isReminderOn": "truth",
        "location": "location",
        "locations": "location[]",
        "onlineMeetingProvider": frozenset({"unknown", "teamsForBusiness", "skypeForBusiness", "skypeForConsumer"}),
        "recurrence": "patternedRecurrence",
        "reminderMinutesBeforeStart": "number",
        "responseRequested": "truth",
        "sensitivity": frozenset({"normal", "personal", "private", "confidential"}),
        "showAs": frozenset({"free", "tentative", "busy", "oof", "workingElsewhere", "unknown"}),
        "singleValueExtendedProperties": "singleValueLegacyExtendedProperty[]",
        "start": "dateTimeTimeZone",
        "subject": "text255",
        "transactionId": "text",
    },
    "attendee": {
        "emailAddress": "emailAddress",
        "proposedNewTime": "timeSlot",
        "status": "responseStatus",
        "type": frozenset({"required", "optional", "resource"}),
    },
    "emailAddress": {"address": "text", "name": "text"},
    "responseStatus": {
        "response": frozenset({"none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"}),
        "time": "moment",
    },
    "itemBody": {"content": "text", "contentType": frozenset({"text", "html"})},
    "location": {"displayName": "text", "locationEmailAddress": "text", "locationUri": "text"},
    "dateTimeTimeZone": {"dateTime": "local", "timeZone": "text"},
    "timeSlot": {"start": "dateTimeTimeZone", "end": "dateTimeTimeZone"},
    "patternedRecurrence": {"pattern": "recurrencePattern", "range": "recurrenceRange"},
    "recurrencePattern": {
        "dayOfMonth": "number",
        "daysOfWeek": _DAYS,
        "firstDayOfWeek": _DAYS,
        "index": frozenset({"first", "second", "third", "fourth", "last"}),
        "interval": "number",
        "month": "number",
        "type": frozenset(
            {"daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"}
        ),
    },
    "recurrenceRange": {
        "endDate": "date",
        "numberOfOccurrences": "number",
        "recurrenceTimeZone": "text",
        "startDate": "date",
        "type": frozenset({"endDate", "noEnd", "numbered"}),
    },
    "singleValueLegacyExtendedProperty": {"id": "text", "value": "text"},
    "acceptance": {"comment": "text", "sendResponse": "truth"},
    "answer": {"comment": "text", "sendResponse": "truth", "proposedNewTime": "timeSlot"},
    "schedules": {
        "schedules": "text[]",
        "startTime": "dateTimeTimeZone",
        "endTime": "dateTimeTimeZone",
        "availabilityViewInterval": "number",
    },
    "subscription": {
        "changeType": "text",
        "clientState": "text255",
        "expirationDateTime": "moment",
        "latestSupportedTlsVersion": frozenset({"v1_0", "v1_1", "v1_2", "v1_3"}),
        "lifecycleNotificationUrl": "text",
        "notificationUrl": "text",
        "resource": "text",
    },
    "renewal": {"expirationDateTime": "moment", "notificationUrl": "text"},
    "todoTask": {
        "body": "itemBody",
        "categories": "text[]",
        "completedDateTime": "dateTimeTimeZone",
        "dueDateTime": "dateTimeTimeZone",
        "importance": frozenset({"low", "normal", "high"}),
        "isReminderOn": "truth",
        "linkedResources": "linkedResource[]",
        "recurrence": "patternedRecurrence",
        "reminderDateTime": "dateTimeTimeZone",
        "startDateTime": "dateTimeTimeZone",
        "status": frozenset({"notStarted", "inProgress", "completed", "waitingOnOthers", "deferred"}),
        "title": "text",
    },
    "linkedResource": {"applicationName": "text", "displayName": "text", "externalId": "text", "webUrl": "text"},
}
COLLECTIONS = frozenset({("recurrencePattern", "daysOfWeek")})
"""Enumerations of which there are several at once."""

REQUIRED: Mapping[str, frozenset[str]] = {
    "attendee": frozenset({"emailAddress"}),
    "dateTimeTimeZone": frozenset({"dateTime"}),
    "timeSlot": frozenset({"start", "end"}),
    "patternedRecurrence": frozenset({"pattern", "range"}),
    "recurrencePattern": frozenset({"type", "interval"}),
    "recurrenceRange": frozenset({"type", "startDate"}),
    "singleValueLegacyExtendedProperty": frozenset({"id", "value"}),
    "schedules": frozenset({"schedules", "startTime", "endTime"}),
    "subscription": frozenset({"changeType", "expirationDateTime", "notificationUrl", "resource"}),
    "renewal": frozenset({"expirationDateTime"}),
}

BODIES: Mapping[str, str] = {
    "events.create": "event",
    "events.update": "event",
    "events.accept": "acceptance",
    "events.tentativelyAccept": "answer",
    "events.decline": "answer",
    "calendar.getSchedule": "schedules",
    "subscriptions.create": "subscription",
    "subscriptions.update": "renewal",
    "tasks.create": "todoTask",
    "tasks.update": "todoTask",
}
"""The type of each operation's body; those that are not here take none."""

ONLY_CREATED = frozenset({"transactionId", "linkedResources"})
"""What only a POST may say: …/resources/event (it cannot be changed later), and a relationship of …/resources/todotask
that has addresses of its own once the task is there."""

_SHAPED = frozenset({"$select", "$expand"})
_PAGED = _SHAPED | {"$top", "$skip", "$filter", "$orderby", "$count"}
_RANGE = frozenset({"startDateTime", "endDateTime"})
QUERIES: Mapping[str, frozenset[str]] = {
    "calendar.get": _SHAPED,
    "calendars.list": _PAGED,
    "calendars.get": _SHAPED,
    "calendarView.list": _PAGED | _RANGE,
    # A function of OData: it takes no filter and no size (…/api/event-delta), its size goes by `Prefer`.
    "calendarView.delta": _RANGE | {"$deltatoken", "$skiptoken", "$skip"},
    "events.list": _PAGED,
    "events.get": _SHAPED,
    "events.instances": _PAGED | _RANGE,
    "lists.list": _PAGED,
    "tasks.list": _PAGED | {"$expand"},
    "tasks.get": _SHAPED,
}
"""The query options of each operation; none for those that are not here."""
