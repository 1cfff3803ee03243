"""The languages in which mail programs name senders, dates and forwarded mails: one module of words each."""

import importlib
import pkgutil
from functools import cache

from threadline.bots.email.parsing.languages.words import MailWords, fold

__all__ = ["MailWords", "all_languages", "fold"]
_OTHERS = {"words"}


@cache
def all_languages() -> tuple[MailWords, ...]:
    """The words of every language, in the order of their codes."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__) if module.name not in _OTHERS)
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(module.WORDS for module in modules)
