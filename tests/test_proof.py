"""1,000 contended saves with none lost, and 1,000 double submissions with none doubled, on connections of their own.

Twenty people at once, each with a session and a connection to the database as the application's role. `PROOF_SCALE=10`
in the environment makes it ten times as many.
"""

import html
import itertools
import os
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import NamedTuple

import pytest
from django.db import connections
from django.test import Client

from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, OwnerKind, Trust, User
from risks.models import Entry
from tests.pressing import Filled, filled, press
from tests.proof import CONTENDED, HOME, OFFICER, OWNER, SENT_TWICE, SETTINGS, Kind

HANDS = 20
# How often a form is sent again that met too many others.
AGAIN = 5
SCALE = int(os.environ.get("PROOF_SCALE", "1"))
SAVES = DOUBLES = 1000 * SCALE


class Answer(NamedTuple):
    """What came back for a form."""

    status: int
    page: str


class People:
    """As many sessions of each person as there are hands, and threads that keep their connections."""

    def __init__(self) -> None:
        self.clients: dict[str, list[Client]] = defaultdict(list)
        self.hands = ThreadPoolExecutor(HANDS)

    def of(self, email: str) -> list[Client]:
        """Their sessions."""
        if not self.clients[email]:
            user = User.objects.get(email=email)
            for _ in range(HANDS):
                client = Client(raise_request_exception=False)
                client.force_login(user)
                self.clients[email].append(client)
        return self.clients[email]

    def open(self, kind: Kind) -> Filled:
        """The form, as one of them opens it."""
        client = self.of(kind.who)[0]
        opened = filled(client.get(kind.page).content.decode(), kind.page)
        if kind.asks_back:
            return filled(client.post(kind.page, typed(kind, opened, "Asked")).content.decode(), kind.page)
        return opened

    def send(self, kind: Kind, forms: list[Filled]) -> list[Answer]:
        """Send these forms at the same moment, each by a hand of its own."""
        together = Barrier(len(forms))

        def one(client: Client, form: Filled) -> Answer:
            together.wait()
            answer = client.post(kind.page, form)
            for _ in range(AGAIN):
                if answer.status_code != 503:
                    break
                # Others were in the way for too long: the page that says so keeps the form.
                assert int(answer["Retry-After"]) > 0
                answer = client.post(kind.page, filled(answer.content.decode(), kind.page))
            return Answer(answer.status_code, html.unescape(answer.content.decode()))

        return list(self.hands.map(one, self.of(kind.who)[: len(forms)], forms))

    def leave(self) -> None:
        """End every connection of a hand."""
        everybody = Barrier(HANDS)

        def one(_: int) -> None:
            everybody.wait()
            connections.close_all()

        list(self.hands.map(one, range(HANDS)))
        self.hands.shutdown()


@pytest.fixture
def people(fresh_database: str) -> Iterator[People]:
    """Everybody at work on a database of this test's own, with a post and an action to work on."""
    found = People()
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        Owner.objects.create(trust=trust, kind=OwnerKind.POST, name="Head of Estates", order=99)
    press(found.of(OWNER)[0], f"{HOME}risks/1.1/actions/new/", {"text": "Sign the lease."})
    yield found
    found.leave()
    connections.close_all()


def typed(kind: Kind, opened: Filled, words: str) -> Filled:
    """The form with these words typed into it."""
    said = kind.typed | dict.fromkeys(kind.boxes, words)
    return opened | {name: [value] for name, value in said.items()}


def on_record(kind: Kind) -> list[str]:
    """What the database keeps of it."""
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        return kind.record()


def test_of_a_thousand_contended_saves_none_is_lost(people: People) -> None:
    before = {name: on_record(kind) for name, kind in CONTENDED.items()}
    accepted: dict[str, list[str]] = defaultdict(list)
    turns = itertools.cycle(CONTENDED.items())
    for number in range(SAVES // HANDS):
        name, kind = next(turns)
        words = [f"Turn {number} hand {hand} wrote this" for hand in range(HANDS)]
        opened = people.open(kind)
        answers = people.send(kind, [typed(kind, opened, said) for said in words])

        assert sorted(answer.status for answer in answers) == [302] + [409] * (HANDS - 1), name
        first = next(at for at, answer in enumerate(answers) if answer.status == 302)
        for at, answer in enumerate(answers):
            assert at == first or {words[at], words[first]} <= {said for said in words if said in answer.page}, name
        accepted[name].append(words[first])
        # Whoever came second saves theirs after the other, from the page that showed both.
        second = (first + 1) % HANDS
        both = filled(answers[second].page, kind.page)
        [after] = people.send(kind, [typed(kind, both, words[second])])
        assert after.status == 302, name
        accepted[name].append(words[second])

    for name, kind in CONTENDED.items():
        assert on_record(kind)[len(before[name]) :] == accepted[name], name
    assert sum(map(len, accepted.values())) == 2 * (SAVES // HANDS)


def test_of_a_thousand_double_submissions_none_is_doubled(people: People) -> None:
    sizes = itertools.cycle(range(2, HANDS + 1))
    sent, kinds = 0, itertools.cycle(SENT_TWICE.items())
    saved: dict[str, list[str]] = defaultdict(list)
    while sent < DOUBLES:
        name, kind = next(kinds)
        many = next(sizes)
        words = f"Form {sent}"
        form = typed(kind, people.open(kind), words)
        answers = people.send(kind, [form] * many)

        assert {answer.status for answer in answers} == {302}, name
        saved[name].append(words)
        sent += many

    for name, kind in SENT_TWICE.items():
        kept = on_record(kind)
        assert [kept.count(words) for words in saved[name]] == [1] * len(saved[name]), name


def test_a_quarter_is_closed_before_an_answer_or_after_it(people: People) -> None:
    """Each answer is wholly before the close, or refused with its words; none comes into a closed quarter."""
    page = f"{HOME}plan/objectives/1.2-3/"
    close = f"{SETTINGS}years/2011-12/quarters/1/close/"
    answer = CONTENDED["an answer"]
    closing = Kind(OFFICER, close, {}, (), answer.record)
    for number in range(5 * SCALE):
        press(people.of(OFFICER)[0], close.replace("close", "reopen"))
        before = on_record(answer)
        words = f"Before the close {number}"
        form = typed(answer, people.open(answer), words)
        shut = people.open(closing)
        together = Barrier(2)

        def at_once(kind: Kind, sent: Filled, ready: Barrier = together) -> Answer:
            ready.wait()
            said = people.of(kind.who)[0].post(kind.page, sent)
            return Answer(said.status_code, html.unescape(said.content.decode()))

        given, closed = people.hands.map(at_once, (answer, closing), (form, shut))
        late = people.of(OWNER)[1].post(page, form | {"comment": ["After the close"]})

        assert closed.status == 302
        added = on_record(answer)[len(before) :]
        assert added == ([words] if given.status == 302 else [])
        assert given.status == 302 or words in given.page
        assert late.status_code != 302
        assert "After the close" in late.content.decode()


def test_of_many_new_risks_at_once_each_has_a_reference_of_its_own(people: People) -> None:
    kind = SENT_TWICE["a risk"]
    for number in range(3 * SCALE):
        forms = [typed(kind, people.open(kind), f"Risk {number} of hand {hand}") for hand in range(HANDS)]

        assert {answer.status for answer in people.send(kind, forms)} == {302}

    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        references = list(Entry.objects.filter(title__startswith="Risk ").values_list("reference", flat=True))
    assert len(references) == len(set(references)) == 3 * SCALE * HANDS
