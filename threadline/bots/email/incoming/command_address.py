"""What a mail asks for beside its words: `bot+schedule@`, `schedule+bot@`, or `[summary]` before its subject.

Only what the sender wrote themselves counts: an address they sent it to, or the very beginning of the subject. A tag
behind `Fwd:` is part of what was forwarded, and that picks no template.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from threadline.bots.email.mail.parsed_mail import ParsedMail
from threadline.core.domain.message import Source, Wishes
from threadline.core.templates.library import TemplateLibrary, TemplateNotFound

_TAG = re.compile(r"\s{0,20}\[\s{0,5}([A-Za-z0-9][A-Za-z0-9_.-]{0,63})\s{0,5}\]\s{0,20}")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")
_SHORT = {"summarise": "summary", "summarize": "summary", "actions": "action_items", "translation": "translate"}


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and the subject without the words that asked for it."""

    wishes: Wishes
    subject: str


async def requested(mail: ParsedMail, *, ours: str, owner_id: str, library: TemplateLibrary) -> Request:
    """What the sender asks for: a template of theirs or everybody's; a tag that names none is nothing of ours."""
    tag, subject = _subject_tag(mail.subject)
    if tag and (template := await _template(library, owner_id, tag)):
        return Request(_wishes(template), subject)
    for tag in _address_tags(mail, ours):
        if template := await _template(library, owner_id, tag):
            return Request(_wishes(template), mail.subject)
    return Request(Wishes(source=Source.EMAIL), mail.subject)


def _wishes(template: str) -> Wishes:
    return Wishes(source=Source.EMAIL, template_id=template)


async def _template(library: TemplateLibrary, owner_id: str, tag: str) -> str | None:
    wanted = _SHORT.get(tag.lower(), tag)
    for name in dict.fromkeys((wanted, wanted.lower())):
        try:
            return (await library.get(owner_id, name)).id
        except TemplateNotFound:
            continue
    return None


def _subject_tag(subject: str) -> tuple[str, str]:
    match = _TAG.match(subject)
    return (match.group(1), subject[match.end() :]) if match else ("", subject)


def _address_tags(mail: ParsedMail, ours: str) -> Iterator[str]:
    """The tags that are joined to our address by a plus sign, on either side of it."""
    local, _, domain = ours.lower().rpartition("@")
    addresses = [address.email for address in (*mail.to, *mail.cc)]
    addresses += [value.strip() for name in _DELIVERED for value in mail.headers.get(name, ())]
    for address in addresses:
        name, _, host = address.rpartition("@")
        if host.lower() != domain:
            continue
        first, plus, second = name.partition("+")
        if plus and first.lower() == local:
            yield second
        elif plus and second.lower() == local:
            yield first
