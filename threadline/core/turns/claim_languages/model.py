"""The form in which the words of a language are written down."""

from dataclasses import dataclass

NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """The patterns of one language, as sources of regular expressions; each is looked for in one clause.

    `acts` say that something was done whatever the message was about; `deeds` only where it was about the calendar, for
    one adds and changes other things too; `states` tell how an event stands, which is no claim where events were looked
    up. `nots` in the clause take these claims away: what did not happen, or happens once somebody confirms. `promises`
    say what will be done unasked, unless the sentence has one of the conditions `ifs`. `reports` begin a sentence that
    tells what somebody else says: its next clause is theirs. `joins` are words between clauses.
    """

    acts: str
    deeds: str
    states: str
    nots: str
    promises: str = NEVER
    ifs: str = NEVER
    reports: str = NEVER
    joins: str = "and|und|et|y|e|en|i|и|och|og"
