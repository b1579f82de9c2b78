"""`python -m campaigns.run [--scale 10] [--seed 2011]`: the proofs of tests/proofs at a larger size, counted.

Prints Markdown: the day, the commit, size and seed, and what each proof counted. Ends with pytest's own status.
"""

import argparse
import datetime
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Run them in one process, one after the other."""
    parser = argparse.ArgumentParser(prog="python -m campaigns.run", description=__doc__)
    parser.add_argument("--scale", type=float, default=10, help="how many times the size of the tests")
    parser.add_argument("--seed", type=int, default=2011, help="the same seed makes the same requests")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        results = Path(folder) / "results.jsonl"
        results.touch()
        told = {"PROOF_SCALE": str(asked.scale), "PROOF_SEED": str(asked.seed), "PROOF_RESULTS": str(results)}
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", "tests/proofs"]
        ended = subprocess.run(command, cwd=ROOT, env=os.environ | told, stdout=sys.stderr, check=False)
        lines = [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]
    write(as_markdown(lines, asked.scale, asked.seed, ended.returncode))
    return ended.returncode


def as_markdown(lines: list[dict[str, Any]], scale: float, seed: int, status: int) -> str:
    """What was counted, a row for each count."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    today = datetime.datetime.now(datetime.UTC).date()
    said = [
        f"Run on {today:%-d %B %Y}, commit {commit.strip()}, scale {scale:g}, seed {seed}: "
        + ("every proof held." if status == 0 else "NOT every proof held."),
        "",
        "| proof | what | count |",
        "| --- | --- | ---: |",
    ]
    for line in lines:
        proof = str(line["proof"]).removeprefix("test_").replace("_", " ")
        said += [f"| {proof} | {what.replace('_', ' ')} | {count:,} |" for what, count in line["counted"].items()]
    return "\n".join(said) + "\n"


def write(text: str) -> None:
    """To standard output, where it can be kept in campaigns/results/."""
    sys.stdout.write(text)


if __name__ == "__main__":
    sys.exit(main())
