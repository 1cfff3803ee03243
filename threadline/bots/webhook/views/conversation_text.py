"""A conversation as Markdown: to be kept, or passed on to whoever has no Threadline."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.storage.conversations import ConversationRecord
from threadline.storage.turns import TurnRecord
from threadline.texts.formats import moment
from threadline.texts.messages import _

MARKDOWN = "text/markdown"


def conversation_text(
    record: ConversationRecord,
    turns: Sequence[TurnRecord],
    proposals: Mapping[str, Sequence[Proposal]],
    person: Person,
) -> str:
    """Who said what and when, the oldest first, on the clock of `person`; and where each proposal stands."""
    title = " ".join(record.title.split()) or _("Untitled conversation")
    lines = [line for turn in turns for line in _turn(turn, proposals.get(turn.message_id, ()), person)]
    return "\n\n".join([f"# {title}", *lines]) + "\n"


def _turn(turn: TurnRecord, proposals: Sequence[Proposal], person: Person) -> Iterator[str]:
    zone, writer = ZoneInfo(person.zone), person.name or _("You")
    yield f"**{writer}** · {moment(turn.received_at.astimezone(zone))}"
    yield turn.text.strip() or "…"
    if not (turn.reply or proposals):
        return
    answered = turn.finished_at or turn.received_at
    yield f"**Threadline** · {moment(answered.astimezone(zone))}"
    if turn.reply:
        yield turn.reply.strip()
    for proposal in proposals:
        yield f"> {card_view(proposal, CardReader(person.zone)).summary}"
