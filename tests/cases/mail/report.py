"""How many of the collected mails come out right: `python -m tests.cases.mail.report [--id ID]`."""

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.cases.dialogue.stage import empty_house
from tests.cases.mail.judging import faults_of
from tests.cases.mail.posting import Case, Post, Posted, cases_of, opened
from tests.cases.sending import places, tell


def mail_cases() -> Iterator[Case]:
    """All of them: the open ones (or those of the folder that is named instead), then our own."""
    for folder in places("mail"):
        yield from cases_of(folder)


async def posted(case: Case) -> Sequence[str]:
    """Send a case's mails to a product of its own; answers with what is wrong then."""
    with tempfile.TemporaryDirectory() as directory:
        shutil.copytree(await empty_house(), directory, dirs_exist_ok=True)
        async with opened(case, Path(directory)) as post:
            await post.stand()
            for file in case.before:
                await post.deliver(file)
                await post.agree()
            before = await post.seen()
            await post.deliver(case.file)
            seen = await post.seen()
            faults = [*faults_of(case, seen, _since(before, seen))]
            if "after_yes" in case.expect:
                faults += await _after_yes(post, case)
            return faults


def _since(before: Posted, seen: Posted) -> Posted:
    known = {each.id: each.version for each in before.proposals}
    return Posted(
        [each for each in seen.proposals if known.get(each.id) != each.version], seen.sent[len(before.sent) :]
    )


async def _after_yes(post: Post, case: Case) -> Sequence[str]:
    sent = len((await post.seen()).sent)
    await post.agree()
    mailed = {each.recipient for each in (await post.seen()).sent[sent:]}
    wanted = set(case.expect["after_yes"]["mailed_to"])
    faults = [] if mailed <= wanted else [f"after a yes mails go to {sorted(mailed)}"]
    return faults if len(await post.events()) == 1 else [*faults, "after a yes there is not one event"]


if __name__ == "__main__":
    tell("mail", mail_cases(), posted)
