"""From booking links to what the API shows."""

from zoneinfo import ZoneInfo

from threadline.bots.webhook.schema.booking_links import WEEKDAYS, BookingLinkView, HostedLinkView, QuestionView
from threadline.core.appointments.booking_link import BookingLink
from threadline.core.appointments.booking_links import HostedLink


def booking_link_view(link: BookingLink, zone: str) -> BookingLinkView:
    """A link; times carry the offset of the zone they are shown in."""
    terms, clock = link.terms, ZoneInfo(zone)
    return BookingLinkView(
        id=link.id,
        url=link.address,
        state=link.state.value,
        version=link.version,
        title=terms.title,
        duration_minutes=int(terms.length.total_seconds() // 60),
        location=terms.location,
        meeting_link=terms.meeting_link,
        buffer_minutes=int(terms.buffer.total_seconds() // 60),
        notice_minutes=int(terms.notice.total_seconds() // 60),
        days_ahead=terms.days_ahead,
        per_day=terms.per_day,
        not_before=f"{terms.hours[0]:%H:%M}" if terms.hours else None,
        not_after=f"{terms.hours[1]:%H:%M}" if terms.hours else None,
        weekdays=[WEEKDAYS[number] for number in sorted(terms.weekdays)] if terms.weekdays is not None else None,
        questions=[QuestionView(text=each.text, required=each.required) for each in terms.questions],
        hosts=list(terms.hosts),
        any_host=terms.any_host,
        time_min=terms.time_min.astimezone(clock) if terms.time_min else None,
        time_max=terms.time_max.astimezone(clock) if terms.time_max else None,
        single_use=link.single_use,
        created_at=link.created_at.astimezone(clock),
        expires_at=link.expires_at.astimezone(clock) if link.expires_at else None,
    )


def hosted_link_view(hosted: HostedLink) -> HostedLinkView:
    """Somebody else's link, for one of its hosts."""
    link = hosted.link
    return HostedLinkView(
        id=link.id,
        url=link.address,
        title=link.terms.title,
        duration_minutes=int(link.terms.length.total_seconds() // 60),
        owner=hosted.owner.name,
        agreed=hosted.agreed,
    )
