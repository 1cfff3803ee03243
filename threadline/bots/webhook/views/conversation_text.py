"""A conversation as Markdown: to be kept, or passed on to whoever has no Threadline."""

from collections.abc import Iterator, Mapping, Sequence
from zoneinfo import ZoneInfo

from threadline.core.channels.card_rows import CardReader
from threadline.core.channels.card_view import card_view
from threadline.core.domain.message import Person
from threadline.core.domain.proposal import Proposal
from threadline.storage.conversations import ConversationRecord
from threadline.storage.files import FileRecord
from threadline.storage.turns import TurnRecord
from threadline.texts.formats import moment
from threadline.texts.messages import _

MARKDOWN = "text/markdown"


def conversation_text(
    record: ConversationRecord,
    turns: Sequence[TurnRecord],
    proposals: Mapping[str, Sequence[Proposal]],
    files: Mapping[str, Sequence[FileRecord]],
    person: Person,
) -> str:
    """Who said what and when, the oldest first, on the clock of `person`; and where each proposal stands."""
    title = " ".join(record.title.split()) or _("Untitled conversation")
    lines = [line for turn in turns for line in _turn(turn, proposals, files.get(turn.message_id, ()), person)]
    return "\n\n".join([f"# {title}", *lines]) + "\n"


def _turn(
    turn: TurnRecord, found: Mapping[str, Sequence[Proposal]], files: Sequence[FileRecord], person: Person
) -> Iterator[str]:
    proposals = found.get(turn.message_id, ())
    zone, writer = ZoneInfo(person.zone), person.name or _("You")
    yield f"**{writer}** · {moment(turn.received_at.astimezone(zone))}"
    if turn.text.strip():
        yield turn.text.strip()
    if files:
        yield _("Sent along: {names}", names=", ".join(file.name for file in files))
    if not (turn.reply or proposals):
        return
    answered = turn.finished_at or turn.received_at
    yield f"**Threadline** · {moment(answered.astimezone(zone))}"
    if turn.reply:
        yield turn.reply.strip()
    for proposal in proposals:
        yield f"> {card_view(proposal, CardReader(person.zone)).summary}"
