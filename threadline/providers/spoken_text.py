"""What is shown of the text that a server sends: not the thoughts of a model, nor the raw form of a call.

Servers that do not take them apart send thoughts as `<think>…</think>` and calls as `<tool_call>…</tool_call>` within
the text. A text that may be a call as a whole is held back until that is known.
"""

from collections.abc import Sequence
from string import whitespace

from threadline.providers.call_pieces import GrowingCall
from threadline.providers.calls_in_text import MARKS, calls_in, is_meant_as_call, may_begin_call
from threadline.providers.port import ToolSpec
from threadline.providers.tool_faults import malformed

_HIDDEN = {"<think>": "</think>", "<thinking>": "</thinking>"}
_CALL = {"<tool_call>": "</tool_call>"}


class SpokenText:
    """Text as it comes, and what of it is to be shown now. `tools` are those that were declared."""

    def __init__(self, provider: str, tools: Sequence[ToolSpec]) -> None:
        self._provider = provider
        self._tools = tools
        self._blocks = _HIDDEN | _CALL if tools else _HIDDEN
        self._rest = ""
        self._closing: str | None = None
        self._begun = False
        self._skipped = "\n"  # what is left out before the first word
        self._line = ""
        self._fences = 0
        self._ticks = ""
        self._held: str | None = "" if tools else None

    def feed(self, text: str) -> str:
        """Take in a piece; what can be shown now, which may be nothing."""
        if self._held is None and self._closing is None and not self._rest and "<" not in text:
            return self._show(text)
        self._rest += text
        shown: list[str] = []
        for stretch in iter(self._next, None):
            if self._held is not None:
                self._held += stretch
                if may_begin_call(self._held):
                    continue
                stretch, self._held = self._held, None
            shown.append(stretch)
        return "".join(shown)

    def end(self) -> tuple[str, list[GrowingCall]]:
        """What is left to show, or the calls that the text was. Raises `MalformedCalls` for one that is none."""
        rest = "" if self._closing else self._rest
        self._rest, held, self._held = "", self._held, None
        if held is None:
            return rest, []
        held += rest
        calls = calls_in(held, self._tools) if held.strip() else []
        if calls:
            return "", calls
        if held.strip() and is_meant_as_call(held, self._tools):
            raise malformed(self._provider, "it wrote a call into its text that is none")
        return held, []

    def rest(self) -> str:
        """What was held back of an answer that was cut: words, but no half of a call."""
        rest, held = "" if self._closing else self._rest, self._held or ""
        self._rest, self._held = "", None
        return "" if held.lstrip().startswith(MARKS) else held + rest

    def _next(self) -> str | None:
        """The next stretch that is not hidden; None where more has to come first."""
        if self._closing is not None:
            before, closing, after = self._rest.partition(self._closing)
            if not closing:
                self._rest = before[-len(self._closing) :]
                return None
            self._closing = None
            self._rest = after
            if not self._begun:
                self._skipped = whitespace
        if not self._rest:
            return None
        return self._up_to_a_block()

    def _up_to_a_block(self) -> str | None:
        at = self._rest.find("<")
        if at < 0:
            shown, self._rest = self._rest, ""
            return self._show(shown)
        if at > 0:
            shown, self._rest = self._rest[:at], self._rest[at:]
            return self._show(shown)
        if not self._line.strip() and self._fences % 2 == 0:
            for opening, closing in self._openings():
                if self._rest.startswith(opening):
                    self._rest, self._closing = self._rest[len(opening) :], closing
                    return ""
                if opening.startswith(self._rest):
                    return None
        shown, self._rest = self._rest[:1], self._rest[1:]
        return self._show(shown)

    def _openings(self) -> list[tuple[str, str]]:
        """What may begin here. A text that is a call as a whole is held, not hidden."""
        held = self._held is not None
        return [(opening, closing) for opening, closing in self._blocks.items() if not (held and opening in _CALL)]

    def _show(self, text: str) -> str:
        if self._skipped and (text := text.lstrip(self._skipped)):
            self._skipped = ""
        self._begun = self._begun or bool(text.strip())
        self._line = (self._line + text).rpartition("\n")[2]
        ticks = self._ticks + text
        self._fences += ticks.count("```")
        self._ticks = "`" * ((len(ticks) - len(ticks.rstrip("`"))) % 3)
        return text
