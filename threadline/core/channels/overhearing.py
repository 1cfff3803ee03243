"""What people say to each other in threads of one channel, for when the assistant is asked about it there."""

from dataclasses import dataclass
from datetime import datetime

from threadline.core.domain.message import NamedPerson
from threadline.storage.overheard import OverheardLine, OverheardStore

_SOMEONE = "Someone"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message to somebody else: its own key, its writer's account, who that is, the words as CommonMark."""

    key: str
    account: str
    speaker: NamedPerson
    text: str
    said_at: datetime


@dataclass(frozen=True, slots=True)
class Overheard:
    """Lines as `Message.before` takes them, the last one last, and who said them."""

    lines: tuple[str, ...] = ()
    people: tuple[NamedPerson, ...] = ()


@dataclass(frozen=True, slots=True)
class Overhearing:
    """Keeps what was said to others, and finds it again. All calls raise `StorageError`."""

    store: OverheardStore
    channel: str

    async def keep(self, conversation: str, *spoken: Spoken) -> None:
        """Keep lines under their messages' own keys; with other words they were edited."""
        lines = [
            OverheardLine(
                self.channel,
                each.key,
                conversation,
                each.account,
                each.speaker.name,
                each.speaker.email or "",
                each.speaker.zone,
                each.text,
                each.said_at,
            )
            for each in spoken
            if each.text.strip()
        ]
        if lines:
            await self.store.keep(*lines)

    async def holds(self, key: str) -> bool:
        """Whether a message was overheard."""
        return await self.store.has(self.channel, key)

    async def forget(self, key: str) -> None:
        """A message was deleted."""
        await self.store.forget(self.channel, key)

    async def before(self, conversation: str, until: datetime, *, whole: bool = False) -> Overheard:
        """What was said in a thread since the assistant was last asked there; as a `whole` from its beginning."""
        lines = await self.store.of_thread(self.channel, conversation, until=until, whole=whole)
        said = tuple(f"{line.speaker or _SOMEONE}: {line.text}" for line in lines)
        people = dict.fromkeys(NamedPerson(line.speaker, line.email or None, line.zone) for line in lines)
        return Overheard(said, tuple(person for person in people if person.name or person.email))
