"""Commands that people give in chats, the same on every platform; what a channel adds is how they are read and shown.

A command leads to a `ThreadQuestion`, which the channel asks in the person's name and answers in a thread, or to words
for the person alone, in CommonMark. `prefix` is how a command is called there: `/`, or `/threadline `.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from threadline.core.channels.commonmark import literal
from threadline.core.domain.message import Person, Wishes
from threadline.core.interactions.reply_policies import ReplyPolicies
from threadline.core.interactions.self_service import NO_CONSOLE, OWN_LINKS, SelfService
from threadline.core.templates.library import TemplateLibrary, TemplateNotFound
from threadline.texts.messages import N_, _
from threadline.texts.speaking import speaking

NOTHING_SAID = N_("Tell me what and when.")
_SHOWN = 2_000
_EXAMPLE = N_("`/schedule lunch with ana@example.com tomorrow at noon`")

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

    `summarised` says of what a summary is, `more` are further lines; both are translated where they are shown.
    """

    summarised: str
    more: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Commands:
    """Carries out commands for one channel. All raise `ChannelError` and `StorageError`."""

    templates: TemplateLibrary
    self_service: SelfService
    channel: str
    prefix: str
    help: CommandHelp
    replies: ReplyPolicies

    async def carry_out(self, who: Who, name: str, words: str, *, room: str = "") -> ThreadQuestion | str:
        """A command by its name; the help for one that is none. `room`: the channel's key of where it was given."""
        match name.lower():
            case "schedule" if words.strip():
                return self.schedule(words)
            case "summarize" | "summarise" if words:
                return ThreadQuestion(words, Wishes(command="summary"))
        person = await who()
        with speaking(person.speech):
            match name.lower():
                case "schedule":
                    return self.schedule(words)
                case "template" | "templates":
                    return await self._template(person, words)
                case "calendar":
                    return await self.connect(person)
                case "settings":
                    return await self._settings(person, words)
                case "replies" if room:
                    return await self.replies.command(self.channel, room, words, person.id, self.prefix)
            return self._help()

    def schedule(self, words: str) -> ThreadQuestion | str:
        """What is to be scheduled, in the person's words."""
        if not words.strip():
            return _("Tell me what and when: {example}", example=_(_EXAMPLE))
        return ThreadQuestion(words, Wishes(command="schedule"))

    async def connect(self, person: Person) -> str:
        """How to connect a calendar: a link for each kind, and the console by one that signs this person in once."""
        links = await self.self_service.calendar_links(person, self.channel)
        if links is None:
            return _(NO_CONSOLE)
        connect = "\n".join(f"- [{literal(label)}]({address})" for label, address in links.connect)
        return f"{_(OWN_LINKS)}\n\n{connect}\n\n{links.console}" if connect else links.console

    async def _template(self, person: Person, words: str) -> ThreadQuestion | str:
        name, _space, text = words.partition(" ")
        if not name or not text.strip():
            known = await self.templates.all(person.id)
            lines = (f"- `{template.id}`: {literal(_(template.description or template.name))}" for template in known)
            return _("**Your templates**") + "\n\n" + "\n".join(lines)
        try:
            template = await self.templates.get(person.id, name)
        except TemplateNotFound as error:
            return _("{reason}. {command} lists them.", reason=literal(str(error)), command=f"`{self.prefix}template`")
        return ThreadQuestion(text.strip(), Wishes(template_id=template.id))

    async def _settings(self, person: Person, words: str) -> str:
        return await self.self_service.change_settings(person, words.split(), f"{self.prefix}settings")

    def _help(self) -> str:
        lines = (
            _("Write to me directly, or mention me in a channel or a group: I answer in the thread."),
            _("{command}: I propose an event, you book it with one click.", command=_(_EXAMPLE)),
            f"`{self.prefix}summarize [text]`: {_(self.help.summarised)}",
            f"`{self.prefix}template [name [text]]`: " + _("your templates, or one of them put to a text."),
            f"`{self.prefix}calendar connect`: " + _("your calendars."),
            f"`{self.prefix}settings [timezone|language value]`: " + _("your own settings."),
            f"`{self.prefix}replies [mentions|follow-ups|quiet]`: " + _("when I answer in this channel or group."),
            *map(_, self.help.more),
            _("Choose *Schedule this* in a message's menu to turn it into an event."),
        )
        return _("**What I can do**") + "\n\n" + "\n".join(f"- {line}" for line in lines)


def quotation(words: str, written: Callable[[str], str]) -> str:
    """What was asked, as it is shown to everybody; `written` makes it harmless where it is shown."""
    return "\n".join(f"> {line}" for line in written(words[:_SHOWN]).splitlines())
