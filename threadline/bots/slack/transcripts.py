"""What people said in Slack, in the engine's form: single texts, and the lines of a thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from threadline.bots.slack.inbound_text import asked_about, groups_in, mentioned, read
from threadline.bots.slack.inbound_words import message_words
from threadline.bots.slack.profiles import Profile, Profiles, account_of
from threadline.bots.slack.thread_ref import Place, key_of, moment
from threadline.bots.slack.user_groups import UserGroups
from threadline.bots.slack.workspaces import Workspace
from threadline.core.channels.errors import ChannelError
from threadline.core.channels.overhearing import Spoken
from threadline.core.domain.message import NamedPerson

log = structlog.get_logger()

Json = dict[str, Any]

_MOST_MENTIONS = 50
_MOST_GROUPS = 5
_MOST_LINES = 100
_LONGEST = 30_000


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Reads what people said. Calls raise `ChannelError`."""

    profiles: Profiles
    groups: UserGroups

    async def spoken(self, workspace: Workspace, text: str, *, speaker: str = "") -> str:
        """A text in the engine's form; by a group its `speaker` means the others, if it is not asked about."""
        people = _written(await self._people(workspace, text))
        known = {group: await self.groups.of(workspace, group) for group in _groups(text)}
        asked = asked_about(text)
        groups = {
            group: (each.listed() if group in asked else "") or each.without(speaker) for group, each in known.items()
        }
        return read(text, bot=workspace.bot_user, people=people, groups=groups)

    async def mentioned(self, workspace: Workspace, text: str) -> tuple[Profile, ...]:
        """The people whom a text mentions, one by one or as a group, without the assistant."""
        members = [member for group in _groups(text) for member in (await self.groups.of(workspace, group)).members]
        return tuple(dict.fromkeys((*await self._people(workspace, text), *members)))

    async def _people(self, workspace: Workspace, text: str) -> tuple[Profile, ...]:
        others = [user for user in mentioned(text) if user != workspace.bot_user][:_MOST_MENTIONS]
        return tuple([await self.profiles.of(workspace, user) for user in others])

    async def line(self, workspace: Workspace, place: Place, text: str) -> Spoken:
        """What somebody said at a place."""
        speaker = as_named(await self.profiles.of(workspace, place.user))
        account = account_of(workspace, place.user)
        return Spoken(key_of(place), account, speaker, await self.spoken(workspace, text), moment(place.ts))

    async def of_thread(self, workspace: Workspace, place: Place) -> tuple[Spoken, ...]:
        """What people said in a thread before the message at a place; nothing where Slack does not let us read it."""
        try:
            answer = await workspace.calls.call(
                "conversations.replies", channel=place.channel, ts=place.thread_ts, limit=_MOST_LINES
            )
        except ChannelError as error:
            log.warning("thread not read", missing=error.missing, error=str(error))
            return ()
        return await self.of(workspace, place.channel, answer.get("messages", []), before=place.ts)

    async def of(
        self, workspace: Workspace, channel: str, messages: Sequence[Json], *, before: str = ""
    ) -> tuple[Spoken, ...]:
        """What people said in messages of a channel, the oldest first; those from `before` on are left out."""
        lines = []
        for message in messages:
            # What bots say is no talk of people; our own answers are among it.
            if message.get("bot_id") or not message.get("user"):
                continue
            if before and float(message["ts"]) >= float(before):
                continue
            words = message_words(message)
            place = Place(workspace.team, channel, "", str(message["ts"]), message["user"])
            said = "\n".join(filter(None, (words.own, words.passed_on)))
            lines.append(await self.line(workspace, place, said))
        return tuple(lines)


def _groups(text: str) -> Sequence[str]:
    return groups_in(text)[:_MOST_GROUPS]


def as_text(lines: Sequence[Spoken]) -> str | None:
    """Lines as one text, a line each; the end of it where it is long: what was said last is what is asked about."""
    return "\n".join(f"{line.speaker.name or 'Someone'}: {line.text}" for line in lines)[-_LONGEST:] or None


def as_named(profile: Profile) -> NamedPerson:
    """Somebody as the engine takes people whom a message names."""
    return NamedPerson(profile.name, profile.email, profile.zone)


def _written(people: Sequence[Profile]) -> Mapping[str, str]:
    """How people who are mentioned are written: by their address, else by their name."""
    return {profile.user: profile.email or profile.name or "someone" for profile in people}
