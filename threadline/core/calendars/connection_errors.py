"""Why a calendar could not be connected. One tree:

ConnectingError
├── NotConnectable     there is no such kind of calendar, or nothing to connect
├── KeyMissing         nothing could be kept: no secret key is configured
├── LinkOver           the link is used, expired or was never made
├── OtherBrowser       Continue was not pressed in this browser
└── ConsentRefused     the person, or the back end, said no
"""

from threadline.texts.messages import _


class ConnectingError(Exception):
    """A calendar could not be connected; `str(error)` is a sentence for the person."""


class NotConnectable(ConnectingError):
    """There is no such kind of calendar, or nothing to connect."""


class KeyMissing(ConnectingError):
    """Nothing could be kept: no secret key is configured."""

    def __init__(self) -> None:
        super().__init__(_("Calendars cannot be connected here yet. Ask whoever runs Threadline to set that up."))


class LinkOver(ConnectingError):
    """The link is used, expired or was never made."""

    def __init__(self) -> None:
        super().__init__(
            _("This link does not connect a calendar any more: each works once, for ten minutes. Ask for another one.")
        )


class OtherBrowser(ConnectingError):
    """Continue was not pressed in this browser."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This was not begun in this browser, so nothing was connected. Open the link that Threadline gave you "
                "and press Continue here. Cookies are needed for it. If somebody else sent you here, close the page."
            )
        )


class ConsentRefused(ConnectingError):
    """The person, or the back end, said no."""
