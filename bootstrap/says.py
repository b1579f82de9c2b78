"""What ./run says: plain lines, and one live line while a long step works."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

QUIET_FOR = 15  # seconds without a word before a step is said to be still going, where no line can be rewritten


class SetupError(Exception):
    """Something the reader can put right; its text says what happened and what to do."""


def say(line: str = "", end: str = "\n") -> None:
    # A terminal that has gone away must not keep us from stopping what we started.
    with suppress(OSError, ValueError):
        print(line, end=end, flush=True)


class Progress:
    """The line of one step; `tick` is called about once a second while it works."""

    def __init__(self, step: str) -> None:
        self.step = step
        self.began = self.spoke = time.monotonic()
        self.live = sys.stdout.isatty()
        say(f"{step} …", end="" if self.live else "\n")

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.began)

    def tick(self) -> None:
        if self.live:
            say(f"\r{self.step} … {self.seconds} s", end="")
        elif time.monotonic() - self.spoke >= QUIET_FOR:
            self.spoke = time.monotonic()
            say(f"  still going after {self.seconds} s")

    def end(self, word: str) -> None:
        time_taken = f" ({self.seconds} s)" if self.seconds else ""
        if self.live:
            say(f"\r{self.step} … {word}{time_taken}")
        elif word != "done" or time_taken:
            say(f"  {word}{time_taken}")


@contextmanager
def working(step: str) -> Iterator[Progress]:
    progress = Progress(step)
    try:
        yield progress
    except BaseException:
        progress.end("not finished")
        raise
    progress.end("done")


def agreed(question: str) -> bool:
    """Asks on the terminal; silence and anything but yes is no."""
    if not sys.stdin.isatty():
        return False
    say(question, end=" ")
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
