"""The calendars of a person: which there are, connecting them, what is in them, who takes part."""

__all__ = [
    "agenda",
    "attendee_conflicts",
    "conflicts",
    "connection_errors",
    "connections",
    "contacts",
    "event_cache",
    "event_matching",
    "giving_way",
    "guest_answers",
    "invitations",
    "participants",
    "reconnect_notice",
    "registry",
    "todo_list",
    "todo_services",
    "watching",
]
