"""The project in a process of its own, set up as in production but for what a test asks."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks.places import database_url

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "tEvQ8r-0pUzW4mYc_7hJkL2nB5xS9dGfAo1iRq3Ve6XwZyMNHT",
    "ALLOWED_HOSTS": "planning.example",
    "SITE_ADDRESS": "https://planning.example",
    "LOG_LEVEL": "CRITICAL",
}
# What a test is told and production is not.
OF_TESTS = frozenset({"TODAY", "DEMO_PASSWORD", "CHROMIUM", "DJANGO_ALLOW_ASYNC_UNSAFE"})
# A port that nothing listens on.
NO_DATABASE = "postgresql://probation_app@127.0.0.1:1/probation"
# Files are named as they are: a test does not wait for them to be gathered.
SETUP = """
import json, sys
import django
from django.conf import settings
settings.STORAGES = settings.STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
django.setup()
"""


def address_of(database: str, *, as_owner: bool = False) -> str:
    """Where another process finds a database of this run, and as whom."""
    return database_url(os.environ["DATABASE_OWNER_URL" if as_owner else "DATABASE_URL"], database)


def environment(**more: str) -> dict[str, str]:
    """What production is told; an empty word leaves a variable out."""
    outer = {name: value for name, value in os.environ.items() if name not in OF_TESTS}
    told = {**outer, "DJANGO_SETTINGS_MODULE": "probation_planning.settings", **PRODUCTION, **more}
    return {name: value for name, value in told.items() if value}


def run(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Python with these words."""
    command, told = [sys.executable, *words], environment(**more)
    return subprocess.run(command, cwd=ROOT, env=told, capture_output=True, text=True, timeout=120, check=False)


def manage(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`manage.py` with these words."""
    return run("manage.py", *words, **more)


def told_by(code: str, **more: str) -> Any:
    """What the code prints as JSON last, run with the project set up."""
    done = run("-c", SETUP + code, **more)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])
