"""Cards that are answered in words, by mail: `python -m tests.cases.mail.answers [--part own] [--language de]`.

Each answer is one person's, to a card of their own; every third quotes the card as one of three mail programs does.
"""

import argparse
import asyncio
import json
import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.utils import format_datetime
from itertools import groupby
from pathlib import Path
from typing import Any

import structlog

from tests.cases.dialogue.stage import empty_house
from tests.cases.mail.posting import ASSISTANT, Case, Post, Posted, opened
from tests.support.mails import passed, written
from threadline.core.domain.proposal import OPEN, State
from threadline.storage.outbox import OutboxRecord

HERE = Path(__file__).parent.parent
PARTS = ("own", "aside")
ABOVE = "{card}"
"""Where an answer has the card's mail that it quotes, if not below itself."""
SENT = datetime.fromisoformat("2026-11-29T14:50:00+01:00")


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer in words: what was asked for first, what is said to its card, and what must come of it."""

    id: str
    language: str
    asked: str
    said: str
    expect: Mapping[str, Any]
    kind: str


def answers(part: str, language: str = "") -> Iterator[Worded]:
    """The answers of a part, in their order."""
    given = os.environ.get("THREADLINE_CASES")
    file = (Path(given) if given else HERE / part) / "mail" / "answers.jsonl"
    for line in file.read_text(encoding="utf-8").splitlines() if file.exists() else ():
        worded = Worded(**json.loads(line))
        if not language or worded.language == language:
            yield worded


async def played(said: Sequence[Worded]) -> Mapping[str, Sequence[str]]:
    """Let each of these be answered in one product; what is wrong with each then."""
    case = Case("answers", "", Path(), "", "nobody@example.com", "Europe/Vienna", SENT, {})
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(await empty_house(), directory, dirs_exist_ok=True)
        async with opened(case, Path(directory)) as post:
            return {each.id: await _play(post, each, number) for number, each in enumerate(said)}


async def _play(post: Post, said: Worded, number: int) -> Sequence[str]:
    address = f"ana{number}@example.com"
    owner = await post.services.people.directory.ensure(address, name="Ana Gruber", zone="Europe/Vienna")
    mine = Post(post.services, post.mailboxes, owner, post.case)
    first = _mail(said.asked, address, f"Note {number}", SENT)
    await mine.take(first)
    before = await _mine(mine, address)
    if len(before.open) != 1 or len(before.sent) != 1:
        return [f"{len(before.open)} cards and {len(before.sent)} mails of what was asked"]
    card = before.sent[0]
    quoted = quotation(await mine.composed(card), number)
    # Programs name the whole thread, or only what they answer.
    thread = f"{_thread_of(first)} {card.message_ref}" if number % 2 else card.message_ref
    headers = {"In_Reply_To": card.message_ref, "References": thread}
    text = said.said.replace(ABOVE, quotation(await mine.composed(card), 1).strip())
    text = text if ABOVE in said.said else f"{text}{quoted}"
    answer = _mail(text, address, f"Re: Note {number}", SENT + timedelta(minutes=9), **headers)
    await mine.take(answer)
    await mine.done()
    seen = await _mine(mine, address)
    return list(_faults(said.expect, seen, seen.sent[1:]))


def _mail(text: str, address: str, subject: str, sent_at: datetime, **headers: str) -> bytes:
    head = {
        "Authentication_Results": passed(address),
        "From": f"Ana Gruber <{address}>",
        "To": ASSISTANT,
        "Subject": subject,
        "Date": format_datetime(sent_at),
        "MIME_Version": "1.0",
        "Content_Type": 'text/plain; charset="utf-8"',
        "Content_Transfer_Encoding": "8bit",
    }
    return written(text, **head, **headers)


def _thread_of(mail: bytes) -> str:
    return str(message_from_bytes(mail, policy=policy.default)["Message-ID"])


async def _mine(post: Post, address: str) -> Posted:
    seen = await post.seen()
    return Posted(seen.proposals, [each for each in seen.sent if each.recipient == address])


def quotation(card: bytes, number: int) -> str:
    """The card's mail as a program puts it under an answer: not at all, marked, or under header lines."""
    mail = message_from_bytes(card, policy=policy.default)
    body = mail.get_body(("plain",))
    text = body.get_content().strip() if body is not None else ""
    if number % 3 == 1:
        marked = "\n".join(f"> {line}".rstrip() for line in text.split("\n"))
        return f"\n\nOn Sun, 29 Nov 2026 at 14:55, Threadline <{ASSISTANT}> wrote:\n\n{marked}\n"
    if number % 3 == 2:
        head = f"From: Threadline <{ASSISTANT}>\nSent: Sunday, 29 November 2026 14:55\nTo: Ana Gruber\n"
        return f"\n\n________________________________\n{head}Subject: {mail['Subject']}\n\n{text}\n"
    return ""


def _faults(expect: Mapping[str, Any], seen: Posted, since: Sequence[OutboxRecord]) -> Iterator[str]:
    mails = [each for each in since if not each.key.startswith("invite-")]
    if len(mails) != 1:
        yield f"{len(mails)} mails"
    wanted = State(expect["state"])
    current = [each for each in seen.proposals if each.state is wanted] or list(seen.proposals)
    others = [each for each in seen.proposals if each.state in OPEN and each is not current[-1]]
    if others:
        yield f"{len(others)} more cards: {[f'{each.offer.draft.start:%d.%m. %H:%M}' for each in others]}"
    card = current[-1]
    if card.state is not wanted:
        yield f"is {card.state}"
    draft = card.offer.draft
    if "start" in expect and f"{draft.start:%Y-%m-%dT%H:%M}" != expect["start"]:
        yield f"starts {draft.start:%Y-%m-%dT%H:%M}"
    if "minutes" in expect and draft.end - draft.start != timedelta(minutes=expect["minutes"]):
        yield f"takes {draft.end - draft.start}"
    if "guest" in expect and not any(expect["guest"] in str(each).lower() for each in draft.attendees):
        yield f"with {[str(each) for each in draft.attendees]}"
    if "without" in expect and any(expect["without"] in str(each).lower() for each in draft.attendees):
        yield f"with {[str(each) for each in draft.attendees]}"
    if "place" in expect and expect["place"] not in (draft.location or ""):
        yield f"at {draft.location}"


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("--part", default="")
    parser.add_argument("--language", default="")
    asked = parser.parse_args()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    for part in [asked.part] if asked.part else PARTS:
        right: Counter[str] = Counter()
        every: Counter[str] = Counter()
        for language, group in groupby(answers(part, asked.language), key=lambda each: each.language):
            said = list(group)
            for each, faults in zip(said, asyncio.run(played(said)).values(), strict=True):
                every[language] += 1
                right[language] += not faults
                if faults:
                    print(f"  {each.id} {each.said!r}: {'; '.join(faults)}", flush=True)
        share = ", ".join(f"{language} {right[language]}/{of}" for language, of in every.items())
        print(f"answers, {part}: {right.total()} of {every.total()} right ({share})")


if __name__ == "__main__":
    main()
