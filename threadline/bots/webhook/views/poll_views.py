"""From polls to what the API shows."""

from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.bots.webhook.schema.polls import PollChoiceView, PollView
from threadline.core.polls.poll import Poll


def poll_view(poll: Poll, zone: str, person_id: str, proposal_id: str | None) -> PollView:
    """A poll, for one of its people; times carry the offset of the zone they are shown in."""
    record, clock = poll.record, ZoneInfo(zone)

    def local(instant: datetime | None) -> datetime | None:
        return instant.astimezone(clock) if instant is not None else None

    own = poll.voter_of(person_id)
    mine = record.person_id == person_id
    return PollView(
        id=poll.id,
        state="open" if poll.is_open else "closed",
        mine=mine,
        version=record.version,
        title=poll.terms.title,
        duration_minutes=int(poll.terms.length.total_seconds() // 60),
        channel=record.channel,
        conversation_id=record.conversation_id if mine else None,
        choices=[
            PollChoiceView(
                number=each.number,
                start=each.start.astimezone(clock),
                end=each.end.astimezone(clock),
                votes=len(each.voters),
                voters=[voter.name for voter in each.voters],
            )
            for each in poll.choices
        ],
        missing=[each.name for each in poll.missing],
        unable=[each.name for each in poll.unable],
        own_choices=sorted(own.choices) if own is not None and own.choices is not None else None,
        proposal_id=proposal_id if mine else None,
        created_at=record.created_at.astimezone(clock),
        closes_at=local(record.closes_at),
        closed_at=local(record.closed_at),
    )
