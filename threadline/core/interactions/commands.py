"""Commands that people give in chats, the same on every platform; what a channel adds is how they are read and shown.

A command leads to a `ThreadQuestion`, which the channel asks in the person's name and answers in a thread, or to words
for the person alone, in CommonMark. `prefix` is how a command is called there: `/`, or `/threadline `.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from threadline.core.channels.commonmark import literal
from threadline.core.domain.message import Person, Wishes
from threadline.core.interactions.self_service import NO_CONSOLE, OWN_LINKS, calendar_links, change_settings
from threadline.core.services import Services
from threadline.core.templates.library import TemplateNotFound

NOTHING_SAID = "Tell me what and when."
_SHOWN = 2_000
_EXAMPLE = "`/schedule lunch with ana@example.com tomorrow at noon`"

Who = Callable[[], Awaitable[Person]]
"""The person who gave a command; asked for only where it matters. Raises `ChannelError`, `StorageError`."""


@dataclass(frozen=True, slots=True)
class ThreadQuestion:
    """What is to be asked in the person's name, and what they want of the answer."""

    words: str
    wishes: Wishes


@dataclass(frozen=True, slots=True)
class CommandHelp:
    """What a channel's help says besides what all say.

    `summarised` is what a summary without words is of; `more` are further lines.
    """

    summarised: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commands:
    """Carries out commands for one channel. All raise `ChannelError` and `StorageError`."""

    services: Services
    channel: str
    prefix: str
    help: CommandHelp

    async def carry_out(self, who: Who, name: str, words: str) -> ThreadQuestion | str:
        """A command by its name; the help for one that is none."""
        match name.lower():
            case "schedule":
                return self.schedule(words)
            case "summarize" | "summarise" if words:
                return ThreadQuestion(words, Wishes(command="summary"))
            case "template" | "templates":
                return await self._template(await who(), words)
            case "calendar":
                return await self.connect(await who())
            case "settings":
                return await self._settings(await who(), words)
        return self._help()

    def schedule(self, words: str) -> ThreadQuestion | str:
        """What is to be scheduled, in the person's words."""
        if not words.strip():
            return f"{NOTHING_SAID.removesuffix('.')}: {_EXAMPLE}"
        return ThreadQuestion(words, Wishes(command="schedule"))

    async def connect(self, person: Person) -> str:
        """How to connect a calendar: a link for each kind, and the console by one that signs this person in once."""
        links = await calendar_links(self.services, person, self.channel)
        if links is None:
            return NO_CONSOLE
        connect = "\n".join(f"- [{literal(label)}]({address})" for label, address in links.connect)
        return f"{OWN_LINKS}\n\n{connect}\n\n{links.console}" if connect else links.console

    async def _template(self, person: Person, words: str) -> ThreadQuestion | str:
        name, _, text = words.partition(" ")
        templates = self.services.conversations.templates
        if not name or not text.strip():
            known = await templates.all(person.id)
            lines = (f"- `{template.id}`: {literal(template.description or template.name)}" for template in known)
            return "**Your templates**\n\n" + "\n".join(lines)
        try:
            template = await templates.get(person.id, name)
        except TemplateNotFound as error:
            return f"{literal(str(error))}. `{self.prefix}template` lists them."
        return ThreadQuestion(text.strip(), Wishes(template_id=template.id))

    async def _settings(self, person: Person, words: str) -> str:
        preferences = self.services.people.preferences
        return await change_settings(preferences, person, words.split(), f"{self.prefix}settings")

    def _help(self) -> str:
        lines = (
            "Write to me directly, or mention me in a channel or a group: I answer in the thread.",
            f"{_EXAMPLE}: I propose an event, you book it with one click.",
            f"`{self.prefix}summarize [text]`: a summary of the text, or of {self.help.summarised}.",
            f"`{self.prefix}template [name [text]]`: your templates, or one of them put to a text.",
            f"`{self.prefix}calendar connect`: your calendars.",
            f"`{self.prefix}settings [timezone|language value]`: your own settings.",
            *self.help.more,
            "*Schedule this* in a message's menu makes an event of any message.",
        )
        return "**What I can do**\n\n" + "\n".join(f"- {line}" for line in lines)


def quotation(words: str, written: Callable[[str], str]) -> str:
    """What was asked, as it is shown to everybody; `written` makes it harmless where it is shown."""
    return "\n".join(f"> {line}" for line in written(words[:_SHOWN]).splitlines())
