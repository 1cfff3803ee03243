"""Links in mails to the page on which a proposal is decided."""

from collections.abc import Callable
from datetime import datetime, timedelta

from threadline.core.domain.proposal import OPEN, Proposal
from threadline.storage.confirm_links import LinkStore
from threadline.storage.persons import utc_now


class ConfirmLinks:
    """Makes links. `base_url` is how the service is reached from outside; without it there are none."""

    def __init__(self, store: LinkStore, base_url: str | None, *, clock: Callable[[], datetime] = utc_now) -> None:
        self._store = store
        self._base_url = base_url
        self._clock = clock

    async def make(self, proposal: Proposal) -> str | None:
        """A fresh link for the proposal's owner, good once and as long as the proposal; None where there is nothing to
        decide, or no page to decide it on.
        """
        lifetime = proposal.expires_at - self._clock()
        if self._base_url is None or proposal.state not in OPEN or lifetime <= timedelta():
            return None
        token = await self._store.issue(proposal_id=proposal.id, person_id=proposal.owner_id, lifetime=lifetime)
        return f"{self._base_url}/p/{token}"
