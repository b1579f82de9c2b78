"""One post handed over by several officers at the same moment, each on a connection of its own."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from django.test import Client

from objectives.models import ObjectiveOwner
from probation_planning.organisation import tenancy
from probation_planning.organisation.models import Owner, Trust, User
from risks.models import EntryOwner, Turn

AT_ONCE = 4


@pytest.fixture
def clients(fresh_database: str) -> Iterator[list[Client]]:
    """The officer, signed in on several machines."""
    officer = User.objects.get(email="officer@derbyshire.example")
    signed_in = [Client() for _ in range(AT_ONCE)]
    for client in signed_in:
        client.force_login(officer)
    yield signed_in
    connections.close_all()


def test_a_post_handed_to_two_others_at_once_goes_to_one_of_them_whole(clients: list[Client]) -> None:
    with tenancy.system():
        trust = Trust.objects.get(slug="derbyshire")
    with tenancy.trust(trust):
        post = Owner.objects.get(name="Director of Business Services")
        others = [Owner.objects.get(name=name).pk for name in ("Chair", "Operations Manager, County")]
    address = f"/derbyshire/settings/posts/{post.slug}/hand-over/post/"
    seen = clients[0].get(address).context["form"].initial["seen"]
    together = Barrier(AT_ONCE)

    def send(client: Client, successor: int) -> int:
        try:
            together.wait()
            return client.post(address, {"successor": successor, "day": "20 6 2011", "seen": seen}).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(AT_ONCE) as threads:
        answers = list(threads.map(send, clients, others * 2))

    with tenancy.trust(trust):
        taken = Owner.objects.get(pk=post.pk).successor_id
        assert taken in others
        owns = [
            (ObjectiveOwner.objects.filter(owner=one).count(), EntryOwner.objects.filter(owner=one).count())
            for one in (taken, post)
        ]
        assert owns[0][0] >= 17
        assert owns[0][1] >= 9
        assert owns[1] == (0, 0)
        assert Turn.objects.filter(kind=Turn.Kind.OWNERS).count() == 9
    # The same sent again is the handover that stands; the other one is told that the post is closed.
    assert [status == 302 for status in answers] == [one == taken for one in others * 2]
