"""The rooms of the house and what each may import: the one table that the import tests, and the page on architecture,
use.

A room is a package, or a module beside packages. Rooms stand in order: each may import only rooms above it in its table
(so there can be no circle), and of those only the ones named. Whatever is not named here fails the tests.
"""

from collections.abc import Mapping

Table = Mapping[str, frozenset[str]]


def _rows(**rows: str) -> Table:
    return {name: frozenset(may.split()) for name, may in rows.items()}


ROOMS: Mapping[str, Table] = {
    "threadline": _rows(
        telemetry="",
        log="telemetry",
        plugins="",
        backoff="",
        texts="",
        zones="",
        regex="",
        providers="backoff regex telemetry texts",
        calendar="regex texts zones",
        storage="",
        simulator="",
        config="providers texts zones",
        core="backoff regex telemetry texts providers calendar storage config",
        bots="backoff telemetry texts zones core providers calendar storage config",
        testing="texts core providers calendar storage",
        wiring="config plugins texts providers calendar storage core",
        app="config plugins backoff telemetry texts providers storage core wiring",
        commands="log plugins texts providers calendar storage simulator config core bots app",
        cli="config commands",
        __main__="cli",
    ),
    "threadline.core": _rows(
        domain="",
        runtime="",
        channels="domain runtime",
        templates="domain",
        documents="domain",
        people="domain channels",
        calendars="domain channels people",
        proposals="domain runtime channels people calendars",
        reminders="domain channels people calendars proposals",
        appointments="domain channels people calendars proposals reminders",
        scheduling="domain channels people calendars proposals",
        polls="domain channels people appointments scheduling",
        dialogue="domain channels people calendars proposals appointments scheduling polls",
        correspondence="domain channels people appointments scheduling dialogue",
        tools="domain channels people calendars proposals appointments scheduling dialogue",
        turns="domain runtime channels templates documents people proposals reminders scheduling tools dialogue",
        interactions="domain channels templates calendars proposals turns",
        workflows="domain runtime templates turns",
        services="domain runtime channels templates documents people calendars proposals reminders appointments "
        "scheduling polls tools turns interactions workflows",
    ),
    "threadline.bots.webhook": _rows(
        schema="",
        views="schema",
        compatibility="schema views",
        http="schema views",
        docs="schema http",
        pages="views http",
        sign_in="http",
        api="schema views compatibility http sign_in",
        mcp="http",
        channel="schema http",
        server="compatibility http docs pages sign_in api mcp",
    ),
    "threadline.bots.email": _rows(
        mail="",
        parsing="mail",
        authentication="mail",
        imap="",
        outbox="mail",
        rendering="outbox",
        invitations="mail outbox rendering",
        outgoing="mail outbox rendering invitations",
        incoming="mail parsing authentication imap outbox invitations outgoing",
        channel="mail outbox invitations outgoing",
        wiring="parsing authentication imap outbox invitations outgoing incoming channel",
        plugin="channel wiring",
    ),
    "threadline.calendar": _rows(
        when="",
        acts="when",
        extract="when acts",
        events="",
        google="events",
        microsoft="events",
        caldav="events",
        feeds="events",
    ),
    "threadline.storage": _rows(
        database="",
        tables="database",
        migrations="tables",
        stores="database tables",
    ),
}

LOOSE = {"threadline.storage": "stores", "threadline.calendar": "events"}
"""Where the modules beside the packages are one room together, whose modules may know each other, and its name."""
