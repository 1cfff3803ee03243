"""Why something could not be done, as one sentence for the person: the same words on every platform."""

from threadline.core.channels.errors import ChannelError
from threadline.core.domain.proposal import Conflicting, ProposalNotFound
from threadline.storage.database.errors import StorageError

GONE = "This proposal is gone."
NOT_YOURS = (
    "This proposal is somebody else's: only the person who asked for it decides on it. Mention me to get your own."
)
NOT_STORED = "I could not store that. Please try again in a moment."
OLD_BUTTON = "This button is from an older version. Please ask me again."
OLD_FORM = "This form is from an older version. Please ask me again."
TAKES_A_MOMENT = "This takes a moment. The card will say what became of it."

_CONFIRM_AGAIN = "The card shows it; confirm again to book all the same."


def refusal(error: Exception) -> str:
    """What a decision, a calendar, a platform or the storage refused, without how to go on.

    The sentences of platforms and of the storage are for operators, who find them in the log.
    """
    match error:
        case ProposalNotFound():
            return GONE
        case ChannelError():
            return platform_refusal(error)
        case StorageError():
            return NOT_STORED
    return as_sentence(str(error))


def refusal_on_card(error: Exception) -> str:
    """The same for somebody who has the card before them: it shows what is in the way."""
    said = refusal(error)
    return f"{said} {_CONFIRM_AGAIN}" if isinstance(error, Conflicting) else said


def platform_refusal(error: ChannelError) -> str:
    """Why a platform did not let the assistant do something, and what helps."""
    platform = error.channel.capitalize()
    if error.missing and error.missing not in _OURS:
        return f"The app lacks the permission {error.missing} in {platform}. An administrator can add it and reinstall."
    return f"{platform} did not let me do that just now. Please try again."


def as_sentence(words: str) -> str:
    """The words with a full stop, where they have none."""
    return words if words.endswith((".", "!", "?")) else f"{words}."


_OURS = frozenset({"installation", "credentials", "service host"})
"""What is missing at our own side: no administrator of the platform can grant it."""
