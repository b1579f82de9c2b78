"""What keeping the standings costs, whom it waits for, and what it leaves as it was."""

import datetime
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import OperationalError, connection, connections, transaction

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User
from probation_planning.organisation.readers import readers_of
from risks.models import Entry, EntryOwner, Register, Review, Standing
from tests.factories import EntryFactory
from tests.risks.conftest import SMT

FROM_TABLES = "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0)) FROM pg_stat_xact_user_tables"
FROM_INDEXES = """
    SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index
    WHERE indrelid IN (SELECT oid FROM pg_class WHERE relnamespace = 'public'::regnamespace)
"""
WRITTEN = """
    SELECT n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables WHERE relname = 'risks_standing'
"""


def counted(what: str, act: Callable[[], object]) -> int:
    """By how much the act raises what PostgreSQL counts in this transaction."""

    def now() -> int:
        with connection.cursor() as cursor:
            cursor.execute(what)
            return int(cursor.fetchone()[0])

    before = now()
    act()
    return now() - before


@pytest.mark.parametrize("what", [FROM_TABLES, FROM_INDEXES])
def test_keeping_one_risk_reads_no_more_of_a_register_that_has_grown_since_it_was_planned(
    register: Register, grow_register: Callable[[int], None], what: str
) -> None:
    owners = EntryOwner.objects.filter(entry=register.entries.get(reference="1.1"))
    owners.update(order=2)
    short = counted(what, lambda: owners.update(order=3))
    grow_register(1000)
    owners.update(order=4)

    assert counted(what, lambda: owners.update(order=5)) <= short + 20


def test_a_statement_after_which_all_stands_as_before_writes_nothing(register: Register, june: Review) -> None:
    assert counted(WRITTEN, june.save) == 0
    assert counted(WRITTEN, lambda: Entry.objects.update(closed_reason="")) == 0
    assert counted(WRITTEN, lambda: Entry.objects.filter(pk=-1).update(title="Nobody's")) == 0


def test_a_new_review_writes_its_own_standings_alone(register: Register) -> None:
    month = datetime.date(2012, 5, 1)

    written = counted(
        WRITTEN, lambda: Review.objects.create(register=register, label="May-12", slug="may-12", month=month)
    )

    assert written == 19


def test_an_owner_handed_to_another_risk_leaves_the_first(register: Register, june: Review) -> None:
    owner = Owner.objects.get(name="Chief Executive")
    first, second = register.entries.exclude(owners__owner=owner).order_by("order")[:2]
    link = EntryOwner.objects.create(entry=first, owner=owner, order=9)

    EntryOwner.objects.filter(pk=link.pk).update(entry=second)

    owned = dict(Standing.objects.filter(review=june).values_list("entry", "owners"))
    assert owner.name not in owned[first.pk]
    assert owned[second.pk][-1] == owner.name


# Beside others at work


def in_derbyshire() -> Trust:
    with tenancy.system():
        return Trust.objects.get(slug="derbyshire")


@pytest.fixture
def risk_being_added(fresh_database: str) -> Callable[[Callable[[], None]], None]:
    """Does something while another connection has added risk 1.99 and not ended its transaction; then both end."""

    def beside(act: Callable[[], None]) -> None:
        added, looked = Event(), Event()

        def add_and_linger() -> None:
            try:
                with tenancy.trust(in_derbyshire()):
                    june = Review.objects.get(slug="jun-11")
                    EntryFactory(register=june.register, reference="1.99", starts_at=june)
                    added.set()
                    looked.wait(2)
            finally:
                connections.close_all()

        with ThreadPoolExecutor(1) as hand:
            adding = hand.submit(add_and_linger)
            assert added.wait(30)
            try:
                act()
            finally:
                looked.set()
            adding.result()

    return beside


def test_a_review_added_while_a_risk_is_being_added_holds_it(
    risk_being_added: Callable[[Callable[[], None]], None],
) -> None:
    def add_review() -> None:
        with tenancy.trust(in_derbyshire()):
            register = Register.objects.get()
            month = datetime.date(2012, 5, 1)
            Review.objects.create(register=register, label="May-12", slug="may-12", month=month)

    risk_being_added(add_review)

    with tenancy.trust(in_derbyshire()):
        assert Standing.objects.filter(review__slug="may-12", entry__reference="1.99").count() == 1


def test_roles_are_as_they_were_when_standings_could_not_be_kept(
    risk_being_added: Callable[[Callable[[], None]], None],
) -> None:
    def word_in_vain() -> None:
        with tenancy.kept_context():
            readers_of(User.objects.get(email=SMT), "derbyshire")
            before = tenancy.inside()
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '200ms'")
            with pytest.raises(OperationalError, match="lock timeout"), transaction.atomic():
                EntryOwner.objects.filter(entry__section=1).update(order=3)
            assert tenancy.inside() == before
            assert set(Entry.objects.values_list("section", flat=True)) == {1}

    risk_being_added(word_in_vain)
