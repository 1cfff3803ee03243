"""The card of a proposal as an Adaptive Card."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from threadline.bots.teams import adaptive_cards
from threadline.bots.teams.rendering import card_text
from threadline.bots.teams.sign_on_messages import connect_button
from threadline.bots.teams.thread_ref import CardPlace
from threadline.core.channels.card_rows import LABELS, LONGEST_TEXT, CardReader, RowKind
from threadline.core.channels.card_status import StatusMark
from threadline.core.channels.card_view import (
    ActionId,
    ActionStyle,
    CardAction,
    CardView,
    CardWarning,
    card_view,
    page_address,
)
from threadline.core.channels.formatting import shortened
from threadline.core.domain.proposal import Action, Proposal, State
from threadline.texts.messages import _

Json = dict[str, Any]

_BUILT_IN = "builtin"
REFRESH = "refresh"
CONFIRM, DISMISS, UNDO = ActionId.CONFIRM.value, ActionId.DISMISS.value, ActionId.UNDO.value
EDIT, TIMES = ActionId.EDIT.value, ActionId.TIMES.value

_MARKS = {
    StatusMark.WORKING: "⏳ {}",
    StatusMark.DONE: "✅ **{}**",
    StatusMark.FAILED: "❌ **{}**",
    StatusMark.OVER: "{}",
}
_STYLES = {ActionStyle.PRIMARY: "positive", ActionStyle.DANGER: "destructive"}


def proposal_card(proposal: Proposal, place: CardPlace, *, base_url: str | None) -> Json:
    """The card as it stands. Only its owner decides; what else is in their calendar is told in their own chat only."""
    view = card_view(proposal, CardReader(proposal.offer.draft.zone, shared=not place.personal))
    body = [adaptive_cards.heading(view.heading), *_local(view)]
    body.append(adaptive_cards.facts(*((row.label, row.told(str)) for row in view.rows), *_own_calendar(proposal)))
    body.extend(map(_warning, view.warnings))
    if view.sources:
        body.append(adaptive_cards.small(shortened(view.sources, LONGEST_TEXT)))
    if view.status is not None:
        body.append(adaptive_cards.marked(view.status.marked(_MARKS, _harmless)))
    if decided_by := view.deciders(place.owner or _("the person who asked")):
        body.append(adaptive_cards.small(decided_by))
    data = {"proposal": proposal.id, "version": proposal.version}
    refresh = {"action": {"type": "Action.Execute", "verb": REFRESH, "data": data}, "userIds": [place.account]}
    buttons = [_button(action, data) for action in view.actions]
    if view.page is not None and (address := page_address(view.page, base_url)):
        buttons.append(adaptive_cards.opens(view.page.label, address))
    if place.connect and proposal.state is State.PROPOSED and proposal.calendar == _BUILT_IN:
        buttons.append(connect_button(data))
    return adaptive_cards.card(body, buttons, refresh=refresh, said=shortened(view.summary, LONGEST_TEXT))


def _own_calendar(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """That a new event goes into our calendar and into no other, which nobody expects in Teams."""
    if proposal.offer.action is Action.BOOK and proposal.calendar == _BUILT_IN:
        yield _(LABELS[RowKind.CALENDAR]), _("Threadline's own")


def _local(view: CardView) -> Iterator[Json]:
    """The instant in each reader's own zone; a run of dates is the same for all."""
    if view.span is None:
        return
    start, end = view.span
    last = "" if start.date() == end.date() else f"{adaptive_cards.local_day(end)}, "
    said = f"{adaptive_cards.local_day(start)}, {adaptive_cards.local_time(start)}"
    own = _("your time")
    yield adaptive_cards.marked(f"{said} – {last}{adaptive_cards.local_time(end)} ({own})")


def _warning(warning: CardWarning) -> Json:
    said = f"{'❔' if warning.unknown else '⚠️'} {warning.sentence(_span, card_text)}"
    return adaptive_cards.marked(said, spacing="Small", color="Warning")


def _span(start: datetime, end: datetime) -> str:
    return f"{adaptive_cards.local_time(start)} – {adaptive_cards.local_time(end)}"


def _harmless(text: str) -> str:
    return card_text(shortened(text, LONGEST_TEXT))


def _button(action: CardAction, data: Json) -> Json:
    """What opens a form is submitted, so that Teams opens it; everything else is answered with a card."""
    if action.id in (ActionId.EDIT, ActionId.TIMES):
        return adaptive_cards.opens_form(action.label, data | {"form": action.id.value})
    style = _STYLES.get(action.style, "default")
    return adaptive_cards.execute(action.label, action.id.value, data, style=style)
