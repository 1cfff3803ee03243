"""Polls: listing, reading, voting, ending. They are asked for in a thread; their page is `pages/poll_page`."""

from datetime import UTC, datetime

from threadline.bots.webhook.http.call import Call
from threadline.bots.webhook.http.cursors import cut, read_cursor, write_cursor
from threadline.bots.webhook.http.endpoint import Endpoints
from threadline.bots.webhook.http.errors import Problem, unprocessable
from threadline.bots.webhook.schema.polls import PollList, PollView, VoteBody
from threadline.bots.webhook.schema.queries import PageQuery
from threadline.bots.webhook.views.poll_views import poll_view
from threadline.core.domain.scopes import READ, WRITE
from threadline.core.polls.poll import Poll
from threadline.core.polls.polls import RESULT, PollNotFound, voter_of
from threadline.storage.persons import new_id
from threadline.storage.polls import Ballot
from threadline.texts.messages import _

endpoints = Endpoints("Polls")

_PATH = "/api/v1/polls"
_ONE = _PATH + "/{poll_id}"


@endpoints.declare("GET", _PATH, scope=READ, errors=(422,))
async def list_all(call: Call, query: PageQuery) -> PollList:
    """List the polls that you asked for, the newest first, closed ones as well."""
    before = read_cursor(query.page_token)
    polls = call.services.polls.polls
    found = await polls.of_person(call.person.id, limit=query.limit + 1, before=before)
    page, last = cut(found, query.limit)
    return PollList(
        polls=[await _view(call, each) for each in page],
        next_page=write_cursor((last.record.created_at, last.id)) if last else None,
    )


@endpoints.declare("GET", _ONE, scope=READ)
async def get(call: Call, poll_id: str) -> PollView:
    """Read a poll as it stands now: one that you asked for, or in which you are asked or have voted."""
    return await _view(call, await _poll(call, poll_id))


@endpoints.declare("POST", _ONE + "/vote", scope=WRITE, errors=(409, 422))
async def vote(call: Call, poll_id: str, body: VoteBody) -> PollView:
    """Vote, for yourself alone. The same vote twice is one; another one takes the place of the one before."""
    poll = await _poll(call, poll_id)
    if any(number > len(poll.terms.starts) for number in body.choices):
        raise unprocessable("choices", _("This poll has no time of that number."))
    ballot = Ballot(frozenset(body.choices), datetime.now(UTC), new_id())
    counted = await call.services.polls.polls.vote(poll, voter_of(call.person), ballot)
    if counted is None:
        raise Problem(409, _("The poll is closed."))
    return await _view(call, counted)


@endpoints.declare("POST", _ONE + "/close", scope=WRITE)
async def close(call: Call, poll_id: str) -> PollView:
    """End a poll that you asked for: its result is told in its thread, with a card. Closing twice is closing once."""
    poll = await _poll(call, poll_id)
    if poll.record.person_id != call.person.id:
        raise PollNotFound(_("There is no such poll."))
    return await _view(call, await call.services.polls.polls.close(poll, RESULT.format(id=poll.id)))


async def _poll(call: Call, poll_id: str) -> Poll:
    """A poll of theirs. Raises `PollNotFound`."""
    poll = await call.services.polls.polls.get(poll_id)
    if poll is None or not (poll.record.person_id == call.person.id or _is_asked(call, poll)):
        raise PollNotFound(_("There is no such poll."))
    return poll


def _is_asked(call: Call, poll: Poll) -> bool:
    """Whether they are one of its people, as the person they are or by their own address."""
    address = (call.person.email or "").lower()
    return any(
        each.record.person_id == call.person.id
        or (address and each.record.email == address and each.record.person_id is None)
        for each in poll.voters
    )


async def _view(call: Call, poll: Poll) -> PollView:
    return poll_view(poll, call.zone, call.person.id, await _proposal(call, poll))


async def _proposal(call: Call, poll: Poll) -> str | None:
    """The card of its result, once that is told."""
    key = poll.record.result_key
    if key is None or poll.record.person_id != call.person.id:
        return None
    messages = await call.services.conversations.turns.of_event(poll.record.channel, key)
    found = await call.services.proposals.repository.of_messages(messages)
    return next((each.id for proposals in found.values() for each in proposals), None)
