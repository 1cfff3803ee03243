"""A mail's text, taken apart: what the sender wrote now, what is quoted, and the mail that is forwarded.

The first mark decides. A line such as “---------- Forwarded message ---------” with header lines under it is a
forward. Header lines alone (Outlook), “-----Original Message-----” and “On … wrote:” stand above forwards and above
answers: there the subject tells (`FW:` or `RE:`), and without a mark in it, whether the mail answers another. One pass
over the lines, each looked at a bounded number of times.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo

from threadline.bots.email.mail.parsed_mail import Forward
from threadline.bots.email.parsing.addresses import read_address, read_addresses
from threadline.bots.email.parsing.blocks import Block, read_block, read_intro
from threadline.bots.email.parsing.dates import read_shown_date
from threadline.bots.email.parsing.lines import Line, dedented, split_lines, unquoted
from threadline.bots.email.parsing.signature_blocks import without_signature
from threadline.bots.email.parsing.vocabulary import (
    Field,
    SubjectMark,
    ends_forward,
    names_its_day,
    separator,
    subject_mark,
)

_MOST_NESTED = 6
_LOOK_AHEAD = 6
_RULE_LENGTH = 3
_RULED = "_-=*~#–—─· "
_LONGEST_SUBJECT = 1_000
_LONGEST_ONE_LINE = 3_000


@dataclass(frozen=True, slots=True)
class Situation:
    """What the mail around a text tells: its subject, whether it answers a mail, and its date (aware)."""

    subject: str
    answers: bool = False
    sent_at: datetime | None = None

    @property
    def zone(self) -> tzinfo:
        """The clock of the sender."""
        return (self.sent_at.tzinfo if self.sent_at else None) or UTC


@dataclass(frozen=True, slots=True)
class Taken:
    """What a text is made of. `history` is the quoted mail of an answer as it stands, `quoted` what was read of it."""

    text: str
    forward: Forward | None = None
    history: str = ""
    quoted: Forward | None = None


@dataclass(frozen=True, slots=True)
class _Mark:
    """Where a mail inside the text begins (`begin` is the first line that is not the sender's), and how it is told."""

    begin: int
    block: Block
    says_forward: bool = False
    sentence: bool = False


def take_apart(text: str, situation: Situation) -> Taken:
    """Take a plain text apart."""
    lines = split_lines(text)
    mark = _first_mark(lines)
    if mark is None:
        return _answer(lines, None)
    if _is_forward(mark, situation):
        return _forwarded(lines, mark, situation)
    return replace(_answer(lines, mark), quoted=_quoted(lines, mark, situation))


def _is_forward(mark: _Mark, situation: Situation) -> bool:
    said, _ = subject_mark(situation.subject)
    if mark.says_forward:
        return True
    if mark.sentence:
        return said is SubjectMark.FORWARD
    return said is SubjectMark.FORWARD or (said is SubjectMark.NONE and not situation.answers)


def _first_mark(lines: Sequence[Line]) -> _Mark | None:
    for at, line in enumerate(lines):
        if not line.text:
            continue
        parts = separator(line.text)
        mark = _announced(lines, at, says_forward=parts) if parts is not None else _unannounced(lines, at)
        mark = mark or _run_together(lines, at)
        if mark is not None:
            return mark
    return None


def _announced(lines: Sequence[Line], at: int, *, says_forward: bool) -> _Mark | None:
    """The mail under a separator: its header lines follow within a few lines, or a sentence does."""
    seen = 0
    for follow in range(at + 1, min(len(lines), at + 3 * _LOOK_AHEAD)):
        if not lines[follow].text:
            continue
        seen += 1
        block = read_block(lines, follow, announced=True) or read_intro(lines, follow, announced=True)
        if block is not None:
            if not block.get(Field.DATE) and names_its_day(lines[at].text):
                block = replace(block, values={**block.values, Field.DATE: lines[at].text})
            return _Mark(at, block, says_forward=says_forward)
        if seen == _LOOK_AHEAD:
            break
    return None


def _run_together(lines: Sequence[Line], at: int) -> _Mark | None:
    """A separator with its header lines on the same line, as Yahoo's plain texts have them."""
    if not lines[at].text.startswith("--"):
        return None
    words, dashes, rest = lines[at].text.strip("- ").partition("--")
    parts = separator(words) if dashes and len(rest) < _LONGEST_ONE_LINE else None
    if parts is None:
        return None
    line = replace(lines[at], text=rest.strip("- "))
    block = read_block([line], 0, announced=True)
    return _Mark(at, replace(block, begin=at, end=at + 1), says_forward=parts) if block is not None else None


def _unannounced(lines: Sequence[Line], at: int) -> _Mark | None:
    block = read_block(lines, at, announced=False)
    if block is not None:
        return _Mark(_with_rule(lines, at), block)
    intro = read_intro(lines, at)
    return _Mark(intro.begin, intro, sentence=True) if intro else None


def _with_rule(lines: Sequence[Line], at: int) -> int:
    """The line of underscores, dashes or stars that programs draw above header lines belongs to them."""
    before = at - 1
    while before >= max(0, at - 3) and not lines[before].text:
        before -= 1
    ruled = before >= 0 and len(lines[before].text) >= _RULE_LENGTH and not lines[before].text.strip(_RULED)
    return before if ruled else at


def _forwarded(lines: Sequence[Line], mark: _Mark, situation: Situation) -> Taken:
    inside, after = _inside(lines, mark)
    comment = without_signature(unquoted(lines[: mark.begin], 0))
    below = without_signature(unquoted(after, 0))
    comment = f"{comment}\n\n{below}".strip() if below else comment
    return Taken(comment, replace(_chain(inside, mark, situation), comment=comment))


def _inside(lines: Sequence[Line], mark: _Mark) -> tuple[list[Line], list[Line]]:
    """The lines of the forwarded mail, and what the sender wrote below them where quotation tells the two apart."""
    rest = list(lines[mark.block.end :])
    depth = mark.block.depth or _common_depth(rest)
    if depth == 0:
        rest, after = _framed(rest, mark, lines[mark.begin].text)
        return (split_lines(dedented(rest)) if mark.sentence else rest), after
    last = max((at for at, line in enumerate(rest) if line.depth >= depth), default=-1)
    return split_lines(unquoted(rest[: last + 1], depth)), rest[last + 1 :]


def _framed(rest: list[Line], mark: _Mark, separated_by: str) -> tuple[list[Line], list[Line]]:
    """Without the frame that programs draw around a mail: an end that is said, the separator again, lone marks."""
    end = next((at for at, line in enumerate(rest) if line.text and ends_forward(line.text)), len(rest))
    inside, after = rest[:end], rest[end + 1 :]
    filled = [at for at, line in enumerate(inside) if line.text]
    if filled and mark.says_forward and inside[filled[0]].text == separated_by:
        inside = inside[filled[0] + 1 :]
    elif len(filled) > 1 and inside[filled[0]].text == inside[filled[-1]].text == '"':
        inside = inside[filled[0] + 1 : filled[-1]]
    return inside, after


def _common_depth(lines: Sequence[Line]) -> int:
    """1 if a mail begins quoted although its header lines are not, as some programs have it."""
    first = next((line for line in lines if line.text or line.depth), None)
    return 1 if first is not None and first.depth else 0


def _chain(lines: list[Line], mark: _Mark, situation: Situation) -> Forward:
    """The forwarded mail and those that it forwards, read from the outside and put together from the inside."""
    found: list[Forward] = []
    while True:
        forward = _read(mark.block, situation)
        inner = _first_mark(lines) if len(found) < _MOST_NESTED else None
        situation = Situation(forward.subject, answers=True, sent_at=forward.sent_at or situation.sent_at)
        if inner is None or not _is_forward(inner, situation):
            found.append(replace(forward, body=unquoted(lines, 0)))
            break
        body = unquoted(lines[: inner.begin], 0)
        found.append(replace(forward, body=body))
        lines, _ = _inside(lines, inner)
        mark = inner
    chain = found.pop()
    while found:
        outer = found.pop()
        chain = replace(outer, nested=replace(chain, comment=without_signature(outer.body)))
    return chain


def _read(block: Block, situation: Situation) -> Forward:
    shown = read_shown_date(
        block.get(Field.DATE), language=block.language, otherwise=situation.zone, before=situation.sent_at
    )
    sent_at, zone_given = shown or (None, False)
    sender = block.get(Field.SENDER)
    return Forward(
        comment="",
        sender=next(iter(read_addresses(sender)), None) or read_address(sender),
        to=read_addresses(block.get(Field.TO)),
        cc=read_addresses(block.get(Field.CC)),
        subject=(block.get(Field.SUBJECT) or subject_mark(situation.subject)[1])[:_LONGEST_SUBJECT],
        sent_at=sent_at,
        body="",
        zone_given=zone_given,
    )


def _quoted(lines: Sequence[Line], mark: _Mark, situation: Situation) -> Forward:
    """The mail that an answer quotes, and those that it quotes, whichever marks their subjects have."""
    inside, _ = _inside(lines, mark)
    return _chain(inside, mark, situation)


def _answer(lines: Sequence[Line], mark: _Mark | None) -> Taken:
    """What the sender of an answer wrote, above the quotation and between its lines."""
    begin = mark.begin if mark else len(lines)
    own, quoted = list(lines[:begin]), list(lines[begin:])
    if mark is not None and mark.sentence:
        following = lines[mark.block.end :]
        if any(line.depth > mark.block.depth for line in following):
            own += [line for line in following if line.depth <= mark.block.depth]
    kept = [line for line in own if not line.depth]
    quoted = [line for line in own if line.depth] + quoted if any(line.depth for line in own) else quoted
    text = without_signature(unquoted(kept, 0))
    return Taken(text, history=unquoted(quoted, 0))
