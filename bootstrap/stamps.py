"""A step is skipped while the stamp it left still matches its inputs."""

import fcntl
import hashlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bootstrap.says import say


def fingerprint(*inputs: str | Path) -> str:
    """One hash over words and files; a folder stands for the names and contents of everything in it."""
    digest = hashlib.sha256()
    for item in inputs:
        if isinstance(item, str):
            _add(digest.update, item.encode())
            continue
        files = sorted(path for path in item.rglob("*") if path.is_file()) if item.is_dir() else [item]
        for path in files:
            if "__pycache__" not in path.parts:
                _add(digest.update, str(path.relative_to(item.parent)).encode())
                _add(digest.update, path.read_bytes() if path.exists() else b"missing")
    return digest.hexdigest()


def _add(update: Callable[[bytes], None], part: bytes) -> None:
    # The length goes first, so that no two lists of inputs can run together into one.
    update(len(part).to_bytes(8, "big"))
    update(part)


@dataclass(frozen=True)
class Stamps:
    """A folder with one small file for each finished step."""

    folder: Path

    def matches(self, step: str, mark: str) -> bool:
        try:
            return (self.folder / step).read_text(encoding="ascii") == mark
        except (FileNotFoundError, UnicodeDecodeError):
            return False

    def put(self, step: str, mark: str) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / step).write_text(mark, encoding="ascii")

    def lift(self, step: str) -> None:
        (self.folder / step).unlink(missing_ok=True)

    @contextmanager
    def renewing(self, step: str, mark: str) -> Iterator[None]:
        """Lifts the stamp, and puts it back only when the step has come to its end."""
        self.lift(step)
        yield
        self.put(step, mark)


@contextmanager
def alone(lock: Path, waiting_for: str, *, shared: bool = False) -> Iterator[None]:
    """Holds a lock file, saying what is waited for when somebody else has it."""
    kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
    handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        try:
            fcntl.flock(handle, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"Waiting for {waiting_for} …")
            fcntl.flock(handle, kind)
        yield
    finally:
        os.close(handle)
