"""Why something could not be done, as one sentence for the person: the same words on every platform."""

from threadline.core.channels.errors import ChannelError
from threadline.core.domain.proposal import Conflicting, ProposalNotFound
from threadline.storage.database.errors import StorageError
from threadline.texts.messages import N_, _

GONE = N_("This proposal is gone.")
NOT_YOURS = N_(
    "This proposal is somebody else's: only the person who asked for it can decide on it. Mention me to get your own."
)
NOT_STORED = N_("I could not store that. Please try again in a moment.")
OLD_BUTTON = N_("This button is from an older version. Please ask me again.")
OLD_FORM = N_("This form is from an older version. Please ask me again.")
TAKES_A_MOMENT = N_("This takes a moment. The card will say what became of it.")

_CONFIRM_AGAIN = N_("The card shows it; confirm again to book it anyway.")


def refusal(error: Exception) -> str:
    """What a decision, a calendar, a platform or the storage refused, without how to go on.

    The sentences of platforms and of the storage are for operators, who find them in the log.
    """
    match error:
        case ProposalNotFound():
            return _(GONE)
        case ChannelError():
            return platform_refusal(error)
        case StorageError():
            return _(NOT_STORED)
    return as_sentence(str(error))


def refusal_on_card(error: Exception) -> str:
    """The same for somebody who has the card before them: it shows what is in the way."""
    said = refusal(error)
    return f"{said} {_(_CONFIRM_AGAIN)}" if isinstance(error, Conflicting) else said


def platform_refusal(error: ChannelError) -> str:
    """Why a platform did not let the assistant do something, and what helps."""
    platform = error.channel.capitalize()
    if error.missing and error.missing not in _OURS:
        return _(
            "The app lacks the permission {permission} in {platform}. An administrator can add it and reinstall.",
            permission=error.missing,
            platform=platform,
        )
    return _("{platform} did not let me do that just now. Please try again.", platform=platform)


def as_sentence(words: str) -> str:
    """The words with a full stop, where they have none."""
    return words if words.endswith((".", "!", "?", "。", "؟", "।")) else f"{words}."


_OURS = frozenset({"installation", "credentials", "service host"})
"""What is missing at our own side: no administrator of the platform can grant it."""
