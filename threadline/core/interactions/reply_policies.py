"""When the assistant answers in a room or a thread of a channel: what people there have said."""

from dataclasses import dataclass

from threadline.core.channels.reply_policy import SET, STANDS, ReplyPolicy
from threadline.storage.audit import AuditTrail
from threadline.storage.reply_policies import ReplyPolicyStore
from threadline.texts.messages import N_, _

_CHANGED_BY = N_("{command} changes that; it takes {choices}.")


@dataclass(frozen=True, slots=True)
class ReplyPolicies:
    """What holds where. A place is the channel's own key of a room or a thread. All calls raise `StorageError`."""

    store: ReplyPolicyStore
    audit: AuditTrail

    async def of(self, channel: str, *places: str) -> ReplyPolicy:
        """What holds in the first place about which something was said; by itself it answers what follows, too."""
        said = await self.store.of(channel, places)
        return ReplyPolicy(said) if said in list(ReplyPolicy) else ReplyPolicy.FOLLOW_UPS

    async def set(self, channel: str, place: str, policy: ReplyPolicy, person_id: str) -> None:
        """From now on this holds there. The same once more changes nothing."""
        if await self.store.of(channel, (place,)) == policy:
            return
        await self.store.set(channel, place, policy)
        await self.audit.append(person_id=person_id, action="replies.set", subject=f"{channel}:{place}", detail=policy)

    async def command(self, channel: str, place: str, words: str, person_id: str, prefix: str) -> str:
        """`replies [mentions|follow-ups|quiet]`: sets it for a room, or says how it stands."""
        wanted = words.strip().lower()
        if wanted in list(ReplyPolicy):
            await self.set(channel, place, ReplyPolicy(wanted), person_id)
            return _(SET[ReplyPolicy(wanted)])
        stands = _(STANDS[await self.of(channel, place)])
        choices = ", ".join(f"`{each}`" for each in ReplyPolicy)
        return f"{stands} {_(_CHANGED_BY, command=f'`{prefix}replies`', choices=choices)}"
