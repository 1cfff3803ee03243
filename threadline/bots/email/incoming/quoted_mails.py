"""What an answer between people agrees to: the mail that it quotes, where the answer itself names no hour.

Only threads that the assistant did not write in are read so; what answers a mail of ours is about the card in it.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from threadline.bots.email.incoming.calling import NAME, uncalled
from threadline.bots.email.incoming.handing_on import asks_for_an_event
from threadline.bots.email.incoming.loops import plain_address
from threadline.bots.email.mail.parsed_mail import Address, Forward, ParsedMail
from threadline.calendar.extract import extract
from threadline.calendar.when import When
from threadline.core.dialogue.assent import Verdict, read_assent


def agreed_mail(mail: ParsedMail, own: str, ours: Collection[str], *, written: datetime, zone: str) -> ParsedMail:
    """The mail with the newest quoted one that names a time as what it hands on, if its words agree to that.

    `own` is the writer's name, `ours` are the assistant's addresses, `written` is when they wrote, `zone` theirs. The
    mail as it is where it agrees to nothing.
    May take long for long mails: run it in a thread.
    """
    if mail.forward is not None or mail.quoted is None or (said := _agreeing(mail.text, own)) is None:
        return mail
    if any(_is_ours(each.sender, ours) for each in mail.quoted.chain()):
        return mail
    day = _time_in(mail.text, written, zone)
    if day is not None and not day.all_day:
        return mail
    chosen = next((each for each in mail.quoted.chain() if _proposes(each, day, written, zone)), None)
    if chosen is None:
        return mail
    # "à jeudi !" says of which day the time was that is agreed to; the quoted words say it whole.
    return replace(mail, forward=replace(chosen, nested=None), text=said if day is not None else mail.text)


def _is_ours(sender: Address | None, ours: Collection[str]) -> bool:
    return sender is not None and (plain_address(sender.email) in ours or sender.name.casefold() == NAME.casefold())


def _agreeing(text: str, own: str) -> str | None:
    """The words that agree; None where none do, or something is asked besides."""
    said = uncalled(text)
    if asks_for_an_event(said):
        return said
    assent = read_assent(said, name=own)
    if assent is None or assent.verdict is not Verdict.YES or "?" in assent.rest:
        return None
    return said.partition(assent.rest)[0].strip() if assent.rest else said


def _proposes(quoted: Forward, day: When | None, written: datetime, zone: str) -> bool:
    """Whether a mail proposes a time, on that day where the answer names one."""
    when = _time_in(quoted.body, quoted.sent_at or written, zone) if quoted.sender is not None else None
    if when is None or when.start is None or day is None or day.start is None:
        return when is not None and day is None
    clock = ZoneInfo(zone)
    return when.start.astimezone(clock).date() == day.start.astimezone(clock).date()


def _time_in(text: str, said_at: datetime, zone: str) -> When | None:
    clock = ZoneInfo(zone)
    return extract(text, said_at.astimezone(clock), zone=clock).when if text.strip() else None
