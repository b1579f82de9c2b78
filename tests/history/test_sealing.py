"""What the sealer chains, and what the verifier names: on a whole database, as the application and as the owner."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from django.core.management import call_command
from django.db import connection, connections

from objectives.models import Theme
from probation_planning.history.chain import Chain, chains
from probation_planning.history.models import Link
from probation_planning.history.sealing import seal
from probation_planning.history.verifying import Verdict, verify
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, OwnerKind, Trust, User


@pytest.fixture
def chain(fresh_database: str, tmp_path: Path, settings: Any) -> Chain:
    """Derbyshire's chain, with nothing sealed yet."""
    settings.DATA_DIR = tmp_path
    return chains("derbyshire")[0]


@contextmanager
def owner_at_work(*, unguarded: bool = True) -> Iterator[Any]:
    """A cursor of the owner's in one transaction, who switches the guards of the record off and on again."""
    parameters = connections["owner"].get_connection_params()
    parameters.pop("cursor_factory", None)
    with psycopg2.connect(**parameters) as outside, outside.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('app.roles', 'system', true), set_config('app.trusts', id::text, true)"
            " FROM (SELECT 1) one, LATERAL (SELECT 0 AS id) two"
        )
        cursor.execute("SELECT id FROM organisation_trust WHERE slug = 'derbyshire'")
        cursor.execute("SELECT set_config('app.trusts', %s, true)", [str(cursor.fetchone()[0])])
        if unguarded:
            for table in ("objectives_themeevent", "history_link", "risks_assessment"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor
        if unguarded:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in ("objectives_themeevent", "history_link", "risks_assessment"):
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    outside.close()


def said(verdict: Verdict) -> list[str]:
    return [str(one) for one in verdict.first]


def some_event(cursor: Any) -> int:
    cursor.execute("SELECT pgh_id FROM objectives_themeevent ORDER BY pgh_id OFFSET 1 LIMIT 1")
    key: int = cursor.fetchone()[0]
    return key


def rename_theme(chain: Chain, title: str) -> None:
    assert chain.trust
    with tenancy.trust(chain.trust):
        theme = Theme.objects.order_by("pk").first()
        assert theme
        theme.title = title
        theme.save()


def test_what_is_sealed_verifies(chain: Chain) -> None:
    count = seal(chain)

    verdict = verify(chain)

    assert (verdict.is_well, verdict.links, verdict.unsealed, verdict.heads) == (True, count, 0, 1)
    assert count > 500


def test_nothing_is_sealed_twice(chain: Chain) -> None:
    seal(chain)

    assert seal(chain) == 0
    assert len(chain.default_file.read_text().splitlines()) == 1


def test_what_is_not_sealed_yet_is_counted_and_is_no_fault(chain: Chain) -> None:
    seal(chain)
    rename_theme(chain, "Safer")

    verdict = verify(chain)

    assert (verdict.is_well, verdict.unsealed) == (True, 1)


def test_the_head_stands_outside_where_only_we_can_read_it(chain: Chain) -> None:
    count = seal(chain)

    head = json.loads(chain.default_file.read_text())

    assert (head["trust"], head["number"], len(head["hash"])) == ("derbyshire", count, 64)
    assert set(head) == {"trust", "number", "hash", "when"}
    assert chain.default_file.stat().st_mode & 0o777 == 0o600
    assert chain.default_file.parent.stat().st_mode & 0o777 == 0o700


def test_a_head_that_could_not_be_written_is_written_at_the_next_turn(chain: Chain) -> None:
    chain.default_file.parent.write_text("in the way")
    with pytest.raises(OSError, match="exists"):
        seal(chain)
    chain.default_file.parent.unlink()

    assert seal(chain) == 0

    assert verify(chain).is_well


@pytest.mark.parametrize("torn", [b'{"hash":"ab', b"\0\0\0\0", b"not a head\n", b"x" * 9000, b'{"number": 7}\n'])
def test_a_torn_line_is_set_aside_and_named_and_sealing_goes_on(chain: Chain, torn: bytes) -> None:
    seal(chain)
    with chain.default_file.open("ab") as file:
        file.write(torn)
    before = verify(chain)
    rename_theme(chain, "Safer")

    assert seal(chain) == 1

    verdict = verify(chain)
    assert (said(before), said(verdict), verdict.heads) == ([], [], 2)
    assert [one.partition(": ")[2] for one in before.notes] == ["line 2 is torn; the sealer sets it aside"]
    assert verdict.notes[0].startswith("derbyshire.heads.torn: a line that was not written to its end, set aside on 2")
    aside = chain.default_file.with_name("derbyshire.heads.torn")
    assert json.loads(aside.read_text())["torn"] == torn.decode()
    assert aside.stat().st_mode & 0o777 == 0o600


def test_the_head_after_a_torn_first_line_is_the_first(chain: Chain) -> None:
    chain.default_file.parent.mkdir(mode=0o700)
    chain.default_file.write_bytes(b'{"hash":')

    seal(chain)

    assert (said(verify(chain)), verify(chain).heads) == ([], 1)


def test_a_line_in_the_midst_that_is_no_head_is_a_fault(chain: Chain) -> None:
    seal(chain)
    chain.default_file.write_bytes(b"nothing\n" + chain.default_file.read_bytes())

    assert said(verify(chain)) == ["derbyshire.heads: line 1 is no head"]


def test_a_row_that_the_owner_edits_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        key = some_event(cursor)
        cursor.execute("UPDATE objectives_themeevent SET title = 'Otherwise' WHERE pgh_id = %s", [key])

    assert said(verify(chain)) == [f"objectives_themeevent {key}: is not what was sealed: it was changed since"]


def test_a_dated_row_that_the_owner_edits_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        cursor.execute(
            "UPDATE risks_assessment SET comments = 'Nothing' WHERE id = (SELECT max(id) FROM risks_assessment)"
            " RETURNING id"
        )
        [key] = cursor.fetchone()

    assert said(verify(chain)) == [f"risks_assessment {key}: is not what was sealed: it was changed since"]


def test_a_row_that_the_owner_deletes_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        key = some_event(cursor)
        cursor.execute("DELETE FROM objectives_themeevent WHERE pgh_id = %s", [key])

    assert said(verify(chain)) == [f"objectives_themeevent {key}: was sealed and is missing"]


def test_a_row_that_the_owner_puts_among_the_sealed_is_named_and_never_sealed(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        key = some_event(cursor)
        cursor.execute(
            "CREATE TEMP TABLE one ON COMMIT DROP AS SELECT * FROM objectives_themeevent WHERE pgh_id = %s", [key]
        )
        cursor.execute("UPDATE one SET pgh_id = 0, title = 'Always so'")
        cursor.execute("INSERT INTO objectives_themeevent SELECT * FROM one")

    assert seal(chain) == 0
    verdict = verify(chain)
    assert said(verdict) == ["objectives_themeevent 0: was added among rows that were sealed before it came"]
    assert verdict.unsealed == 0


def test_a_link_that_the_owner_edits_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        cursor.execute("UPDATE history_link SET sealed_at = sealed_at - interval '1 day' WHERE number = 7")

    assert said(verify(chain)) == ["history_link 7: is not the link that was sealed here"]


def test_a_link_taken_out_of_the_middle_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        cursor.execute("DELETE FROM history_link WHERE number = 7")

    assert said(verify(chain))[0] == "history_link 7: is missing from the chain"


def test_a_tail_cut_off_is_named_by_the_head_outside(chain: Chain) -> None:
    count = seal(chain)
    with owner_at_work() as cursor:
        cursor.execute("DELETE FROM history_link WHERE number > %s", [count - 3])

    assert said(verify(chain)) == [
        f"derbyshire.heads: head {count} is beyond the chain, which ends at link {count - 3}: its end is missing"
    ]


def test_a_chain_made_anew_is_named_by_the_head_outside(chain: Chain, tmp_path: Path) -> None:
    seal(chain)
    with owner_at_work() as cursor:
        key = some_event(cursor)
        cursor.execute("UPDATE objectives_themeevent SET title = 'Otherwise' WHERE pgh_id = %s", [key])
        cursor.execute("DELETE FROM history_link")
    count = seal(chain, tmp_path / "elsewhere.heads")

    assert said(verify(chain)) == [
        f"derbyshire.heads: head {count} is not the hash of link {count}: the chain was made anew"
    ]


def test_a_chain_without_heads_outside_is_not_well(chain: Chain) -> None:
    seal(chain)
    chain.default_file.unlink()

    assert said(verify(chain)) == ["derbyshire.heads: no head of this chain is kept outside the database"]


def test_a_column_added_later_changes_no_earlier_seal(chain: Chain) -> None:
    seal(chain)
    with owner_at_work(unguarded=False) as cursor:
        cursor.execute("ALTER TABLE objectives_themeevent ADD COLUMN velocity text NOT NULL DEFAULT 'slow'")

    assert verify(chain).is_well


def test_a_column_lost_is_named(chain: Chain) -> None:
    seal(chain)
    with owner_at_work(unguarded=False) as cursor:
        cursor.execute("ALTER TABLE objectives_themeevent DROP COLUMN title")

    assert said(verify(chain)) == [
        "objectives_themeevent: has lost the column title; its sealed rows cannot be compared"
    ]


def test_a_row_that_commits_late_with_an_earlier_key_is_sealed_too(chain: Chain) -> None:
    assert chain.trust
    parameters = connections["default"].get_connection_params()
    parameters.pop("cursor_factory", None)
    late = psycopg2.connect(**parameters)
    with late.cursor() as cursor:
        cursor.execute("SELECT set_config('app.trusts', %s, true)", [str(chain.trust.pk)])
        cursor.execute("UPDATE objectives_theme SET title = 'Late' WHERE id = (SELECT max(id) FROM objectives_theme)")
        rename_theme(chain, "Early")
        seal(chain)
    late.commit()
    late.close()

    assert verify(chain).unsealed == 1
    assert seal(chain) == 1
    assert verify(chain).is_well


def test_fifty_writers_and_two_sealers_at_once_leave_neither_fork_nor_gap(chain: Chain) -> None:
    wrong: list[BaseException] = []

    def work(act: Any) -> None:
        try:
            act()
        except BaseException as one:
            wrong.append(one)
        finally:
            connection.close()

    def write(number: int) -> None:
        assert chain.trust
        for step in range(2):
            with tenancy.trust(chain.trust):
                Owner.objects.create(name=f"Post {number}.{step}", kind=OwnerKind.POST, order=900 + number)

    def seal_often() -> None:
        for _ in range(6):
            seal(chain)

    acts = [*(lambda number=number: write(number) for number in range(50)), seal_often, seal_often]
    threads = [threading.Thread(target=work, args=[act]) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    seal(chain)

    assert wrong == []
    verdict = verify(chain)
    assert (said(verdict), verdict.unsealed) == ([], 0)
    with chain.entered() as cursor:
        cursor.execute("SELECT count(*), max(number), count(DISTINCT hash) FROM history_link")
        count, last, hashes = cursor.fetchone()
    assert count == last == hashes == verdict.links


def test_each_trust_has_a_chain_of_its_own_and_people_have_one(chain: Chain) -> None:
    call_command("seal_audit", stdout=StringIO())

    assert [one.name for one in chains()] == ["derbyshire", "merseyside", "_people"]
    for one in chains():
        assert verify(one).is_well
    with tenancy.trust(Trust.objects.none().model(pk=chain.key, slug="derbyshire")):
        assert set(Link.objects.exclude(trust=None).values_list("trust", flat=True)) == {chain.key}


def test_the_command_ends_well_only_when_all_is_well(chain: Chain) -> None:
    call_command("seal_audit", stdout=StringIO())
    told = StringIO()
    call_command("verify_audit", json=True, stdout=told)
    assert [one["is_well"] for one in json.loads(told.getvalue())] == [True, True, True]
    with owner_at_work() as cursor:
        key = some_event(cursor)
        cursor.execute("DELETE FROM objectives_themeevent WHERE pgh_id = %s", [key])

    told = StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("verify_audit", stdout=told)

    assert ended.value.code == 1
    assert f"objectives_themeevent {key}: was sealed and is missing" in told.getvalue()


def test_a_person_is_erased_and_the_chain_still_verifies(chain: Chain) -> None:
    call_command("seal_audit", stdout=StringIO())
    email = "business.services@derbyshire.example"
    key = User.objects.get(email=email).pk

    call_command("erase_person", email, reason="Asked on 3 May", stdout=StringIO())

    call_command("seal_audit", stdout=StringIO())
    people = verify(chains("_people")[0])
    assert (said(people), people.erased) == ([], 1)
    person = User.objects.get(pk=key)
    assert (person.name, person.is_active) == (f"Former person {key}", False)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM organisation_userevent t WHERE t::text LIKE %s", [f"%{email}%"])
        assert cursor.fetchone() == (0,)


KILLED = """
import os, sys
import psycopg2
outside = psycopg2.connect(sys.argv[1])
for number in range(int(sys.argv[3]) + 1):
    with outside, outside.cursor() as cursor:
        cursor.execute("SELECT set_config('app.trusts', %s, true)", [sys.argv[2]])
        first = "(SELECT min(id) FROM objectives_theme)"
        cursor.execute(f"UPDATE objectives_theme SET title = 'Turn ' || %s WHERE id = {first}", [number])
        if number == int(sys.argv[3]):
            os.kill(os.getpid(), 9)
"""


@pytest.mark.parametrize("turns", [0, 1, 3])
def test_a_writer_killed_in_the_midst_leaves_neither_a_change_nor_an_event_alone(chain: Chain, turns: int) -> None:
    assert chain.trust
    parameters = connections["default"].get_connection_params()
    parameters.pop("cursor_factory", None)
    to = psycopg2.extensions.make_dsn(**{key: value for key, value in parameters.items() if key != "context"})
    with tenancy.trust(chain.trust):
        before = Theme.pgh_event_model.objects.count()  # type: ignore[attr-defined]

    ended = subprocess.run([sys.executable, "-c", KILLED, to, str(chain.key), str(turns)], check=False)

    assert ended.returncode == -9
    with tenancy.trust(chain.trust):
        assert Theme.pgh_event_model.objects.count() == before + turns  # type: ignore[attr-defined]
        titles = Theme.objects.order_by("pk").values_list("title", flat=True)
        assert turns == 0 or titles[0] == f"Turn {turns - 1}"
    seal(chain)
    assert verify(chain).is_well
