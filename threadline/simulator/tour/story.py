"""What the tour tells, step by step: what to send where, and what to look at afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Stop:
    """One page of the tour: a fake's own, at its `url`."""

    id: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Sending:
    """What a button does: the action of a fake's page, as somebody there would do it by hand."""

    label: str
    action: str
    body: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: `stop` is where it happens, `quote` what is said there, `look` what comes of it."""

    stop: str
    title: str
    quote: str
    look: str
    sending: Sending | None = None


REVIEW = "Design review with bo@example.com on Thursday 3-4:30pm in Room 4"


def story(*, slack_bot: str, teams_chat: str) -> tuple[Step, ...]:
    """The steps. `slack_bot` is whom a message in Slack mentions, `teams_chat` Ana's own chat with the assistant."""
    return (
        Step(
            "slack",
            "Ask in a Slack channel",
            f"@Threadline {REVIEW}",
            "The answer streams into the thread, and ends in a card. Press Confirm on it.",
            Sending(
                "Send it as Ana",
                "write",
                {"user": "UANA", "channel": "CGENERAL", "text": f"<@{slack_bot}> {REVIEW}"},
            ),
        ),
        Step(
            "slack",
            "Change it in your own words",
            "@Threadline move the design review to 4pm",
            "Nothing is moved yet: the change is a card of its own, with the old time and the new one.",
            Sending(
                "Send it as Ana",
                "write",
                {"user": "UANA", "channel": "CGENERAL", "text": f"<@{slack_bot}> move the design review to 4pm"},
            ),
        ),
        Step(
            "teams",
            "Ask about it in Microsoft Teams",
            "What is on this week?",
            "The same Ana, the same calendar: what was booked in Slack is known here.",
            Sending(
                "Send it as Ana", "write", {"user": "ana", "conversation": teams_chat, "text": "What is on this week?"}
            ),
        ),
        Step(
            "mail",
            "Forward an e-mail",
            "Can you put this in my calendar?",
            "Threadline reads the mail below the words, and answers with a card and an invitation. "
            "Answer Yes, and it is booked.",
            Sending(
                "Forward it as Ana",
                "forward",
                {"person": "ana@example.com", "text": "Can you put this in my calendar?"},
            ),
        ),
        Step(
            "google",
            "Bring your own calendar",
            "Console → Calendars → Connect Google Calendar",
            "Open the console, connect the simulated Google Calendar, and book something: it stands on this page.",
        ),
        Step(
            "microsoft",
            "Or Microsoft 365",
            "Console → Calendars → Connect Microsoft 365",
            "The same with Outlook. Threadline knows from then on when you are busy.",
        ),
    )
