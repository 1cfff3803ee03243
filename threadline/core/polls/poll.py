"""A poll: the times that a group is asked about, who can come when, and what wins.

open ── everybody who is asked has voted, its time is over, or whoever asked ends it ──► closed, its result told
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property

from pydantic import TypeAdapter

from threadline.storage.polls import PollRecord, VoterRecord

MOST_TIMES = 6
PATH = "/poll/{token}"


@dataclass(frozen=True, slots=True)
class Terms:
    """What is asked: when (aware, in the order of time), for how long, and in which language and zone."""

    starts: tuple[datetime, ...]
    length: timedelta
    zone: str
    title: str = ""
    language: str = ""
    shared: bool = False

    def to_json(self) -> str:
        """The stored form."""
        return _TERMS.dump_json(self, exclude_defaults=True).decode()

    @classmethod
    def from_json(cls, text: str) -> "Terms":
        """The terms that `to_json` stored."""
        return _TERMS.validate_json(text)


_TERMS = TypeAdapter(Terms)


@dataclass(frozen=True, slots=True)
class Voter:
    """Somebody who is asked, or voted unasked; `choices` are numbers of times, None before they have voted."""

    record: VoterRecord
    choices: frozenset[int] | None

    @property
    def name(self) -> str:
        """What they are called; of an address what stands before the @, which tells nobody the rest."""
        return self.record.name or (self.record.email or "").partition("@")[0]

    @classmethod
    def of(cls, record: VoterRecord) -> "Voter":
        """From what is stored."""
        choices = frozenset(json.loads(record.choices)) if record.choices is not None else None
        return cls(record, choices)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the times, by its number from 1, and who can come then."""

    number: int
    start: datetime
    end: datetime
    voters: tuple[Voter, ...]


@dataclass(frozen=True)
class Poll:
    """A poll as it stands."""

    record: PollRecord
    terms: Terms
    voters: tuple[Voter, ...] = field(default=())

    @classmethod
    def of(cls, record: PollRecord, voters: tuple[VoterRecord, ...] | list[VoterRecord]) -> "Poll":
        """From what is stored."""
        return cls(record, Terms.from_json(record.body), tuple(Voter.of(each) for each in voters))

    @property
    def id(self) -> str:
        """Its own."""
        return self.record.id

    @property
    def is_open(self) -> bool:
        """Whether votes count still."""
        return self.record.closed_at is None

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The times with who can come."""
        return tuple(
            Choice(number, start, start + self.terms.length, self._for(number))
            for number, start in enumerate(self.terms.starts, 1)
        )

    @property
    def missing(self) -> tuple[Voter, ...]:
        """Who is asked and has not voted."""
        return tuple(each for each in self.voters if each.record.invited and each.choices is None)

    @property
    def unable(self) -> tuple[Voter, ...]:
        """Who can come at none of the times."""
        return tuple(each for each in self.voters if each.choices is not None and not each.choices)

    @cached_property
    def ranked(self) -> tuple[Choice, ...]:
        """The times that somebody can come at: the most votes first, of as many the earlier."""
        wanted = [each for each in self.choices if each.voters]
        return tuple(sorted(wanted, key=lambda each: (-len(each.voters), each.start)))

    @property
    def tied(self) -> tuple[Choice, ...]:
        """The times that have as many votes as the first; none where it is alone."""
        best = [each for each in self.ranked if len(each.voters) == len(self.ranked[0].voters)]
        return tuple(best) if len(best) > 1 else ()

    def voter_of(self, person_id: str) -> Voter | None:
        """Somebody's own row."""
        return next((each for each in self.voters if each.record.person_id == person_id), None)

    def _for(self, number: int) -> tuple[Voter, ...]:
        return tuple(each for each in self.voters if each.choices is not None and number in each.choices)
