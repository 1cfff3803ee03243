"""What is said of a poll: the times it asks about, how it stands, what a vote was heard as, and its result."""

from collections.abc import Collection

from threadline.core.channels.formatting import and_list
from threadline.core.polls.poll import MOST_TIMES, Choice, Poll
from threadline.core.polls.polls import view_of
from threadline.texts.messages import _, ngettext


def asked_lines(poll: Poll, *, board: bool, pages: Collection[tuple[str, str]] = ()) -> tuple[str, ...]:
    """That a poll is open, and how to vote. `pages` are names with the addresses at which they vote."""
    view = view_of(poll)
    heading = f"**{view.heading}**"
    how = (
        _("Vote with the buttons below or in words, for example “1 and 2” or “none of these”.")
        if board
        else _("Answer with the numbers that suit you, for example “1 and 2” or “none of these”.")
    )
    times = () if board else ("\n".join(f"{each.number}. {view.when(each)}" for each in view.options),)
    links = ("\n".join((_("Everybody has a page of their own to vote on:"), "", *_links(pages))),) if pages else ()
    end = _("I will tell the result when everybody has voted, or when you say “close the poll”.")
    return (heading, *times, how, *links, *view.remarks, end)


def left_out_line(count: int) -> str:
    """That more times were named than a poll asks about; "" where none is left out."""
    if not count:
        return ""
    return ngettext(
        "A poll asks about {most} times at most, so the latest one that you named is left out.",
        "A poll asks about {most} times at most, so the latest {count} that you named are left out.",
        count,
        most=MOST_TIMES,
    )


def state_lines(poll: Poll, zone: str) -> tuple[str, ...]:
    """How a poll stands, on the reader's clock."""
    view = view_of(poll)
    rows = (f"{each.number}. {view.when(each, zone)}: {view.tally(each)}" for each in view.options)
    return (f"**{view.heading}**", "\n".join(rows), *view.remarks)


def heard_lines(poll: Poll, numbers: Collection[int], zone: str) -> tuple[str, ...]:
    """What a vote was heard as, and who is missing."""
    view = view_of(poll)
    chosen = [f"{each.number} ({view.when(each, zone)})" for each in view.options if each.number in numbers]
    heard = _("Noted: {times}.", times=and_list(chosen)) if chosen else _("Noted: none of these times suits you.")
    if poll.missing:
        return (heard, _("I still wait for {names}.", names=and_list([each.name for each in poll.missing])))
    if any(each.record.invited for each in poll.voters):
        return (heard, _("Everybody has voted."))
    return (heard,)


def partly_line(numbers: Collection[int]) -> str:
    """The question to somebody who said only what does not suit them."""
    example = and_list([str(number) for number in sorted(numbers)])
    return _(
        "I understand which times do not suit you, but not which do. Say their numbers, for example “{example}”.",
        example=example,
    )


def result_lines(poll: Poll) -> tuple[str, ...]:
    """What came of it, before the card."""
    view = view_of(poll)
    if not any(each.choices is not None for each in poll.voters):
        return (_("The poll is closed. Nobody has voted, so I propose nothing."),)
    rows = "\n".join(f"{each.number}. {view.when(each)}: {view.tally(each)}" for each in view.options)
    closed = _("The poll is closed.")
    if not poll.ranked:
        return (closed, rows, *view.remarks[:-1], _("None of the times suits anybody, so I propose nothing."))
    return (closed, rows, *view.remarks[:-1], tie_line(poll) or won_line(poll))


def won_line(poll: Poll) -> str:
    """The time that most can come at."""
    best = poll.ranked[0]
    return ngettext(
        "{when} has the most votes ({count}).",
        "{when} has the most votes ({count}).",
        len(best.voters),
        when=_when(poll, best),
    )


def tie_line(poll: Poll) -> str:
    """That several times have as many votes, and which is proposed; "" where one has the most."""
    if not poll.tied:
        return ""
    times = and_list([_when(poll, each) for each in poll.tied])
    return _("{times} have as many votes; I propose the earliest.", times=times)


def _when(poll: Poll, choice: Choice) -> str:
    view = view_of(poll)
    return view.when(view.options[choice.number - 1])


def _links(pages: Collection[tuple[str, str]]) -> list[str]:
    return [f"- {name}: <{page}>" for name, page in pages]
