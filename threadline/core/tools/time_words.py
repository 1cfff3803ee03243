"""Words of time: what the grammar makes of them, as a tool and for the tools that propose."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import Field

from threadline.calendar.event import EventDraft
from threadline.calendar.extract.times import best_time
from threadline.calendar.when import Kind, When, resolve
from threadline.core.channels.formatting import day_label, repeats_label, when_label
from threadline.core.domain.proposal import Evidence
from threadline.core.scheduling.drafting import midnight_after
from threadline.core.tools.scene import Quotation, Scene
from threadline.core.tools.tool import Arguments, Tool, ToolParts, ToolRefused
from threadline.texts.messages import N_

_MOST_OTHERS = 4
_WEEKS = timedelta(days=14)
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where to look for a time, and the words that say so."""

    start: datetime
    end: datetime | None
    evidence: tuple[Evidence, ...]


class Words(Arguments):
    """What to resolve."""

    words: str = Field(max_length=_LONGEST, description="Words of time, exactly as somebody wrote them.")

    def said(self) -> tuple[str, ...]:
        """All of it."""
        return (self.words,)


def create(_parts: ToolParts) -> Tool:
    """The tool, as the entry point `threadline.tools` makes it."""

    async def resolve_words(asked: Words, scene: Scene) -> str:
        zone = ZoneInfo(scene.zone)
        found = scene.quoted([asked.words])
        said_at = found.source.sent_at if found is not None else scene.now
        read = best_time(tuple(resolve(asked.words, said_at.astimezone(zone), zone=zone, policy=scene.policy)))
        if read is None or (read.start is None and read.end is None):
            raise ToolRefused("These words name no time. Ask the person when it is to be.")
        return _told(read, scene)

    return Tool(
        "resolve_time",
        "Work out which date and time words like “next Thursday 3–4:30pm” or “übermorgen um 9” mean for this person. "
        "Always use it before you name a date that somebody only said in words: never work out dates yourself.",
        Words,
        resolve_words,
        N_("Working out the date…"),
    )


def stretch_of(scene: Scene, quotation: Quotation) -> Stretch:
    """The stretch of time that quoted words mean. Raises `ToolRefused` where they mean none."""
    source, zone = quotation.source, ZoneInfo(quotation.source.zone)
    said_at = source.sent_at.astimezone(zone)
    read = best_time(tuple(resolve(quotation.text, said_at, zone=zone, policy=scene.policy)))
    start = (read.start or said_at) if read is not None else None
    if read is None or start is None or (read.start is None and read.end is None):
        raise ToolRefused(f"“{quotation.text}” names no time. Quote the words that do, or none of them.")
    return Stretch(start, _end(read, start), evidence_of(quotation))


def evidence_of(quotation: Quotation) -> tuple[Evidence, ...]:
    """The quoted words as the card shows them."""
    return tuple(Evidence("when", word.value, *word.span) for word in quotation.words)


def _end(read: When, start: datetime) -> datetime | None:
    if read.end is not None and read.end > start:
        return read.end
    if read.kind is Kind.SINCE:
        return start + _WEEKS
    return midnight_after(start) if read.all_day else None


def _told(read: When, scene: Scene) -> str:
    lines = [_label(read, scene.person.zone)]
    lines.extend(caution.sentence for caution in read.warnings)
    others = [each for each in read.alternatives if each.start is not None and each.start != read.start]
    if others:
        lines.append("The words may also mean:")
        lines.extend(f"- {_moment(each.start, scene.person.zone)}" for each in others[:_MOST_OTHERS] if each.start)
    return "\n".join(lines)


def _label(read: When, zone: str) -> str:
    start = read.start or read.end
    assert start is not None  # noqa: S101 - asked before
    if read.start is None:
        label = f"by {_moment(start, zone)}"
    elif read.end is not None and read.end > read.start:
        draft = EventDraft("", read.start, read.end, read.zone or zone, all_day=read.all_day)
        label = when_label(draft, zone)
    else:
        label = day_label(start) if read.all_day else _moment(start, zone)
    return f"{label}, {repeats_label(read.rrule)}" if read.rrule else label


def _moment(moment: datetime, zone: str) -> str:
    local = moment.astimezone(ZoneInfo(zone))
    return f"{day_label(local)}, {local:%H:%M} ({zone})"
