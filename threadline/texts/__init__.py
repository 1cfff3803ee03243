"""Every text that people read, in their language: message catalogues, who reads, times and lists as they write them.

A text in the code is its English sentence, which is its name in the catalogues too: `_("Nothing on {day}.", day=…)`.
The catalogues are `locales/<language>/LC_MESSAGES/threadline.po`; they are read as they are, nothing is compiled. The
edge of a turn, a click, a request or a job says once who reads: `with speaking(language): …`.
"""

__all__ = ["formats", "languages", "messages", "speaking"]
