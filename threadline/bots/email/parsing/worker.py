"""The process that takes mails apart: `python -m threadline.bots.email.parsing.worker BYTES SECONDS`.

It reads frames (see `wire`) from its standard input until that ends and answers each on its standard output. The
system holds it to so many bytes of memory beyond what it starts with, and ends it if a mail takes longer than so many
seconds, even if the service that started it is gone. The parent has a shorter deadline of its own.
"""

import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from threadline.bots.email.mail.parsed_mail import MailUnreadable
from threadline.bots.email.parsing.reader import prepare, read_mail
from threadline.bots.email.parsing.wire import LENGTH, Answer, encode
from threadline.texts.messages import N_

READY = b"ready"
TOO_MUCH_MEMORY = N_("Reading this mail takes too much memory.")
_OPEN_FILES = 64


def main() -> None:
    """Serve until the standard input ends."""
    memory, seconds = int(sys.argv[1]), float(sys.argv[2])
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the service, which then ends this
    prepare()
    _limit(memory)
    answers.write(READY)
    answers.flush()
    with suppress(BrokenPipeError):
        serve(requests, answers, seconds)


def serve(requests: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Answer every request; an answer that memory ran out on is the last."""
    while len(head := requests.read(LENGTH.size)) == LENGTH.size:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = _answer(requests, LENGTH.unpack(head)[0])
        for piece in encode(answer):
            answers.write(piece)
        answers.flush()
        signal.setitimer(signal.ITIMER_REAL, 0)
        if answer.exhausted:
            return


def _answer(requests: BinaryIO, length: int) -> Answer:
    try:
        return Answer(mail=read_mail(requests.read(length)))
    except MailUnreadable as error:
        return Answer(unreadable=error.reason)
    except MemoryError:
        return Answer(unreadable=TOO_MUCH_MEMORY, exhausted=True)
    except Exception as error:  # noqa: BLE001 - the edge of the process: whatever a mail breaks, it breaks alone
        return Answer(unreadable=f"This mail broke its reader ({type(error).__name__}).")


def _limit(memory: int) -> None:
    pages = 0
    with suppress(OSError):  # only Linux tells how large a process is
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    most = pages * resource.getpagesize() + memory
    for limit, value in ((resource.RLIMIT_AS, most), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_NOFILE, _OPEN_FILES)):
        with suppress(ValueError, OSError):  # macOS takes no limit on addresses
            resource.setrlimit(limit, (value, value))


if __name__ == "__main__":
    main()
