"""Which zone a mail's offset tells of. An offset is no zone, so it is named as the fixed one it is."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

_HOUR = timedelta(hours=1)
_FARTHEST_EAST, _FARTHEST_WEST = 14, 12
_BROKEN_HOURS = {
    330: "Asia/Kolkata",
    345: "Asia/Kathmandu",
    270: "Asia/Kabul",
    210: "Asia/Tehran",
    390: "Asia/Yangon",
    570: "Australia/Darwin",
    -570: "Pacific/Marquesas",
}
"""Zones that keep one offset all year, by its minutes."""


def zone_of(sent_at: datetime, own_zone: str) -> str | None:
    """The zone (IANA) of somebody who wrote at that time on their clock; None where it does not differ from `own_zone`.

    UTC tells nothing: servers that do not know a sender's clock write it for everybody.
    """
    offset = sent_at.utcoffset()
    if not offset or offset == sent_at.astimezone(ZoneInfo(own_zone)).utcoffset():
        return None
    minutes = int(offset.total_seconds() // 60)
    if offset % _HOUR:
        return _BROKEN_HOURS.get(minutes)
    hours = minutes // 60
    if not -_FARTHEST_WEST <= hours <= _FARTHEST_EAST:
        return None
    return f"Etc/GMT{-hours:+d}"  # these names have their sign turned round
