"""The lines above a mail inside a mail, `From: …` and so on, or a sentence: who wrote it, when, to whom, on what."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from threadline.bots.email.parsing.languages import fold
from threadline.bots.email.parsing.lines import Line
from threadline.bots.email.parsing.vocabulary import Field, is_beside, label_of, labels, likeliest, openings, verbs

_MOST_LINES = 80
_LONGEST_VALUE = 8_000
_LONGEST_ONE_LINE = 3_000
_FEWEST_IN_A_LINE = 3
_MOST_INTRO_LINES = 4
_LONGEST_INTRO = 300
_MOST_UNKNOWN = 4
_WHOLE = {Field.SENDER, Field.DATE, Field.SUBJECT, Field.TO}
_LISTS = (Field.TO, Field.CC, Field.SENDER, Field.REPLY_TO)

_ADDRESS = re.compile(r"[^\s@<>\[\]()\"',;:]{1,128}@[^\s@<>\[\]()\"',;:]{1,255}")
_YEAR = re.compile(r"(?:19|20)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d\d(?!\d)")
_TIME = re.compile(r"\d{1,2}\s?[:.h時点]\s?\d\d|\d\s?(?:am|pm|uhr)")
_QUOTED_NAME = re.compile(r"[\"“„«]([^\"”“»]{1,200})[\"”“»]")
_WITHOUT_COLON = re.compile(r"((?<=>)Dw|(?<=\w)Assunto) (?=\S)")
"""Labels of Yahoo's Polish and Portuguese texts that lack their colon."""
_INLINE_LABEL = re.compile(r"([^\W\d_][^\W\d_ -]{0,20}(?: [^\W\d_]{1,12})?)\s?:")
_LABELLED = re.compile(r"[*_]{0,2}[^\W\d_][\w.-]{0,20}(?: [\w.-]{1,20}){0,3}\s?[:：]")
_CLOCK_END = re.compile(
    r"\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?:\s?[ap]\.?m\.?)?(?:\s?(?:uhr|utc|gmt|cet|cest))?(?:\s?[+-]\d{2}:?\d{2})?"
)


@dataclass(frozen=True, slots=True)
class Block:
    """What was read from the lines `begin` to `end` (exclusive), as printed. `depth` is how deep they are quoted."""

    begin: int
    end: int
    depth: int
    language: str | None
    values: dict[Field, str] = field(default_factory=dict)

    def get(self, name: Field) -> str:
        """A value, "" where it is not given."""
        return self.values.get(name, "")


def read_block(lines: Sequence[Line], begin: int, *, announced: bool) -> Block | None:
    """The header lines that begin at `begin`; `announced` if a line before says that a mail follows.

    Programs put them in any order. What begins with another field than the sender needs more to be believed.
    """
    first = label_of(lines[begin].text)
    if first is None:
        return None
    together = _one_line(lines, begin) if first[0] is Field.SENDER else None
    if together is not None:
        return together
    values: dict[Field, str] = {}
    codes: list[frozenset[str]] = []
    depth, at, last, passed = lines[begin].depth, begin, None, False
    for at in range(begin, min(len(lines), begin + _MOST_LINES)):
        line = lines[at]
        if not line.text:
            if not _goes_on(lines, at, values):
                break
            continue
        label = label_of(line.text) if line.depth >= depth else None
        if label is not None and label[0] not in values:
            last, passed = label[0], False
            values[last] = label[2]
            codes.append(label[1])
        elif label is None and line.depth >= depth and _is_beside(lines, at, values, lines[begin]):
            passed = True
        elif passed and (line.indented or lines[at - 1].text.endswith((":", "："))):
            continue
        elif last is not None and not passed and _goes_with(values, last, line, label, depth):
            values[last] = f"{values[last]} {line.text}".strip()[:_LONGEST_VALUE]
        else:
            break
    else:
        at += 1
    if not _enough(values, announced=announced):
        return None
    if not announced and first[0] is not Field.SENDER and not _is_whole(values):
        return None
    return Block(begin, at, depth, likeliest(codes), values)


def _is_beside(lines: Sequence[Line], at: int, values: dict[Field, str], first: Line) -> bool:
    """Whether a line is a field that means nothing here: one that programs are known to print, or one among others."""
    if lines[at].indented and not first.indented:
        return False
    if is_beside(lines[at].text):
        return True
    if _LABELLED.match(lines[at].text) is None:
        return False
    for line in lines[at + 1 : at + 1 + _MOST_UNKNOWN]:
        label = label_of(line.text)
        if label is not None:
            return label[0] not in values
        if not line.text or (_LABELLED.match(line.text) is None and not line.indented):
            return False
    return False


def _goes_with(values: dict[Field, str], name: Field, line: Line, label: object, depth: int) -> bool:
    return line.depth >= depth and label is None and _continues(values[name], line, name)


def _goes_on(lines: Sequence[Line], blank: int, values: dict[Field, str]) -> bool:
    """Whether a header line that is still wanted follows one blank line."""
    if blank + 1 >= len(lines) or values.keys() >= _WHOLE:
        return False
    label = label_of(lines[blank + 1].text)
    if label is not None:
        return label[0] not in values
    return bool(values) and not next(reversed(values.values())) and bool(lines[blank + 1].text)


def _continues(value: str, line: Line, name: Field) -> bool:
    """Whether a line goes on with the value above it: folded, a list that goes on, or a value under its label."""
    if not value or line.indented:
        return True
    if name not in _LISTS:
        return False
    is_address = line.text.startswith("<") or (
        _ADDRESS.search(line.text) is not None and line.text.endswith((">", ",", ";"))
    )
    return value.endswith((",", ";")) or is_address


def _enough(values: dict[Field, str], *, announced: bool) -> bool:
    """Whether these are the lines of a mail: nobody announced `From: Vienna`, `To: Graz`, `Date: Monday`, a journey."""
    others = values.keys() & (_WHOLE - {Field.SENDER})
    if not values.get(Field.SENDER) or not others:
        return False
    addressed = any("@" in values.get(name, "") for name in _LISTS)
    return announced or (len(others) > 1 and (addressed or others >= {Field.DATE, Field.SUBJECT}))


def _is_whole(values: dict[Field, str]) -> bool:
    """Whether these lines say who wrote, and when or to whom on what, as a mail's do: notes name no address or year."""
    dated = _YEAR.search(values.get(Field.DATE, "")) is not None
    return "@" in values[Field.SENDER] and (dated or ("@" in values.get(Field.TO, "") and Field.SUBJECT in values))


def _one_line(lines: Sequence[Line], begin: int) -> Block | None:
    """A block whose line breaks a mail program lost: `From: Ana <…>To: Bo <…>Sent: …Subject: …`."""
    text = lines[begin].text
    if len(text) > _LONGEST_ONE_LINE or text.count(":") < _FEWEST_IN_A_LINE:
        return None
    text = _WITHOUT_COLON.sub(r"\1: ", text)
    found: list[tuple[int, int, Field, frozenset[str]]] = []
    for match in _INLINE_LABEL.finditer(text):
        for start in _starts(match):
            known = labels().get(fold(text[start : match.end(1)]))
            if known is not None and known[0] not in {each[2] for each in found}:
                found.append((start, match.end(), *known))
                break
    if len(found) < _FEWEST_IN_A_LINE or found[0][0] or found[0][2] is not Field.SENDER:
        return None
    ends = [each[0] for each in found[1:]] + [len(text)]
    values = {each[2]: text[each[1] : end].strip() for each, end in zip(found, ends, strict=True)}
    return Block(begin, begin + 1, lines[begin].depth, likeliest(each[3] for each in found), values)


def _starts(match: re.Match[str]) -> list[int]:
    """Where a label that runs into the value before it may begin: at a word, or at a capital in one (`PMSubject`)."""
    word = match[1]
    return [match.start(1) + at for at, letter in enumerate(word) if at == 0 or letter.isupper() or word[at - 1] == " "]


def read_intro(lines: Sequence[Line], last: int, *, announced: bool = False) -> Block | None:
    """The sentence of up to four lines that ends on a line: “On 18 Nov 2026 15:04, Ana <ana@example.com> wrote:”.

    `announced`: a line before says that a mail follows, so that its verb may be left out.
    """
    if not lines[last].text.endswith((":", "：")):
        return None
    depth, joined = lines[last].depth, ""
    for begin in range(last, max(-1, last - _MOST_INTRO_LINES), -1):
        line = lines[begin]
        if not line.text or line.depth != depth or len(line.text) > _LONGEST_INTRO:
            return None
        joined = _joined(line.text, joined)
        if begin < last and line.text.endswith((".", "!", "?", ":")) and not _YEAR.search(line.text):
            return None
        quoted = _quoted_next(lines, last + 1, depth) or (announced and joined.endswith((":", "：")))
        block = _intro(joined, begin, last + 1, depth, quoted=quoted)
        if block is not None:
            return block
    return None


def _joined(before: str, after: str) -> str:
    """Two lines as one; programs break long ones within an address."""
    broken = after.startswith(">") or before.rfind("<") > before.rfind(">")
    return f"{before}{'' if broken else ' '}{after}".strip()


def _quoted_next(lines: Sequence[Line], after: int, depth: int) -> bool:
    following = next((line for line in lines[after : after + 4] if line.text), None)
    return following is not None and following.depth > depth


def _intro(text: str, begin: int, end: int, depth: int, *, quoted: bool) -> Block | None:
    folded = fold(text)
    verb = next((verb for verb in verbs() if verb in folded), None)
    # Some programs say the day alone: then the verb and the quotation below it tell what the sentence is.
    if not _YEAR.search(text) or not (_TIME.search(folded) or (quoted and verb is not None)):
        return None
    addresses = _ADDRESS.findall(text)
    opens = text[0].isdigit() or folded.split()[0].rstrip(",") in openings()
    named = bool(addresses) and (verb is not None or quoted)
    if not named and not (verb is not None and (opens or quoted)):
        return None
    sender = f"{_name_in(text, addresses)} <{addresses[-1]}>" if addresses else _name_in(text, addresses)
    return Block(begin, end, depth, None, {Field.SENDER: sender, Field.DATE: text})


def _name_in(text: str, addresses: list[str]) -> str:
    """The name beside the address: in quotation marks, or between the time of day and the address."""
    if match := _QUOTED_NAME.search(text):
        return match[1]
    before = text.partition(addresses[-1])[0].rstrip(" <([") if addresses else text.rstrip(":：")
    times = list(_CLOCK_END.finditer(before.lower()))
    name = before[times[-1].end() :] if times else before
    words = [word for word in name.strip(" ,:;").split() if fold(word).strip(",:") not in _no_names()]
    return " ".join(words).strip(" ,")


@cache
def _no_names() -> frozenset[str]:
    return openings() | {word for verb in verbs() for word in verb.split()}
