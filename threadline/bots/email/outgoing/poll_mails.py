"""The mail that asks one voter of a poll: the times on their own clock, answered in words or on their own page."""

from threadline.bots.email.mail.stored_content import Notice
from threadline.bots.email.mail.thread_ref import MailPlace
from threadline.bots.email.outbox.outbox import Outbox, message_ref
from threadline.core.channels.commonmark import literal
from threadline.core.channels.poll_view import PollView
from threadline.core.channels.port import PollVoter
from threadline.core.domain.message import Message
from threadline.texts.messages import _
from threadline.texts.speaking import speech


async def ask(outbox: Outbox, poll: PollView, asked: Message, voter: PollVoter) -> str | None:
    """Store it, once; answers with its Message-ID, which is known to its recipient alone. Raises `StorageError`."""
    place = MailPlace.from_json(asked.address)
    to = MailPlace(place.mailbox, voter.email, place.subject, place.message_id, place.references, voter.name)
    key = f"poll-{poll.id}-{voter.page}"
    await outbox.put(key, Notice(to, _text(poll, asked, voter), replied=True, language=speech()))
    return message_ref(key, outbox.account(place.mailbox))


def _text(poll: PollView, asked: Message, voter: PollVoter) -> str:
    zone = voter.zone or poll.zone
    times = "\n".join(f"{each.number}. {poll.when(each, zone)}" for each in poll.options)
    town = zone.rpartition("/")[2].replace("_", " ")
    return "\n\n".join(
        (
            _("{name} asks you when you can come.", name=literal(asked.author.name)),
            f"**{literal(poll.heading)}**",
            times,
            _("Times are those of {zone}", zone=town) + ".",
            _("Answer with the numbers that suit you, for example “1 and 2” or “none of these”."),
            _("Or choose on your own page: {link}", link=f"<{voter.page}>"),
        )
    )
