"""Questions made into SQL once: every answer is the plain queryset's, whoever asks and whatever changes."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from django.db import connection, connections
from django.db.models import QuerySet, Value

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import GroupMember, Owner, OwnerKind, Trust, User
from probation_planning.organisation.questions import PAGE, STAND_INS, attach, by_page, hand_out, question
from probation_planning.organisation.readers import readers_of
from probation_planning.organisation.roles import Reader

Read = Callable[[str], Reader]


@pytest.fixture
def read(derbyshire: Trust) -> Read:
    """A person of Derbyshire as a reader; the walls stay those of the system."""

    def reader(name: str) -> Reader:
        with tenancy.kept_context():
            return readers_of(User.objects.get(email=f"{name}@derbyshire.example"), "derbyshire")[0]

    return reader


def names(rows: list[Owner]) -> list[str]:
    """What the owners are called."""
    return [row.name for row in rows]


def test_each_word_asked_for_brings_its_own_row_from_sql_made_once(derbyshire: Trust) -> None:
    made = []

    @question
    def called(name: str) -> QuerySet[Owner]:
        made.append(name)
        return Owner.objects.filter(name=name)

    assert names(called("SMT")) == ["SMT"]
    assert names(called("PIU")) == ["PIU"]
    assert called("50% off, o'clock; $1") == []
    assert len(made) == len(STAND_INS)


def test_a_tuple_may_hold_other_numbers_and_another_length(derbyshire: Trust) -> None:
    @question
    def among(keys: tuple[int, ...]) -> QuerySet[Owner]:
        return Owner.objects.filter(pk__in=keys).order_by("pk")

    keys = list(Owner.objects.order_by("pk").values_list("pk", flat=True))

    for some in (keys[:2], keys[2:4], keys[:3], [keys[1]], []):
        assert [row.pk for row in among(tuple(some))] == some


def test_values_that_are_neither_numbers_nor_words_shape_the_question(derbyshire: Trust) -> None:
    @question
    def of_kind(kind: OwnerKind, *, backwards: bool) -> QuerySet[Owner]:
        rows = Owner.objects.filter(kind=kind).order_by("order", "name")
        return rows.reverse() if backwards else rows

    groups = list(Owner.objects.filter(kind=OwnerKind.GROUP).order_by("order", "name"))

    assert of_kind(OwnerKind.GROUP, backwards=False) == groups
    assert of_kind(OwnerKind.GROUP, backwards=True) == groups[::-1]
    assert set(of_kind(OwnerKind.POST, backwards=False)).isdisjoint(groups)


def test_each_reader_is_answered_by_their_own_trust_roles_and_owners(read: Read, merseyside: Trust) -> None:
    @question
    def theirs(reader: Reader) -> QuerySet[Owner]:
        return Owner.objects.filter(pk__in=reader.owner_ids, trust=reader.trust)

    for reader in map(read, ["interventions", "probation.city", "chief.executive", "smt", "auditor", "interventions"]):
        with tenancy.trust(reader.trust):
            assert set(theirs(reader)) == set(reader.owners)
            assert theirs(replace(reader, trust=merseyside)) == []


def test_what_the_walls_hide_stays_hidden(read: Read, merseyside: Trust) -> None:
    @question
    def everybody(kind: OwnerKind) -> QuerySet[Owner]:
        return Owner.objects.filter(kind=kind)

    of_each = []
    for trust in (read("officer").trust, merseyside):
        with tenancy.trust(trust):
            of_each.append({row.trust_id for row in everybody(OwnerKind.POST)})

    assert of_each == [{read("officer").trust.pk}, {merseyside.pk}]


def test_rows_come_as_the_queryset_would_bring_them(derbyshire: Trust) -> None:
    @question
    def members(group: int) -> QuerySet[GroupMember]:
        rows = GroupMember.objects.filter(group=group).select_related("post").prefetch_related("group__predecessors")
        return rows.annotate(said=Value("100% so")).order_by("pk")

    @question
    def told(group: int) -> QuerySet[GroupMember, dict[str, object]]:
        return GroupMember.objects.filter(group=group).order_by("pk").values("post__name", "since")

    smt = Owner.objects.get(name="SMT")
    plain = list(GroupMember.objects.filter(group=smt).order_by("pk"))

    rows = members(smt.pk)

    assert rows == plain
    assert [row.post.name for row in rows] == [row.post.name for row in plain]
    assert {row.said for row in rows} == {"100% so"}
    assert told(smt.pk) == list(GroupMember.objects.filter(group=smt).order_by("pk").values("post__name", "since"))


def test_a_value_inside_an_array_is_refused_when_the_question_is_made(derbyshire: Trust) -> None:
    @question
    def within(key: int) -> QuerySet[Owner]:
        return Owner.objects.extra(where=["id = ANY(%s)"], params=[[key]])

    with pytest.raises(TypeError, match="ask with `__in`"):
        within(1)


def test_a_question_that_is_another_for_other_values_is_refused(derbyshire: Trust) -> None:
    @question
    def odd(number: int) -> QuerySet[Owner]:
        rows = Owner.objects.filter(pk=number)
        return rows.order_by("name") if number < STAND_INS[1] else rows.order_by("pk")

    with pytest.raises(TypeError, match="another one for other numbers"):
        odd(1)


def test_a_value_equal_to_one_that_stands_in_is_itself(derbyshire: Trust) -> None:
    @question
    def beside(key: int) -> QuerySet[Owner, int]:
        return Owner.objects.filter(pk=key).annotate(said=Value(STAND_INS[0])).values_list("said", flat=True)

    assert beside(Owner.objects.get(name="SMT").pk) == [STAND_INS[0]]


def test_a_question_is_planned_anew_on_a_new_connection(fresh_database: str) -> None:
    @question
    def called(name: str) -> QuerySet[Trust]:
        return Trust.objects.filter(slug=name)

    def ask(_: int) -> list[str]:
        try:
            with tenancy.system():
                return [trust.slug for trust in called("derbyshire")]
        finally:
            connections.close_all()

    with tenancy.system():
        called("derbyshire")
    connection.close()
    assert ask(0) == ["derbyshire"]
    with ThreadPoolExecutor(2) as hands:
        assert list(hands.map(ask, range(4))) == [["derbyshire"]] * 4


def test_rows_attached_to_a_row_are_not_asked_for_again(derbyshire: Trust, count_queries: Callable[[], object]) -> None:
    smt = Owner.objects.get(name="SMT")
    before = [Owner(name="Management Board")]

    attach(smt, "predecessors", before)

    with count_queries() as counted:  # type: ignore[attr-defined]
        assert list(smt.predecessors.all()) == before
    assert counted() == []


def test_a_connection_that_was_lost_is_made_and_prepared_anew(fresh_database: str) -> None:
    @question
    def called(name: str) -> QuerySet[Trust]:
        return Trust.objects.filter(slug=name)

    assert called("nowhere") == []
    connection.connection.close()
    connection.health_check_enabled, connection.health_check_done = True, False

    assert called("nowhere") == []


def test_a_new_connection_plans_once_and_compiles_nothing(fresh_database: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('plan_cache_mode'), current_setting('jit')")
        assert cursor.fetchone() == ("force_generic_plan", "off")


@pytest.mark.parametrize(("many", "asked_for"), [(0, 1), (1, 1), (2, 5), (5, 5), (6, PAGE), (PAGE + 1, 2 * PAGE)])
def test_keys_are_asked_for_by_the_page_and_bring_the_same_rows(derbyshire: Trust, many: int, asked_for: int) -> None:
    @question
    def among(keys: tuple[int, ...]) -> QuerySet[Owner]:
        return Owner.objects.filter(pk__in=keys).order_by("pk")

    there = list(Owner.objects.order_by("pk").values_list("pk", flat=True))[:many]
    keys = [*there, *range(-1, len(there) - many - 1, -1)]

    assert len(by_page(keys)) == asked_for
    assert [row.pk for row in among(by_page(keys))] == there


def test_each_row_is_handed_its_own_and_asks_no_more(derbyshire: Trust, count_queries: Callable[[], Any]) -> None:
    groups = list(Owner.objects.filter(kind=OwnerKind.GROUP).order_by("pk"))
    expected = {group.pk: set(group.members.values_list("pk", flat=True)) for group in groups}
    rows = list(GroupMember.objects.filter(group__in=groups))

    hand_out(groups, "members", rows, by="group_id")

    with count_queries() as counted:
        assert {group.pk: {row.pk for row in group.members.all()} for group in groups} == expected
    assert counted() == []
    assert any(expected.values())
