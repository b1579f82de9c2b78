"""Starting programs so that none of them outlives us, whatever ends us."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from bootstrap.places import LOGS, ROOT
from bootstrap.says import SetupError, say, working

PR_SET_PDEATHSIG = 1
ECHO = 1  # seconds in which a closing terminal, its shell and its supervisor may all tell us to stop
Command = Sequence[str | Path]

LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


class Stopped(BaseException):
    """Somebody asked us to stop; the clean-up runs on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.exit_code = 128 + number


def stop_when_told() -> None:
    """A polite end, a hang-up and Ctrl-C all unwind the same way; an echo of the same word does not hurry us."""
    heard = float("-inf")

    def stop(number: int, _: FrameType | None) -> None:
        nonlocal heard
        before, heard = heard, time.monotonic()
        if heard - before > ECHO:
            raise Stopped(number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)


def _tied_to_us(ending: signal.Signals) -> Callable[[], None]:
    """What a child runs before its program: the kernel sends it `ending` if we are killed (Linux only)."""
    parent = os.getpid()

    def tie() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, int(ending), 0, 0, 0)
            if os.getppid() != parent:  # killed between the fork and the line above
                os._exit(1)

    return tie


def start(
    command: Command, *, ending: signal.Signals = signal.SIGTERM, apart: bool = False, **options: Any
) -> subprocess.Popen[bytes]:
    """Starts a program that ends with us; `apart` keeps the terminal's Ctrl-C from reaching it before we say so."""
    tie = _tied_to_us(ending)  # safe to run between fork and exec, as we have one thread
    words = [str(word) for word in command]
    return subprocess.Popen(words, preexec_fn=tie, start_new_session=apart, **options)  # noqa: PLW1509


def stop(process: subprocess.Popen[bytes], ending: signal.Signals, patience: float) -> None:
    """Asks, waits, and at last insists."""
    if process.poll() is not None:
        return
    process.send_signal(ending)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


@contextmanager
def _stopped_after(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    finally:
        stop(process, signal.SIGTERM, patience=10)


def log_of(name: str) -> Path:
    LOGS.mkdir(parents=True, exist_ok=True)
    return LOGS / f"{name}.log"


def last_words(log: Path, lines: int = 20) -> str:
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    return "\n".join(f"    {line}" for line in text.splitlines()[-lines:])


def step(title: str, log: str, command: Command, **options: Any) -> None:
    """Runs one program quietly under a progress line; when it fails, its last words are the explanation."""
    path = log_of(log)
    with working(title) as progress, path.open("wb") as output:
        options = {"cwd": ROOT, "stdin": subprocess.DEVNULL, **options}
        process = start(command, stdout=output, stderr=subprocess.STDOUT, **options)
        with _stopped_after(process):
            while True:
                try:
                    process.wait(1)
                    break
                except subprocess.TimeoutExpired:
                    progress.tick()
        if process.returncode:
            raise SetupError(f"This step failed: {title}. Its last words:\n\n{last_words(path)}\n\nAll of them: {path}")


def in_front(command: Command, environment: Mapping[str, str]) -> int:
    """Runs a program that has the terminal to itself; its exit code."""
    process = start(command, cwd=ROOT, env=environment)
    try:
        return process.wait()
    except Stopped as told:
        # The terminal has told the program already when the word was Ctrl-C; it may have something to put away.
        if told.exit_code != 128 + signal.SIGINT:
            process.terminate()
        try:
            process.wait(60)
        except (Stopped, subprocess.TimeoutExpired):
            say("Ending it now.")
        raise
    finally:
        stop(process, signal.SIGTERM, patience=10)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def succeeds(command: Command, **options: Any) -> bool:
    """Whether a program can be started and is content."""
    try:
        return (
            subprocess.run(
                [str(word) for word in command],
                check=False,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                **options,
            ).returncode
            == 0
        )
    except OSError:
        return False
