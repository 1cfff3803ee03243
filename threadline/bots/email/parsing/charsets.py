"""Bytes to text: what a mail says of its encoding is a hint, and often wrong.

Mail programs name encodings that do not exist, name the ISO set and mean the Windows one, or say Latin-1 over UTF-8.
"""

import codecs
import re

_SAME = {
    "ansi": "cp1252",
    "ascii": "cp1252",
    "cp-850": "cp850",
    "default": "cp1252",
    "euc-cn": "gb18030",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "iso-8859-1": "cp1252",
    "iso-8859-8-e": "cp1255",
    "iso-8859-8-i": "cp1255",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "ks_c_5601-1987": "cp949",
    "ksc5601": "cp949",
    "euc-kr": "cp949",
    "latin1": "cp1252",
    "macintosh": "mac_roman",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "sjis": "cp932",
    "x-sjis": "cp932",
    "tis-620": "cp874",
    "unicode": "utf-16",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "us-ascii": "cp1252",
    "utf8mb4": "utf-8",
    "windows-874": "cp874",
    "windows-936": "gb18030",
    "windows-949": "cp949",
    "x-gbk": "gb18030",
    "x-mac-roman": "mac_roman",
    "x-user-defined": "cp1252",
}
_FAMILIES = re.compile(r"(?:utf|iso|cp|koi8|mac|gb|big5|euc|shift|johab|hz|ptcp|tis|kz)")
"""Codecs of texts; Python knows others (punycode, unicode_escape), which are no encodings of mail and can be slow."""

_WESTERN = "cp1252"
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = ("utf_16", "utf_32", "utf_7", "utf-16", "utf-32", "utf-7", "iso2022", "hz")
_TWICE = re.compile(r"[ÂÃÐÑÅ][\x80-\xbf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]|â€")
_UNUSABLE = re.compile("[\x00\ud800-\udfff]")


def decode(data: bytes, charset: str = "") -> str:
    """The text of bytes that are said to be in a charset; never raises, never leaves NUL or halves of characters."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return usable(data[len(mark) :].decode(encoding, "replace"))
    codec = codec_of(charset)
    escaped = b"\x1b$" in data[:1000]
    if not escaped and (codec is None or not codec.startswith(_WIDE)):
        try:  # no other encoding happens to be valid UTF-8, whatever the mail says
            return _once(usable(data.decode("utf-8")))
        except UnicodeDecodeError:
            pass
    if codec is None or codec == _WESTERN:
        codec = "iso2022_jp" if escaped else _WESTERN
    return usable(data.decode(codec, "replace"))


def codec_of(charset: str) -> str | None:
    """Python's codec for the name of a charset, or None for a name that means nothing."""
    name = charset.strip().strip("\"'").lower()[:40]
    name = _SAME.get(name, name)
    if not name.isascii() or "\x00" in name:
        return None
    try:
        found = codecs.lookup(name.removeprefix("x-")).name
    except LookupError:
        return None
    return found if _FAMILIES.match(found) else None


def usable(text: str) -> str:
    """The text with what no database takes replaced."""
    return _UNUSABLE.sub("\N{REPLACEMENT CHARACTER}", text) if _UNUSABLE.search(text) else text


def _once(text: str) -> str:
    """Text that was encoded twice (`Ã¼` for `ü`), decoded once more; anything else stays as it is."""
    if not _TWICE.search(text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text
