"""Lists of addresses, as headers have them (RFC 5322) and as people read them above a forwarded mail, in one pass.

Beside `Ana <ana@example.com>, bo@example.com` that is `Ana [mailto:ana@example.com]; 'Bo' (bo@example.com)`,
`ana@example.com<mailto:ana@example.com>`, groups, and names without an address.
"""

import re
from collections.abc import Iterator

from threadline.bots.email.mail.parsed_mail import Address
from threadline.bots.email.parsing.headers import decode_words

MOST_ADDRESSES = 500
_LONGEST = 32_000
_LONGEST_NAME = 200
_EMAIL = re.compile(r"[^\s@<>\[\]()\"',;:]{1,128}@[^\s@<>\[\]()\"',;:]{1,255}")
_TOKEN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*){0,20}"|[,;]|[<(\[]|[>)\]]|[^"<>()\[\],;]+|.', re.DOTALL)
_OPEN, _CLOSED = frozenset("<(["), frozenset(">)]")
_BETWEEN, _ALWAYS = frozenset(",;"), frozenset(";")
_SHOWN_QUOTES = (('"', '"'), ("'", "'"), ("“", "”"), ("„", "“"), ("„", "”"), ("«", "»"), ("‘", "’"))
_GROUP = re.compile(r"^[^:@<>\[\](]{1,100}:\s*")
_QUOTED = re.compile(r'"[^"\\]*(?:\\.[^"\\]*){0,20}"', re.DOTALL)
_BRACKETED = re.compile(r"[<\[(]\s{0,9}([^\s@<>\[\]()\"',;:]{1,128}@[^\s@<>\[\]()\"',;:]{1,255})")
_SPACE = re.compile(r"\s+")


def read_addresses(value: str) -> tuple[Address, ...]:
    """The mailboxes of a list, doubles left out, at most `MOST_ADDRESSES`."""
    found: dict[tuple[str, str], Address] = {}
    for item in _items(value[:_LONGEST]):
        address = read_address(item)
        if address is not None:
            found.setdefault((address.email.lower(), "" if address.email else address.name), address)
        if len(found) == MOST_ADDRESSES:
            break
    return tuple(found.values())


def claimed(value: str) -> tuple[Address, ...]:
    """Everybody whom a From could be read to name: several where programs might disagree (`<a@x.org> <b@y.org>`)."""
    found = list(read_addresses(value))
    known = {address.email.lower() for address in found}
    for email in _BRACKETED.findall(_QUOTED.sub(" ", value[:_LONGEST])):
        if email.lower() not in known and len(found) < MOST_ADDRESSES:
            known.add(email.lower())
            found.append(Address("", email))
    return tuple(found)


def read_address(item: str) -> Address | None:
    """One mailbox; None where nothing is said."""
    item = item.strip().replace("mailto:", "")
    plain = _QUOTED.sub(_blank, item)
    bracketed = list(_BRACKETED.finditer(plain))
    match = bracketed[-1] if bracketed else _EMAIL.search(plain) or _EMAIL.search(item)
    if match is None:
        name, email = _cleaned(item), ""
    else:
        email = match.group(len(match.groups())).rstrip(".")
        first = bracketed[0].start() if bracketed else match.start()
        name = _cleaned(item[:first]) or _comment(item[match.end() :])
    if not email and not name:
        return None
    return Address("" if name.lower() == email.lower() else name, email)


def _items(value: str) -> Iterator[str]:
    """The members of the list: split at commas and semicolons outside quotes and brackets.

    A comma inside a name (`Example, Ana <ana@example.com>`) does not split: an item without an address takes the next.
    """
    item: list[str] = []
    depth, has_address = 0, False
    for match in _TOKEN.finditer(value):
        piece = match.group()
        if piece in _OPEN:
            depth += 1
        elif piece in _CLOSED:
            depth = max(0, depth - 1)
        between = depth == 0 and piece in _BETWEEN
        if between and (piece in _ALWAYS or has_address or not _has_address_after(value, match.end())):
            yield _ungrouped("".join(item))
            item, has_address = [], False
        else:
            item.append(piece)
            has_address = has_address or "@" in piece
    yield _ungrouped("".join(item))


def _has_address_after(value: str, at: int) -> bool:
    """Whether the text up to the next comma is `name <address>`, so that the comma before it belongs to a name."""
    rest = value[at : at + 300].split(",", 1)[0].split(";", 1)[0]
    before, bracket, _ = rest.partition("<")
    return bool(bracket) and "@" in rest and "@" not in before and bool(before.strip())


def _ungrouped(item: str) -> str:
    return _GROUP.sub("", item.strip()) if ":" in item and not item.strip().lower().startswith("mailto:") else item


def _cleaned(name: str) -> str:
    """A name as it is shown: decoded, its quotation marks off, its blanks single."""
    name = _SPACE.sub(" ", decode_words(_unquoted(name.rstrip("<([ \t")))).strip(" \t,;<>")
    return _unquoted(name.replace("\\", ""))[:_LONGEST_NAME]


def _comment(after: str) -> str:
    """The name that old programs put behind an address: `ana@example.com (Ana)`."""
    return _cleaned(after.partition("(")[2].partition(")")[0]) if "(" in after else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def _unquoted(name: str) -> str:
    name = name.strip()
    for first, last in (*_SHOWN_QUOTES, *_SHOWN_QUOTES):  # twice: programs quote what is quoted
        if len(name) > 1 and name.startswith(first) and name.endswith(last):
            name = name[1:-1].strip()
    return name
