"""The card of a proposal in Block Kit."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from threadline.bots.slack import block_kit
from threadline.bots.slack.rendering import escape
from threadline.core.channels.card_rows import LONGEST_TEXT, CardReader, RowKind
from threadline.core.channels.card_status import StatusMark
from threadline.core.channels.card_view import (
    ActionId,
    ActionStyle,
    CardAction,
    CardView,
    CardWarning,
    card_view,
    page_address,
    summary_of,
)
from threadline.core.channels.formatting import shortened
from threadline.core.domain.proposal import Proposal
from threadline.texts.messages import _

Json = dict[str, Any]

CARD_EVENT = "threadline_card"
_SECTION = 2_900
_MARKS = {
    StatusMark.WORKING: ":hourglass_flowing_sand: {}",
    StatusMark.DONE: ":white_check_mark: *{}*",
    StatusMark.FAILED: ":x: *{}*",
    StatusMark.OVER: "{}",
}
_STYLES = {ActionStyle.PRIMARY: "primary", ActionStyle.DANGER: "danger"}


def card_metadata(proposal: Proposal) -> Json:
    """What makes a message known as the card of a proposal."""
    return {"event_type": CARD_EVENT, "event_payload": {"proposal": proposal.id}}


def card_blocks(proposal: Proposal, *, owner: str, direct: bool, base_url: str | None) -> list[Json]:
    """The card as it stands. `owner` is the only one who decides; what else is in their calendar is only theirs."""
    reader = CardReader(proposal.offer.draft.zone, shared=not direct)
    view = card_view(proposal, reader)
    blocks = [block_kit.header(view.heading), *_sections(_rows(view, local=True)), *_warnings(view)]
    if view.sources:
        blocks.append(block_kit.context(shortened(escape(view.sources), LONGEST_TEXT)))
    if view.status is not None:
        blocks.append(block_kit.section(view.status.marked(_MARKS, _harmless)))
    if buttons := _buttons(proposal, view, owner=owner, base_url=base_url):
        blocks.append(block_kit.actions(*buttons))
    if decided_by := view.deciders(f"<@{owner}>"):
        blocks.append(block_kit.context(decided_by))
    return blocks


def waiting_blocks(proposal: Proposal, *, owner: str, zone: str) -> list[Json]:
    """The card in brief, for its owner alone: what is to be done, what speaks against it, and the decision."""
    view = card_view(proposal, CardReader(zone))
    status = [view.status.marked(_MARKS, _harmless)] if view.status is not None else []
    facts = [f"*{_harmless(view.heading)}*", *status, *_rows(view), *map(_warning, view.warnings)]
    value = value_of(proposal, owner)
    buttons = [_button(action, value) for action in view.actions if action.id is not ActionId.TIMES]
    return [*_sections(facts), block_kit.actions(*buttons)]


def card_text(proposal: Proposal) -> str:
    """The card in one line, for notifications."""
    return escape(summary_of(proposal))


def value_of(proposal: Proposal, owner: str) -> str:
    """What a button carries: which proposal, as which version it was shown, and whose it is."""
    return f"{proposal.id}:{proposal.version}:{owner}"


def _rows(view: CardView, *, local: bool = False) -> Iterator[str]:
    """The facts, a line each; the time also on each reader's own clock (`local`)."""
    for row in view.rows:
        yield f"*{row.label}*  {row.told(escape)}"
        if local and row.kind is RowKind.WHEN and view.span is not None:
            yield _local(*view.span)


def _sections(lines: Iterable[str]) -> Iterator[Json]:
    """As few paragraphs as hold the lines."""
    held = ""
    for line in lines:
        if held and len(held) + len(line) >= _SECTION:
            yield block_kit.section(held)
            held = ""
        held = f"{held}\n{line}" if held else line
    yield block_kit.section(held)


def _warnings(view: CardView) -> Iterator[Json]:
    if view.warnings:
        yield from _sections(map(_warning, view.warnings))


def _warning(warning: CardWarning) -> str:
    sign = ":grey_question:" if warning.unknown else ":warning:"
    return f"{sign} {warning.sentence(_span, _harmless)}"


def _harmless(text: str) -> str:
    return escape(shortened(text, LONGEST_TEXT))


def _span(start: datetime, end: datetime) -> str:
    first = block_kit.local_time(start, "{time}", f"{start:%Y-%m-%d %H:%M}")
    return f"{first} – {block_kit.local_time(end, '{time}', f'{end:%Y-%m-%d %H:%M}')}"


def _local(start: datetime, end: datetime) -> str:
    """The time on each reader's own clock."""
    first = block_kit.local_time(start, "{date_short_pretty}, {time}", f"{start:%Y-%m-%d %H:%M}")
    form = "{time}" if start.date() == end.date() else "{date_short_pretty}, {time}"
    own = _("your time")
    return f"{first} – {block_kit.local_time(end, form, f'{end:%Y-%m-%d %H:%M}')} _({own})_"


def _buttons(proposal: Proposal, view: CardView, *, owner: str, base_url: str | None) -> list[Json]:
    value = value_of(proposal, owner)
    buttons = [_button(action, value) for action in view.actions]
    if view.page is not None and (address := page_address(view.page, base_url)):
        buttons.append(block_kit.button(view.page.label, view.page.id.value, url=address))
    return buttons


def _button(action: CardAction, value: str) -> Json:
    return block_kit.button(action.label, action.id.value, value, style=_STYLES.get(action.style))
