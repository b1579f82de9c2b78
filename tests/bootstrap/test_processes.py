"""Nothing that was started outlives what started it."""

import signal
import subprocess
import sys

import pytest

from bootstrap.places import ROOT
from bootstrap.processes import step
from bootstrap.says import SetupError

START_A_SLEEPER = """
import sys
from bootstrap.processes import start
start(["sleep", "1000"])
print("started", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends children for us")
@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_parent_takes_its_children_along(ending: signal.Signals) -> None:
    command = [sys.executable, "-c", START_A_SLEEPER]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout
        assert parent.stdout.readline() == b"started\n"
        parent.send_signal(ending)
        # The sleeper holds the other end of this pipe: the end of it is the sleeper's end.
        assert parent.stdout.read() == b""


def test_a_step_that_fails_is_explained_by_its_last_words(capsys: pytest.CaptureFixture[str]) -> None:
    script = "import sys; sys.exit('the disk is full')"
    with pytest.raises(SetupError, match=r"This step failed: Writing\..*\s+the disk is full"):
        step("Writing", "test-step", [sys.executable, "-c", script])
    assert "not finished" in capsys.readouterr().out
