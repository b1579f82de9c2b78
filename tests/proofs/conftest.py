"""A database of its own for the proofs, made once a run, and copied for each worker."""

import fcntl
import json
import os
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction

from tests.conftest import copy_of, cursor_of, drop, use_database
from tests.proofs.addresses import Known, Trail, crawl, known_of
from tests.proofs.world import TRUSTS, World, gather_people

Record = Callable[..., None]


@pytest.fixture(scope="session")
def world_template(
    template_database: str, tmp_path_factory: pytest.TempPathFactory, worker_id: str, django_db_blocker: Any
) -> Iterator[str]:
    """Both papers and the story, its packs not drawn; made by whichever worker comes first."""
    name = f"{template_database}_world"
    shared: Path = tmp_path_factory.getbasetemp()
    if worker_id != "master":
        shared = shared.parent
    before = connections["default"].settings_dict["NAME"]
    with (shared / "world.lock").open("w") as lock, django_db_blocker.unblock():
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "world.ready").exists():
            with cursor_of("owner") as cursor:
                cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template_database}"')
            use_database(name)
            with transaction.atomic():
                call_command("load_story", stdout=StringIO())
                connection.run_on_commit.clear()
            use_database(before)
            (shared / "world.ready").touch()
    yield name
    if worker_id == "master":
        drop(name)


@pytest.fixture(scope="module")
def world(world_template: str, django_db_setup: None, worker_id: str, django_db_blocker: Any) -> Iterator[World]:
    """The people, in a copy that this module alone may spoil; requests commit as they do at work."""
    before = connections["default"].settings_dict["NAME"]
    name = f"{world_template}_{worker_id}"
    with copy_of(world_template, name), django_db_blocker.unblock():
        use_database(name)
        yield gather_people()
        use_database(before)


@pytest.fixture(scope="module")
def trails(world: World) -> dict[str, Trail]:
    """What the officer of each trust finds by following links: a page of each route, and every link on it."""
    found = {}
    for slug in TRUSTS:
        client = world.client(world.of(slug, "officer")[0])
        found[slug] = crawl(client, ["/", f"/{slug}/settings/", f"/{slug}/"], of_a_route=1)
        assert found[slug].pages > 60
    return found


@pytest.fixture(scope="module")
def known(world: World, trails: dict[str, Trail]) -> dict[str, Known]:
    """What each trust calls its things."""
    return {slug: known_of(slug, [trails[slug]]) for slug in TRUSTS}


@pytest.fixture
def record(request: pytest.FixtureRequest) -> Record:
    """Keeps what was counted, for the campaign that asked for it."""

    def keep(**counted: int) -> None:
        path = os.environ.get("PROOF_RESULTS")
        if path:
            with Path(path).open("a", encoding="utf-8") as file:
                file.write(json.dumps({"proof": request.node.name, "counted": counted}) + "\n")

    return keep
